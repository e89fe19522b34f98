import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChannelTurns } from '../../src/delivery/channel-turns.ts';
import { virtualTime } from '../support/virtual-time.ts';

const GAP = 1000;

function turnsAt(gapMs = GAP) {
  const time = virtualTime(new Date('2031-05-06T09:00:00Z'));
  return { time, turns: createChannelTurns({ gapMs, ...time }) };
}

test('each channel has one thing at a time, in order and with the pause between; channels do not wait for each other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          channel: fc.constantFrom('a', 'b', 'c'),
          takes: fc.integer({ min: 0, max: 3000 }),
          pause: fc.integer({ min: -1000, max: 2000 }),
        }),
        { maxLength: 20 },
      ),
      async (list) => {
        const { time, turns } = turnsAt();
        const spans: { channel: string; nth: number; asked: number; from: number; to: number }[] = [];
        for (const [nth, { channel, takes, pause }] of list.entries()) {
          if (pause > 0) await time.advance(pause);
          const asked = time.clock();
          void turns.run(channel, async () => {
            const from = time.clock();
            await new Promise<void>((resolve) => void time.after(takes, resolve));
            spans.push({ channel, nth, asked, from, to: time.clock() });
          });
        }
        await time.advance(list.length * 4000);
        expect(spans).toHaveLength(list.length);
        for (const same of Map.groupBy(spans, ({ channel }) => channel).values()) {
          expect(same.map(({ nth }) => nth)).toEqual(same.map(({ nth }) => nth).toSorted((a, b) => a - b));
          for (const [i, { asked, from }] of same.entries())
            expect(from).toBe(Math.max(asked, (same[i - 1]?.to ?? -Infinity) + GAP));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a hold from within keeps the next of that channel waiting, and no other', async () => {
  const { time, turns } = turnsAt();
  const starts: [string, number][] = [];
  const note = (name: string) => async () => void starts.push([name, time.clock()]);
  void turns.run('a', async () => turns.hold('a', 30_000));
  void turns.run('a', note('a2'));
  void turns.run('a', note('a3'));
  void turns.run('b', note('b1'));
  await time.advance(60_000);
  expect(starts).toEqual([
    ['b1', 0],
    ['a2', 30_000],
    ['a3', 31_000],
  ]);
});

test('a hold that comes while somebody waits makes them wait on, and a shorter one takes nothing back', async () => {
  const { time, turns } = turnsAt();
  const starts: number[] = [];
  turns.hold('a', 5000);
  void turns.run('a', async () => void starts.push(time.clock()));
  await time.advance(4000);
  turns.hold('a', 6000);
  turns.hold('a', 100);
  await time.advance(5999);
  expect(starts).toEqual([]);
  await time.advance(1);
  expect(starts).toEqual([10_000]);
});

test('hurried, nobody waits for the pause, but still for each other', async () => {
  const { time, turns } = turnsAt();
  const seen: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  void turns.run('a', async () => {
    seen.push('first');
    await ended;
  });
  for (const name of ['second', 'third']) void turns.run('a', async () => void seen.push(name));
  turns.hold('b', 60_000);
  void turns.run('b', async () => void seen.push('held'));
  await time.settle();
  turns.hurry();
  await time.settle();
  expect(seen).toEqual(['first', 'held']);
  end();
  await time.settle();
  expect(seen).toEqual(['first', 'held', 'second', 'third']);
  expect(time.clock()).toBe(0);
});

test('what fails is told to whoever asked, and the next in its channel comes all the same', async () => {
  const { time, turns } = turnsAt(0);
  const failed = turns.run('a', () => Promise.reject(new Error('no')));
  const next = turns.run('a', async () => {});
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBeUndefined();
  expect(time.clock()).toBe(0);
});

test('of thousands of channels, those that still rest are not forgotten', async () => {
  const { time, turns } = turnsAt();
  turns.hold('held', 60_000);
  const starts: number[] = [];
  for (let i = 0; i < 2500; i += 1) void turns.run(`c${i}`, async () => {});
  await time.settle();
  void turns.run('held', async () => void starts.push(time.clock()));
  void turns.run('c0', async () => void starts.push(time.clock()));
  await time.advance(60_000);
  expect(starts).toEqual([1000, 60_000]);
});
