import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { asUpstream, httpFailure, rateLimited, refusal } from './explain.ts';
import { postJson } from './post-json.ts';
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
  try {
    const fault = faultOf(await postJson(url, { ...body, ...how }, timeout));
    if (fault) throw fault;
  } catch (error) {
    throw asUpstream(error);
  }
}

/** What Slack's answer to a message says went wrong, if anything. */
export function faultOf({ status, text, retryAfter }: Awaited<ReturnType<typeof postJson>>): UpstreamError | undefined {
  if (status === 429) {
    const seconds = Number.parseInt(retryAfter ?? '', 10);
    return rateLimited(Number.isNaN(seconds) ? undefined : seconds);
  }
  const { data } = Refused.safeParse(parseJson(text));
  if (data) return refusal(data.error);
  if (status >= 200 && status < 300) return undefined;
  // Slack says 404 with the error's bare name, or with nothing.
  if (status < 500 && /^[a-z_]{3,40}$/.test(text)) return refusal(text);
  if (status === 404 || status === 410)
    return new UpstreamError(`Slack answered with HTTP ${status}`, { code: 'expired_url' });
  return httpFailure(status);
}
