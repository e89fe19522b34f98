import { PermissionFlagsBits, Routes, SnowflakeUtil, type REST } from 'discord.js';
import { z } from 'zod';
import { markOf } from '../../button.ts';
import { UpstreamError } from '../../errors.ts';
import { accessTo, fetchChannel } from './channel-access.ts';
import { MESSAGES_OF_PAGE } from './limits.ts';

/** So much our clock may be ahead of Discord's, whose time is in the messages' ids. */
const CLOCKS_DIFFER_MS = 600_000;
/** A busy channel has so many pages in some hours; with the few requests that its bucket takes it is half a minute. */
const MOST_PAGES = 20;

const Messages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    nonce: z.union([z.string(), z.number()]).nullish(),
    components: z.array(z.unknown()).default([]),
  }),
);
type Message = z.infer<typeof Messages>[number];
const Control = z.object({
  custom_id: z.string().optional(),
  options: z.array(z.object({ value: z.string() })).default([]),
  components: z.array(z.unknown()).default([]),
});

type Sought = { id: string; channel: string; by: string };

/**
 * The id of the message of ours that carries this delivery's id, posted to the channel since an instant; `undefined`
 * means that it is surely not there. Throws as discord.js does, and an UpstreamError where it cannot be told.
 */
export async function findMessage(sought: Sought, since: Date, rest: REST): Promise<string | undefined> {
  const from = Math.max(since.getTime() - CLOCKS_DIFFER_MS, Number(SnowflakeUtil.epoch));
  let after = String(SnowflakeUtil.generate({ timestamp: from, increment: 0n, processId: 0n, workerId: 0n }));
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ after, limit: String(MESSAGES_OF_PAGE) });
    const messages = Messages.parse(await rest.get(Routes.channelMessages(sought.channel), { query }));
    const found = messages.find((message) => message.author.id === sought.by && carries(message, sought.id));
    if (found) return found.id;
    // Who may not read the history is given an empty one.
    if (messages.length === 0 && page === 0) await mustReadHistory(sought, rest);
    if (messages.length < MESSAGES_OF_PAGE) return undefined;
    after = messages.map(({ id }) => id).reduce((last, id) => (BigInt(id) > BigInt(last) ? id : last), after);
  }
  throw new UpstreamError(
    `whether the message is there cannot be told: the channel has had more than ${MOST_PAGES * MESSAGES_OF_PAGE} since`,
    { code: 'too_many_messages', mayHaveSucceeded: true },
  );
}

/** By its nonce, which Discord forgets, or by the mark in a button or a menu, which stays. */
function carries({ nonce, components }: Message, id: string): boolean {
  return nonce === id || components.some((component) => isMarked(component, id));
}

function isMarked(component: unknown, id: string): boolean {
  const { data } = Control.safeParse(component);
  if (!data) return false;
  return (
    (data.custom_id !== undefined && markOf(data.custom_id) === id) ||
    data.options.some(({ value }) => markOf(value) === id) ||
    data.components.some((inner) => isMarked(inner, id))
  );
}

/** https://docs.discord.com/developers/resources/message#get-channel-messages: without Read Message History, no messages are returned. */
async function mustReadHistory({ channel: id, by }: Sought, rest: REST): Promise<void> {
  const channel = await fetchChannel(id, rest);
  const { guild_id: guild } = channel;
  if (guild === undefined) return;
  const { of } = await accessTo({ ...channel, guild }, [by], rest);
  if (((of[0]?.held ?? 0n) & PermissionFlagsBits.ReadMessageHistory) !== 0n) return;
  throw new UpstreamError(
    'whether the message is there cannot be told; give the bot’s role “Read Message History” in this channel',
    { code: 'missing_history', mayHaveSucceeded: true },
  );
}
