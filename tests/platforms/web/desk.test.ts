import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../src/curation/desk/desk.ts';
import type { Engine } from '../../../src/engine.ts';
import { createWebApp } from '../../../src/platforms/web/app.ts';
import { aWebEngine } from '../../support/web.ts';
import { ADA, aDeskEngine, aDraft, aSession, FERRY, NOW, TOMAS } from './desk-fixture.ts';

const ORIGIN = 'http://127.0.0.1:3000';

type At = { app: Hono; engine: Engine; cookie: string };

async function atDesk(settings: Parameters<typeof createWebApp>[1] = {}): Promise<At> {
  const engine = await aDeskEngine();
  return { engine, app: createWebApp(engine, settings), cookie: await aSession(engine) };
}

function get({ app, cookie }: At, path: string, headers: Record<string, string> = {}) {
  return app.request(`${ORIGIN}${path}`, { headers: { cookie, ...headers } });
}

function post(
  { app, cookie }: At,
  path: string,
  fields: Record<string, string> | FormData,
  headers: Record<string, string> = {},
) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  return app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    body,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
  });
}

async function pageOf(at: At, path: string): Promise<string> {
  return (await get(at, path)).text();
}

const nobody = (at: At): At => ({ ...at, cookie: '' });

describe('signing in', () => {
  test('takes the button: a chat app that fetches the link does not use it up', async () => {
    const at = await atDesk();
    const key = await at.engine.desk.signIn.link(ADA);
    for (let i = 0; i < 2; i += 1) {
      const shown = await get(nobody(at), `/desk/sign-in?key=${key}`);
      expect(shown.status).toBe(200);
      expect(shown.headers.get('cache-control')).toBe('no-store');
      expect(shown.headers.get('referrer-policy')).toBe('strict-origin');
      expect(shown.headers.get('set-cookie')).toBeNull();
    }
    const opened = await post(nobody(at), '/desk/sign-in', { key });
    expect(opened.status).toBe(303);
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^pullquote-desk=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(key);
    expect(await pageOf({ ...at, cookie: cookie.split(';')[0] ?? '' }, '/desk')).toContain('Ada Lindqvist');
    expect((await post(nobody(at), '/desk/sign-in', { key })).status).toBe(403);
  });

  test.for([
    { name: 'https', publicUrl: 'https://desk.example', host: 'desk.example', secure: true },
    { name: 'plain http on this machine', publicUrl: 'https://desk.example', host: '127.0.0.1:3000', secure: false },
  ])('keeps the cookie to https where the page is reached by it: $name', async ({ publicUrl, host, secure }) => {
    const at = await atDesk({ publicUrl });
    const key = await at.engine.desk.signIn.link(ADA);
    const opened = await post(nobody(at), '/desk/sign-in', { key }, { host });
    expect(opened.headers.get('set-cookie')?.includes('; Secure')).toBe(secure);
  });

  test('ends where one signs out', async () => {
    const at = await atDesk();
    await post(at, '/desk/sign-out', {});
    expect(await pageOf(at, '/desk')).toContain('The desk is for editors');
  });
});

describe('without a session', () => {
  test.for(['/desk/drafts/DRAFT', '/desk/stories', '/desk/stories/harbour-bridge', '/desk/feeds', '/desk/log'])(
    '%s shows nothing but the way in',
    async (path) => {
      const at = await atDesk();
      const { id } = await aDraft(at.engine);
      const response = await get(nobody(at), path.replace('DRAFT', id));
      const page = await response.text();
      expect([response.status, page.includes('The desk is for editors'), page.includes('ferry')]).toEqual([
        401,
        true,
        false,
      ]);
    },
  );

  test.for(['', '/publish', '/discard', '/reword'])('POST /desk/drafts/:id%s does nothing', async (path) => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const fields = { version: '1', accept: draft.order[0] ?? '' };
    expect((await post(nobody(at), `/desk/drafts/${id}${path}`, fields)).status).toBe(401);
    expect(await at.engine.desk.draft(id)).toMatchObject({ version: 1, state: 'open' });
  });
});

