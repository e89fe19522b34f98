import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

export const KEY = 'sk-test-of-pullquote';
export const MODEL = 'test-model';
export const EMBEDDING_MODEL = 'test-embeddings';

/** Of a chat completion request, what the server insists on (https://platform.openai.com/docs/api-reference/chat/create, with a strict JSON schema). */
const ChatRequest = z.strictObject({
  model: z.literal(MODEL),
  max_completion_tokens: z.int().positive(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  ]),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      strict: z.literal(true),
      schema: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false) }),
    }),
  }),
});
const EmbeddingRequest = z.looseObject({
  model: z.literal(EMBEDDING_MODEL),
  input: z.array(z.string().min(1)).min(1).max(2048),
  encoding_format: z.literal('float'), // many compatible servers know no other
});

/** The material of a request: the question and the facts under their ids. */
const Material = z.object({
  question: z.string(),
  facts: z.array(z.looseObject({ id: z.string(), kind: z.enum(['fact', 'quotation']), text: z.string() })),
});
export type Asked = z.infer<typeof Material>;

/** What the server does with a request; `after` is waited for first. */
type Behaviour = (asked: Asked) => Answer | Promise<Answer>;
export type Answer =
  | { sentences: { text: string; facts: string[] }[] }
  | { content: string | null; finish?: 'stop' | 'length' | 'content_filter'; refusal?: string }
  | { status: number; body: unknown; headers?: Record<string, string> }
  | { raw: string; type: string }
  | { hangUp: 'at once' | 'midway' | 'never' };

/** A server that speaks the part of the OpenAI API which the bot uses, and does with each question as told. */
export type FakeOpenAi = {
  baseUrl: string;
  behave(behaviour: Behaviour): void;
  /** What it was asked, oldest first. */
  asked: Asked[];
  /** Requests that it did not take, with the reason: there should be none. */
  refused: string[];
  embedded: string[][];
};

/** Starts it; `atEnd` takes what closes it, such as vitest's onTestFinished. */
export async function startFakeOpenAi(atEnd: (close: () => Promise<void>) => void): Promise<FakeOpenAi> {
  let behaviour: Behaviour = silent;
  const fake: FakeOpenAi = { baseUrl: '', behave: (next) => (behaviour = next), asked: [], refused: [], embedded: [] };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${KEY}`)
      return send(response, 401, {
        error: { message: `Incorrect API key: ${request.headers.authorization}`, code: 'invalid_api_key' },
      });
    const body = await json(request).catch(() => undefined);
    if (request.method === 'POST' && request.url === '/v1/embeddings') return embed(response, body);
    const parsed = ChatRequest.safeParse(body);
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions' || !parsed.success)
      return refuse(response, `${request.method} ${request.url}: ${parsed.error?.message ?? ''}`);
    const asked = Material.parse(JSON.parse(parsed.data.messages[1].content));
    fake.asked.push(asked);
    return answer(response, await behaviour(asked));
  }
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return fake;

  function refuse(response: ServerResponse, reason: string): void {
    fake.refused.push(reason);
    send(response, 400, { error: { message: reason, type: 'invalid_request_error' } });
  }

  /** One dimension for each of some words' roots: texts that share words are near. */
  function embed(response: ServerResponse, body: unknown): void {
    const parsed = EmbeddingRequest.safeParse(body);
    if (!parsed.success) return refuse(response, parsed.error.message);
    fake.embedded.push(parsed.data.input);
    const data = parsed.data.input.map((text, index) => ({ object: 'embedding', index, embedding: bagOfWords(text) }));
    // In another order than asked for: the index counts.
    send(response, 200, { object: 'list', model: EMBEDDING_MODEL, data: data.toReversed(), usage: {} });
  }
}

function answer(response: ServerResponse, told: Answer): void {
  if ('hangUp' in told) {
    if (told.hangUp !== 'at once')
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"x","cho');
    if (told.hangUp !== 'never') setImmediate(() => response.destroy());
    return;
  }
  if ('raw' in told) return void response.writeHead(200, { 'content-type': told.type }).end(told.raw);
  if ('status' in told) return send(response, told.status, told.body, told.headers);
  const {
    content,
    finish = 'stop',
    refusal,
  } = 'sentences' in told ? { content: JSON.stringify({ sentences: told.sentences }) } : told;
  send(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_900_000_000,
    model: MODEL,
    choices: [
      {
        index: 0,
        finish_reason: finish,
        logprobs: null,
        message: { role: 'assistant', content, refusal: refusal ?? null },
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  });
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function silent(): Answer {
  return { sentences: [] };
}

const DIMENSIONS = 64;

function bagOfWords(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0.001);
  for (const word of text.toLowerCase().match(/\p{L}{4,}/gu) ?? []) {
    let hash = 0;
    for (const sign of word.slice(0, 5)) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % DIMENSIONS;
    vector[hash] = (vector[hash] ?? 0) + 1;
  }
  return vector;
}
