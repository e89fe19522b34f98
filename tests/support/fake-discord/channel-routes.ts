import { PermissionFlagsBits, type APIGuildMember, type APIOverwrite } from 'discord.js';
import { z } from 'zod';
import { edit, OK, refusal, unresolved, type Answer, type Held, type Received, type Route } from './held.ts';
import { MessageBody, toApi } from './messages.ts';
import { memberOf } from './world.ts';

const Recipient = z.object({ recipient_id: z.string() });
const MOST_OF_PAGE = 100;

/** Servers, channels and what is posted there. */
export const CHANNEL_ROUTES: Route[] = [
  { method: 'GET', path: /^\/guilds\/(\d+)$/, handle: getGuild },
  { method: 'GET', path: /^\/guilds\/(\d+)\/members\/(\d+)$/, handle: getMember },
  {
    method: 'GET',
    path: /^\/channels\/(\d+)$/,
    handle: ({ channels }, _, id = '') => shut(channels, id) ?? { status: OK, body: channels.find(id)?.channel },
  },
  { method: 'GET', path: /^\/channels\/(\d+)\/messages$/, handle: history },
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, handle: createMessage },
  { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/(\d+)$/, handle: editMessage },
  {
    method: 'POST',
    path: /^\/channels\/(\d+)\/typing$/,
    handle: (held, _, channel = '') => {
      held.typing.push(channel);
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: /^\/users\/@me\/channels$/,
    handle: ({ channels }, { body }) => ({
      status: OK,
      body: channels.conversationWith(Recipient.parse(body).recipient_id),
    }),
  },
];

function shut(channels: Held['channels'], id: string): Answer | undefined {
  const why = channels.refusal(id);
  return why && refusal(why.status, why.code, why.message);
}

function getGuild({ world }: Held, _: Received, id = ''): Answer {
  if (id !== world.guild) return refusal(403, 50_001, 'Missing Access');
  const { channels: _channels, threads: _threads, members: _members, ...guild } = world.guildCreate;
  return { status: OK, body: guild };
}

function getMember({ world }: Held, _: Received, guild = '', id = ''): Answer {
  if (guild !== world.guild) return refusal(403, 50_001, 'Missing Access');
  const user = [world.bot, world.reader, world.operator].find((known) => known.id === id);
  if (!user) return refusal(404, 10_007, 'Unknown Member');
  const member: APIGuildMember = { ...memberOf(user), roles: world.roles.get(id) ?? [] };
  return { status: OK, body: member };
}

/** https://docs.discord.com/developers/resources/message#get-channel-messages: who may not read the history gets an empty one. */
function history({ channels, world }: Held, { query }: Received, id = ''): Answer {
  const why = shut(channels, id);
  if (why) return why;
  const [after, before] = [query.get('after') ?? undefined, query.get('before') ?? undefined];
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= MOST_OF_PAGE)) return refusal(400, 50_035, 'Invalid Form Body');
  const channel = channels.find(id)?.channel;
  const overwrites: APIOverwrite[] =
    channel && 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const isHidden = overwrites.some(({ deny }) => (BigInt(deny) & PermissionFlagsBits.ReadMessageHistory) !== 0n);
  const page = isHidden ? [] : channels.page(id, { ...(after && { after }), ...(before && { before }), limit });
  // The nonce is told to who sends, not to who reads.
  return { status: OK, body: page.map((stored) => ({ ...toApi(stored, stored.by ?? world.bot), nonce: undefined })) };
}

function createMessage(held: Held, { body, files }: Received, id = ''): Answer {
  const { channels, world } = held;
  const why = shut(channels, id);
  if (why) return why;
  held.check('message', body);
  const message = MessageBody.parse(body);
  const wrong = unresolved(message, files);
  if (wrong) return wrong;
  const same =
    message.enforce_nonce && message.nonce != null ? channels.withNonce(id, String(message.nonce)) : undefined;
  const stored = same ?? channels.store(id, message, files);
  return { status: OK, body: toApi(stored, world.bot) };
}

function editMessage(held: Held, { body, files }: Received, channel = '', id = ''): Answer {
  const stored = held.channels.find(channel)?.messages.find((known) => known.id === id && !known.deleted);
  if (!stored) return refusal(404, 10_008, 'Unknown Message');
  held.check('edit', body);
  const message = MessageBody.parse(body);
  const wrong = unresolved(message, files);
  if (wrong) return wrong;
  edit(stored, message, files);
  return { status: OK, body: toApi(stored, held.world.bot) };
}
