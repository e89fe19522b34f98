import { randomUUID } from 'node:crypto';
import type { Outbound, Outlet } from '../../delivery/outlet.ts';
import { UpstreamError } from '../../errors.ts';
import { keepRecent } from '../../keep-recent.ts';
import type { Place } from '../../schedule/subscription.ts';
import { deliveryFault } from './delivery-fault.ts';
import { isRefused, upstreamError } from './faults.ts';
import { findMessage } from './find-message.ts';
import { CHANNEL_GAP_MS, REQUESTS_PER_SECOND } from './limits.ts';
import { compose, forAll, tellPictureless, type Prepared, type Sending } from './outgoing.ts';
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
        const prepared = await composed(message, posting);
        const channel = await channelOf(message.place, posting);
        return { message: await postOnce(prepared, { channel, nonce: message.id }, posting) };
      } catch (error) {
        throw upstreamError(error); // discord.js's own would take the message's words into the log
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
async function composed({ id: mark, reply }: Outbound, { sending }: Posting): Promise<Prepared> {
  try {
    return await compose(forAll(reply), { mark }, sending);
  } catch (error) {
    const id = randomUUID().slice(0, 8);
    sending.log.error({ err: error, id, delivery: mark }, 'a digest could not be shown on Discord');
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
  { whole, plain }: Prepared,
  place: { channel: string; nonce: string },
  { sending: { rest, log } }: Posting,
): Promise<string> {
  try {
    return (await createMessage(whole, place, rest)).id;
  } catch (error) {
    const fault = upstreamError(error);
    const mayBeForPictures = isRefused(fault) || fault.code === 'missing_permission';
    if (!plain || !mayBeForPictures) throw fault;
    tellPictureless(fault, log);
    return (await createMessage(plain, place, rest)).id;
  }
}
