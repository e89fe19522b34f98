import { expect, onTestFinished, test } from 'vitest';
import { examineModel } from '../../src/answers/examine-model.ts';
import { connectModel } from '../../src/answers/openai.ts';
import { EMBEDDING_MODEL, KEY, MODEL, startFakeOpenAi, type Answer } from '../support/fake-openai.ts';

async function findings(answer: Answer, apiKey = KEY) {
  const server = await startFakeOpenAi(onTestFinished);
  server.behave(() => answer);
  const { baseUrl } = server;
  return Array.fromAsync(
    examineModel(connectModel({ apiKey, baseUrl, model: MODEL, embeddingModel: EMBEDDING_MODEL })),
  );
}

test('a model that answers as asked is good, and so is one for embeddings', async () => {
  const found = await findings({ sentences: [{ text: 'Seven.', facts: ['f1'] }] });
  expect(found.map(({ about, state }) => [about, state])).toEqual([
    [`Model ${MODEL}`, 'good'],
    [`Model ${EMBEDDING_MODEL}`, 'good'],
  ]);
});

test('one that names no facts is told', async () => {
  const [found] = await findings({ sentences: [{ text: 'Seven.', facts: [] }] });
  expect(found).toMatchObject({ state: 'warning', says: expect.stringContaining('does not name the facts') });
});

test('a wrong key is told for both, without the key', async () => {
  const found = await findings({ sentences: [] }, 'sk-not-the-key');
  expect(found.map(({ state, mend }) => [state, mend])).toEqual([
    ['fault', 'Set OPENAI_API_KEY to a key of this server.'],
    ['fault', 'Set OPENAI_API_KEY to a key of this server.'],
  ]);
  expect(JSON.stringify(found)).not.toContain('sk-not');
});

test('a server that says something else than asked is told with what to do', async () => {
  const [found] = await findings({ content: 'Seven.' });
  expect(found).toMatchObject({ state: 'fault', mend: expect.stringContaining('structured output') });
});
