import { InteractionResponseType } from 'discord.js';
import { z } from 'zod';
import { CHANNEL_ROUTES } from './channel-routes.ts';
import { edit, OK, refusal, unresolved, type Answer, type Held, type Received, type Route } from './held.ts';
import type { Asked } from './interactions.ts';
import { MessageBody, toApi } from './messages.ts';
import { nextId } from './world.ts';

/** In place of the callback's type, once the message that it made is deleted. */
const GONE = -1;
const Callback = z.object({ type: z.enum(InteractionResponseType), data: z.unknown().optional() });
const Choices = z.object({ choices: z.array(z.object({ name: z.string(), value: z.unknown() })) });
const Commands = z.array(z.looseObject({ name: z.string() }));

const ROUTES: Route[] = [
  { method: 'GET', path: /^\/gateway\/bot$/, handle: gatewayBot },
  { method: 'GET', path: /^\/users\/@me$/, handle: ({ world }) => ({ status: OK, body: world.bot }) },
  {
    method: 'GET',
    path: /^\/applications\/@me$/,
    handle: ({ applicationId }) => ({
      status: OK,
      body: { id: applicationId, name: 'Pullquote', description: '', flags: 0 },
    }),
  },
  {
    method: 'GET',
    path: /^\/applications\/\d+\/commands$/,
    handle: ({ commands }) => ({ status: OK, body: commands }),
  },
  {
    method: 'GET',
    path: /^\/applications\/\d+\/guilds\/\d+\/commands$/,
    handle: ({ guildCommands }) => ({ status: OK, body: guildCommands }),
  },
  {
    method: 'PUT',
    path: /^\/applications\/\d+\/commands$/,
    handle: (held, { body }) => ({ status: OK, body: (held.commands = registered(held, body, {})) }),
  },
  {
    method: 'PUT',
    path: /^\/applications\/\d+\/guilds\/(\d+)\/commands$/,
    handle: (held, { body }, guild) => ({
      status: OK,
      body: (held.guildCommands = registered(held, body, { guild_id: guild })),
    }),
  },
  { method: 'POST', path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/, open: true, handle: callback },
  { method: 'POST', path: /^\/webhooks\/\d+\/([^/]+)$/, open: true, handle: followUp },
  { method: 'PATCH', path: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, open: true, handle: editOriginal },
  { method: 'DELETE', path: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, open: true, handle: deleteOriginal },
  ...CHANNEL_ROUTES,
];

/** Whether a request is not counted as the bot's: answers to interactions, which are not authorised by its token. */
export function isOpen({ method, path }: Pick<Received, 'method' | 'path'>): boolean {
  return ROUTES.some((route) => route.open && route.method === method && route.path.test(path));
}

/** Carries a request out as Discord would. */
export function carryOut(held: Held, request: Received): Answer {
  for (const { method, path, open, handle } of ROUTES) {
    if (method !== request.method) continue;
    const match = path.exec(request.path);
    if (!match) continue;
    if (!open && !request.authorised) return refusal(401, 0, '401: Unauthorized');
    return handle(held, request, ...match.slice(1));
  }
  return refusal(404, 0, `404: Not Found (${request.method} ${request.path})`);
}

function gatewayBot({ port }: Held): Answer {
  const limits = { total: 1000, remaining: 1000, reset_after: 14_400_000, max_concurrency: 1 };
  return { status: OK, body: { url: `ws://127.0.0.1:${port()}/gateway`, shards: 1, session_start_limit: limits } };
}

/** As Discord gives commands back: with ids and the fields that were left out. */
function registered({ applicationId, check }: Held, body: unknown, more: object): unknown[] {
  check('commands', body);
  return Commands.parse(body)
    .toReversed()
    .map((command) => ({
      id: nextId(),
      application_id: applicationId,
      version: nextId(),
      default_member_permissions: null,
      nsfw: false,
      name_localizations: null,
      description_localizations: null,
      ...command,
      ...more,
    }));
}

function callback(held: Held, { body, files, query }: Received, id = '', token = ''): Answer {
  const asked = held.asked.get(token);
  if (!asked || asked.id !== id || asked.expired) return refusal(404, 10_062, 'Unknown interaction');
  if (asked.acknowledged !== undefined) return refusal(400, 40_060, 'Interaction has already been acknowledged.');
  held.check('interaction', body);
  const { type, data } = Callback.parse(body);
  if (type === InteractionResponseType.ApplicationCommandAutocompleteResult)
    asked.choices = Choices.parse(data).choices;
  if (type === InteractionResponseType.DeferredChannelMessageWithSource) asked.original = undefined; // “is thinking…”
  if (type === InteractionResponseType.ChannelMessageWithSource || type === InteractionResponseType.UpdateMessage) {
    const message = MessageBody.parse(data);
    const wrong = unresolved(message, files);
    if (wrong) return wrong;
    if (type === InteractionResponseType.ChannelMessageWithSource)
      asked.original = held.channels.store(asked.channel, message, files);
    else if (asked.original) edit(asked.original, message, files);
  }
  asked.acknowledged = type;
  if (query.get('with_response') !== 'true') return { status: 204 };
  // Of the message only which it is: all of it would count as time that the bot took.
  const message = asked.original && { message: { id: asked.original.id, channel_id: asked.channel } };
  return { status: OK, body: { interaction: { id, type: 2 }, resource: { type, ...message } } };
}

function webhookOf(held: Held, token: string): Asked | Answer {
  const asked = held.asked.get(token);
  if (!asked || asked.acknowledged === undefined) return refusal(404, 10_015, 'Unknown Webhook');
  return asked.expired ? refusal(401, 50_027, 'Invalid Webhook Token') : asked;
}

function followUp(held: Held, { body, files }: Received, token = ''): Answer {
  const asked = webhookOf(held, token);
  if ('status' in asked) return asked;
  held.check('followup', body);
  const message = MessageBody.parse(body);
  const wrong = unresolved(message, files);
  if (wrong) return wrong;
  const stored = held.channels.store(asked.channel, message, files);
  asked.followUps.push(stored);
  return { status: OK, body: toApi(stored, held.world.bot) };
}

function editOriginal(held: Held, { body, files }: Received, token = ''): Answer {
  const asked = webhookOf(held, token);
  if ('status' in asked) return asked;
  held.check('edit', body);
  const message = MessageBody.parse(body);
  const wrong = unresolved(message, files);
  if (wrong) return wrong;
  if (asked.original?.deleted) return refusal(404, 10_008, 'Unknown Message');
  if (asked.original) edit(asked.original, message, files);
  else asked.original = held.channels.store(asked.channel, message, files);
  return { status: OK, body: toApi(asked.original, held.world.bot) };
}

function deleteOriginal(held: Held, _: Received, token = ''): Answer {
  const asked = webhookOf(held, token);
  if ('status' in asked) return asked;
  if (asked.acknowledged === GONE || asked.original?.deleted) return refusal(404, 10_008, 'Unknown Message');
  asked.acknowledged = GONE;
  if (asked.original) asked.original.deleted = true;
  return { status: 204 };
}
