import { describe, expect, test } from 'vitest';
import { createRobots } from '../../../src/curation/fetch/robots.ts';
import { webServer } from './web-server.ts';

const HOUR_MS = 3_600_000;

describe('robots.txt', () => {
  test('is asked once a day, and heeded', async () => {
    let now = 0;
    const site = await webServer((_, response) =>
      response.end(
        'User-agent: *\nDisallow: /private\n\nUser-agent: pullquote\nDisallow: /feeds/hidden\nCrawl-delay: 30\n',
      ),
    );
    const robots = createRobots({ ...site.options, now: () => now });
    expect(await robots.mayFetch(site.url('/feeds/all'))).toEqual({ allowed: true, crawlDelayMs: 30_000 });
    expect(await robots.mayFetch(site.url('/feeds/hidden.xml'))).toMatchObject({ allowed: false });
    expect(site.asked.map(({ url }) => url)).toEqual(['/robots.txt']);
    now = 25 * HOUR_MS;
    await robots.mayFetch(site.url('/feeds/all'));
    expect(site.asked).toHaveLength(2);
  });

  test('that does not exist allows all', async () => {
    const site = await webServer((_, response) => response.writeHead(404).end('Disallow: /'));
    expect(await createRobots(site.options).mayFetch(site.url('/a'))).toEqual({ allowed: true });
  });

  test('that cannot be had means to wait, and to ask again later', async () => {
    let now = 0;
    let status = 503;
    const site = await webServer((_, response) => response.writeHead(status).end());
    const robots = createRobots({ ...site.options, now: () => now });
    await expect(robots.mayFetch(site.url())).rejects.toMatchObject({
      name: 'UpstreamError',
      code: 'robots_unavailable',
    });
    status = 200;
    await expect(robots.mayFetch(site.url())).rejects.toMatchObject({ code: 'robots_unavailable' });
    now = HOUR_MS;
    expect(await robots.mayFetch(site.url())).toEqual({ allowed: true });
  });
});
