import { UserError } from '../errors.ts';
import { echo } from '../echo.ts';
import { createMemo } from '../memo.ts';

/** The clock on the wall of a time zone; walls are milliseconds as if its face were UTC, instants milliseconds since 1970. */
export type WallClock = {
  /** The first instant at which the clock shows this or later: a time that is skipped comes right after the gap, one that comes twice the first time. */
  reach(wall: number): number;
  /** The latest that the clock has ever shown by then; after it was put back, that is ahead of what it shows. */
  furthest(instant: number): number;
};

/** From `at` on the wall is `offset` milliseconds ahead of UTC. */
type Change = { at: number; offset: number };

const DAY = 86_400_000;
/** Two changes that undo each other within a day would be missed; no zone has had such. */
const STEP = DAY;
const STEPS = 365;
const STRETCH = STEPS * STEP;
/** More than any zone has ever been from UTC (15:57 hours), or was put back by at once. */
const REACH = 1.5 * DAY;

const ZONES_KEPT = 500;
const STRETCHES_KEPT = 50;

/** The wall clock of a zone that Intl knows. Throws a UserError. */
export const wallClock = createMemo(ZONES_KEPT, (zone: string): WallClock => {
  const offsetAt = readOffsets(zone);
  const stretch = createMemo(STRETCHES_KEPT, (index: number) => changesWithin(index * STRETCH, offsetAt));
  /** The changes from the last one before `from` until `to`. */
  function changes(from: number, to: number): Change[] {
    const found: Change[] = [];
    for (let index = Math.floor(from / STRETCH); index <= Math.floor(to / STRETCH); index += 1)
      found.push(...stretch(index));
    const first = found.findLastIndex(({ at }) => at <= from);
    return found.slice(first).filter(({ at }) => at <= to);
  }
  return {
    reach(wall) {
      const list = changes(wall - REACH, wall + REACH);
      const past = list.findIndex(({ offset }, i) => (list[i + 1]?.at ?? Infinity) + offset > wall);
      const { at, offset } = list[past] ?? { at: -Infinity, offset: 0 };
      return Math.max(at, wall - offset);
    },
    furthest(instant) {
      const list = changes(instant - REACH, instant);
      return Math.max(...list.map(({ offset }, i) => Math.min((list[i + 1]?.at ?? Infinity) - 1, instant) + offset));
    },
  };
});

/** What holds at the start of a stretch, and each change within it. */
function changesWithin(start: number, offsetAt: (instant: number) => number): Change[] {
  const found = [{ at: start, offset: offsetAt(start) }];
  for (let step = 0; step < STEPS; step += 1) {
    const from = start + step * STEP;
    found.push(...changesBetween({ at: from, offset: found.at(-1)?.offset ?? 0 }, from + STEP, offsetAt));
  }
  return found;
}

function changesBetween(from: Change, until: number, offsetAt: (instant: number) => number): Change[] {
  const offset = offsetAt(until);
  if (offset === from.offset) return [];
  if (until - from.at === 1) return [{ at: until, offset }];
  const middle = Math.floor((from.at + until) / 2);
  const first = changesBetween(from, middle, offsetAt);
  return [...first, ...changesBetween({ at: middle, offset: first.at(-1)?.offset ?? from.offset }, until, offsetAt)];
}

function readOffsets(zone: string): (instant: number) => number {
  const format = formatOffset(zone);
  const offsets = createMemo(STRETCHES_KEPT, (text: string) => {
    // “GMT”, “GMT+05:45”, and with seconds before zones were standard
    const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
    const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -size : size;
  });
  return (instant) => {
    const text = format.format(instant);
    return offsets(text.slice(text.indexOf('GMT')));
  };
}

/** Whether Intl knows the zone. */
export function isZone(zone: string): boolean {
  try {
    wallClock(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOffset(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch (cause) {
    throw new UserError(`“${echo(zone)}” is no time zone; give one such as Europe/Berlin.`, {
      code: 'unknown_zone',
      cause,
    });
  }
}
