import type { Answer } from './held.ts';

/** An answer in place of a request's own where it is one too many. */
export type RateLimit = { turnAway(): Answer | undefined };

/** So many requests a second of one bot, in a window that slides (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  /** When the last so many were let through, the oldest where the next one will stand. */
  const times = Array.from({ length: perSecond }, () => -Infinity);
  let next = 0;
  return {
    turnAway() {
      const time = now();
      const wait = ((times[next] ?? 0) + 1000 - time) / 1000;
      if (wait > 0) return tooMany(wait);
      times[next] = time;
      next = (next + 1) % perSecond;
      return undefined;
    },
  };
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure */
function tooMany(seconds: number): Answer {
  return {
    status: 429,
    headers: {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-global': 'true',
      'x-ratelimit-scope': 'global',
    },
    body: { message: 'You are being rate limited.', retry_after: seconds, global: true },
  };
}
