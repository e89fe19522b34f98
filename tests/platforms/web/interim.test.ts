import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createWebApp } from '../../../src/platforms/web/app.ts';
import { BOUNDARY } from '../../../src/platforms/web/in-turn.ts';
import { createLog } from '../../../src/log.ts';
import { startWeb } from '../../../src/platforms/web/server.ts';
import type { Dispatch } from '../../../src/dispatch.ts';
import { post, paragraph } from '../../../src/reply.ts';
import { atWork, FINAL, FINAL_FOR_ASKER, INTERIM } from '../../support/at-work.ts';
import { aWebEngine } from '../../support/web.ts';

const ORIGIN = 'http://127.0.0.1:3000';
const SHOWN = 'The store’s own words.';
const REPLACED = 'Worded by a model.';
/** A reply that cites, so that its passages are looked up. */
const CITING = post({
  ...FINAL,
  citations: [
    {
      number: 1,
      item: 'harbour-bridge/cost',
      attribution: 'the treasury',
      publisher: 'Ansel Courier',
      title: 'Bridge',
      published: '2031',
      passages: [{ start: 0, end: 5, first: 'a', last: 'b' }],
    },
  ],
});

function aVisitor() {
  const engine = aWebEngine();
  const work = atWork(engine);
  const logged: string[] = [];
  const app = createWebApp(engine, { log: { error: (_: unknown, text?: unknown) => void logged.push(String(text)) } });
  let cookie = '';
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { 'sec-fetch-site': 'same-origin', cookie, ...(init.headers as Record<string, string>) };
    const response = await app.request(`${ORIGIN}${path}`, { ...init, headers });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
  const say = (line = 'how much?') => request('/say', asJson(line));
  return { engine, work, logged, app, request, say, page: async () => (await request('/')).text() };
}

function asJson(line: string): RequestInit {
  return { method: 'POST', body: JSON.stringify({ line }), headers: { 'content-type': 'application/json' } };
}

/** Reads a stream until so many characters of it are there. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, words: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes(words)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!response.body) throw new Error('the response has no body');
  return response.body.getReader();
}

describe('a reply that a model takes long to word', () => {
  test('comes in two parts, and only the second is kept', async () => {
    const { work, say, page, request } = aVisitor();
    await request('/');
    const answering = say();
    await work.show();
    const response = await answering;
    const reader = readerOf(response);
    const first = await readUntil(reader, BOUNDARY);
    expect(first).toContain(SHOWN);
    expect(first).toContain('/pictures/');
    expect(first).not.toContain(REPLACED);
    expect(await page()).not.toContain('how much?');
    work.finish();
    const second = await readUntil(reader, 'nothing else');
    expect(second).toContain(REPLACED);
    expect(second).not.toContain(SHOWN);
    expect((await page()).match(/how much\?/g)).toHaveLength(1);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  });

  test('comes in one part where it is there first, or where nothing can be shown before it', async () => {
    const first = aVisitor();
    first.work.finish();
    expect(await (await first.say()).text()).not.toContain(BOUNDARY);
    const { engine, work, logged, say } = aVisitor();
    engine.storage.sourceText = () => Promise.reject(new Error('disk at fault'));
    const answering = say();
    await work.show(CITING);
    work.finish();
    const text = await (await answering).text();
    expect(text).toContain(REPLACED);
    expect(text).not.toContain(BOUNDARY);
    expect(logged).toEqual(['a page failed']);
  });

  test('is waited for by a plain form', async () => {
    const { work, request } = aVisitor();
    const answering = request('/', { method: 'POST', body: new URLSearchParams({ line: 'how much?' }) });
    await work.show();
    work.finish();
    const text = await (await answering).text();
    expect(text).toContain(REPLACED);
    expect(text).not.toContain(SHOWN);
  });

  test('that cannot be shown leaves what was shown before, and the log has why', async () => {
    const { engine, work, logged, say } = aVisitor();
    const answering = say();
    await work.show();
    const response = await answering;
    engine.storage.sourceText = () => Promise.reject(new Error('disk at fault'));
    work.finish(CITING);
    expect((await response.text()).endsWith(BOUNDARY)).toBe(true);
    expect(logged).toEqual(['a page failed']);
  });

  test('takes its place also where elsewhere the asker alone would see it', async () => {
    const { work, say } = aVisitor();
    const answering = say();
    await work.show();
    const response = await answering;
    work.finish(FINAL_FOR_ASKER);
    expect((await response.text()).split(BOUNDARY)[1]).toContain('For you alone.');
  });

  test('is not kept where a new conversation was begun meanwhile', async () => {
    const { work, say, page, request } = aVisitor();
    await request('/');
    const answering = say();
    await work.asked;
    await request('/restart', { method: 'POST' });
    work.finish();
    expect(await (await answering).text()).toContain(REPLACED);
    expect(await page()).not.toContain(REPLACED);
  });

  test('is kept once where whoever asked has gone meanwhile', async () => {
    const engine = aWebEngine();
    const work = atWork(engine);
    const web = await startWeb({ engine, host: '127.0.0.1', port: 0, log: createLog('silent') });
    const cookie = `pullquote=${'v'.repeat(22)}`;
    const gone = new AbortController();
    const { headers, ...init } = asJson('how much?');
    const answering = fetch(`${web.url}/say`, {
      ...init,
      headers: { ...(headers as Record<string, string>), cookie, origin: web.url },
      signal: gone.signal,
    });
    await work.show();
    await readUntil(readerOf(await answering), BOUNDARY);
    gone.abort();
    work.finish();
    const page = await (await fetch(web.url, { headers: { cookie } })).text();
    expect(page.match(/Worded by a model\./g)).toHaveLength(1);
    await web.close();
  });
});

test('the script splits where the server does', () => {
  const script = new URL('../../../src/platforms/web/assets/take-place.js', import.meta.url);
  expect(readFileSync(script, 'utf8')).toContain(`const BOUNDARY = '${BOUNDARY}';`);
  expect(JSON.stringify(INTERIM)).not.toContain(BOUNDARY);
});

test('whoever asks stays the same for as long as the cookie; a new conversation is another thread', async () => {
  const { engine, request, say } = aVisitor();
  const seen: Parameters<Dispatch>[0][] = [];
  engine.dispatch = async (invocation) => {
    if (invocation.asker.name === 'you') seen.push(invocation);
    return post({ blocks: [paragraph('Yes.')] });
  };
  await request('/');
  await say();
  await request('/restart', { method: 'POST' });
  await say();
  await request('/restart', { method: 'POST' });
  await say();
  expect(new Set(seen.map(({ asker, channel }) => `${asker.id} ${channel}`)).size).toBe(1);
  expect(seen[0]?.asker.id).toBe(seen[0]?.channel);
  expect(new Set(seen.map(({ thread }) => thread)).size).toBe(3);
});
