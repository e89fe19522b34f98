import type { After } from '../after.ts';

/** Lets requests go, no faster than a platform takes them. */
export type Pace = {
  /** Waits for its turn; what it gives back says that the request has been answered. Undefined once the pace is closed: the request must not be made. */
  turn(): Promise<(() => void) | undefined>;
  /** No request for so many milliseconds. */
  hold(ms: number): void;
  close(): void;
};

const SECOND_MS = 1000;
/** A request is on its way for at most so long, also over a bad line: one that nobody answers must not keep its place for good. */
const LONGEST_WAY_MS = 1000;
/** A little more than a second: timers and clocks are no finer than a millisecond. */
const MARGIN_MS = 2;

/**
 * At most so many requests arrive within any one second (or another window), wherever it begins. A request arrives between
 * its start and its answer, so its place is free again a second after the answer. The places are taken no faster than twice the rate, so
 * that the first second is no burst. `clock` is monotonic, in milliseconds.
 */
export function createPace(
  most: number,
  { clock, after, windowMs = SECOND_MS }: { clock: () => number; after: After; windowMs?: number },
): Pace {
  const isLimited = Number.isFinite(most);
  const places = Array.from({ length: isLimited ? most : 1 }, () => ({ freeAt: -Infinity }));
  const gap = isLimited ? windowMs / (2 * most) : 0;
  const waiting: ((done: (() => void) | undefined) => void)[] = [];
  let notBefore = -Infinity;
  let isClosed = false;
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
      waiting.shift()?.(isLimited ? taken(place, now) : () => {});
    }
  }

  function taken(place: { freeAt: number }, now: number): () => void {
    const mine = now + LONGEST_WAY_MS + windowMs + MARGIN_MS;
    place.freeAt = mine;
    return () => {
      if (place.freeAt !== mine) return; // somebody else's by now
      place.freeAt = Math.min(mine, clock() + windowMs + MARGIN_MS);
      if (callOff) pump();
    };
  }

  return {
    turn: () =>
      new Promise((resolve) => {
        if (isClosed) return resolve(undefined);
        waiting.push(resolve);
        if (!callOff) pump();
      }),
    hold(ms) {
      notBefore = Math.max(notBefore, clock() + ms);
    },
    close() {
      isClosed = true;
      callOff?.();
      for (const resolve of waiting.splice(0)) resolve(undefined);
    },
  };
}
