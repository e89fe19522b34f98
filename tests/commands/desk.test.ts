import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEngine, type Engine, type EngineOptions } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import type { Origin } from '../../src/origin.ts';
import type { Reply } from '../../src/reply.ts';
import { FERRY, MIRA } from '../support/desk.ts';
import { textOf } from '../support/run.ts';

const CHANNEL = 'slack:T1:C1';
const ORIGIN: Origin = {
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  isDirect: false,
  placeNamed: async () => ({ refusal: 'none' }),
  refusal: async () => undefined,
  isEditor: async () => true,
  zone: async () => undefined,
};

async function anEngine(request?: EngineOptions['request']): Promise<Engine> {
  const engine = await openEngine({
    memory: true,
    ...(request && { request }),
    storiesDir: 'stories',
    log: createLog('silent'),
    webUrl: () => 'http://127.0.0.1:3000',
    now: () => new Date('2031-05-07T09:00:00Z'),
  });
  onTestFinished(() => engine.close());
  return engine;
}

function say(engine: Engine, line: string, isEditor = true): Promise<Reply> {
  const asker = { ...MIRA, isOperator: false };
  return engine.dispatch({ channel: CHANNEL, asker, origin: { ...ORIGIN, isEditor: async () => isEditor }, line });
}

/** An engine with the ferry's draft, whose facts are in other words than the article's. */
async function withDraft() {
  const engine = await anEngine();
  const { entry } = await engine.desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
  return { engine, id: entry.id, entry };
}

describe('/desk', () => {
  test('is closed to whoever is no editor, whatever they ask of it', async () => {
    const { engine, id } = await withDraft();
    for (const line of [
      '/desk',
      `/desk accept ${id} all`,
      '/desk retract xi-putin why:no',
      '/desk sign-in',
      '/desk log',
    ]) {
      const reply = await say(engine, line, false);
      expect(reply).toMatchObject({ outcome: 'error', visibility: 'asker' });
      expect(textOf(reply)).toContain('Only editors work at the desk');
    }
    expect(engine.library().stories.map(({ slug }) => slug)).toEqual(['xi-putin']);
  });

  test('is told to the editor alone', async () => {
    const { engine, id } = await withDraft();
    for (const line of ['/desk', `/desk review ${id}`, '/desk log', '/desk feed', '/desk history xi-putin'])
      expect((await say(engine, line)).visibility).toBe('asker');
  });

  test('reviews one item after the other with its passage, by buttons', async () => {
    const { engine, id } = await withDraft();
    let reply = await say(engine, `/desk review ${id}`);
    const seen = new Set<string>();
    for (
      let press = reply.actions.find(({ label }) => label === 'Accept');
      press;
      press = reply.actions.find(({ label }) => label === 'Accept')
    ) {
      expect(textOf(reply)).toContain('The article says');
      seen.add(press.command);
      reply = await say(engine, press.command);
    }
    const { draft } = await engine.desk.draft(id);
    expect(seen.size).toBe(draft.facts.length + draft.quotes.length);
    expect([...draft.facts, ...draft.quotes].every(({ decision }) => decision === 'accepted')).toBe(true);
    expect(textOf(reply)).toContain('Nothing is left to decide');
  });

  test('takes a draft from review to published, and answers from it at once', async () => {
    const { engine, id, entry } = await withDraft();
    const refused = await say(engine, `/desk publish ${id}`);
    expect(textOf(refused)).toContain('This cannot be published yet');
    const [fact] = entry.draft.facts;
    const lines = [
      `/desk edit ${id} publisher now:"The Ansel Courier"`,
      `/desk edit ${id} published now:2031-05-06`,
      `/desk edit ${id} slug now:ferry`,
      `/desk edit ${id} ${fact?.id} now:"The ferry to Norholm has been sailing since Monday, the harbour office told us."`,
      `/desk accept ${id} ${fact?.id}`,
      ...[...entry.draft.facts.slice(1), ...entry.draft.quotes].map((item) => `/desk reject ${id} ${item.id}`),
    ];
    for (const line of lines) expect((await say(engine, line)).outcome).toBe('answer');
    const published = await say(engine, `/desk publish ${id}`);
    expect(textOf(published)).toContain('Published');
    expect(textOf(await say(engine, '/summary ferry'))).toContain('The ferry to Norholm has been sailing since Monday');
    expect(textOf(await say(engine, '/desk correct ferry/nothing now:x'))).toContain('no fact “nothing”');
  });

  test('corrects, withdraws and retracts what is published, with the reason', async () => {
    const { engine } = await withDraft();
    const [story] = engine.library().stories;
    const [first, second] = story?.facts ?? [];
    await engine.storage.desk.record({ editor: MIRA, action: 'note', subject: 'x', detail: {} });
    const corrected = await say(engine, `/desk correct ${first?.ref} now:"This is what holds now." why:"A slip."`);
    expect(textOf(corrected)).toContain('is at revision 2');
    expect(engine.library().item(first?.ref ?? '').found?.text).toBe('This is what holds now.');
    expect(textOf(await say(engine, `/desk withdraw ${second?.ref}`))).toContain('Say why');
    expect(textOf(await say(engine, `/desk withdraw ${second?.ref} why:"It never happened."`))).toContain('Withdrawn');
    expect(engine.library().item(second?.ref ?? '').found).toBeUndefined();
    expect(textOf(await say(engine, '/desk retract xi-putin why:"All of it."'))).toContain('Retracted');
    expect(engine.library().stories).toEqual([]);
    expect(textOf(await say(engine, '/desk log'))).toContain('Mira retract xi-putin');
  });

  test('the sign-in link opens the page once, for that editor', async () => {
    const { engine } = await withDraft();
    const reply = await say(engine, '/desk sign-in');
    const [, key = ''] = /sign-in\?key=([\w-]+)/.exec(JSON.stringify(reply)) ?? [];
    expect((await engine.desk.signIn.open(key))?.editor).toEqual(MIRA);
    expect(await engine.desk.signIn.open(key)).toBeUndefined();
  });

  test('an address that is none, or of this machine’s own network, is refused in one line', async () => {
    const engine = await anEngine();
    for (const what of [
      'nonsense',
      'file:///etc/passwd',
      'http://127.0.0.1:1/',
      'http://169.254.169.254/latest',
      'http://localhost/',
    ])
      expect(await say(engine, `/desk add ${what}`)).toMatchObject({ outcome: 'error' });
    expect(await engine.desk.drafts()).toEqual([]);
  });

  test('a site that fails is told as what it is, and what hangs is cancelled', async () => {
    const server = createServer(({ url }, response) => {
      if (url !== '/hangs') response.writeHead(503).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const engine = await anEngine({ resolve: async () => [{ address: '127.0.0.1', family: 4 }], allow: () => true });
    const failed = await say(engine, `/desk add http://news.example:${port}/fails`);
    expect(failed.outcome).toBe('error');
    expect(textOf(failed)).toContain('out of service (503)');

    const asked = once(server, 'request');
    const second = () => say(engine, `/desk add http://news.example:${port}/hangs`);
    const works = [second(), second()];
    await asked;
    await vi.waitFor(async () => expect(textOf(await say(engine, '/desk cancel'))).toContain('Cancelled.'));
    for (const reply of await Promise.all(works)) expect(textOf(reply)).toContain('Cancelled; nothing was changed.');
    expect(textOf(await say(engine, '/desk cancel'))).toContain('Nothing of yours is under way');
  });
});
