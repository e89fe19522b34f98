import type { Delivery } from '../../../delivery/ledger.ts';
import { nextOccurrences, occurrencesBetween } from '../../../schedule/occurrences.ts';
import type { Subscription } from '../../../schedule/subscription.ts';
import { readTimes, stateOf, type ShownState } from './words.ts';

/** A calendar month in a time zone: its instants in [from, to), and its days as ISO dates. */
export type Month = { name: string; from: Date; to: Date; days: string[] };

/** What was or will be posted at a time; `count` of them where several subscriptions have the same. */
export type Happening = { state: ShownState; at: Date; digest: string; count: number; delivery?: string };

/** What happens in a month, by ISO date. `isCut` where not all of what is planned could be worked out. */
export type Happenings = { byDay: Map<string, Happening[]>; isCut: boolean };

const DAY_MS = 86_400_000;
/** A zone is less than a day from UTC. */
const MARGIN_MS = 2 * DAY_MS;
/** Worked out for one page: some milliseconds. */
const MOST_PLANNED = 5000;

/** The month of that name (2031-05), or the one of `now`, in a zone. */
export function monthOf(name: string | undefined, zone: string, now: Date): Month {
  const dayOf = dateIn(zone);
  const shown = name ?? dayOf(now).slice(0, 7);
  const from = firstInstant(shown, zone);
  const to = firstInstant(monthBeside(shown, 1), zone);
  const start = Date.parse(`${shown}-01`);
  const length = Math.round((Date.parse(`${monthBeside(shown, 1)}-01`) - start) / DAY_MS);
  const days = Array.from({ length }, (_, i) => new Date(start + i * DAY_MS).toISOString().slice(0, 10));
  return { name: shown, from, to, days };
}

/** The month so many after one, as its name. */
export function monthBeside(name: string, by: number): string {
  const [year = 0, month = 0] = name.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The ISO date of an instant as a zone has it. */
export function dateIn(zone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  };
}

/** What was delivered in a month, and what of the subscriptions that are not paused is still to come. */
export function happenings(
  month: Month,
  {
    zone,
    now,
    subscriptions,
    history,
  }: {
    zone: string;
    now: Date;
    subscriptions: readonly Subscription[];
    history: readonly Delivery[];
  },
): Happenings {
  const dayOf = dateIn(zone);
  const delivered = history
    .filter(({ kind }) => kind === 'scheduled' || kind === 'asked')
    .map((delivery): Happening => {
      const { id, occurrence } = delivery;
      return { state: stateOf(delivery), at: new Date(occurrence), digest: delivery.digest, count: 1, delivery: id };
    });
  const { list, isCut } = planned(month, now, subscriptions);
  const all = [...delivered, ...list].sort((a, b) => a.at.getTime() - b.at.getTime());
  return { byDay: Map.groupBy(all, ({ at }) => dayOf(at)), isCut };
}

/** Subscriptions that differ in nothing but their place are worked out once. */
function planned(
  { from, to }: Month,
  now: Date,
  subscriptions: readonly Subscription[],
): { list: Happening[]; isCut: boolean } {
  const after = new Date(Math.max(now.getTime(), from.getTime() - 1));
  const until = new Date(to.getTime() - 1);
  const going = after < until ? subscriptions.filter(({ paused, dueAt }) => !paused && dueAt !== undefined) : [];
  const alike = Map.groupBy(going, ({ digest, cron, zone }) => JSON.stringify([digest, cron, zone]));
  const list: Happening[] = [];
  for (const same of alike.values()) {
    const [first] = same;
    if (list.length >= MOST_PLANNED) return { list, isCut: true };
    if (!first) continue;
    const { digest, cron, zone } = first;
    const times = readTimes(() => occurrencesBetween(cron, zone, after, until, MOST_PLANNED - list.length), []);
    list.push(...times.map((at) => ({ state: 'planned' as const, at, digest, count: same.length })));
  }
  return { list, isCut: false };
}

/** The first instant of a month; where midnight is skipped there, the one after the gap. */
function firstInstant(name: string, zone: string): Date {
  const [, month = 1] = name.split('-').map(Number);
  const start = new Date(`${name}-01`);
  return nextOccurrences(`0 0 1 ${month} *`, zone, new Date(start.getTime() - MARGIN_MS), 1)[0] ?? start;
}
