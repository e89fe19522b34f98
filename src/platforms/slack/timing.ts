import { setTimeout as pause } from 'node:timers/promises';

/** How long the connection waits for what, in milliseconds; tests hand in shorter times. */
export type Timing = {
  /** One call of the Web API or of a response_url. Slack's own side gives up after 30 s. */
  call: number;
  /** From opening a socket to Slack's hello. */
  hello: number;
  /** What an answer waits for the status and the title of its thread. */
  trimming: number;
  /** Between looks at whether an uploaded picture has been processed, and how many looks. */
  picturePause: number;
  pictureLooks: number;
  /** A longer Retry-After is not waited for: the asker has gone on by then. */
  longestRetryAfter: number;
  /** The first pause after a failed connection, doubled up to the longest. */
  firstRetry: number;
  longestRetry: number;
  /** What replies under way are given at closing, and the network after them. */
  finish: number;
  hangUp: number;
  pause: (ms: number) => Promise<void>;
};

export const TIMING: Timing = {
  call: 10_000,
  hello: 10_000,
  trimming: 1500,
  picturePause: 400,
  pictureLooks: 12,
  longestRetryAfter: 30_000,
  firstRetry: 1000,
  longestRetry: 60_000,
  finish: 3000,
  hangUp: 500,
  pause: async (ms) => pause(ms, undefined, { ref: false }),
};

/** Waits for something, but no longer than this. */
export async function within(done: Promise<unknown>, ms: number): Promise<void> {
  const stop = new AbortController();
  await Promise.race([done, pause(ms, undefined, { ref: false, signal: stop.signal }).catch(() => {})]);
  stop.abort();
}
