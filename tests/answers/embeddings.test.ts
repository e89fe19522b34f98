import { expect, onTestFinished, test } from 'vitest';
import { createMeanings, type StoredVector, type VectorStore } from '../../src/answers/embeddings.ts';
import { connectModel } from '../../src/answers/openai.ts';
import { EMBEDDING_MODEL, KEY, MODEL, startFakeOpenAi } from '../support/fake-openai.ts';

/** As many as it takes for one to stand out. */
const TEXTS = [
  'The harbour handled more freight.',
  'A bridge carries lorries.',
  'The mayor opened a museum.',
  ...Array.from({ length: 30 }, (_, i) => `Nothing happened on day ${'abcdefghijklmnopqrstuvwxyzäöüß'.charAt(i)}.`),
];

/** Vectors in memory. */
function aStore(): VectorStore & { held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    find: async (_, hashes) =>
      hashes.flatMap((hash): StoredVector[] => {
        const vector = held.get(hash);
        return vector === undefined ? [] : [{ hash, vector }];
      }),
    async save(_, vectors) {
      for (const { hash, vector } of vectors) held.set(hash, vector);
    },
    async keepOnly(_, hashes) {
      for (const hash of held.keys()) if (!hashes.includes(hash)) held.delete(hash);
      return 0;
    },
  };
}

async function someMeanings(apiKey = KEY) {
  const server = await startFakeOpenAi(onTestFinished);
  const { embed } = connectModel({ apiKey, baseUrl: server.baseUrl, model: MODEL, embeddingModel: EMBEDDING_MODEL });
  if (!embed) throw new Error('there should be an embedding model');
  const store = aStore();
  const told: string[] = [];
  const log = { warn: (_: object, message: string) => void told.push(message) };
  let clock = 0;
  const open = () =>
    createMeanings({ model: EMBEDDING_MODEL, embed, textOf: (text: string) => text, store, log, clock: () => clock });
  return { server, store, told, open, pass: (ms: number) => void (clock += ms) };
}

test('the text that shares words with the question is nearest in meaning', async () => {
  const { open, server } = await someMeanings();
  const meanings = open();
  await meanings.load(TEXTS);
  const near = [...((await meanings.nearest('how much freight did the harbour handle?')) ?? [])];
  expect(near).toHaveLength(30);
  expect(near[0]?.[0]).toBe(TEXTS[0]);
  expect(near[0]?.[1]).toBeGreaterThan(3);
  const standing = near.map(([, deviations]) => deviations);
  expect(standing).toEqual(standing.toSorted((a, b) => b - a));
  expect(server.refused).toEqual([]);
});

test('a text is embedded once, also over restarts, and a question once', async () => {
  const { open, server } = await someMeanings();
  await open().load(TEXTS);
  const again = open();
  await again.load([...TEXTS, 'A ferry sails.', 'A ferry sails.']);
  await again.nearest('ferry?');
  await again.nearest('ferry?');
  expect(server.embedded).toEqual([TEXTS, ['A ferry sails.'], ['ferry?']]);
});

test('of a few items, or of all alike, none stands out', async () => {
  const { open, server } = await someMeanings();
  const meanings = open();
  await meanings.load(TEXTS.slice(0, 29));
  expect(await meanings.nearest('harbour')).toBeUndefined();
  expect(server.embedded.flat()).not.toContain('harbour'); // nor is it asked for in vain
  await meanings.load(Array.from({ length: 40 }, () => 'The ferry sails.'));
  expect(await meanings.nearest('harbour')).toBeUndefined();
});

test('what is no longer published is neither found nor kept', async () => {
  const { open, store } = await someMeanings();
  const meanings = open();
  await meanings.load([...TEXTS, 'The lighthouse burned.']);
  const loading = meanings.load(TEXTS);
  expect(await meanings.nearest('lighthouse')).toBeUndefined();
  await loading;
  expect([...((await meanings.nearest('lighthouse')) ?? []).keys()]).not.toContain('The lighthouse burned.');
  expect(store.held.size).toBe(TEXTS.length);
});

test('what was loaded last holds', async () => {
  const { open, server } = await someMeanings();
  const meanings = open();
  await Promise.all([meanings.load(TEXTS), meanings.load(['A ferry sails.']), meanings.load(TEXTS)]);
  expect(await meanings.nearest('harbour')).toBeDefined();
  expect(server.embedded.slice(0, -1)).toEqual([TEXTS]);
});

test('those who ask the same at the same time share one call, and few are under way at once', async () => {
  const { open, server } = await someMeanings();
  const meanings = open();
  await meanings.load(TEXTS);
  await Promise.all(
    ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((question) => meanings.nearest(question)),
  );
  expect(server.embedded.slice(1).flat().toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

test('once closed it stores nothing more', async () => {
  const { open, store } = await someMeanings();
  const meanings = open();
  const loading = meanings.load(TEXTS);
  meanings.close();
  await loading;
  expect(store.held.size).toBe(0);
});

test('a server at fault is told, left alone for a while, and then asked for what is missing', async () => {
  const { open, told, server, pass } = await someMeanings('sk-not-the-key');
  const meanings = open();
  await meanings.load(TEXTS);
  expect(await meanings.nearest('harbour')).toBeUndefined();
  expect(told).toEqual(['the facts could not be embedded; they are found by their words alone']);
  pass(30_000);
  expect(await meanings.nearest('harbour')).toBeUndefined();
  await expect.poll(() => told.length).toBe(2);
  expect(server.embedded).toEqual([]);
});
