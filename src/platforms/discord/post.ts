import { Routes, type REST } from 'discord.js';
import { z } from 'zod';
import type { Reply } from '../../reply.ts';
import { waitFor } from '../../after.ts';
import { LONGEST_WAIT_MS } from './client.ts';
import { isFinal, isPassing, isToWait, upstreamError } from './faults.ts';
import { NONCE_LENGTH } from './limits.ts';
import { forAll, prepare, sendOrWithoutPictures, tellPictureless, type Outgoing, type Sending } from './outgoing.ts';

/** Where a reply goes. A `nonce` of at most 25 characters names this one delivery: sent again within minutes, Discord gives back the message it has. */
export type Place = { channel: string; nonce: string; replyTo?: string };

/** Waits before a message is sent again whose fate is unknown; all of them within the minutes in which Discord knows the nonce. */
const SEND_AGAIN_AFTER_MS = [500, 3000];
const Made = z.object({ id: z.string() });

/** Posts a reply to a channel, a thread or a direct message, for all who see it; gives the message's id. Throws an UpstreamError. */
export async function postToDiscord(reply: Reply, place: Place, sending: Sending): Promise<{ id: string }> {
  const { rest, after, log } = sending;
  const { whole, plain } = await prepare(forAll(reply), {}, sending);
  let message = whole;
  let replyTo = place.replyTo;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await createMessage(message, { ...place, replyTo }, rest);
    } catch (error) {
      const fault = upstreamError(error);
      const wait = SEND_AGAIN_AFTER_MS[attempt];
      if (wait !== undefined && isToWait(fault) && (fault.retryAfterMs ?? Infinity) <= LONGEST_WAIT_MS) {
        await waitFor(fault.retryAfterMs ?? 0, after);
        continue;
      }
      if (wait === undefined || isFinal(fault)) throw fault;
      if (fault.code === 'missing_history' && replyTo !== undefined) {
        replyTo = undefined;
        continue;
      }
      const pictureless = message === whole ? plain : undefined;
      if (pictureless) {
        tellPictureless(fault, log);
        message = pictureless;
      } else if (!isPassing(fault)) throw fault;
      if (isPassing(fault)) {
        log.warn({ code: fault.code }, `a message is sent again under the same nonce: ${fault.message}`);
        await waitFor(wait, after);
      }
    }
  }
}

/** Puts a reply in place of what a message of ours says. Throws an UpstreamError. */
export async function editOnDiscord(
  reply: Reply,
  { channel, id }: { channel: string; id: string },
  sending: Sending,
): Promise<void> {
  const { rest, log } = sending;
  const prepared = await prepare(forAll(reply), {}, sending);
  const edit = ({ body, files }: Outgoing) => rest.patch(Routes.channelMessage(channel, id), { body, files });
  await sendOrWithoutPictures(prepared, edit, { repeatable: true, log });
}

/** Sends one message once, and gives its id. */
export async function createMessage(
  { body, files }: Outgoing,
  { channel, nonce, replyTo }: Omit<Place, 'replyTo'> & { replyTo?: string | undefined },
  rest: REST,
): Promise<{ id: string }> {
  const sent = await rest.post(Routes.channelMessages(channel), {
    body: {
      ...body,
      ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      nonce: nonce.slice(0, NONCE_LENGTH),
      enforce_nonce: true,
    },
    files,
  });
  return Made.parse(sent);
}

/** The channel of the bot's conversation with a person; it is the same one each time. */
export async function openConversation(person: string, rest: REST): Promise<string> {
  return Made.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: person } })).id;
}
