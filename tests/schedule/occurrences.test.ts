import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { nextOccurrences, occurrencesBetween } from '../../src/schedule/occurrences.ts';
import { arbitraryCron, type MadeCron } from './arbitrary-cron.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Days in which something happens to the clock, or nothing at all. */
const WINDOWS = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/London', '2026-03-29'],
  ['Europe/Moscow', '2014-10-26'],
  ['Europe/Dublin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/St_Johns', '2010-11-07'], // at 00:01
  ['America/Santiago', '2026-04-05'], // at midnight
  ['America/Santiago', '2026-09-06'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Caracas', '2007-12-09'], // half an hour for good
  ['America/Caracas', '2016-05-01'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['Africa/Cairo', '2010-08-11'], // round Ramadan, and back
  ['Africa/Cairo', '2010-09-10'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Australia/Lord_Howe', '2026-04-05'], // half an hour
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Antarctica/Troll', '2026-03-29'], // two hours
  ['Antarctica/Troll', '2026-10-25'],
  ['Asia/Kathmandu', '1986-01-01'], // a quarter of an hour for good
  ['Asia/Pyongyang', '2018-05-05'],
  ['Asia/Tehran', '2022-03-22'],
  ['Asia/Kolkata', '2026-06-15'],
  ['Pacific/Apia', '2011-12-30'], // a day that there was not
  ['Pacific/Kwajalein', '1993-08-21'],
  ['Pacific/Chatham', '2026-04-05'],
  ['UTC', '2026-02-28'],
] as const;

type Window = (typeof WINDOWS)[number];

const bounds = ([, day]: Window) => ({ from: Date.parse(day) - 3 * DAY, to: Date.parse(day) + 3 * DAY });

/** What the wall shows for the first time or jumps over at each minute of six days, as Intl tells it. */
function turns(window: Window): { instant: number; walls: number[] }[] {
  const { from, to } = bounds(window);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: window[0],
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const shown = new Set<number>();
  let before: number | undefined;
  return Array.from({ length: (to - from) / MINUTE }, (_, i) => {
    const instant = from + i * MINUTE;
    const [month = 0, day, year = 0, hour, minute] = (format.format(instant).match(/\d+/g) ?? []).map(Number);
    const wall = Date.UTC(year, month - 1, day, hour, minute);
    const walls = [];
    for (let each = before === undefined ? wall : Math.min(before + MINUTE, wall); each <= wall; each += MINUTE)
      if (!shown.has(each)) walls.push(each);
    for (const each of walls) shown.add(each);
    before = wall;
    return { instant, walls };
  });
}

const known = new Map(WINDOWS.map((window) => [window, turns(window)]));

/** When it fires by the rules as they are told, minute by minute. */
function walk(window: Window, { matches }: MadeCron): number[] {
  return (known.get(window) ?? []).filter(({ walls }) => walls.some(matches)).map(({ instant }) => instant);
}

const times = (dates: readonly Date[]) => dates.map((date) => date.getTime());

/** Quarters of an hour from the window's middle in which the clocks are changed, wherever on earth. */
const QUARTERS = { from: -14 * 4, to: 26 * 4 };

/** An instant in the middle four days; what was shown in the day before it is known. */
const situation = fc.record({
  window: fc.constantFrom(...WINDOWS),
  cron: arbitraryCron,
  after: fc.oneof(
    fc.integer({ min: DAY, max: 5 * DAY }),
    fc.integer({ min: QUARTERS.from, max: QUARTERS.to }).map((quarters) => 3 * DAY + quarters * 15 * MINUTE),
  ),
  length: fc.integer({ min: 1, max: 3 * DAY }),
  most: fc.integer({ min: 1, max: 40 }),
});

describe('against a walk through every minute', () => {
  test('the next ones', () => {
    fc.assert(
      fc.property(situation, ({ window, cron, after, most }) => {
        const { from, to } = bounds(window);
        const start = from + after;
        const found = times(nextOccurrences(cron.expr, window[0], new Date(start), most));
        const expected = walk(window, cron).filter((instant) => instant > start);
        expect(found.filter((instant) => instant < to)).toEqual(expected.slice(0, most));
      }),
      { numRuns: 800 },
    );
  });

  test('the last ones between two instants', () => {
    fc.assert(
      fc.property(situation, ({ window, cron, after, length, most }) => {
        const { from, to } = bounds(window);
        const start = from + after;
        const end = Math.min(start + length, to - 1);
        const expected = walk(window, cron).filter((instant) => instant > start && instant <= end);
        expect(times(occurrencesBetween(cron.expr, window[0], new Date(start), new Date(end), most))).toEqual(
          expected.slice(-most),
        );
      }),
      { numRuns: 800 },
    );
  });
});

test('over any years, one after another gives the same as all at once and as all between', () => {
  fc.assert(
    fc.property(
      arbitraryCron,
      fc.constantFrom(...new Set(WINDOWS.map(([zone]) => zone))),
      fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2150-01-01T00:00:00Z'), noInvalidDate: true }),
      ({ expr }, zone, start) => {
        const all = nextOccurrences(expr, zone, start, 6);
        let at = start;
        for (const each of all) {
          expect(nextOccurrences(expr, zone, at, 1)).toEqual([each]);
          at = each;
        }
        expect(occurrencesBetween(expr, zone, start, at, 10)).toEqual(all);
      },
    ),
    { numRuns: 300 },
  );
});

describe('the rules by example', () => {
  test.for([
    [
      'a skipped time, at the first valid instant',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      '2026-03-29T01:00',
    ],
    [
      'several skipped ones, once',
      '*/20 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      '2026-03-29T01:00 2026-03-30T00:00',
    ],
    [
      'a skipped one and a real one, once',
      '0 2,3 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      '2026-03-29T01:00 2026-03-30T00:00',
    ],
    [
      'a repeated time, the first time',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      '2026-10-25T00:30 2026-10-26T01:30',
    ],
    ['asked in the second of two hours', '30 2 * * *', 'Europe/Berlin', '2026-10-25T01:10Z', '2026-10-26T01:30'],
    [
      'the end of the second hour',
      '0 3 * * *',
      'Europe/Berlin',
      '2026-10-25T01:10Z',
      '2026-10-25T02:00 2026-10-26T02:00',
    ],
    [
      'half an hour skipped',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T12:00Z',
      '2026-10-03T15:30 2026-10-04T15:15',
    ],
    ['midnight skipped', '0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00Z', '2026-04-23T22:00 2026-04-24T21:00'],
    [
      'midnight skipped in America',
      '0 0 * * *',
      'America/Santiago',
      '2026-09-05T12:00Z',
      '2026-09-06T04:00 2026-09-07T03:00',
    ],
    ['a quarter of an hour off', '0 9 * * *', 'Asia/Kathmandu', '2026-01-01T00:00Z', '2026-01-01T03:15'],
    [
      'a day that there was not',
      '0 9 * * *',
      'Pacific/Apia',
      '2011-12-29T12:00Z',
      '2011-12-29T19:00 2011-12-30T10:00 2011-12-30T19:00',
    ],
    [
      'either day counts',
      '0 9 13 * 5',
      'UTC',
      '2026-02-01T00:00Z',
      '2026-02-06T09:00 2026-02-13T09:00 2026-02-20T09:00',
    ],
    ['a leap day', '0 0 29 2 *', 'UTC', '2097-01-01T00:00Z', '2104-02-29T00:00'],
  ] as const)('%s', ([, expr, zone, after, expected]) => {
    const wanted = expected.split(' ').map((instant) => new Date(`${instant}Z`));
    expect(nextOccurrences(expr, zone, new Date(after), wanted.length)).toEqual(wanted);
  });

  test('what never fires has no occurrence', () => {
    expect(nextOccurrences('0 9 30 2 *', 'Europe/Berlin', new Date('2026-01-01T00:00Z'), 3)).toEqual([]);
    const [from, to] = [new Date('1990-01-01T00:00Z'), new Date('2026-01-01T00:00Z')];
    expect(occurrencesBetween('0 9 30 2 *', 'Europe/Berlin', from, to, 3)).toEqual([]);
  });

  test('after a long outage, the last ones', () => {
    const [from, to] = [new Date('2006-01-01T00:00Z'), new Date('2026-01-01T00:00Z')];
    expect(occurrencesBetween('* * * * *', 'Europe/Berlin', from, to, 2)).toEqual([new Date('2025-12-31T23:59Z'), to]);
    expect(occurrencesBetween('0 9 * * *', 'Europe/Berlin', to, to, 2)).toEqual([]);
    expect(occurrencesBetween('0 9 * * *', 'Europe/Berlin', to, from, 2)).toEqual([]);
  });

  test.for([0, -1, Number.NaN])('a count of %d gives none', (count) => {
    expect(nextOccurrences('* * * * *', 'UTC', new Date(0), count)).toEqual([]);
    expect(occurrencesBetween('* * * * *', 'UTC', new Date(0), new Date(DAY), count)).toEqual([]);
  });

  test('whatever is asked, it ends', () => {
    expect(nextOccurrences('* * * * *', 'UTC', new Date(0), Infinity)).toHaveLength(10_000);
    expect(nextOccurrences('0 0 1 1 *', 'UTC', new Date('9999-12-31T00:00Z'), 5)).toEqual([]);
    expect(() => nextOccurrences('* * * * *', 'UTC', new Date(Number.NaN), 5)).toThrow(RangeError);
    expect(() => nextOccurrences('* * * * *', 'Europe/Nowhere', new Date(0), 5)).toThrow(UserError);
    expect(() => nextOccurrences('* * * *', 'UTC', new Date(0), 5)).toThrow(UserError);
  });
});
