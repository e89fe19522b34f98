import { MessageType, Routes, type Client, type Message } from 'discord.js';
import type { UpstreamError } from '../../errors.ts';
import { notice, paragraph, type Reply } from '../../reply.ts';
import { settlesWithin } from '../../after.ts';
import { askerOf, channelOf } from './asker.ts';
import { isRefused, upstreamError } from './faults.ts';
import { ACKNOWLEDGE_AFTER_MS } from './limits.ts';
import type { Answering } from './interactions.ts';
import { originOfMessage } from './origin.ts';
import { PERMISSIONS } from './permissions.ts';
import { apology, type Sending } from './outgoing.ts';
import { openConversation, postToDiscord, type Place } from './post.ts';

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
  const work = engine.dispatch({ channel: channelOf(message.channelId), asker, origin, line });
  if (!(await settlesWithin(ACKNOWLEDGE_AFTER_MS, work, sending.after))) showTyping(message.channelId, sending);
  const reply = await work;
  try {
    await postOrApologise(reply, { channel: message.channelId, nonce: message.id, replyTo: message.id }, sending);
  } catch (error) {
    const fault = upstreamError(error);
    sending.log.warn(
      { code: fault.code, channel: message.channelId },
      `a mention could not be answered: ${fault.message}`,
    );
    if (message.inGuild() && isForbidden(fault)) await tellInPrivate(message, sending);
  }
}

async function postOrApologise(reply: Reply, place: Place, sending: Sending): Promise<void> {
  try {
    await postToDiscord(reply, place, sending);
  } catch (error) {
    const fault = upstreamError(error);
    if (!isRefused(fault)) throw fault;
    await postToDiscord(apology(fault, sending.log), place, sending);
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

/** A courtesy: nothing depends on it. */
function showTyping(channel: string, { rest, log }: Sending): void {
  rest.post(Routes.channelTyping(channel)).catch((error: unknown) => {
    log.debug({ code: upstreamError(error).code }, 'the typing sign did not get through');
  });
}
