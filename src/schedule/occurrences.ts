import { parseCron } from './cron.ts';
import { wallClock } from './wall-clock.ts';

/** More at once would be a mistake of the caller's. */
const MOST = 10_000;

/**
 * The first `count` occurrences (at most 10,000) after an instant, ascending; fewer where there are no more. A local
 * time that a clock change skips occurs at the first valid instant after it, together with any other that falls there;
 * one that comes twice occurs the first time. Throws a UserError for what is no expression or no zone.
 */
export function nextOccurrences(expr: string, zone: string, after: Date, count: number): Date[] {
  const pattern = parseCron(expr);
  const clock = wallClock(zone);
  const found: number[] = [];
  const wanted = Math.min(count, MOST);
  let wall: number | undefined = clock.furthest(validTime(after));
  while (found.length < wanted) {
    wall = pattern.next(wall);
    if (wall === undefined) break;
    const instant = clock.reach(wall);
    if (instant !== found.at(-1)) found.push(instant);
  }
  return found.map((instant) => new Date(instant));
}

/** The occurrences in (after, until], ascending; of more than `most` (at most 10,000), the last ones. Errors as above. */
export function occurrencesBetween(expr: string, zone: string, after: Date, until: Date, most: number): Date[] {
  const pattern = parseCron(expr);
  const clock = wallClock(zone);
  const found: number[] = [];
  const wanted = Math.min(most, MOST);
  const start = validTime(after);
  let wall: number | undefined = clock.furthest(validTime(until)) + 1;
  while (found.length < wanted) {
    wall = pattern.previous(wall);
    const instant = wall === undefined ? start : clock.reach(wall);
    if (wall === undefined || instant <= start) break;
    if (instant !== found.at(-1)) found.push(instant);
  }
  return found.reverse().map((instant) => new Date(instant));
}

/** An invalid date would be compared with nothing and searched from for ever. */
function validTime(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new RangeError('An occurrence is asked for around an invalid date.');
  return time;
}
