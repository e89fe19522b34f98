import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startClock } from '../../src/delivery/clock.ts';
import { createLog } from '../../src/log.ts';

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2031-05-06T09:00:30Z') }));
afterEach(() => void vi.useRealTimers());

function aClock() {
  const ticks: string[] = [];
  let kept = 0;
  const stop = startClock(
    async () => void ticks.push(new Date().toISOString()),
    async () => void (kept += 1),
    createLog('silent'),
  );
  return { ticks, kept: () => kept, stop };
}

test('ticks at each full minute until it is stopped', async () => {
  const { ticks, stop } = aClock();
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(ticks.map((at) => at.slice(11, 16))).toEqual(['09:01', '09:02', '09:03']);
  await stop();
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(ticks).toHaveLength(3);
});

test('goes on ticking after the clock was put back by hours', async () => {
  const { ticks, stop } = aClock();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  vi.setSystemTime(new Date('2031-05-06T06:10:00Z'));
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  await stop();
  expect(ticks.filter((at) => at.startsWith('2031-05-06T06:1')).length).toBeGreaterThanOrEqual(3);
});

test('keeps house once a day', async () => {
  const { kept, stop } = aClock();
  await vi.advanceTimersByTimeAsync(48 * 60 * MINUTE_MS);
  await stop();
  expect(kept()).toBe(2);
});
