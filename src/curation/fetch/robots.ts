import robotsParser, { type Rules as Parsed } from 'robots-parser';
import { UpstreamError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { type RequestOptions, requestBytes } from './request.ts';

/** The name that robots.txt files address us by. */
const NAME = 'Pullquote';
const MAX_BYTES = 512_000; // RFC 9309, section 2.5: at least 500 KiB
const KEEP_MS = 24 * 3_600_000; // section 2.4: no longer than a day
const KEEP_FAILURE_MS = 30 * 60_000;
const MAX_ORIGINS = 500;
const LONGEST_DELAY_MS = 24 * 3_600_000;

export type RobotsAnswer = { allowed: boolean; crawlDelayMs?: number | undefined };
export type Robots = { mayFetch(url: string, signal?: AbortSignal): Promise<RobotsAnswer> };

type Rules = { until: number; rules: Parsed | undefined; failure?: UpstreamError };

/**
 * Robots.txt as RFC 9309 has it, kept per origin for a day: a 4xx allows all, a 5xx or no answer means to wait (an
 * UpstreamError). It is for crawlers, so polling feeds heeds it; a page that an editor names is fetched for a person.
 */
export function createRobots(options: RequestOptions & { now?: () => number } = {}): Robots {
  const now = options.now ?? Date.now;
  const known = new Map<string, Promise<Rules>>();

  async function rulesOf(origin: string, signal: AbortSignal | undefined): Promise<Rules> {
    const kept = known.get(origin);
    if (kept) {
      const rules = await kept;
      if (rules.until > now()) return rules;
    }
    const reading = read(origin, { ...options, signal }, now());
    known.delete(origin);
    known.set(origin, reading);
    if (known.size > MAX_ORIGINS) known.delete([...known.keys()][0] ?? '');
    return reading.catch((error: unknown) => {
      known.delete(origin);
      throw error;
    });
  }

  return {
    async mayFetch(url, signal) {
      const { rules, failure } = await rulesOf(new URL(url).origin, signal);
      if (failure) throw failure;
      const delay = rules?.getCrawlDelay(NAME);
      return {
        allowed: rules?.isAllowed(url, NAME) ?? true,
        ...(delay !== undefined && delay > 0 && { crawlDelayMs: Math.min(delay * 1000, LONGEST_DELAY_MS) }),
      };
    },
  };
}

async function read(origin: string, options: RequestOptions, at: number): Promise<Rules> {
  const address = `${origin}/robots.txt`;
  try {
    const { status, bytes } = await requestBytes(address, { ...options, accept: 'text/plain,*/*;q=0.1' });
    if (status >= 500 || status === 429)
      return {
        until: at + KEEP_FAILURE_MS,
        rules: undefined,
        failure: new UpstreamError(
          `${new URL(origin).hostname} does not say what bots may read (robots.txt: ${status}).`,
          {
            code: 'robots_unavailable',
            retryAfterMs: KEEP_FAILURE_MS,
          },
        ),
      };
    const text = status >= 200 && status < 300 ? decodeText(bytes.subarray(0, MAX_BYTES), 'utf-8').text : '';
    return { until: at + KEEP_MS, rules: robotsParser(address, text) };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { until: at + KEEP_FAILURE_MS, rules: undefined, failure: error };
  }
}
