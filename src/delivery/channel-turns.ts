import type { After } from '../after.ts';

/** One thing at a time in each channel, with a pause between; what waits takes nobody else's place. */
export type ChannelTurns = {
  run(channel: string, work: () => Promise<void>): Promise<void>;
  /** Nothing more in this channel for so many milliseconds. */
  hold(channel: string, ms: number): void;
  /** Nobody waits any longer. */
  hurry(): void;
};

export function createChannelTurns({
  gapMs,
  clock,
  after,
}: {
  gapMs: number;
  clock: () => number;
  after: After;
}): ChannelTurns {
  const last = new Map<string, { work: Promise<void>; freeAt: number }>();
  const sleeping = new Set<() => void>();
  let hurried = false;

  function until(ms: number): Promise<void> {
    if (hurried || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        sleeping.delete(wake);
        callOff();
        resolve();
      };
      const callOff = after(Math.ceil(ms), wake);
      sleeping.add(wake);
    });
  }

  /** Channels that have nothing under way and whose pause is over are forgotten. */
  function forget(): void {
    const now = clock();
    for (const [channel, { freeAt }] of last) if (freeAt <= now) last.delete(channel);
  }

  return {
    run(channel, work) {
      const before = last.get(channel);
      const turn = { work: Promise.resolve(), freeAt: Infinity };
      turn.work = (async () => {
        if (before) {
          await before.work;
          await until(before.freeAt - clock());
        }
        await work();
        turn.freeAt = Math.max(turn.freeAt === Infinity ? 0 : turn.freeAt, clock() + gapMs);
      })();
      last.set(channel, turn);
      if (last.size % 1000 === 0) forget();
      return turn.work;
    },
    hold(channel, ms) {
      const turn = last.get(channel);
      if (turn) turn.freeAt = clock() + ms;
    },
    hurry() {
      hurried = true;
      for (const wake of sleeping) wake();
    },
  };
}
