import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ModelConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine.ts';
import type { Log } from '../../src/log.ts';
import { EMBEDDING_MODEL, KEY, MODEL, startFakeOpenAi, type Answer, type Asked } from '../support/fake-openai.ts';
import { READER, textOf } from '../support/run.ts';

const QUESTION = '/ask How much did trade between China and Russia grow in 2023?';

/** An engine over the shipped story and a model server that answers as told. */
async function anEngine(settings: Partial<ModelConfig> = {}) {
  const server = await startFakeOpenAi(onTestFinished);
  const storiesDir = mkdtempSync(join(tmpdir(), 'pullquote-stories-'));
  cpSync('stories', storiesDir, { recursive: true });
  const lines: string[] = [];
  const keep = (details: unknown, message?: string) => void lines.push(`${JSON.stringify(details)} ${message ?? ''}`);
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const engine = await openEngine({
    memory: true,
    storiesDir,
    log,
    model: {
      apiKey: KEY,
      baseUrl: server.baseUrl,
      model: MODEL,
      embeddingModel: undefined,
      perDay: 10,
      perPerson: 10,
      ...settings,
    },
  });
  onTestFinished(async () => {
    await engine.close();
    rmSync(storiesDir, { recursive: true });
  });
  const say = (line: string, asker = READER) => engine.dispatch({ line, channel: 'c', asker });
  return { engine, server, say, lines, storiesDir };
}

/** Says what the first fact says, as a faithful model may. */
function faithful({ facts: [first] }: Asked): Answer {
  return { sentences: first ? [{ text: first.text, facts: [first.id] }] : [] };
}

test('a model’s answer carries its sources and says whose words it is in', async () => {
  const { server, say } = await anEngine();
  server.behave(faithful);
  const reply = await say(QUESTION);
  expect(textOf(reply)).toContain('Worded by test-model; each sentence was checked against its sources.');
  expect(reply.citations.map(({ item }) => item)).toEqual(['xi-putin/trade-growth']);
  expect(reply.actions).toEqual([{ label: 'Source 1', command: '/source xi-putin/trade-growth' }]);
  expect(server.refused).toEqual([]);
});

test('an answer that does not hold is never seen', async () => {
  const { server, say, lines } = await anEngine();
  server.behave(({ facts: [first] }) => ({
    sentences: first ? [{ text: first.text.replace('36.5', '63.5'), facts: [first.id] }] : [],
  }));
  const text = textOf(await say(QUESTION));
  expect(text).toContain('36.5');
  expect(text).not.toContain('63.5');
  expect(text).toContain('In the store’s own words.');
  expect(lines.join('\n')).toContain('not_grounded');
});

test('what gave way to a fact is told', async () => {
  const { server, say } = await anEngine();
  server.behave(({ facts: [first, second] }) => ({
    sentences: [
      { text: first?.text ?? '', facts: [first?.id ?? ''] },
      { text: `${second?.text ?? ''} Critics are furious.`, facts: [second?.id ?? ''] },
    ],
  }));
  const text = textOf(await say('/ask How often have Xi and Putin met?'));
  expect(text).toContain('and what did not hold gave way to the facts.');
  expect(text).not.toContain('furious');
});

test('a wrong key leaves the answers in the store’s own words, and does not reach the log', async () => {
  const { say, lines } = await anEngine({ apiKey: 'sk-wrong-and-secret' });
  expect(textOf(await say(QUESTION))).toContain('In the store’s own words.');
  expect(lines.join('\n')).toContain('wrong_key');
  expect(lines.join('\n')).not.toContain('sk-wrong');
});

test('a person’s budget is theirs, and the day’s is everybody’s', async () => {
  const { server, say } = await anEngine({ perDay: 2, perPerson: 1 });
  server.behave(faithful);
  const asked = (id: string, line: string) => say(line, { ...READER, id }).then(textOf);
  expect(await asked('ann', QUESTION)).toContain('Worded by');
  expect(await asked('ann', '/ask Who issued the arrest warrant for Putin?')).toContain('In the store’s own words.');
  expect(await asked('bob', '/ask Who issued the arrest warrant for Putin?')).toContain('Worded by');
  expect(await asked('cid', '/ask When did Xi and Putin meet in Beijing?')).toContain('In the store’s own words.');
  expect(await asked('cid', QUESTION)).toContain('Worded by'); // which is remembered, and costs nothing
  expect(server.asked).toHaveLength(2);
});

test('a stop does not wait for the model', async () => {
  const { engine, server, say } = await anEngine();
  server.behave(() => new Promise(() => {}));
  const reply = say(QUESTION);
  await expect.poll(() => server.asked.length).toBe(1);
  engine.hurry();
  expect(textOf(await reply)).toContain('In the store’s own words.');
});

test('a retraction takes effect at once, on what was worded before too', async () => {
  const { engine, server, say, storiesDir } = await anEngine();
  server.behave(faithful);
  expect((await say(QUESTION)).outcome).toBe('answer');
  const file = join(storiesDir, 'xi-putin.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^status: published$/m, 'status: retracted'));
  await engine.reload();
  expect(textOf(await say(QUESTION))).not.toContain('36.5');
});

test('facts are embedded once, and a question is held against them', async () => {
  const { engine, server, say } = await anEngine({ embeddingModel: EMBEDDING_MODEL });
  await expect.poll(() => server.embedded.flat().length).toBe(engine.library().items.length);
  await say(QUESTION);
  await engine.reload();
  await say('/ask Who issued the arrest warrant for Putin?');
  expect(server.embedded.flat().slice(engine.library().items.length)).toEqual([
    'How much did trade between China and Russia grow in 2023?',
    'Who issued the arrest warrant for Putin?',
  ]);
  expect(server.refused).toEqual([]);
});
