import { MessageType, type Client, type Message } from 'discord.js';
import type { UpstreamError } from '../../errors.ts';
import { notice, paragraph, type Reply } from '../../reply.ts';
import { dispatchWithInterim, tellLeftOut, tellNotReplaced } from '../../interim.ts';
import { askerOf, channelOf } from './asker.ts';
import { isRefused, upstreamError } from './faults.ts';
import type { Answering } from './interactions.ts';
import { originOfMessage } from './origin.ts';
import { PERMISSIONS } from './permissions.ts';
import { apology, type Sending } from './outgoing.ts';
import { editOnDiscord, openConversation, postToDiscord, type Place } from './post.ts';
import { typeUntil } from './typing.ts';

/** What a message asks of the bot: a line, empty where it is only called. Undefined where nothing is asked: no mention, a bot, a reply that only points at a message of ours. */
function lineOf(message: Message, botId: string): string | undefined {
  if (message.author.bot || message.webhookId !== null || message.system) return undefined;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined;
  const mention = new RegExp(`<@!?${botId}>`, 'g');
  const line = message.content.replace(mention, ' ').trim();
  const isNamed = mention.test(message.content);
  if (!message.inGuild() || isNamed) return line;
  // Discord adds a mention to a reply by itself: that one asks something only where there are words.
  return message.mentions.users.has(botId) && line !== '' ? line : undefined;
}

/** Answers a message that mentions the bot, or a direct message. Never throws. */
export async function handleMessage(message: Message, client: Client<true>, parts: Answering): Promise<void> {
  const line = lineOf(message, client.user.id);
  if (line === undefined) return;
  const { engine, rights, sending } = parts;
  // In front of others even an operator is answered as a reader is, for all see the answer.
  const asker = askerOf(message.author, message.inGuild() ? [] : rights.operators);
  const origin = originOfMessage(message, { ...rights, ...sending });
  const work = dispatchWithInterim(engine, { channel: channelOf(message.channelId), asker, origin, line });
  void typeUntil(work.reply, message.channelId, sending);
  const place = { channel: message.channelId, nonce: message.id, replyTo: message.id };
  const here = { platform: 'discord' as const, workspace: message.guildId ?? '', channel: message.channelId };
  const note = (id: string, said: Reply, inPlace = false) =>
    sending.recorder.posted({ place: here, message: id, reply: said }, { inPlace });
  const interim = await work.interim;
  const shown = interim && (await postInterim(interim, place, sending));
  if (interim && shown?.id !== undefined) note(shown.id, interim);
  const reply = await work.reply;
  try {
    if (shown?.id !== undefined) {
      if (await tookPlace(reply, { channel: place.channel, id: shown.id }, sending)) note(shown.id, reply, true);
      return;
    }
    const posted = await postOrApologise(reply, place, sending);
    note(posted.id, posted.said);
    // Under the nonce of an interim reply that did arrive, Discord gives that one back.
    if (shown?.mayBeThere) await tookPlace(reply, { channel: place.channel, id: posted.id }, sending);
  } catch (error) {
    const fault = upstreamError(error);
    sending.log.warn(
      { code: fault.code, channel: message.channelId },
      `a mention could not be answered: ${fault.message}`,
    );
    if (message.inGuild() && isForbidden(fault)) await tellInPrivate(message, sending);
  }
}

/** Posts what the answer will take the place of; nothing depends on it. */
async function postInterim(
  interim: Reply,
  place: Place,
  sending: Sending,
): Promise<{ id?: string; mayBeThere: boolean }> {
  try {
    return { ...(await postToDiscord(interim, place, sending)), mayBeThere: true };
  } catch (error) {
    const fault = upstreamError(error);
    tellLeftOut(fault, sending.log);
    return { mayBeThere: fault.mayHaveSucceeded };
  }
}

/** Puts the answer in place of the interim reply; whether it stands there. */
async function tookPlace(reply: Reply, at: { channel: string; id: string }, sending: Sending): Promise<boolean> {
  try {
    await editOnDiscord(reply, at, sending);
    return true;
  } catch (error) {
    const fault = upstreamError(error);
    tellNotReplaced(fault, fault.code === 'unknown_message', sending.log);
    return false;
  }
}

async function postOrApologise(reply: Reply, place: Place, sending: Sending): Promise<{ id: string; said: Reply }> {
  try {
    return { ...(await postToDiscord(reply, place, sending)), said: reply };
  } catch (error) {
    const fault = upstreamError(error);
    if (!isRefused(fault)) throw fault;
    const said = apology(fault, sending.log);
    return { ...(await postToDiscord(said, place, sending)), said };
  }
}

/** The asker saw no answer, and only they know to ask somebody who can mend it. */
async function tellInPrivate(message: Message<true>, sending: Sending): Promise<void> {
  const names = PERMISSIONS.map(({ name }) => `“${name}”`).join(', ');
  const link = `https://discord.com/channels/${message.guildId}/${message.channelId}`;
  const text = notice('I may not answer in the channel in which you mentioned me.', {
    outcome: 'error',
    blocks: [
      paragraph(`Somebody who manages the server can let me: my role needs ${names} in that channel. `, {
        type: 'link',
        text: 'The channel',
        url: link,
      }),
    ],
  });
  try {
    const channel = await openConversation(message.author.id, sending.rest);
    await postToDiscord(text, { channel, nonce: message.id }, sending);
  } catch (error) {
    const fault = upstreamError(error);
    sending.log.warn({ code: fault.code }, `a direct message could not be sent: ${fault.message}`);
  }
}

function isForbidden({ code }: UpstreamError): boolean {
  return code === 'missing_access' || code === 'missing_permission';
}
