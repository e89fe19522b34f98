import { walkZone } from './delivery-oracle.ts';
import type { Journey, Travelled, Traveller, Trouble } from './delivery-travel.ts';

/** How the occurrences of a zone ended, and whatever must not be. */
export type Verdict = { zone: string; counts: Record<string, number>; violations: string[] };

const MINUTE = 60_000;
/** After a trouble is over, what came of it may last so long: a longest wait between two attempts, and the attempts. */
const AFTERMATH_MS = 20 * MINUTE;
/** A tick is at most a minute after the time, and a post some seconds on its way. */
const IN_TIME_MS = 2 * MINUTE;
const ON_THE_WAY_MS = 10_000;
const iso = (instant: number) => new Date(instant).toISOString();

/** Holds what happened against a walk through every minute of each zone. */
export function judge({ zones, schedules, from }: Journey, travelled: Travelled): Verdict[] {
  const landed = Map.groupBy(travelled.posts, ({ id }) => id);
  const rowsOf = Map.groupBy(travelled.rows, ({ subscription }) => subscription);
  return zones.map((zone) => {
    const walked = walkZone(zone, schedules, from, travelled.end);
    const counts: Record<string, number> = { sent: 0, late: 0, skipped: 0, failed: 0, missed: 0 };
    const violations: string[] = [];
    for (const [i, schedule] of schedules.entries()) {
      const traveller = travelled.travellers.find((each) => each.zone === zone && each.schedule === schedule);
      if (!traveller) continue;
      // While the clock was ahead, it may have come to times that are not reached at the end.
      const rows = (rowsOf.get(traveller.id) ?? []).filter(({ occurrence }) => occurrence < iso(travelled.end));
      const complain = (occurrence: string | number, what: string) =>
        violations.push(`${traveller.id}, ${typeof occurrence === 'number' ? iso(occurrence) : occurrence}: ${what}`);
      checkOccurrences(walked[i] ?? [], rows, complain);
      const sent: number[] = [];
      for (const { id, occurrence, state, late, says } of rows) {
        const key = state === 'sent' && late ? 'late' : state;
        counts[key] = (counts[key] ?? 0) + 1;
        const posts = landed.get(id) ?? [];
        if (posts.length > 1) complain(occurrence, `posted ${posts.length} times`);
        // Where it could not be looked for any more, it says that it may be there.
        const isTold = state === 'failed' && says.includes('may be there');
        if (!isTold && (state === 'sent') !== posts.length > 0)
          complain(occurrence, `${state}, but ${posts.length} posts landed`);
        if (state === 'due' || state === 'sending') complain(occurrence, 'was left lying');
        if (state !== 'sent' && says === '') complain(occurrence, `${state} without a reason`);
        const at = Date.parse(occurrence);
        for (const post of posts) checkTime(traveller, at, post.at, complain);
        if (posts.length > 0) sent.push(at);
        if (state === 'missed' && isCalm(at, traveller, travelled.lasting)) complain(at, `missed for nothing: ${says}`);
        if (isCalm(at, traveller, travelled.troubles)) {
          const [post] = posts;
          if (post && post.at - at > IN_TIME_MS) complain(at, `late for nothing, ${(post.at - at) / MINUTE} min`);
        }
      }
      checkRests(
        rows.flatMap(({ id }) => landed.get(id) ?? []),
        traveller,
        travelled.troubles,
        complain,
      );
      checkFloods(sent, traveller, travelled.troubles, complain);
    }
    return { zone, counts, violations };
  });
}

type Complain = (occurrence: string | number, what: string) => void;

/** Each occurrence has its one row, and nothing else has one. */
function checkOccurrences(walked: readonly number[], rows: Travelled['rows'], complain: Complain): void {
  const expected = new Set(walked.map((instant) => iso(instant)));
  const seen = new Set<string>();
  for (const { occurrence } of rows) {
    if (!expected.has(occurrence)) complain(occurrence, 'is no occurrence');
    if (seen.has(occurrence)) complain(occurrence, 'is in the ledger twice');
    seen.add(occurrence);
  }
  for (const each of expected) if (!seen.has(each)) complain(each, 'is not in the ledger');
}

function checkTime({ graceMinutes }: Traveller, occurrence: number, at: number, complain: Complain): void {
  if (at < occurrence) complain(occurrence, `posted before its time, at ${iso(at)}`);
  if (at > occurrence + graceMinutes * MINUTE + ON_THE_WAY_MS)
    complain(occurrence, `posted past its grace, at ${iso(at)}`);
}

function isCalm(occurrence: number, { id }: Traveller, troubles: readonly Trouble[]): boolean {
  return troubles.every(
    ({ from, to, subscription = id }) =>
      subscription !== id || occurrence < from - MINUTE || occurrence > to + AFTERMATH_MS,
  );
}

/** Who rests gets nothing but what was on its way. */
function checkRests(
  posts: Travelled['posts'],
  { id }: Traveller,
  troubles: readonly Trouble[],
  complain: Complain,
): void {
  for (const { what, from, to, subscription } of troubles) {
    if (
      what !== 'paused' ||
      subscription !== id ||
      troubles.some((other) => other.what === 'clock' && other.from < to && other.to > from)
    )
      continue;
    for (const { at } of posts)
      if (at > from + ON_THE_WAY_MS && at < to) complain(at, `posted while it rested from ${iso(from)} to ${iso(to)}`);
  }
}

/** Of what fell into a stop or a rest at most one is posted; where the clock was put back into it since, that part does not count. */
function checkFloods(
  sent: readonly number[],
  { id }: Traveller,
  troubles: readonly Trouble[],
  complain: Complain,
): void {
  for (const [i, { what, from, to, subscription = id }] of troubles.entries()) {
    if ((what !== 'stopped' && what !== 'paused') || subscription !== id) continue;
    const touched = troubles.some(
      (other, j) =>
        j !== i && other.what !== 'outlet' && (other.subscription ?? id) === id && other.from < to && other.to > from,
    );
    if (touched) continue;
    const caughtUp = sent.filter((at) => at > from && at <= to);
    if (caughtUp.length > 1) complain(from, `${caughtUp.length} posts at once after it was ${what} until ${iso(to)}`);
  }
}
