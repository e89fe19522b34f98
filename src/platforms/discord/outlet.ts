import { randomUUID } from 'node:crypto';
import { Routes } from 'discord.js';
import type { Outlet } from '../../delivery/outlet.ts';
import { UpstreamError } from '../../errors.ts';
import { keepRecent } from '../../keep-recent.ts';
import type { Reply } from '../../reply.ts';
import type { Place } from '../../schedule/subscription.ts';
import { deliveryFault } from './delivery-fault.ts';
import { isRefused, upstreamError } from './faults.ts';
import { findMessage } from './find-message.ts';
import { CHANNEL_GAP_MS, REQUESTS_PER_SECOND } from './limits.ts';
import { compose, forAll, tellPictureless, type Outgoing, type Prepared, type Sending } from './outgoing.ts';
import { createMessage, openConversation } from './post.ts';

/** A connection that posts: as whom, and how. */
export type Posting = { botId: string; sending: Pick<Sending, 'rest' | 'storage' | 'draw' | 'log'> };

/** Conversations with people that need not be opened again. */
const REMEMBERED_CONVERSATIONS = 10_000;

/** Discord as delivery uses it. `connected` gives the connection of the moment, with its token set; none where the bot is not logged in. */
export function createOutlet(connected: () => Posting | undefined): Outlet {
  const conversations = new Map<string, string>();

  function now(): Posting {
    const posting = connected();
    if (!posting) throw new UpstreamError('the bot is not connected to Discord', { code: 'not_connected' });
    return posting;
  }

  /** The place's channel; a conversation with a person is opened where it was not yet. */
  async function channelOf({ channel }: Place, { sending: { rest } }: Posting): Promise<string> {
    if (!channel.startsWith('@')) return channel;
    const person = channel.slice(1);
    const opened = conversations.get(person) ?? (await beforePosting(openConversation(person, rest)));
    keepRecent(conversations, person, opened, REMEMBERED_CONVERSATIONS);
    return opened;
  }

  return {
    platform: 'discord',
    rates: { perSecond: REQUESTS_PER_SECOND, channelGapMs: CHANNEL_GAP_MS },
    isReady: () => connected() !== undefined,
    explain: deliveryFault,
    async post(message) {
      try {
        const posting = now();
        const prepared = await composed({ reply: message.reply, mark: message.id }, posting);
        const channel = await channelOf(message.place, posting);
        const place = { channel, nonce: message.id, replyTo: message.inReplyTo };
        return { message: await postOnce(prepared, place, posting) };
      } catch (error) {
        throw upstreamError(error); // discord.js's own would take the message's words into the log
      }
    },
    async edit({ place, message, reply, page, mark }) {
      try {
        const posting = now();
        const { whole, plain } = await composed({ reply, page, mark }, posting);
        const channel = await channelOf(place, posting);
        await orPictureless({ whole, plain }, posting, ({ body, files }) =>
          posting.sending.rest.patch(Routes.channelMessage(channel, message), { body, files }),
        );
      } catch (error) {
        throw upstreamError(error);
      }
    },
    async find({ id, place }, since) {
      try {
        const posting = now();
        const channel = await channelOf(place, posting);
        const found = await findMessage({ id, channel, by: posting.botId }, since, posting.sending.rest);
        return found === undefined ? undefined : { message: found };
      } catch (error) {
        throw upstreamError(error);
      }
    },
  };
}

/** A reply that cannot be shown is a bug of ours: it is not posted as an apology, and not tried again. */
async function composed(
  { reply, page, mark }: { reply: Reply; page?: number; mark: string | undefined },
  { sending }: Posting,
): Promise<Prepared> {
  try {
    return await compose(forAll(reply), { mark, ...(page !== undefined && { page }) }, sending);
  } catch (error) {
    const id = randomUUID().slice(0, 8);
    sending.log.error({ err: error, id, delivery: mark }, 'a message could not be shown on Discord');
    throw new UpstreamError(`the message could not be made; the log has why under ${id}`, { code: 'unshowable' });
  }
}

/** What fails before the message is on its way has surely not posted it. */
async function beforePosting<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const { message, code, retryAfterMs } = upstreamError(error);
    throw new UpstreamError(message, { code, retryAfterMs });
  }
}

/** One request; another one only where Discord refused the pictures, for then nothing was posted. */
async function postOnce(
  prepared: Prepared,
  place: { channel: string; nonce: string; replyTo: string | undefined },
  posting: Posting,
): Promise<string> {
  const create = async (message: Outgoing) => (await createMessage(message, place, posting.sending.rest)).id;
  try {
    return await orPictureless(prepared, posting, create);
  } catch (error) {
    // Who may not read the history may post, but not in reply to it.
    if (place.replyTo === undefined || upstreamError(error).code !== 'missing_history') throw error;
    return postOnce(prepared, { ...place, replyTo: undefined }, posting);
  }
}

async function orPictureless<Value>(
  { whole, plain }: Pick<Prepared, 'whole' | 'plain'>,
  { sending: { log } }: Posting,
  send: (message: Outgoing) => Promise<Value>,
): Promise<Value> {
  try {
    return await send(whole);
  } catch (error) {
    const fault = upstreamError(error);
    const mayBeForPictures = isRefused(fault) || fault.code === 'missing_permission';
    if (!plain || !mayBeForPictures) throw fault;
    tellPictureless(fault, log);
    return send(plain);
  }
}
