import type { After } from '../../../src/after.ts';

/** A clock that runs many times as fast as time, the same in each process that is told when it was started. */
export function quickClock(times: number, since: number): { now: () => number; clock: () => number; after: After } {
  return {
    now: () => since + (Date.now() - since) * times,
    clock: () => performance.now() * times,
    after(ms, run) {
      const timer = setTimeout(run, ms / times).unref();
      return () => clearTimeout(timer);
    },
  };
}
