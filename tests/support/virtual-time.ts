import { setImmediate as nextTurn } from 'node:timers/promises';
import type { After } from '../../src/after.ts';

/** Time that stands still until it is told to go on. */
export type VirtualTime = {
  /** The clock on the wall, which can be put back and forward. */
  now: () => Date;
  /** Milliseconds of a clock that is never put back. */
  clock: () => number;
  after: After;
  /** Goes on by so many milliseconds: timers run in the order of their time, and what follows from each runs before the next. */
  advance(ms: number): Promise<void>;
  /** Goes on until an instant on the wall. */
  advanceTo(instant: Date): Promise<void>;
  /** Lets what is under way come to where it waits for time. */
  settle(): Promise<void>;
  /** Puts the clock on the wall to another time; timers do not notice. */
  putClock(to: Date): void;
  /** In how many milliseconds the next timer is due. */
  next(): number | undefined;
};

/** Promises over promises end within one turn of the event loop; the others are for what itself waits a turn. */
const TURNS = 3;

/** Lets what is under way come to where it waits for time or for somebody. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
}

export function virtualTime(start: Date): VirtualTime {
  let passed = 0;
  let shift = start.getTime();
  let made = 0;
  const timers = new Map<number, { at: number; run: () => void }>();

  const first = () => [...timers].sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];
  async function advance(ms: number): Promise<void> {
    const end = passed + ms;
    await settle();
    for (let timer = first(); timer && timer[1].at <= end; timer = first()) {
      const [id, { at, run }] = timer;
      passed = Math.max(passed, at);
      timers.delete(id);
      run();
      await settle();
    }
    passed = end;
  }

  return {
    now: () => new Date(shift + passed),
    clock: () => passed,
    after(ms, run) {
      const id = (made += 1);
      timers.set(id, { at: passed + Math.max(0, ms), run });
      return () => timers.delete(id);
    },
    advance,
    advanceTo: (instant) => advance(Math.max(0, instant.getTime() - shift - passed)),
    settle,
    putClock(to) {
      shift = to.getTime() - passed;
    },
    next() {
      const timer = first();
      return timer && timer[1].at - passed;
    },
  };
}
