import { expect, onTestFinished, test } from 'vitest';
import { connectModel, type ModelServer } from '../../src/answers/openai.ts';
import { Wording } from '../../src/answers/prompt.ts';
import { UpstreamError } from '../../src/errors.ts';
import { EMBEDDING_MODEL, KEY, MODEL, startFakeOpenAi, type Answer } from '../support/fake-openai.ts';
import { serve } from '../support/canned-server.ts';

const MATERIAL = JSON.stringify({ question: 'Why?', facts: [] });
const SENTENCES = [{ text: 'Because.', facts: ['f1'] }];

async function aModel(settings: Partial<ModelServer> = {}) {
  const server = await startFakeOpenAi(onTestFinished);
  const model = connectModel({ apiKey: KEY, model: MODEL, baseUrl: server.baseUrl, ...settings });
  return { server, complete: () => model.complete({ system: 'Do.', material: MATERIAL }, Wording), model };
}

async function faultOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.then(
    () => new Error('nothing went wrong'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UpstreamError)) throw error;
  return error;
}

/** Where a server was and no longer is. */
async function closedAddress(): Promise<string> {
  const ends: (() => Promise<void>)[] = [];
  const { baseUrl } = await startFakeOpenAi((end) => ends.push(end));
  await Promise.all(ends.map((end) => end()));
  return baseUrl;
}

test('an answer has the shape that was asked for', async () => {
  const { server, complete } = await aModel();
  server.behave(() => ({ sentences: SENTENCES }));
  expect(await complete()).toEqual({ sentences: SENTENCES });
  expect(server.refused).toEqual([]);
});

test.for<[string, Answer, string]>([
  ['a refusal', { content: null, refusal: 'I cannot help with that.' }, 'refused'],
  ['a filter', { content: '{"sen', finish: 'content_filter' }, 'refused'],
  ['an answer that is cut off', { content: '{"sentences":[{"text":"The tra', finish: 'length' }, 'cut_off'],
  ['no words at all', { content: '' }, 'empty'],
  ['an answer of no choices', { status: 200, body: { object: 'chat.completion', choices: [] } }, 'empty'],
  ['what is no JSON', { content: 'Sure! Here is your answer.' }, 'malformed'],
  ['JSON that ends too soon', { content: '{"sentences":[' }, 'malformed'],
  ['another shape', { content: '{"answer":"Because."}' }, 'malformed'],
  ['a page in place of an answer', { raw: '<html>Sign in</html>', type: 'text/html' }, 'malformed'],
  ['a list in place of an answer', { status: 200, body: [] }, 'malformed'],
  ['nothing in place of an answer', { raw: '', type: 'application/json' }, 'malformed'],
  ['a connection that breaks before an answer', { hangUp: 'at once' }, 'unreachable'],
  ['a connection that breaks midway', { hangUp: 'midway' }, 'malformed'],
  [
    'a server at fault',
    { status: 503, body: { error: { message: 'overloaded', type: 'server_error' } } },
    'unavailable',
  ],
  ['a model that there is not', { status: 404, body: { error: { code: 'model_not_found' } } }, 'rejected'],
  ['a request that the server does not take', { status: 400, body: 'no' }, 'rejected'],
  ['a key without the right', { status: 403, body: {} }, 'wrong_key'],
])('%s', async ([, answer, code]) => {
  const { server, complete } = await aModel();
  server.behave(() => answer);
  expect((await faultOf(complete())).code).toBe(code);
  expect(server.asked).toHaveLength(1); // it is not tried again
});

test('a server that is asked too often says when it may be asked again', async () => {
  const { server, complete } = await aModel();
  server.behave(() => ({ status: 429, body: { error: { message: 'slow down' } }, headers: { 'retry-after': '7' } }));
  const { code, retryAfterMs } = await faultOf(complete());
  expect({ code, retryAfterMs }).toEqual({ code: 'rate_limited', retryAfterMs: 7000 });
});

test('a wrong key, which the server repeats, is in no part of the error', async () => {
  const { complete } = await aModel({ apiKey: 'sk-wrong-and-secret' });
  const error = await faultOf(complete());
  expect(error.code).toBe('wrong_key');
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('sk-wrong');
});

test('a call ends when its time is over, before the answer and in the midst of it', async () => {
  const { server, complete } = await aModel({ timeoutMs: 50 });
  server.behave(() => new Promise(() => {}));
  expect((await faultOf(complete())).code).toBe('timed_out');
  server.behave(() => ({ hangUp: 'never' }));
  expect((await faultOf(complete())).code).toBe('timed_out');
});

test('a server that is not there', async () => {
  const { complete } = await aModel({ baseUrl: await closedAddress() });
  expect(await faultOf(complete())).toMatchObject({ code: 'unreachable', message: 'no connection (ECONNREFUSED)' });
});

test('nothing is read beyond what any answer takes', async () => {
  const { server, complete } = await aModel();
  server.behave(() => ({ content: 'x'.repeat(33 * 2 ** 20) }));
  expect((await faultOf(complete())).code).toBe('malformed');
});

test('vectors come in the order of their texts', async () => {
  const { server, model } = await aModel({ embeddingModel: EMBEDDING_MODEL });
  const [harbour, bridge] = (await model.embed?.(['the harbour grows', 'the bridge opens'])) ?? [];
  const [again] = (await model.embed?.(['the bridge opens'])) ?? [];
  expect(again).toEqual(bridge);
  expect(harbour).not.toEqual(bridge);
  expect(server.refused).toEqual([]);
});

test('a server’s own words for an error are told only where they name one', async () => {
  const { server, complete } = await aModel();
  server.behave(() => ({ status: 422, body: { error: { type: 'invalid_request_error', code: `\u001b[2J${KEY}` } } }));
  expect((await faultOf(complete())).message).toBe('the server answered 422 (invalid_request_error)');
});

test('without the name of an embedding model there are no vectors', async () => {
  expect((await aModel()).model.embed).toBeUndefined();
});

test.for<[string, unknown]>([
  ['too few', { data: [{ index: 0, embedding: [1, 2] }] }],
  [
    'of two lengths',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 1, embedding: [1, 2] },
      ],
    },
  ],
  [
    'empty',
    {
      data: [
        { index: 0, embedding: [] },
        { index: 1, embedding: [] },
      ],
    },
  ],
  [
    'of nothing but zeros',
    {
      data: [
        { index: 0, embedding: [0, 0] },
        { index: 1, embedding: [0, 0] },
      ],
    },
  ],
  ['of no list', { object: 'error' }],
])('vectors %s are none', async ([, body]) => {
  const baseUrl = await serve({ '/embeddings': { body } });
  const model = connectModel({ apiKey: KEY, model: MODEL, embeddingModel: EMBEDDING_MODEL, baseUrl });
  expect((await faultOf(model.embed?.(['a', 'b']) ?? Promise.resolve())).code).toBe('malformed');
});
