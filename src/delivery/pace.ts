import type { After } from '../after.ts';

/** Waits its turn; what it gives back says that the request has been answered. */
export type Pace = { turn(): Promise<() => void> };

const SECOND_MS = 1000;
/** A request is on its way for at most about so long: a slower answer says nothing of when it arrived. */
const LONGEST_WAY_MS = 100;
/** A little more than a second: timers and clocks are no finer than a millisecond. */
const MARGIN_MS = 2;

/**
 * At most so many requests arrive within any one second, wherever it begins. A request arrives between its start and its
 * answer, so its place is free again a second after the answer. The places are taken no faster than twice the rate, so
 * that the first second is no burst. `clock` is monotonic, in milliseconds.
 */
export function createPace(perSecond: number, { clock, after }: { clock: () => number; after: After }): Pace {
  if (!Number.isFinite(perSecond)) return { turn: async () => () => {} };
  const places = Array.from({ length: perSecond }, () => ({ freeAt: -Infinity }));
  const gap = SECOND_MS / (2 * perSecond);
  const waiting: ((done: () => void) => void)[] = [];
  let notBefore = -Infinity;
  let callOff: (() => void) | undefined;

  function pump(): void {
    callOff?.();
    callOff = undefined;
    while (waiting.length > 0) {
      const now = clock();
      const place = places.reduce((first, each) => (each.freeAt < first.freeAt ? each : first));
      const at = Math.max(place.freeAt, notBefore);
      if (at > now) {
        callOff = after(Math.ceil(at - now), pump);
        return;
      }
      notBefore = Math.max(notBefore + gap, now);
      const mine = now + LONGEST_WAY_MS + SECOND_MS + MARGIN_MS;
      place.freeAt = mine;
      waiting.shift()?.(() => {
        if (place.freeAt !== mine) return;
        place.freeAt = Math.min(mine, clock() + SECOND_MS + MARGIN_MS);
        if (callOff) pump();
      });
    }
  }

  return {
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (!callOff) pump();
      }),
  };
}
