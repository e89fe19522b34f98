import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../src/delivery/backoff.ts';

test('waits double from five seconds to five minutes', () => {
  expect([0, 1, 2, 3, 6, 7, 8, 1000].map((attempts) => backoffMs(attempts, () => 0))).toEqual([
    5000, 5000, 10_000, 20_000, 160_000, 300_000, 300_000, 300_000,
  ]);
});

test('chance takes off up to a half, and never more', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempts, chance) => {
      const whole = backoffMs(attempts, () => 0);
      const some = backoffMs(attempts, () => chance);
      expect(some).toBeLessThanOrEqual(whole);
      expect(some).toBeGreaterThanOrEqual(whole / 2);
    }),
  );
});
