/** When a digest comes, as an expression and as what a person would check by the clock on the wall. */
export type WallSchedule = {
  expr: string;
  /** Minutes since midnight; without them once in each hour, at `past` minutes. */
  times: readonly number[] | { past: number };
  /** On which days, as if the date on the wall were one of UTC. */
  day?: (date: Date) => boolean;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MINUTES = 1440;

/** What the wall of a zone shows at an instant, as Intl tells it, in milliseconds as if its face were UTC. */
function wallOf(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  return (instant) => {
    const [month = 0, day, year = 0, hour, minute] = (format.format(instant).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

/**
 * The instants in [from, to) at which each of the schedules comes in a zone, found by walking through every minute: one
 * comes when the wall shows its time for the first time, or first jumps over it.
 */
export function walkZone(zone: string, schedules: readonly WallSchedule[], from: number, to: number): number[][] {
  const wall = wallOf(zone);
  const found = schedules.map((): number[] => []);
  let furthest = wall(from - DAY_MINUTES * MINUTE);
  const show = (instant: number, shown: number) => {
    for (let each = furthest + MINUTE; each <= shown; each += MINUTE)
      for (const [i, schedule] of schedules.entries())
        if (instant >= from && comesAt(schedule, each) && found[i]?.at(-1) !== instant) found[i]?.push(instant);
    furthest = Math.max(furthest, shown);
  };
  for (let hour = from - DAY_MINUTES * MINUTE; hour < to; hour += HOUR) {
    const first = wall(hour);
    // Two changes that undo each other within an hour are none that a zone has had.
    const isPlain = wall(hour + HOUR) - first === HOUR;
    for (let at = hour; at < Math.min(hour + HOUR, to); at += MINUTE) show(at, isPlain ? first + at - hour : wall(at));
  }
  return found;
}

function comesAt({ times, day }: WallSchedule, wall: number): boolean {
  const ofDay = Math.floor(wall / MINUTE) % DAY_MINUTES;
  const isTime = 'past' in times ? ofDay % 60 === times.past : times.includes(ofDay);
  return isTime && (day === undefined || day(new Date(wall)));
}
