import type { WebClient } from '@slack/web-api';
import { asUpstream } from './explain.ts';
import type { SlackMessage } from './render.ts';
import type { Timing } from './timing.ts';

/** Where a message goes: a channel or a person (their conversation with the bot), into a thread, and `onlyTo` one member. Under the id of a `delivery` it can be found again. */
type Target = {
  channel: string;
  threadTs?: string | undefined;
  onlyTo?: string | undefined;
  delivery?: string | undefined;
};

/** What a message that is a delivery carries; only apps see it (https://docs.slack.dev/messaging/message-metadata). */
export const DELIVERY_EVENT = 'pullquote_delivery';

/** Posts a rendered message; gives its `ts`. Throws an UpstreamError; one that `mayHaveSucceeded` must not be sent again blindly, for Slack has no idempotency key. */
export async function postToSlack(
  client: WebClient,
  { channel, threadTs, onlyTo, delivery }: Target,
  { body }: Pick<SlackMessage, 'body'>,
): Promise<string> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const mark = markOf(delivery);
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window’s postMessage
    if (onlyTo === undefined) return (await client.chat.postMessage({ ...body, ...thread, ...mark, channel })).ts ?? '';
    const { text, blocks } = body; // an ephemeral message has no unfurling to turn off
    return (await client.chat.postEphemeral({ text, blocks, ...thread, channel, user: onlyTo })).message_ts ?? '';
  } catch (error) {
    throw asUpstream(error);
  }
}

/** Puts a rendered message in place of one (https://docs.slack.dev/reference/methods/chat.update); done twice it does no harm. Throws an UpstreamError. */
export async function updateInSlack(
  client: WebClient,
  { channel, ts, delivery }: { channel: string; ts: string; delivery?: string | undefined },
  { body: { text, blocks } }: Pick<SlackMessage, 'body'>,
): Promise<void> {
  try {
    await client.chat.update({ channel, ts, text, blocks, ...markOf(delivery) });
  } catch (error) {
    throw asUpstream(error);
  }
}

function markOf(delivery: string | undefined) {
  return delivery === undefined ? {} : { metadata: { event_type: DELIVERY_EVENT, event_payload: { delivery } } };
}

/** Runs `send`; where Slack asks to wait no longer than a conversation bears, waits and runs it once more. */
export async function patiently<T>(send: () => Promise<T>, { pause, longestRetryAfter }: Timing): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const { retryAfterMs } = asUpstream(error);
    if (retryAfterMs === undefined || retryAfterMs > longestRetryAfter) throw error;
    await pause(retryAfterMs);
    return send();
  }
}