test('a form of another site’s is refused, also with the session', async () => {
  const at = await atDesk();
  const { id } = await aDraft(at.engine);
  for (const path of ['/desk/add', '/desk/sign-in', '/desk/sign-out', `/desk/drafts/${id}/discard`])
    expect((await post(at, path, { version: '1' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await at.engine.desk.draft(id)).state).toBe('open');
});

test('only the names that are its own are answered, the public one among them', async () => {
  const at = await atDesk({ publicUrl: 'https://desk.example' });
  expect((await get(at, '/desk', { host: 'desk.example' })).status).toBe(200);
  expect((await get(at, '/desk', { host: 'rebound.example' })).status).toBe(421);
});

test('no page holds anything inline, and none may be framed or kept', async () => {
  const at = await atDesk();
  const { id } = await aDraft(at.engine);
  for (const path of ['/desk', `/desk/drafts/${id}?open=publish`, '/desk/log']) {
    const response = await get(at, path);
    const { headers } = response;
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    // Where browsers name the sender by Origin alone, “no-referrer” would have them name none.
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(await response.text()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|<[^>]*\sstyle=|<[a-z]+[^<>]*\son[a-z]+=/);
  }
});

test('without a desk there is no page of it', async () => {
  expect((await createWebApp(aWebEngine()).request(`${ORIGIN}/desk`)).status).toBe(404);
});

describe('an article', () => {
  test('is pasted, with its address, and becomes a draft; once more it is the same one', async () => {
    const at = await atDesk();
    const fields = { text: FERRY, url: 'https://courier.example/ferry' };
    const added = await post(at, '/desk/add', fields);
    const [draft] = await at.engine.desk.drafts();
    expect(added.headers.get('location')).toBe(`/desk/drafts/${draft?.id}?said=added`);
    expect((await at.engine.desk.draft(draft?.id ?? '')).draft.source.url).toBe('https://courier.example/ferry');
    expect((await post(at, '/desk/add', fields)).headers.get('location')).toBe(`/desk/drafts/${draft?.id}?said=known`);
  });

  test('is uploaded, larger than other forms may be, in the charset it says', async () => {
    const at = await atDesk();
    const form = new FormData();
    const words = 'Der Rat von Port Ansel beschloss, dass die Fähre über den Fluss bleibt.';
    const html = `<!doctype html><meta charset="windows-1252"><title>Fähre</title><!-- ${'x'.repeat(200_000)} --><article><h1>Fähre</h1><p>${words} ${words}</p></article>`;
    form.set('file', new File([Buffer.from(html, 'latin1')], 'ferry.html', { type: 'text/html' }));
    expect((await post(at, '/desk/add', form)).status).toBe(303);
    const [outline] = await at.engine.desk.drafts();
    expect(await at.engine.desk.source(await at.engine.desk.draft(outline?.id ?? ''))).toContain(words);
  });

  test('that cannot be had says why, with what was typed', async () => {
    const at = await atDesk();
    const refused = await post(at, '/desk/add', { url: 'http://127.0.0.1:1/', text: '' });
    const page = await refused.text();
    expect([refused.status, page.includes('role="alert"'), page.includes('value="http://127.0.0.1:1/"')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await post(at, '/desk/add', {})).status).toBe(422);
  });

  test('tells the script how far it is, one line at a time', async () => {
    const at = await atDesk();
    const lines = (await (await post(at, '/desk/add', { text: FERRY }, { 'x-desk': 'work' })).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(0)).toEqual({ says: 'Reading the text' });
    expect(lines.at(-1)).toEqual({ location: expect.stringMatching(/^\/desk\/drafts\/\w+\?said=added$/) });
  });

  test('larger than may be is refused', async () => {
    const at = await atDesk();
    expect((await post(at, '/desk/add', { text: 'x'.repeat(9 * 1024 * 1024) })).status).toBe(413);
  });
});

describe('a draft', () => {
  test('shows hostile words as words', async () => {
    const at = await atDesk();
    const { id } = await aDraft(at.engine);
    const page = await pageOf(at, `/desk/drafts/${id}`);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img src=x');
  });

  test('is decided on, and a second click of the same decision changes nothing', async () => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const [item = ''] = draft.order;
    for (let i = 0; i < 2; i += 1) {
      const decided = await post(at, `/desk/drafts/${id}`, { version: '1', accept: item });
      expect([decided.status, decided.headers.get('location')]).toEqual([
        303,
        `/desk/drafts/${id}?said=decide#item-${item}`,
      ]);
    }
    expect((await at.engine.desk.draft(id)).version).toBe(2);
  });

  test('is sent to the script piece by piece, the article only where its marks change', async () => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const send = async (fields: Record<string, string>) =>
      (await post(at, `/desk/drafts/${id}`, fields, { 'x-desk': 'part' })).json();
    const [item = ''] = draft.order;
    const decided = await send({ version: '1', accept: item });
    expect(decided).toMatchObject({ ok: true, focus: item, draft: expect.stringContaining('data-version="2"') });
    expect(decided).not.toHaveProperty('article');
    const added = await send({ version: '2', do: 'add', kind: 'fact', start: '0', end: '11' });
    expect(added).toMatchObject({ ok: true, article: expect.stringContaining('>The council</mark>') });
    // A page that is behind may show other marks.
    expect(await send({ version: '1', accept: item })).toHaveProperty('article');
    expect(await send({ version: '1', reject: item })).toMatchObject({ ok: false, article: expect.any(String) });
  });

  test('that somebody else changed meanwhile is shown as it is, with what was typed', async () => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const [first = '', second = ''] = draft.order;
    await at.engine.desk.change(id, 1, { do: 'decide', items: [second], decision: 'rejected' }, TOMAS);
    const fields = { version: '1', do: 'fact', id: first, text: 'Other words of mine.', importance: '4' };
    const refused = await post(at, `/desk/drafts/${id}`, fields);
    const page = await refused.text();
    expect(refused.status).toBe(409);
    expect(page).toContain('Somebody changed this draft meanwhile');
    expect(page).toMatch(/<textarea name="text"[^>]*>Other words of mine\.<\/textarea>/);
    expect(page).toContain('name="version" value="2"');
  });

  test.for([
    { what: 'a date that is none', fields: { when: 'soon' }, says: 'not a date' },
    { what: 'somebody who is not there', fields: { speaker: 'nobody' }, says: 'no person “nobody”' },
    { what: 'a weight beyond 5', fields: { importance: '6' }, says: 'That cannot be kept' },
  ])('refuses $what in place', async ({ fields, says }) => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const given = { version: '1', do: 'fact', id: draft.order[0] ?? '', importance: '3', ...fields };
    const refused = await post(at, `/desk/drafts/${id}`, given);
    expect([refused.status, (await refused.text()).includes(says)]).toEqual([422, true]);
    const told = await (await post(at, `/desk/drafts/${id}`, given, { 'x-desk': 'part' })).json();
    expect(told).toMatchObject({ ok: false, says: expect.stringContaining(says) });
  });

  test('gets people, lengths, a merged fact and a new quotation by forms', async () => {
    const at = await atDesk();
    const { id, draft } = await aDraft(at.engine);
    const [first = '', second = ''] = draft.order;
    let version = 1;
    const send = async (fields: Record<string, string>) => {
      expect((await post(at, `/desk/drafts/${id}`, { version: String(version), ...fields })).status).toBe(303);
      version += 1;
    };
    await send({
      do: 'person',
      name: 'Vera Holm',
      role: 'captain of the Petrel',
      kind: 'person',
      aliases: 'Captain Holm, Holm',
    });
    await send({ do: 'lengths', short: '1', standard: '2', long: '3' });
    await send({ do: 'merge', id: first, into: second, text: 'Both in one.' });
    const start = FERRY.indexOf('keep the island ferry');
    await send({ do: 'add', kind: 'quote', start: String(start), end: String(start + 'keep the island ferry'.length) });
    const { draft: after } = await at.engine.desk.draft(id);
    expect(after.people.at(-1)).toMatchObject({ name: 'Vera Holm', aliases: ['Captain Holm', 'Holm'] });
    expect(after.lengths).toEqual({ short: 1, standard: 2, long: 3 });
    expect(after.facts.find((fact) => fact.id === second)).toMatchObject({ text: 'Both in one.' });
    expect(after.facts.some((fact) => fact.id === first)).toBe(false);
    expect(after.quotes.at(-1)?.text).toBe('keep the island ferry');
  });

  test('is reworded where a model is set up, and the script is told how far it is', async () => {
    const at = await atDesk();
    const { id } = await aDraft(at.engine);
    expect(await pageOf(at, `/desk/drafts/${id}`)).not.toContain('with the model');
    const desk: Desk = {
      ...at.engine.desk,
      canReword: true,
      async reword(draft, _editor, { onProgress } = {}) {
        onProgress?.({ says: 'Rewording', done: 1, of: 6 });
        return { entry: await at.engine.desk.draft(draft), reworded: 5, left: 1 };
      },
    };
    const app = createWebApp({ ...at.engine, desk });
    expect(await pageOf({ ...at, app }, `/desk/drafts/${id}`)).toContain('Reword 6 with the model');
    const told = await post({ ...at, app }, `/desk/drafts/${id}/reword`, {}, { 'x-desk': 'work' });
    const location = `/desk/drafts/${id}?said=reworded&count=5&left=1`;
    expect(
      (await told.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ says: 'Rewording', done: 1, of: 6 }, { location }]);
    expect(await pageOf({ ...at, app }, location)).toContain('5 facts are reworded; 1 still to be reworded by hand.');
  });

  test('is discarded once', async () => {
    const at = await atDesk();
    const { id } = await aDraft(at.engine);
    for (let i = 0; i < 2; i += 1)
      expect((await post(at, `/desk/drafts/${id}/discard`, { version: '1' })).headers.get('location')).toBe(
        '/desk?said=discarded',
      );
    expect((await at.engine.desk.draft(id)).state).toBe('discarded');
    expect(await pageOf(at, `/desk/drafts/${id}`)).toContain('This draft was discarded.');
  });

  test('that is not there, and a fault of ours, are told apart', async () => {
    const at = await atDesk();
    const none = await get(at, '/desk/drafts/nosuch');
    expect([none.status, (await none.text()).includes('There is no draft “nosuch”')]).toEqual([404, true]);
    const broken = {
      ...at.engine,
      desk: { ...at.engine.desk, drafts: () => Promise.reject(new Error('the disk is full')) },
    };
    const errors: unknown[] = [];
    const app = createWebApp(broken, { log: { error: (details: unknown) => void errors.push(details) } });
    const fault = await get({ ...at, app }, '/desk');
    const page = await fault.text();
    expect([fault.status, page.includes('the disk is full')]).toEqual([500, false]);
    expect(errors).toMatchObject([{ id: expect.stringMatching(/^\w{8}$/), path: '/desk' }]);
  });
});

