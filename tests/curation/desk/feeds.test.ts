import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createReader } from '../../../src/curation/desk/reader.ts';
import { aDesk, FERRY, MIRA } from '../../support/desk.ts';

type Served = Record<string, { status?: number; type?: string; body?: string; headers?: Record<string, string> }>;

/** A site on this machine, as if it were public; what it serves may change, and `asked` has what was asked for. */
async function aSite(served: Served) {
  const asked: { path: string; etag: string | undefined }[] = [];
  const listener: RequestListener = ({ url = '/', headers }, response) => {
    asked.push({ path: url, etag: headers['if-none-match'] });
    const { status = 200, type = 'text/html', body = '', headers: more = {} } = served[url] ?? { status: 404 };
    const etag = `"${body.length}"`;
    const isKnown = headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : status, { 'content-type': type, etag, ...more }).end(isKnown ? '' : body);
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://news.example:${port}`, asked, port, serve: (more: Served) => Object.assign(served, more) };
}

const page = (title: string, text: string) => ({
  body: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')}</article></body></html>`,
});

const WORDS =
  'anchor basket candle dozen engine forest garden hammer island jacket kitchen ladder mirror needle orange paper quarry river saddle table umbrella valley window yellow'.split(
    ' ',
  );

/** An article of a length that a page's text is recognised by, unlike any other. */
function story(about: string) {
  let at = about.split('').reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7);
  const word = () => WORDS[(at = (at * 48_271) % 2_147_483_647) % WORDS.length];
  const sentence = () =>
    `The ${about} and its ${word()} left the ${word()} near the ${word()} for a ${word()}, a ${word()} and a ${word()} of the ${word()}.`;
  return page(
    `The ${about} of Port Ansel`,
    Array.from({ length: 6 }, () => `${sentence()} ${sentence()}`).join('\n\n'),
  );
}

