import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { asUpstream, httpFailure, rateLimited, refusal } from './explain.ts';
import type { SlackMessage } from './render.ts';

/** How a message reaches whom it is for through a response_url (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
export type How = {
  response_type?: 'in_channel' | 'ephemeral';
  replace_original?: boolean;
  thread_ts?: string | undefined;
};

const Refused = z.object({ ok: z.literal(false), error: z.string() });

/** Sends a message through a response_url, which works five times within 30 minutes. Throws an UpstreamError; `expired_url` where its time is over. */
export async function respondTo(url: string, body: SlackMessage['body'], how: How, timeout: number): Promise<void> {
  let response: Response;
  let text: string;
  // AbortSignal.timeout() would go off for every answered request, too.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new DOMException('no answer', 'TimeoutError')), timeout);
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ ...body, ...how }),
      redirect: 'error',
      signal: stop.signal,
    });
    text = await response.text();
  } catch (error) {
    throw asUpstream(error);
  } finally {
    clearTimeout(timer);
  }
  if (response.status === 429) {
    const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    throw rateLimited(Number.isNaN(seconds) ? undefined : seconds);
  }
  const { data } = Refused.safeParse(parseJson(text));
  if (data) throw refusal(data.error);
  if (response.ok) return;
  // Slack says 404 with the error's bare name, or with nothing.
  if (response.status < 500 && /^[a-z_]{3,40}$/.test(text)) throw refusal(text);
  if (response.status === 404 || response.status === 410)
    throw new UpstreamError(`Slack answered with HTTP ${response.status}`, { code: 'expired_url' });
  throw httpFailure(response.status);
}