describe('what is published', () => {
  test('is revised with a correction and other words, each as the editor says', async () => {
    const at = await atDesk();
    const { desk } = at.engine;
    const to = (await post(at, '/desk/stories/harbour-bridge/revise', {})).headers.get('location') ?? '';
    const id = to.split('/').at(-1) ?? '';
    const cost = {
      do: 'fact' as const,
      id: 'cost',
      text: 'The city treasury puts the cost at 42 million crowns in all.',
    };
    const piers = {
      do: 'fact' as const,
      id: 'piers',
      text: 'The old piers, Tomás Quillón said, were too weak for trams.',
    };
    await desk.change(id, 1, cost, ADA);
    await desk.change(id, 2, piers, ADA);
    const page = await pageOf(at, `${to}?open=publish`);
    expect(page).toContain('name="how:cost"');
    expect(page).toContain('<ins> in all</ins>');
    const published = await post(at, `${to}/publish`, {
      version: '3',
      'how:cost': 'correction',
      'how:piers': 'rewording',
      why: 'the treasury said so',
    });
    expect(published.headers.get('location')).toBe('/desk/stories?said=published&of=harbour-bridge&count=1');
    // A second click.
    expect((await post(at, `${to}/publish`, { version: '3' })).headers.get('location')).toBe(
      '/desk/stories?said=published&of=harbour-bridge',
    );
    const { found } = at.engine.library().story('harbour-bridge');
    expect(found?.corrections).toMatchObject([{ items: ['cost'], why: 'the treasury said so' }]);
    const history = await pageOf(at, '/desk/stories/harbour-bridge');
    expect(history).toContain('Revision 2');
    expect(history).toContain('<ins> in all</ins>');
  });

  test('is retracted with a reason, and not without', async () => {
    const at = await atDesk();
    expect((await post(at, '/desk/stories/harbour-bridge/retract', { why: ' ' })).status).toBe(422);
    expect(at.engine.library().stories).toHaveLength(1);
    await post(at, '/desk/stories/harbour-bridge/retract', { why: 'It was a hoax.' });
    expect(at.engine.library().stories).toHaveLength(0);
    expect(await pageOf(at, '/desk/stories')).toContain('Nothing is published yet');
  });
});

