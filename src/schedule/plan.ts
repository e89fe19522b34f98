import { nextOccurrences, occurrencesBetween } from './occurrences.ts';
import type { Subscription } from './subscription.ts';

/** What is to be done with the occurrences up to now: at most one is posted, the others are missed, with the reason. */
export type Planned = {
  next: Date | undefined;
  post: { occurrence: Date; expiresAt: Date } | undefined;
  missed: { occurrence: Date; says: string }[];
};

/** Missed occurrences that are recorded one by one; the ledger keeps 400 days, and none comes more than hourly. */
const MOST_MISSED = 400 * 24;
const MINUTE_MS = 60_000;

/** Plans a subscription whose time has come. */
export function planOccurrences(
  {
    cron,
    zone,
    dueAt,
    graceMinutes,
    lastRest,
  }: Pick<Subscription, 'cron' | 'zone' | 'dueAt' | 'graceMinutes' | 'lastRest'>,
  now: Date,
): Planned {
  const [next] = nextOccurrences(cron, zone, now, 1);
  if (dueAt === undefined) return { next, post: undefined, missed: [] };
  // What was planned may not be an occurrence any more where the zone's rules have changed since.
  const list = occurrencesBetween(cron, zone, new Date(Date.parse(dueAt) - 1), now, MOST_MISSED);
  const last = list.at(-1);
  if (!last) return { next, post: undefined, missed: [] };
  const expiresAt = new Date(last.getTime() + graceMinutes * MINUTE_MS);
  const inTime = now <= expiresAt;
  const missed = (inTime ? list.slice(0, -1) : list).map((occurrence) => ({
    occurrence,
    says: `${why(occurrence, lastRest)}; ${inTime ? 'only the latest was posted' : `more than ${hours(graceMinutes)} late`}`,
  }));
  return { next, post: inTime ? { occurrence: last, expiresAt } : undefined, missed };
}

function why(occurrence: Date, rest: Subscription['lastRest']): string {
  const rested = rest && occurrence >= new Date(rest.from) && occurrence <= new Date(rest.to);
  return rested ? 'it was paused then' : 'Pullquote was not running then';
}

/** Minutes as people say them: “6 h”, “90 min”. */
export function hours(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
