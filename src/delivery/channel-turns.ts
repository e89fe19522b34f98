import type { After } from '../after.ts';

/** One thing at a time in each channel, with a pause between; what waits takes nobody else's place. */
export type ChannelTurns = {
  run(channel: string, work: () => Promise<void>): Promise<void>;
  /** Nothing more in this channel for so many milliseconds. */
  hold(channel: string, ms: number): void;
  /** Nobody waits any longer. */
  hurry(): void;
};

type Channel = { tail: Promise<void>; waiting: number; freeAt: number };

/** So many channels are looked through for those that rest. */
const FORGET_EVERY = 1000;

export function createChannelTurns({
  gapMs,
  clock,
  after,
}: {
  gapMs: number;
  clock: () => number;
  after: After;
}): ChannelTurns {
  const channels = new Map<string, Channel>();
  const sleeping = new Set<() => void>();
  let hurried = false;
  const isHurried = () => hurried;

  function until(ms: number): Promise<void> {
    if (hurried) return Promise.resolve();
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

  function open(name: string): Channel {
    const known = channels.get(name);
    if (known) return known;
    if (channels.size % FORGET_EVERY === FORGET_EVERY - 1) forget();
    const fresh = { tail: Promise.resolve(), waiting: 0, freeAt: -Infinity };
    channels.set(name, fresh);
    return fresh;
  }

  async function take(channel: Channel, before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before;
    // It may be held once more meanwhile.
    for (let wait = channel.freeAt - clock(); wait > 0 && !isHurried(); wait = channel.freeAt - clock())
      await until(wait);
    try {
      await work();
    } finally {
      channel.waiting -= 1;
      channel.freeAt = Math.max(channel.freeAt, clock() + gapMs);
    }
  }

  /** Channels in which nothing goes on and whose pause is over. */
  function forget(): void {
    const now = clock();
    for (const [name, { waiting, freeAt }] of channels) if (waiting === 0 && freeAt <= now) channels.delete(name);
  }

  return {
    run(name, work) {
      const channel = open(name);
      channel.waiting += 1;
      const turn = take(channel, channel.tail, work);
      channel.tail = turn.catch(() => {});
      return turn;
    },
    hold(name, ms) {
      const channel = open(name);
      channel.freeAt = Math.max(channel.freeAt, clock() + ms);
    },
    hurry() {
      hurried = true;
      for (const wake of sleeping) wake();
    },
  };
}