function rss(base: string, slugs: readonly string[]) {
  const items = slugs.map(
    (slug) => `<item><title>The ${slug}</title><link>${base}/${slug}</link><guid>${slug}</guid></item>`,
  );
  return {
    type: 'application/rss+xml',
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Ansel news</title>${items.join('')}</channel></rss>`,
  };
}

async function aFollower(served: Served = {}) {
  const site = await aSite(served);
  let at = Date.parse('2031-05-07T09:00:00Z');
  const now = () => new Date(at);
  const reader = createReader({
    contact: undefined,
    now,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    allow: (address, port) => address === '127.0.0.1' && port === site.port,
  });
  return { ...(await aDesk({ reader, now })), site, sleep: (ms: number) => (at += ms) };
}

const HOUR = 3_600_000;

describe('a feed that is followed', () => {
  test('brings its newest five at once, then what is new, each once, and asks only for what changed', async () => {
    const { desk, site, sleep } = await aFollower();
    const old = ['ferry', 'tram', 'mill', 'dam', 'school', 'market', 'orchard'];
    site.serve(Object.fromEntries([...old, 'bridge'].map((slug) => [`/${slug}`, story(slug)])));
    site.serve({ '/feed': rss(site.url, old) });
    expect(await desk.feeds.add(`${site.url}/feed`, MIRA)).toMatchObject({ feed: { title: 'Ansel news' }, drafted: 5 });
    const titles = async () => (await desk.drafts()).map(({ title }) => title).sort();
    expect(await titles()).toHaveLength(5);
    sleep(24 * HOUR);
    await desk.feeds.poll();
    expect(site.asked.at(-1)?.etag).toBeDefined();
    expect(await titles()).toHaveLength(5);
    site.serve({ '/feed': rss(site.url, ['bridge', ...old]) });
    sleep(24 * HOUR);
    await Promise.all([desk.feeds.poll(), desk.feeds.poll()]);
    expect(await titles()).toHaveLength(6);
    expect(await titles()).toContain('The bridge of Port Ansel');
  });

  test('leaves away what is nearly the same as what came in before, and what robots may not read', async () => {
    const { desk, site, sleep, storage } = await aFollower();
    await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    site.serve({
      '/feed': rss(site.url, []),
      '/again': page(
        'Ferry to Norholm sails again',
        FERRY.split('\n\n').slice(1).join('\n\n').replace('eleven', 'twelve'),
      ),
      '/secret': story('secret'),
      '/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /secret' },
    });
    const { feed } = await desk.feeds.add(`${site.url}/feed`, MIRA);
    site.serve({ '/feed': rss(site.url, ['again', 'secret']) });
    sleep(24 * HOUR);
    await desk.feeds.poll();
    expect(await desk.drafts()).toHaveLength(1);
    expect(site.asked.map(({ path }) => path)).not.toContain('/secret');
    const states = await storage.desk.entriesOf(feed.id, ['again', 'secret']);
    expect(Object.fromEntries(states.map(({ entry, says }) => [entry, says]))).toEqual({
      again: expect.stringContaining('nearly the same'),
      secret: expect.stringContaining('robots.txt'),
    });
  });

  test('an article that fails is tried again, three times in all, and keeps none of the others', async () => {
    const { desk, site, sleep } = await aFollower();
    site.serve({ '/feed': rss(site.url, []) });
    await desk.feeds.add(`${site.url}/feed`, MIRA);
    site.serve({ '/feed': rss(site.url, ['broken', 'tram']), '/tram': story('tram'), '/broken': { status: 500 } });
    for (let day = 0; day < 5; day += 1) {
      sleep(24 * HOUR);
      await desk.feeds.poll();
    }
    expect(await desk.drafts()).toHaveLength(1);
    expect(site.asked.filter(({ path }) => path === '/broken')).toHaveLength(3);
  });

  test('that fails is asked less and less often, says so, and one that is gone is asked no more', async () => {
    const { desk, site, sleep } = await aFollower();
    site.serve({ '/feed': rss(site.url, []) });
    await desk.feeds.add(`${site.url}/feed`, MIRA);
    site.serve({ '/feed': { status: 500 } });
    const waits: number[] = [];
    for (let poll = 0; poll < 3; poll += 1) {
      sleep(30 * HOUR);
      await desk.feeds.poll();
      const [feed] = await desk.feeds.list();
      waits.push(Date.parse(feed?.nextAt ?? ''));
      expect(feed?.says).toContain('500');
    }
    expect((waits[2] ?? 0) - (waits[1] ?? 0)).toBeGreaterThan((waits[1] ?? 0) - (waits[0] ?? 0));
    site.serve({ '/feed': { status: 410 } });
    sleep(48 * HOUR);
    await desk.feeds.poll();
    expect((await desk.feeds.list())[0]).toMatchObject({ nextAt: undefined, says: expect.stringContaining('410') });
  });

  test.for([
    ['that is no feed', { body: '<html><body>Hello</body></html>' }],
    ['that is not there', { status: 404 }],
  ] as const)('%s is not followed', async ([, answer]) => {
    const { desk, site } = await aFollower({ '/feed': { ...answer } });
    await expect(desk.feeds.add(`${site.url}/feed`, MIRA)).rejects.toMatchObject({ name: 'UserError' });
    expect(await desk.feeds.list()).toEqual([]);
  });

  test('is followed once, and removed with what was seen of it', async () => {
    const { desk, site } = await aFollower();
    site.serve({ '/feed': rss(site.url, ['tram']), '/tram': story('tram') });
    const { feed } = await desk.feeds.add(`${site.url}/feed`, MIRA);
    await expect(desk.feeds.add(`${site.url}/feed`, MIRA)).rejects.toMatchObject({ code: 'known_feed' });
    expect(await desk.feeds.remove(feed.id, MIRA)).toBe(true);
    expect(await desk.feeds.remove(feed.id, MIRA)).toBe(false);
    expect((await desk.audit({ most: 9 })).map(({ action }) => action)).toEqual(['remove-feed', 'add', 'add-feed']);
  });
});