test('the log says who did what, the newest first, page by page and by subject', async () => {
  const at = await atDesk();
  const { id, draft } = await aDraft(at.engine);
  const [item = ''] = draft.order;
  for (let version = 1; version <= 52; version += 1) {
    const decision = version % 2 === 1 ? ('accepted' as const) : ('open' as const);
    await at.engine.desk.change(id, version, { do: 'decide', items: [item], decision }, TOMAS);
  }
  const page = await pageOf(at, '/desk/log');
  expect(page.match(/<strong>Tomás Quillón<\/strong>/g)).toHaveLength(50);
  expect(page.indexOf('reopened items of')).toBeLessThan(page.indexOf('accepted items of'));
  const [, earlier = ''] = /href="(\/desk\/log\?before=\d+)"/.exec(page) ?? [];
  expect(await pageOf(at, earlier)).toContain('Ada Lindqvist');
  expect(await pageOf(at, `/desk/log?subject=${id}`)).toContain(`<del>open</del>`);
  expect(await pageOf(at, '/desk/log?subject=nothing')).toContain('Nothing was done to');
});

test('a feed is listed with how it stands, and removed', async () => {
  const at = await atDesk();
  const feed = {
    id: 'feed2345',
    url: 'https://courier.example/feed.xml',
    title: 'The <b>Ansel</b> Courier',
    state: '{}',
    nextAt: undefined,
    says: 'It is gone for good.',
    by: ADA,
    createdAt: NOW.toISOString(),
  };
  await at.engine.storage.desk.addFeed(feed, { editor: ADA, action: 'add-feed', subject: feed.id, detail: {} });
  const page = await pageOf(at, '/desk/feeds');
  expect(page).toContain('The &lt;b&gt;Ansel&lt;/b&gt; Courier');
  expect(page).toContain('It is gone for good.');
  await post(at, `/desk/feeds/${feed.id}/remove`, {});
  expect(await at.engine.desk.feeds.list()).toEqual([]);
  expect((await post(at, '/desk/feeds', { url: '' })).status).toBe(422);
});

test('in the chat, whoever is signed in is an editor, and nobody else', async () => {
  const at = await atDesk({ operator: false });
  const seen: unknown[] = [];
  const { dispatch } = at.engine;
  const engine: Engine = {
    ...at.engine,
    async dispatch(invocation) {
      seen.push([invocation.asker.name, await invocation.origin?.isEditor()]);
      return dispatch(invocation);
    },
  };
  const app = createWebApp(engine, { operator: false });
  await post({ ...at, app }, '/', { line: '/help' });
  await post({ ...at, app, cookie: 'pullquote-desk=guessed' }, '/', { line: '/help' });
  expect(seen).toEqual([
    ['Ada Lindqvist', true],
    ['you', false],
  ]);
});
