import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccurrences } from '../../src/schedule/occurrences.ts';
import { hours, planOccurrences } from '../../src/schedule/plan.ts';
import { aSubscription } from '../support/delivery.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const HOUR = 3_600_000;
const after = (ms: number) => new Date(Date.parse(NINE) + ms);

test('what is due is posted until its grace is over, and the next time is the next', () => {
  expect(planOccurrences(aSubscription({ graceMinutes: 90 }), after(0))).toEqual({
    next: after(24 * HOUR),
    post: { occurrence: after(0), expiresAt: after(1.5 * HOUR) },
    missed: [],
  });
  expect(planOccurrences(aSubscription({ graceMinutes: 90 }), after(1.5 * HOUR)).post).toBeDefined();
  expect(planOccurrences(aSubscription({ graceMinutes: 90 }), after(1.5 * HOUR + 1))).toEqual({
    next: after(24 * HOUR),
    post: undefined,
    missed: [{ occurrence: after(0), says: 'Pullquote was not running then; more than 90 min late' }],
  });
});

test('of several only the latest is posted; each of the others is missed, with why', () => {
  const { post, missed } = planOccurrences(aSubscription(), after(72 * HOUR + 1));
  expect(post?.occurrence).toEqual(after(72 * HOUR));
  expect(missed.map(({ occurrence }) => occurrence)).toEqual([after(0), after(24 * HOUR), after(48 * HOUR)]);
  expect(new Set(missed.map(({ says }) => says))).toEqual(
    new Set(['Pullquote was not running then; only the latest was posted']),
  );
});

test('what fell into the last rest was paused, and not what came before or after it', () => {
  const lastRest = { from: after(24 * HOUR).toISOString(), to: after(48 * HOUR).toISOString() };
  const { missed } = planOccurrences(aSubscription({ lastRest }), after(80 * HOUR));
  expect(missed.map(({ says }) => says.split(';')[0])).toEqual([
    'Pullquote was not running then',
    'it was paused then',
    'it was paused then',
    'Pullquote was not running then',
  ]);
});

describe('at the ends', () => {
  test('without a time nothing is due, and the next time is told', () => {
    expect(planOccurrences(aSubscription({ dueAt: undefined }), after(0))).toEqual({
      next: after(24 * HOUR),
      post: undefined,
      missed: [],
    });
  });

  test('a time that is no occurrence any more, as after new rules of the zone, is left out', () => {
    const dueAt = after(-HOUR).toISOString();
    expect(planOccurrences(aSubscription({ dueAt }), after(-1))).toEqual({
      next: after(0),
      post: undefined,
      missed: [],
    });
    expect(planOccurrences(aSubscription({ dueAt }), after(0)).post?.occurrence).toEqual(after(0));
  });

  test('after the last time of all there is no next one', () => {
    const last = { cron: '0 9 31 12 *', dueAt: '9999-12-31T09:00:00.000Z' };
    expect(planOccurrences(aSubscription(last), new Date('9999-12-31T09:00:00.000Z')).next).toBeUndefined();
  });

  test('a zone that cannot be read is a fault', () => {
    expect(() => planOccurrences(aSubscription({ zone: 'Europe/Nowhere' }), after(0))).toThrow('Europe/Nowhere');
  });

  test('of an outage of years the last 9,600 hours are recorded', () => {
    const { missed, post } = planOccurrences(aSubscription({ cron: '0 * * * *' }), after(3 * 365 * 24 * HOUR));
    expect(missed).toHaveLength(400 * 24 - 1);
    expect(post?.occurrence).toEqual(after(3 * 365 * 24 * HOUR));
  });
});

test('however time is cut into looks at the clock, each occurrence is posted or missed exactly once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('0 9 * * *', '30 2 * * *', '0 0 * * 1-5', '10 */3 * * *'),
      fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC'),
      fc.array(fc.integer({ min: 1, max: 90 * 60 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom(0, 30, 360),
      (cron, zone, minutes, graceMinutes) => {
        const start = new Date('2026-10-20T00:00:00.000Z');
        const [first] = nextOccurrences(cron, zone, start, 1);
        let dueAt = first?.toISOString();
        let now = start.getTime();
        const posted: Date[] = [];
        const seen: Date[] = [];
        for (const step of minutes) {
          now += step * 60_000;
          if (dueAt === undefined || Date.parse(dueAt) > now) continue;
          const planned = planOccurrences(aSubscription({ cron, zone, graceMinutes, dueAt }), new Date(now));
          if (planned.post) {
            expect(now).toBeLessThanOrEqual(planned.post.expiresAt.getTime());
            posted.push(planned.post.occurrence);
          }
          seen.push(
            ...planned.missed.map(({ occurrence }) => occurrence),
            ...(planned.post ? [planned.post.occurrence] : []),
          );
          dueAt = planned.next?.toISOString();
        }
        // All of them, for the one after the last is yet to come.
        const all = nextOccurrences(cron, zone, start, seen.length + 1);
        expect(seen).toEqual(all.slice(0, -1));
        expect(all.at(-1)?.getTime()).toBeGreaterThan(now);
        expect(posted.length).toBeLessThanOrEqual(minutes.length);
      },
    ),
    { numRuns: 200 },
  );
});

test.for([
  [60, '1 h'],
  [360, '6 h'],
  [90, '90 min'],
  [0, '0 h'],
] as const)('%d minutes are said as %s', ([minutes, said]) => {
  expect(hours(minutes)).toBe(said);
});
