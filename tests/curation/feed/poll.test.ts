import { describe, expect, test } from 'vitest';
import { pollFeed, type PollTools } from '../../../src/curation/feed/poll-feed.ts';
import { NEVER_POLLED, pollPlan, type PollOutcome, type PollState } from '../../../src/curation/feed/poll-plan.ts';
import { readFeed } from '../../../src/curation/feed/read-feed.ts';
import { fetchPage } from '../../../src/curation/fetch/fetch-page.ts';
import { createRobots } from '../../../src/curation/fetch/robots.ts';
import { webServer } from '../fetch/web-server.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const HOUR = 60;
const DAY = 24 * HOUR;
const failed = (retryAfterMs?: number): PollOutcome => ({ kind: 'failed', says: 'out of service', retryAfterMs });

function minutesTo(outcome: PollOutcome, state: PollState = NEVER_POLLED): number {
  const { nextAt } = pollPlan(state, outcome, NOW, () => 0);
  return (Date.parse(nextAt ?? '') - NOW.getTime()) / 60_000;
}

describe('when a feed is polled again', () => {
  test('in half an hour, where it had something new', () => expect(minutesTo({ kind: 'changed' })).toBe(30));

  test('later and later, up to six hours, while it is quiet', () => {
    const pauses = [0, 1, 2, 20].map((unchanged) => minutesTo({ kind: 'unchanged' }, { failures: 0, unchanged }));
    expect(pauses).toEqual([45, 67.5, 101.25, 6 * HOUR]);
  });

  test('not before its publisher wishes, up to a day', () => {
    expect(minutesTo({ kind: 'changed', everyMs: 2 * HOUR * 60_000 })).toBe(2 * HOUR);
    expect(minutesTo({ kind: 'changed', maxAgeMs: 3 * HOUR * 60_000, everyMs: 60_000 })).toBe(3 * HOUR);
    expect(minutesTo({ kind: 'changed', everyMs: 365 * DAY * 60_000 })).toBe(DAY);
  });

  test('after failures in pauses that double, up to a day, or as long as it asks', () => {
    const pauses = [0, 1, 2, 10, 100].map((failures) => minutesTo(failed(), { failures, unchanged: 0 }));
    expect(pauses).toEqual([30, HOUR, 2 * HOUR, DAY, DAY]);
    expect(minutesTo(failed(3 * DAY * 60_000))).toBe(3 * DAY);
    expect(minutesTo(failed(99 * DAY * 60_000))).toBe(7 * DAY);
  });

  test('never, once it is gone', () => {
    expect(pollPlan(NEVER_POLLED, { kind: 'gone', says: 'taken down' }, NOW)).toMatchObject({
      nextAt: undefined,
      says: 'taken down',
    });
  });

  test('a little later at random, so that feeds do not stay together', () => {
    const { nextAt } = pollPlan(NEVER_POLLED, { kind: 'changed' }, NOW, () => 1);
    expect(nextAt).toBe('2026-11-28T00:33:00.000Z');
  });
});

describe('polling', () => {
  const RSS =
    '<rss version="2.0"><channel><title>Kelm</title><ttl>60</ttl><item><title>Ferry</title><link>/1</link></item></channel></rss>';

  async function polled(
    status: (path: string, etag: string | undefined) => [number, Record<string, string>],
    robots = 404,
    state = NEVER_POLLED,
  ) {
    const site = await webServer(({ url = '', headers }, response) => {
      if (url === '/robots.txt') return void response.writeHead(robots).end('User-agent: *\nDisallow: /');
      const [code, head] = status(url, headers['if-none-match']);
      response.writeHead(code, { 'content-type': 'application/rss+xml', ...head }).end(code === 200 ? RSS : undefined);
    });
    const tools: PollTools = {
      fetch: fetchPage,
      read: readFeed,
      robots: createRobots(site.options),
      now: () => NOW,
      random: () => 0,
      request: site.options,
    };
    return { site, ...(await pollFeed({ url: site.url('/feed'), state }, tools)) };
  }

  test('brings the entries, and what makes the next poll cheap', async () => {
    const { site, feed, plan } = await polled(() => [200, { etag: '"1"' }]);
    expect(feed?.entries).toMatchObject([{ title: 'Ferry', url: site.url('/1') }]);
    expect(plan).toEqual({
      state: { etag: '"1"', lastModified: undefined, failures: 0, unchanged: 0 },
      nextAt: '2026-11-28T01:00:00.000Z',
      url: undefined,
      says: '',
    });
  });

  test('brings nothing where nothing changed', async () => {
    const { feed, plan } = await polled((_, etag) => [etag === '"1"' ? 304 : 200, {}], 404, {
      ...NEVER_POLLED,
      etag: '"1"',
    });
    expect(feed).toBeUndefined();
    expect(plan.state).toMatchObject({ etag: '"1"', unchanged: 1 });
  });

  test('follows a feed that moved for good', async () => {
    const { site, plan } = await polled((path) => (path === '/feed' ? [301, { location: '/new' }] : [200, {}]));
    expect(plan.url).toBe(site.url('/new'));
  });

  test.for([
    [410, undefined],
    [404, '2026-11-28T00:30:00.000Z'],
    [503, '2026-11-28T02:00:00.000Z'],
  ] as const)('after a %d comes again at %s', async ([code, nextAt]) => {
    const { plan } = await polled(() => [code, { 'retry-after': '7200' }]);
    expect(plan).toMatchObject({ nextAt, says: expect.stringContaining(String(code)) });
  });

  test('stays away where robots.txt says so', async () => {
    const { site, plan } = await polled(() => [200, {}], 200);
    expect(plan.says).toMatch(/robots\.txt/);
    expect(site.asked).toHaveLength(1);
  });
});
