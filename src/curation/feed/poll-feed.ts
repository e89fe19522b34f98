import { UpstreamError, UserError } from '../../errors.ts';
import type { Fetched, RequestOptions } from '../fetch/fetch-page.ts';
import type { Robots } from '../fetch/robots.ts';
import { type PollOutcome, type PollPlan, pollPlan, type PollState } from './poll-plan.ts';
import type { Feed } from './read-feed.ts';

/** What a poll needs of the world; `fetch` is fetchPage and `read` is readFeed, loaded when first used. */
export type PollTools = {
  fetch: (url: string, options: RequestOptions) => Promise<Fetched>;
  read: (text: string, about: { url: string }) => Feed;
  robots: Robots;
  now: () => Date;
  random?: () => number;
  request?: RequestOptions;
};

/** Polls a feed once: what it holds, where it has changed, and when to come again. Only an abort and a bug throw. */
export async function pollFeed(
  { url, state }: { url: string; state: PollState },
  tools: PollTools,
  signal?: AbortSignal,
): Promise<{ feed?: Feed; plan: PollPlan }> {
  let feed: Feed | undefined;
  let outcome: PollOutcome;
  try {
    ({ feed, outcome } = await ask(url, state, tools, signal));
  } catch (error) {
    signal?.throwIfAborted();
    outcome = failureOf(error);
  }
  return { ...(feed && { feed }), plan: pollPlan(state, outcome, tools.now(), tools.random) };
}

async function ask(
  url: string,
  { etag, lastModified }: PollState,
  { fetch, read, robots, request }: PollTools,
  signal: AbortSignal | undefined,
): Promise<{ feed?: Feed; outcome: PollOutcome }> {
  const { allowed, crawlDelayMs = 0 } = await robots.mayFetch(url, signal);
  if (!allowed)
    return {
      outcome: {
        kind: 'failed',
        says: 'The site asks bots not to read this feed (robots.txt).',
        retryAfterMs: 86_400_000,
      },
    };
  const fetched = await fetch(url, {
    ...request,
    signal,
    etag,
    lastModified,
    accept: 'application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5',
  });
  const { movedTo, maxAgeMs } = fetched;
  const about = {
    etag: fetched.etag,
    lastModified: fetched.lastModified,
    movedTo,
    maxAgeMs: Math.max(maxAgeMs ?? 0, crawlDelayMs),
  };
  if (fetched.notModified) return { outcome: { kind: 'unchanged', ...about } };
  const feed = read(fetched.text, { url: fetched.url });
  return { feed, outcome: { kind: 'changed', ...about, everyMs: feed.everyMs } };
}

function failureOf(error: unknown): PollOutcome {
  if (error instanceof UserError && error.code === 'http_410') return { kind: 'gone', says: error.message };
  if (error instanceof UserError) return { kind: 'failed', says: error.message };
  if (error instanceof UpstreamError) return { kind: 'failed', says: error.message, retryAfterMs: error.retryAfterMs };
  throw error;
}
