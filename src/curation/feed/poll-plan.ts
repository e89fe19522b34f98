/** What is kept of a feed between polls: what makes the next request conditional (RFC 9110, section 13), and how the last ones went. */
export type PollState = {
  etag?: string | undefined;
  lastModified?: string | undefined;
  failures: number; // in a row
  unchanged: number; // polls in a row that brought nothing new
};

/** How a poll went. `everyMs` is the feed's own ttl or syndication period, `maxAgeMs` what Cache-Control says. */
export type PollOutcome =
  | {
      kind: 'changed' | 'unchanged';
      etag?: string | undefined;
      lastModified?: string | undefined;
      movedTo?: string | undefined;
      maxAgeMs?: number | undefined;
      everyMs?: number | undefined;
    }
  | { kind: 'failed'; says: string; retryAfterMs?: number | undefined }
  | { kind: 'gone'; says: string };

/** What to do next; without `nextAt` the feed is polled no more. `url` is where it lives from now on. */
export type PollPlan = { state: PollState; nextAt: string | undefined; url?: string | undefined; says: string };

export const NEVER_POLLED: PollState = { failures: 0, unchanged: 0 };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SOONEST_MS = 15 * MINUTE_MS;
const USUAL_MS = 30 * MINUTE_MS;
const LONGEST_QUIET_MS = 6 * 60 * MINUTE_MS;
const LONGEST_ASKED_MS = 7 * DAY_MS;

/**
 * When to poll a feed again. Its publisher's wishes hold up to a day (RSS 2.0's ttl, RSS 1.0's syndication module,
 * Cache-Control's max-age) or a week (Retry-After, RFC 9110, section 10.2.3); a quiet feed is asked less often, up to
 * every six hours; failures double the pause up to a day; 410 Gone ends it (section 15.5.11).
 */
export function pollPlan(
  state: PollState,
  outcome: PollOutcome,
  now: Date,
  random: () => number = Math.random,
): PollPlan {
  // A tenth more or less, so that feeds added together do not stay together.
  const at = (pause: number): string => new Date(now.getTime() + pause * (1 + 0.1 * random())).toISOString();
  if (outcome.kind === 'gone') return { state, nextAt: undefined, says: outcome.says };
  if (outcome.kind === 'failed') {
    const failures = state.failures + 1;
    const pause = Math.min(USUAL_MS * 2 ** Math.min(failures - 1, 10), DAY_MS);
    const asked = Math.min(outcome.retryAfterMs ?? 0, LONGEST_ASKED_MS);
    return { state: { ...state, failures }, nextAt: at(Math.max(pause, asked)), says: outcome.says };
  }
  const { kind, etag, lastModified, movedTo, maxAgeMs = 0, everyMs = 0 } = outcome;
  const unchanged = kind === 'unchanged' ? state.unchanged + 1 : 0;
  const quiet = Math.min(USUAL_MS * 1.5 ** Math.min(unchanged, 20), LONGEST_QUIET_MS);
  const pause = Math.max(SOONEST_MS, quiet, Math.min(Math.max(maxAgeMs, everyMs), DAY_MS));
  return {
    state: {
      etag: etag ?? (kind === 'unchanged' ? state.etag : undefined),
      lastModified: lastModified ?? (kind === 'unchanged' ? state.lastModified : undefined),
      failures: 0,
      unchanged,
    },
    nextAt: at(pause),
    url: movedTo,
    says: '',
  };
}
