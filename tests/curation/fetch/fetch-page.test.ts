import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchPage, readRetryAfter } from '../../../src/curation/fetch/fetch-page.ts';
import { webServer } from './web-server.ts';

const PAGE = '<!doctype html><title>Fähre</title><p>Grüße von der Küste</p>';
const html = { 'content-type': 'text/html; charset=utf-8' };

const someInside = async (host: string) => [
  { address: host === 'inside.example' ? '10.0.0.1' : '127.0.0.1', family: 4 as const },
];

describe('fetching a page', () => {
  test('gives its text, and says who asks', async () => {
    const site = await webServer((_, response) =>
      response.writeHead(200, { ...html, etag: '"a"', 'cache-control': 'public, max-age=120', age: '20' }).end(PAGE),
    );
    expect(await fetchPage(site.url('/news'), site.options)).toEqual({
      url: site.url('/news'),
      notModified: false,
      type: 'html',
      charset: 'utf-8',
      text: PAGE,
      etag: '"a"',
      maxAgeMs: 100_000,
    });
    expect(site.asked[0]?.headers['user-agent']).toBe(
      'Pullquote/0.1 (news digest bot; +https://pullquote.example/about)',
    );
  });

  test.for([
    ['gzip', gzipSync(PAGE)],
    ['br', brotliCompressSync(PAGE)],
    ['zstd', zstdCompressSync(PAGE)],
    ['deflate', deflateRawSync(PAGE)],
    ['gzip, br', brotliCompressSync(gzipSync(PAGE))],
  ] as const)('unpacks %s', async ([coding, bytes]) => {
    const site = await webServer((_, response) =>
      response.writeHead(200, { ...html, 'content-encoding': coding }).end(bytes),
    );
    expect(await fetchPage(site.url(), site.options)).toMatchObject({ text: PAGE });
  });

  test.for([
    ['gzip', gzipSync(Buffer.alloc(3_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(3_000_000))],
    ['zstd', zstdCompressSync(Buffer.alloc(3_000_000))],
  ] as const)('stops unpacking a %s bomb', async ([coding, bytes]) => {
    const site = await webServer((_, response) =>
      response.writeHead(200, { ...html, 'content-encoding': coding }).end(bytes),
    );
    await expect(fetchPage(site.url(), { ...site.options, limits: { bytes: 1_000_000 } })).rejects.toMatchObject({
      name: 'UserError',
      code: 'too_large',
    });
  });

  test('stops reading what is too long, announced or not', async () => {
    const site = await webServer((request, response) => {
      if (request.url === '/told') response.writeHead(200, { ...html, 'content-length': '5000' });
      else response.writeHead(200, html);
      response.end('x'.repeat(5000));
    });
    for (const path of ['/told', '/untold'])
      await expect(fetchPage(site.url(path), { ...site.options, limits: { rawBytes: 4000 } })).rejects.toMatchObject({
        code: 'too_large',
      });
  });

  test('follows redirects, and tells a move for good from a detour', async () => {
    const site = await webServer(({ url }, response) => {
      if (url === '/old') response.writeHead(301, { location: '/new' }).end();
      else if (url === '/detour') response.writeHead(302, { location: '/old' }).end();
      else response.writeHead(200, html).end(PAGE);
    });
    expect(await fetchPage(site.url('/old'), site.options)).toMatchObject({
      url: site.url('/new'),
      movedTo: site.url('/new'),
    });
    expect(await fetchPage(site.url('/detour'), site.options)).toMatchObject({
      url: site.url('/new'),
      movedTo: undefined,
    });
  });

  test('gives up on a circle of redirects', async () => {
    const site = await webServer((_, response) => response.writeHead(302, { location: '/' }).end());
    await expect(fetchPage(site.url(), site.options)).rejects.toThrow(/again and again/);
    expect(site.asked).toHaveLength(6);
  });

  test.for([
    'http://127.0.0.1:1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'http://inside.example/',
  ])('does not follow a redirect to %s', async (location) => {
    const site = await webServer((_, response) => response.writeHead(302, { location }).end());
    await expect(fetchPage(site.url(), { ...site.options, resolve: someInside })).rejects.toMatchObject({
      name: 'UserError',
    });
  });

  test('connects to the address that was checked, whatever the name says the next time', async () => {
    const inside = await webServer((_, response) => response.writeHead(200, html).end('secret'));
    let looked = 0;
    const resolve = async () => [{ address: (looked += 1) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 as const }];
    await fetchPage(inside.url(), { ...inside.options, resolve });
    expect(looked).toBe(1);
    await expect(fetchPage(inside.url(), { ...inside.options, resolve })).rejects.toThrow(/not on the public internet/);
  });

  test('reaches nothing of this machine without the leave to', async () => {
    const site = await webServer((_, response) => response.end(PAGE));
    await expect(fetchPage(site.url('/', 'localhost'))).rejects.toThrow(/not on the public internet/);
    expect(site.asked).toEqual([]);
  });

  test('asks only for what is new', async () => {
    const site = await webServer(({ headers }, response) =>
      response
        .writeHead(headers['if-none-match'] === '"a"' && headers['if-modified-since'] ? 304 : 200, {
          ...html,
          etag: '"a"',
        })
        .end(),
    );
    const lastModified = 'Sat, 28 Nov 2026 00:00:00 GMT';
    expect(await fetchPage(site.url(), { ...site.options, etag: '"a"', lastModified })).toMatchObject({
      notModified: true,
      etag: '"a"',
    });
  });

  test.for([
    [403, 'UserError', /not show this page to everyone/],
    [404, 'UserError', /no such page/],
    [410, 'UserError', /for good/],
    [418, 'UserError', /418/],
    [500, 'UpstreamError', /failed/],
  ] as const)('says what a %d means', async ([status, name, says]) => {
    const site = await webServer((_, response) => response.writeHead(status).end());
    await expect(fetchPage(site.url(), site.options)).rejects.toMatchObject({
      name,
      code: `http_${status}`,
      message: expect.stringMatching(says),
    });
  });

  test('hears how long to stay away', async () => {
    const site = await webServer((_, response) => response.writeHead(429, { 'retry-after': '90' }).end());
    await expect(fetchPage(site.url(), site.options)).rejects.toMatchObject({
      name: 'UpstreamError',
      retryAfterMs: 90_000,
    });
    const now = new Date('2026-11-28T00:00:00Z');
    expect(readRetryAfter('Sat, 28 Nov 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(readRetryAfter('soon', now)).toBeUndefined();
  });

  test.for([
    ['application/pdf', /a PDF/],
    ['image/png', /an image file/],
    ['video/mp4', /a video file/],
  ] as const)('refuses %s', async ([type, says]) => {
    const site = await webServer((_, response) => response.writeHead(200, { 'content-type': type }).end('x'));
    await expect(fetchPage(site.url(), site.options)).rejects.toThrow(says);
  });

  test('takes a feed that is called a stream of bytes for what it is', async () => {
    const site = await webServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('<rss/>'),
    );
    expect(await fetchPage(site.url(), site.options)).toMatchObject({ type: 'xml' });
  });

  test('ends in time, and when it is told to', async () => {
    const site = await webServer((_, response) => void response.writeHead(200, html).write('slow'));
    await expect(fetchPage(site.url(), { ...site.options, limits: { totalMs: 50 } })).rejects.toMatchObject({
      code: 'too_slow',
    });
    const stop = new AbortController();
    const waiting = fetchPage(site.url(), { ...site.options, signal: stop.signal });
    stop.abort(new Error('the bot ends'));
    await expect(waiting).rejects.toThrow('the bot ends');
  });

  test('a site that is not there is the address’s fault, a silent one is not', async () => {
    const missing = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    await expect(fetchPage('https://nosuch.example/', { resolve: () => Promise.reject(missing) })).rejects.toThrow(
      /no site named nosuch.example/,
    );
    const site = await webServer((request) => request.socket.destroy());
    await expect(fetchPage(site.url(), site.options)).rejects.toMatchObject({
      name: 'UpstreamError',
      code: 'unreachable',
    });
  });
});
