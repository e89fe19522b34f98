import OpenAI, {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/error';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { UpstreamError } from '../errors.ts';
import type { Model } from './model.ts';

/** How to reach an OpenAI-compatible server; `timeoutMs` is for one whole call, until its last byte. */
export type ModelServer = {
  apiKey: string;
  baseUrl: string;
  model: string;
  embeddingModel?: string | undefined;
  timeoutMs?: number;
};

const TIMEOUT_MS = 20_000;
/** Far more than an answer takes; what a reasoning model thinks counts, too. */
const MOST_TOKENS = 2000;
/** Of a response; a batch of embeddings takes some five. */
const MOST_BYTES = 32 * 2 ** 20;
/** A server's own name for an error, such as model_not_found; anything longer may hold the key or the question. */
const ERROR_NAME = /^[a-z][a-z_]{0,40}$/;

/** A model through the openai package: chat completions with a JSON schema, which most compatible servers know. */
export function connectModel({ apiKey, baseUrl, model, embeddingModel, timeoutMs = TIMEOUT_MS }: ModelServer): Model {
  // Whatever is left away here, the package would read from the environment.
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: fetchBounded,
  });

  return {
    name: model,
    async complete(prompt, shape) {
      const { choices } = await attempt(timeoutMs, (signal) =>
        client.chat.completions.parse(
          {
            model,
            max_completion_tokens: MOST_TOKENS,
            messages: [
              { role: 'system', content: prompt.system },
              { role: 'user', content: prompt.material },
            ],
            response_format: zodResponseFormat(shape, 'answer'),
          },
          { signal },
        ),
      );
      const message = choices[0]?.message;
      if (message?.refusal) throw fault('refused', 'the model refused to answer');
      if (message?.parsed === null || message?.parsed === undefined)
        throw fault('empty', 'the model answered with nothing');
      return message.parsed;
    },
    embeddings: embeddingModel,
    embed:
      embeddingModel === undefined
        ? undefined
        : async (texts) => {
            const { data } = await attempt(timeoutMs, (signal) =>
              client.embeddings.create(
                // Else the package asks for base64, and reads the numbers of a server that knows none as if they were.
                { model: embeddingModel, input: [...texts], encoding_format: 'float' },
                { signal },
              ),
            );
            return vectorsOf(data, texts.length);
          },
  };
}

/** Runs one call within its time and says what went wrong in our own words: a server's may hold the key or the question. */
async function attempt<Result>(timeoutMs: number, call: (signal: AbortSignal) => PromiseLike<Result>): Promise<Result> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await call(signal);
  } catch (error) {
    if (signal.aborted) throw fault('timed_out', `no answer within ${timeoutMs / 1000} s`);
    throw explain(error);
  }
}

function explain(error: unknown): UpstreamError {
  if (error instanceof LengthFinishReasonError) return fault('cut_off', 'the answer was cut off');
  if (error instanceof ContentFilterFinishReasonError) return fault('refused', 'a filter withheld the answer');
  if (error instanceof APIUserAbortError) return fault('timed_out', 'the call was given up');
  if (error instanceof APIConnectionError) return fault('unreachable', `no connection${codeOf(error.cause)}`);
  if (error instanceof RateLimitError)
    return new UpstreamError('the server asks for fewer requests, or its credit is used up (429)', {
      code: 'rate_limited',
      retryAfterMs: retryAfterOf(error.headers),
    });
  if (error instanceof AuthenticationError || error instanceof PermissionDeniedError)
    return fault('wrong_key', `the server does not take the key (${error.status})`);
  if (error instanceof APIError) {
    const { status = 0, type, code } = error;
    const reason = [type, code].filter((part) => typeof part === 'string' && ERROR_NAME.test(part)).join(', ');
    return fault(
      status >= 500 ? 'unavailable' : 'rejected',
      `the server answered ${status}${reason === '' ? '' : ` (${reason})`}`,
    );
  }
  return fault('malformed', 'the answer is not of the shape that was asked for');
}

function fault(code: string, message: string): UpstreamError {
  return new UpstreamError(message, { code });
}

/** The system's own name for what failed, such as ECONNREFUSED, from wherever in the chain of causes it is. */
function codeOf(cause: unknown): string {
  for (let at = cause; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return ` (${at.code})`;
  return '';
}

function retryAfterOf(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

const Vectors = z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) }));

/** Servers may give them in any order, each under its index. */
function vectorsOf(data: unknown, count: number): number[][] {
  const byIndex = new Map(Vectors.safeParse(data).data?.map(({ index, embedding }) => [index, embedding]));
  const vectors = Array.from({ length: count }, (_, i) => byIndex.get(i) ?? []);
  const length = vectors[0]?.length ?? 0;
  if (length === 0 || vectors.some((vector) => vector.length !== length || vector.every((value) => value === 0)))
    throw fault('malformed', 'the server gave other vectors than were asked for');
  return vectors;
}

/** Fetches, and stops reading where a response grows beyond anything that is asked for. */
async function fetchBounded(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (!response.body) return response;
  let bytes = 0;
  const bounded = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > MOST_BYTES) controller.error(new Error('the response is too long'));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(bounded, response);
}
