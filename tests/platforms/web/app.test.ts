import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import { buildLibrary } from '../../../src/facts/library.ts';
import { createWebApp } from '../../../src/platforms/web/app.ts';
import { createPreviews } from '../../../src/previews.ts';
import { post } from '../../../src/reply.ts';
import { aLibrary, aStory, ARTICLE } from '../../support/builders.ts';
import { COMMANDS } from '../../support/run.ts';
import { aWebEngine } from '../../support/web.ts';

const ORIGIN = 'http://127.0.0.1:3000';
const app = createWebApp(aWebEngine());
const previews = createPreviews(COMMANDS);

function get(path: string, headers: Record<string, string> = {}, on = app) {
  return on.request(`${ORIGIN}${path}`, { headers });
}

function submit(line: string, headers: Record<string, string> = {}, on = app) {
  return on.request(`${ORIGIN}/`, {
    method: 'POST',
    body: new URLSearchParams({ line }),
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });
}

function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('every response', () => {
  test.for(['/', '/stories', '/stories/harbour-bridge', '/nothing-here', '/assets/pullquote.css', '/complete?line=/q'])(
    'to %s allows nothing inline and nothing from elsewhere',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  test('that is a picture can do nothing when opened by itself', async () => {
    const { headers } = await get('/stories/harbour-bridge/numbers.svg');
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the Host header', () => {
  const named = createWebApp(aWebEngine(), { host: 'news.lan' });
  const everywhere = createWebApp(aWebEngine(), { host: '0.0.0.0' });
  test.for([
    { host: '127.0.0.1:3000', on: app, status: 200 },
    { host: 'localhost:9', on: app, status: 200 },
    { host: '[::1]:3000', on: app, status: 200 },
    { host: 'rebound.example', on: app, status: 421 },
    { host: 'localhost.rebound.example', on: app, status: 421 },
    { host: '192.168.0.7', on: app, status: 421 },
    { host: 'news.lan:3000', on: named, status: 200 },
    { host: 'other.lan', on: named, status: 421 },
    { host: '192.168.0.7:3000', on: everywhere, status: 200 },
    { host: 'rebound.example', on: everywhere, status: 421 },
    { host: 'a b', on: everywhere, status: 421 },
  ])('$host is answered with $status', async ({ host, on, status }) => {
    expect((await get('/', { host }, on)).status).toBe(status);
  });
});

describe('a POST', () => {
  test.for([
    { from: { 'sec-fetch-site': 'same-origin' }, status: 200 },
    { from: { 'sec-fetch-site': 'same-origin', origin: 'null' }, status: 200 },
    { from: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { from: { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:3000' }, status: 403 },
    { from: { origin: 'http://127.0.0.1:3000' }, status: 200 },
    { from: { origin: 'http://127.0.0.1:4000' }, status: 403 },
    { from: { origin: 'https://evil.example' }, status: 403 },
    { from: { origin: 'null' }, status: 403 },
    { from: {}, status: 403 },
  ] as { from: Record<string, string>; status: number }[])(
    'from $from is answered with $status',
    async ({ from, status }) => {
      const form = await app.request(`${ORIGIN}/`, {
        method: 'POST',
        body: new URLSearchParams({ line: '/help' }),
        headers: from,
      });
      const json = await app.request(`${ORIGIN}/say`, {
        method: 'POST',
        body: JSON.stringify({ line: '/help' }),
        headers: { 'content-type': 'application/json', ...from },
      });
      expect([form.status, json.status]).toEqual([status, status]);
    },
  );

  test('of more than 64 KiB is refused', async () => {
    expect((await submit('x'.repeat(64 * 1024))).status).toBe(413);
    const json = await app.request(`${ORIGIN}/say`, {
      method: 'POST',
      body: JSON.stringify({ line: 'x'.repeat(64 * 1024) }),
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    expect(json.status).toBe(413);
  });

  test.for([
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="li'],
    ['multipart/form-data', 'nonsense'],
    ['application/x-www-form-urlencoded', 'word=1'],
    ['text/plain', 'line=/help'],
  ] as const)('of %s that is no form is refused with a line that says so', async ([type, body]) => {
    const response = await app.request(`${ORIGIN}/`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('I expected a form with one field, line.');
  });

  test('of a question of 10,000 characters is answered with one clear line', async () => {
    const line = 'why '.repeat(2500);
    const json = await app.request(`${ORIGIN}/say`, {
      method: 'POST',
      body: JSON.stringify({ line }),
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    const form = await submit(line);
    expect([json.status, form.status]).toEqual([200, 200]);
    for (const page of [await json.text(), await form.text()])
      expect(page).toMatch(/question is too long: [\d,]+ characters/);
  });

  test.for(['', '[]', '{"line":4}', 'nonsense'])('with the body %j is refused', async (body) => {
    const response = await app.request(`${ORIGIN}/say`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(400);
  });
});

describe('a conversation', () => {
  test('shows the reply to a plain form, and keeps it for the next visit', async () => {
    const first = await submit('/summary');
    expect(await first.text()).toContain('Mira Vale reopened the harbour bridge');
    expect(first.headers.get('set-cookie')).toMatch(
      /^pullquote=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const later = await get('/', { cookie: cookieOf(first) });
    expect(await later.text()).toContain('Mira Vale reopened the harbour bridge');
    expect(later.headers.get('set-cookie')).toBe(first.headers.get('set-cookie')); // its days begin anew
  });

  test('is nobody else’s', async () => {
    await submit('/summary');
    expect(await (await get('/')).text()).not.toContain('Mira Vale reopened the harbour bridge');
  });

  test('begins anew when asked to', async () => {
    const cookie = cookieOf(await submit('/summary'));
    const restarted = await app.request(`${ORIGIN}/restart`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(restarted.headers.get('location')).toBe('/');
    expect(await (await get('/', { cookie })).text()).toContain('Every sentence traced');
  });

  test('has quotations of its own turn', async () => {
    const cookie = cookieOf(await submit('/quote'));
    const page = await (await submit('/quote', { cookie })).text();
    expect(page).toContain('The bridge is yours again');
    expect(page).toContain('We kept the arches &amp; replaced everything else');
  });

  test('with a made-up cookie gets one of ours', async () => {
    expect((await get('/', { cookie: 'pullquote=<script>' })).headers.get('set-cookie')).toMatch(
      /^pullquote=[\w-]{22};/,
    );
  });
});

describe('the asker', () => {
  const whoami = defineCommand({
    name: 'whoami',
    description: 'Says who asks',
    options: z.strictObject({}),
    run: ({ asker }) => post({ blocks: [{ type: 'heading', text: asker.isOperator ? 'operator' : 'reader' }] }),
  });
  const on = (host: string, operator?: boolean) =>
    createWebApp(aWebEngine({ commands: [...COMMANDS, whoami] }), { host, operator });
  test.for([
    { host: '127.0.0.1', headers: {}, who: 'operator' },
    { host: '::1', headers: {}, who: 'operator' },
    { host: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.9' }, who: 'reader' },
    { host: '127.0.0.1', headers: { 'x-forwarded-proto': 'https' }, who: 'reader' },
    { host: '127.0.0.1', headers: { 'x-forwarded-host': 'news.example' }, who: 'reader' },
    { host: '127.0.0.1', headers: { forwarded: 'for=203.0.113.9' }, who: 'reader' },
    { host: '127.0.0.1', headers: { via: '1.1 proxy' }, who: 'reader' },
    { host: '127.0.0.1', headers: { 'x-real-ip': '203.0.113.9' }, who: 'reader' },
    { host: '127.0.0.1', operator: false, headers: {}, who: 'reader' },
    { host: '0.0.0.0', operator: true, headers: {}, who: 'operator' },
    { host: '0.0.0.0', operator: true, headers: { via: '1.1 proxy' }, who: 'reader' },
    { host: '0.0.0.0', headers: {}, who: 'reader' },
    { host: 'news.lan', headers: {}, who: 'reader' },
  ] as { host: string; operator?: boolean; headers: Record<string, string>; who: string }[])(
    'on $host (operator: $operator) with $headers is a $who',
    async ({ host, operator, headers, who }) => {
      expect(await (await submit('/whoami', headers, on(host, operator))).text()).toContain(`<h3>${who}</h3>`);
    },
  );
});

describe('a reply as on a platform', () => {
  const on = createWebApp(aWebEngine(), { previews });
  const look = (choice: Record<string, string>, cookie: string, path = '/look', app = on) =>
    app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: path === '/look' ? new URLSearchParams(choice) : JSON.stringify(choice),
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });

  test('is shown after a plain form, later replies too, and here again when asked', async () => {
    const cookie = cookieOf(await submit('/summary', {}, on));
    const answer = await look({ turn: '1', on: 'slack' }, cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#turn-1']);
    const page = await (await submit('/help', { cookie }, on)).text();
    expect(page.match(/aria-label="Pullquote, as on Slack"/g)).toHaveLength(2);
    await look({ turn: '1', on: 'here' }, cookie);
    const back = await (await get('/', { cookie }, on)).text();
    expect(back.match(/aria-label="Pullquote, as on Slack"/g)).toHaveLength(1);
  });

  test('is nobody else’s', async () => {
    const cookie = cookieOf(await submit('/summary', {}, on));
    const other = cookieOf(await submit('/help', {}, on));
    expect((await look({ turn: '1', on: 'discord' }, cookie, '/show')).status).toBe(200);
    const theirs = await look({ turn: '1', on: 'discord' }, other, '/show');
    expect(await theirs.text()).not.toContain('harbour bridge');
    for (const path of ['/look', '/show'])
      expect((await look({ turn: '1', on: 'discord' }, 'pullquote=none', path)).status).toBe(404);
  });

  test.for([{ turn: '2', on: 'slack' }, { turn: '1', on: 'irc' }, { turn: 'x', on: 'slack' }, {}] as Record<
    string,
    string
  >[])('asked for as %j is not there', async (choice) => {
    const cookie = cookieOf(await submit('/summary', {}, on));
    for (const path of ['/look', '/show']) expect((await look(choice, cookie, path)).status).toBe(404);
  });

  test('of a page beyond the last shows the last', async () => {
    const cookie = cookieOf(await submit('/summary', {}, on));
    for (const page of ['9999', '-1', 'x', '1e99'])
      expect((await look({ turn: '1', on: 'discord', page }, cookie, '/show')).status).toBe(200);
  });

  test('that fails says under which id it is logged, and the chat stays', async () => {
    const logged: unknown[] = [];
    const broken = createWebApp(aWebEngine(), {
      previews: { ...previews, discord: () => Promise.reject(new Error('secret detail')) },
      log: { error: (details: unknown) => void logged.push(details) },
    });
    const cookie = cookieOf(await submit('/summary', {}, broken));
    await look({ turn: '1', on: 'discord' }, cookie, '/look', broken);
    const page = await (await get('/', { cookie }, broken)).text();
    const { id } = z.object({ id: z.string() }).parse(logged[0]);
    expect(page).toContain(id);
    expect(page).toContain('Show this reply as');
    expect(page).not.toContain('secret detail');
  });

  test('has its pictures as PNG, which can do nothing when opened by themselves', async () => {
    const cookie = cookieOf(await submit('/numbers', {}, on));
    const page = await (await look({ turn: '1', on: 'discord' }, cookie, '/show')).text();
    const response = await get(/\/pictures\/[0-9a-f]{32}\.png/.exec(page)?.[0] ?? '', {}, on);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test('is not offered where no renderer is at hand', async () => {
    const first = await submit('/summary');
    expect(await first.text()).not.toContain('Show this reply as');
    expect((await look({ turn: '1', on: 'slack' }, cookieOf(first), '/look', app)).status).toBe(404);
  });
});

describe('a source', () => {
  const words = 'The work cost 42 million crowns,\naccording to the city&#39;s treasury.';
  test('shows the passage to the operator, who holds the text', async () => {
    expect(await (await submit('/summary')).text()).toContain(words);
    expect(await (await get('/stories/harbour-bridge')).text()).toContain(words);
  });

  test.for([
    { name: 'nobody else', on: createWebApp(aWebEngine(), { host: '0.0.0.0' }) },
    {
      name: 'nobody where the text is not held',
      on: createWebApp({ ...aWebEngine(), storage: { sourceText: async () => undefined } }),
    },
    {
      name: 'nobody where the text is another one',
      on: createWebApp(aWebEngine({ sourceText: ARTICLE.replace('42', '43') })),
    },
  ])('shows it to $name', async ({ on }) => {
    const page = await (await submit('/summary', {}, on)).text();
    expect(page).toContain('The work cost <span class="quiet">…</span>');
    expect(page).not.toContain(words);
    expect(await (await get('/stories/harbour-bridge', {}, on)).text()).not.toContain(words);
  });
});

describe('completion', () => {
  test('offers commands, then values', async () => {
    expect(await (await get('/complete?line=/quo')).json()).toEqual([
      { line: '/quote ', label: '/quote', hint: 'Post a verbatim quotation and where it was said' },
    ]);
    const values = z
      .array(z.object({ line: z.string() }))
      .parse(await (await get(`/complete?line=${encodeURIComponent('/quote v')}`)).json());
    expect(values.map(({ line }) => line)).toContain('/quote Mira Vale');
  });

  test.for(['', 'hello', `/${'x'.repeat(1000)}`])('offers nothing for %j', async (line) => {
    expect(await (await get(`/complete?line=${encodeURIComponent(line)}`)).json()).toEqual([]);
  });
});

describe('a story page', () => {
  test('filters its facts by topic', async () => {
    const page = await (await get('/stories/harbour-bridge?topic=money&length=short')).text();
    expect(page).toContain('id="cost"');
    expect(page).not.toContain('id="piers"');
  });

  test('takes any query', async () => {
    expect((await get('/stories/harbour-bridge?topic=%3Cscript%3E&length=huge')).status).toBe(200);
  });

  test('that does not exist names the nearest', async () => {
    const response = await get('/stories/harbor-brigde-x');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('href="/stories/harbour-bridge"');
  });

  test('shows its corrections', async () => {
    const story = aStory({
      corrections: [
        { date: '2031-05-08', was: 'The work cost 40 million.', now: 'It cost 42 million.', items: ['cost'] },
      ],
    });
    expect(
      await (await get('/stories/harbour-bridge', {}, createWebApp(aWebEngine({ library: aLibrary(story) })))).text(),
    ).toContain('<del>The work cost 40 million.</del>');
  });
});

describe('with nothing published', () => {
  const empty = createWebApp(aWebEngine({ library: buildLibrary([]) }));
  test.for(['/', '/stories'])('%s says how to begin', async (path) => {
    const response = await get(path, {}, empty);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<code>stories/</code>');
  });
});

describe('pictures and files', () => {
  test('of a story are drawn in both themes', async () => {
    const [light, dark] = await Promise.all(
      ['light', 'dark'].map(async (theme) => (await get(`/stories/harbour-bridge/timeline.svg?theme=${theme}`)).text()),
    );
    expect(light).toMatch(/^<svg /);
    expect(dark).not.toBe(light);
  });

  test('of a reply stand under an address that carries none of its words', async () => {
    const page = await (await submit('/numbers')).text();
    const address = /\/pictures\/[0-9a-f]{32}\.svg/.exec(page)?.[0] ?? '';
    const response = await get(address);
    expect(await response.text()).toContain('Cost of the work');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  test.for([
    '/pictures/00.svg',
    '/pictures/00.png',
    '/pictures/../app.ts',
    '/assets/../app.ts',
    '/assets/%2e%2e/app.ts',
    '/stories/nope/numbers.svg',
  ])('%s is not there', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('are not sent twice to who has them', async () => {
    const etag = (await get('/assets/chat.js')).headers.get('etag') ?? '';
    expect((await get('/assets/chat.js', { 'if-none-match': etag })).status).toBe(304);
  });
});

test('a failing page says under which id it is logged', async () => {
  const logged: unknown[] = [];
  const broken = createWebApp(
    {
      ...aWebEngine(),
      library: () => {
        throw new Error('secret detail');
      },
    },
    { log: { error: (details: unknown) => void logged.push(details) } },
  );
  const response = await get('/stories', {}, broken);
  expect(response.status).toBe(500);
  const page = await response.text();
  expect(page).not.toContain('secret detail');
  const { id } = z.object({ id: z.string() }).parse(logged[0]);
  expect(page).toContain(id);
});
