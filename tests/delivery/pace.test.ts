import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitFor } from '../../src/after.ts';
import { createPace } from '../../src/delivery/pace.ts';
import { virtualTime } from '../support/virtual-time.ts';

const START = new Date('2031-05-06T09:00:00Z');
const SECOND = 1000;

type Request = { start: number; answer: number };

/** Lets one request after another go, each answered after its latency; gives when each was under way. */
async function letGo(perSecond: number, latencies: readonly number[], pauses: readonly number[] = []) {
  const time = virtualTime(START);
  const pace = createPace(perSecond, time);
  const requests: Request[] = [];
  async function request(latency: number): Promise<void> {
    const answered = await pace.turn();
    const start = time.clock();
    await waitFor(latency, time.after);
    requests.push({ start, answer: time.clock() });
    answered?.();
  }
  for (const [i, latency] of latencies.entries()) {
    const pause = pauses[i] ?? 0;
    if (pause > 0) await time.advance(pause);
    void request(latency);
  }
  await time.settle();
  for (let next = time.next(); requests.length < latencies.length && next !== undefined; next = time.next())
    await time.advance(next);
  return requests;
}

/** The most arrivals that one second can hold, where each arrives whenever suits the worst between its start and its answer. */
function mostInASecond(requests: readonly Request[]): number {
  // The fullest second, wherever it begins, may as well begin with an answer, the latest time at which somebody arrives.
  return Math.max(
    ...requests.map(({ answer: from }) => requests.filter((r) => r.start < from + SECOND && r.answer >= from).length),
  );
}

test('no second holds more arrivals than the rate, whatever the latencies and wherever it begins', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.record({ latency: fc.integer({ min: 0, max: 1000 }), pause: fc.integer({ min: -900, max: 900 }) }), {
        minLength: 1,
        maxLength: 40,
      }),
      async (perSecond, list) => {
        const requests = await letGo(
          perSecond,
          list.map(({ latency }) => latency),
          list.map(({ pause }) => pause),
        );
        expect(requests).toHaveLength(list.length);
        expect(mostInASecond(requests)).toBeLessThanOrEqual(perSecond);
      },
    ),
    { numRuns: 100 },
  );
});

test.for([5, 30, 50])('of %d a second, quick answers get at least 98 per cent', async (perSecond) => {
  const seconds = 20;
  const requests = await letGo(
    perSecond,
    Array.from({ length: perSecond * (seconds + 2) }, () => 5),
  );
  const inTime = requests.filter(({ start }) => start < seconds * SECOND);
  expect(inTime.length).toBeGreaterThanOrEqual(0.98 * perSecond * seconds);
});

test('the first second is no burst: twice the rate at most', async () => {
  const requests = await letGo(
    20,
    Array.from({ length: 20 }, () => 0),
  );
  for (const [i, { start }] of requests.entries()) expect(start).toBeGreaterThanOrEqual((i - 1) * 25);
});

test('an answer that never comes costs its place two seconds, not for ever', async () => {
  const time = virtualTime(START);
  const pace = createPace(1, time);
  let gone = 0;
  for (let i = 0; i < 3; i += 1) void pace.turn().then(() => (gone += 1));
  await time.advance(5 * SECOND);
  expect(gone).toBe(3);
});

test('a slow answer after its place was given on frees nothing twice', async () => {
  const time = virtualTime(START);
  const pace = createPace(1, time);
  const first = await pace.turn();
  await time.advance(2002);
  let starts = 0;
  for (let i = 0; i < 2; i += 1) void pace.turn().then(() => (starts += 1));
  await time.settle();
  expect(starts).toBe(1);
  first?.();
  await time.settle();
  expect(starts).toBe(1);
});

test('without a limit nobody waits', async () => {
  const time = virtualTime(START);
  const pace = createPace(Infinity, time);
  await Promise.all(Array.from({ length: 1000 }, () => pace.turn()));
  expect(time.clock()).toBe(0);
});

test.for([2, Infinity])('of %d a second, held means nobody goes until it is over', async (perSecond) => {
  const time = virtualTime(START);
  const pace = createPace(perSecond, time);
  pace.hold(5000);
  pace.hold(1000); // a shorter one takes nothing back
  const starts: number[] = [];
  for (let i = 0; i < 2; i += 1) void pace.turn().then(() => starts.push(time.clock()));
  await time.advance(10_000);
  expect(starts).toHaveLength(2);
  expect(Math.min(...starts)).toBe(5000);
});

test('those who wait when it is held go on waiting, and once it is closed nobody goes', async () => {
  const time = virtualTime(START);
  const pace = createPace(1, time);
  (await pace.turn())?.();
  const late = pace.turn();
  pace.hold(60_000);
  await time.advance(30_000);
  pace.close();
  expect(await late).toBeUndefined();
  expect(await pace.turn()).toBeUndefined();
});
