import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayDispatchEvents, InteractionType, MessageType, type APIUser } from 'discord.js';
import { createChannels, type Channels } from './fake-discord/channels.ts';
import { befall, createFaults, type Chaos, type Planned } from './fake-discord/faults.ts';
import { createGateway, type Gateway } from './fake-discord/gateway.ts';
import { anInteraction, commandData, componentData, type Asked, type Where } from './fake-discord/interactions.ts';
import { toApi, type Stored, type Uploaded } from './fake-discord/messages.ts';
import type { Held, Received } from './fake-discord/held.ts';
import { createRateLimit } from './fake-discord/rate-limit.ts';
import { carryOut, isOpen } from './fake-discord/rest.ts';
import { createWorld, ISO_NOW, memberOf, nextId, type PlaceName, type World } from './fake-discord/world.ts';

export { buttonsOf, wordsOf, type Stored } from './fake-discord/messages.ts';
export type { Asked } from './fake-discord/interactions.ts';

type Check = (kind: 'message' | 'interaction' | 'edit' | 'followup' | 'commands', body: unknown) => string[];
type Said = {
  in?: PlaceName;
  by?: APIUser;
  /** The bot among those mentioned, as when a reply pings it, without its mark in the text. */
  pings?: boolean;
  everyone?: boolean;
  webhook?: boolean;
  type?: MessageType;
  id?: string;
};

/** A Discord of our own on the loopback: REST and gateway for one bot, as strict as the real one where it matters. */
export type FakeDiscord = {
  apiUrl: string;
  token: string;
  world: World;
  gateway: Gateway;
  channels: Channels;
  /** Every request, in order of arrival; none where they are only counted. */
  requests: Received[];
  /** How many requests there were, and how many of them were one too many. */
  counts: { requests: number; rateLimited: number };
  /** What the bot sent, as Discord stored it. */
  messages: Stored[];
  typing: string[];
  commands(): unknown[];
  guildCommands(): unknown[];
  hold(commands: unknown[]): void;
  /** How many bodies were checked, and what was wrong with them. */
  checked(): number;
  problems: string[];
  fail(planned: Planned): void;
  run(name: string, options?: Record<string, string | number>, where?: Where): Asked;
  complete(name: string, option: string, typed: string, where?: Where): Asked;
  press(message: Stored, id: string, where?: Where): Asked;
  select(message: Stored, id: string, value: string, where?: Where): Asked;
  /** Sends an interaction once more, as after a lost connection. */
  repeat(asked: Asked): void;
  say(text: string, said?: Said): string;
  /** Waits until something holds; looked at again after every request and every event of the gateway. */
  until<T>(holds: () => T | undefined | false): Promise<T>;
  close(): Promise<void>;
};

export type Setting = {
  /** Says what is wrong with a body that the bot sends. */
  check?: Check;
  /** Requests that the bot may make in a second; as many as it likes where it is not said. */
  limits?: { perSecond: number };
  /** Whether requests and messages are kept whole. */
  keep?: boolean;
  chaos?: Chaos;
  /** In milliseconds; the ids of messages tell it. */
  now?: () => number;
};

/** Starts it on a free port. */
export async function startFakeDiscord({
  check = () => [],
  limits,
  keep = true,
  chaos,
  now = Date.now,
}: Setting = {}): Promise<FakeDiscord> {
  const world = createWorld();
  const channels = createChannels({ world, now, keep });
  const rateLimit = limits && createRateLimit(limits.perSecond, now);
  const counts = { requests: 0, rateLimited: 0 };
  const token = `${Buffer.from(world.bot.id).toString('base64url')}.Gfake0.${'t'.repeat(27)}`;
  const faults = createFaults();
  const requests: Received[] = [];
  const problems: string[] = [];
  const events = new Map<string, unknown>();
  const waiting = new Set<() => void>();
  let checked = 0;
  const changed = () => {
    for (const look of waiting) look();
  };

  const held: Held = {
    world,
    channels,
    applicationId: world.bot.id,
    port: () => (server.address() as AddressInfo).port,
    commands: [],
    guildCommands: [],
    asked: new Map(),
    typing: [],
    check(kind, body) {
      checked += 1;
      problems.push(...check(kind, body).map((problem) => `${kind}: ${problem}`));
    },
  };

  const server = createServer((request, response) => {
    void (async () => {
      const received = await read(request, token);
      counts.requests += 1;
      if (keep) requests.push(received);
      const tooMany = rateLimit && received.authorised && !isOpen(received) ? rateLimit.turnAway() : undefined;
      if (tooMany) counts.rateLimited += 1;
      const planned = tooMany ? undefined : (faults.take(received) ?? chaos?.(received));
      if (planned && planned.once !== 'done') {
        befall(planned.fault, request, response);
        return changed();
      }
      const { status, body, headers } = tooMany ?? carryOut(held, received);
      if (planned) befall(planned.fault, request, response);
      else if (body === undefined) response.writeHead(status).end();
      else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      changed();
    })().catch((error: unknown) => {
      problems.push(`the fake: ${String(error)}`);
      response.writeHead(500).end();
      changed();
    });
  });
  const gateway = createGateway(server, { world, token, changed });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function send({ asked, event }: ReturnType<typeof anInteraction>): Asked {
    held.asked.set(asked.token, asked);
    events.set(asked.id, event);
    gateway.dispatch(GatewayDispatchEvents.InteractionCreate, event);
    return asked;
  }
  const pressed = (stored: Stored, data: unknown, where: Where) =>
    send(
      anInteraction(world, where, InteractionType.MessageComponent, data, { stored, api: toApi(stored, world.bot) }),
    );

  return {
    apiUrl: `http://127.0.0.1:${held.port()}/api`,
    token,
    world,
    gateway,
    channels,
    requests,
    counts,
    messages: channels.all,
    typing: held.typing,
    commands: () => held.commands,
    guildCommands: () => held.guildCommands,
    hold: (commands) => (held.commands = commands),
    checked: () => checked,
    problems,
    fail: (planned) => faults.plan(planned),
    run: (name, options = {}, where = {}) =>
      send(
        anInteraction(
          world,
          where,
          InteractionType.ApplicationCommand,
          commandData(
            name,
            Object.entries(options).map(([option, value]) => ({ name: option, value })),
            [...held.commands, ...held.guildCommands],
            channels,
          ),
        ),
      ),
    complete: (name, option, typed, where = {}) =>
      send(
        anInteraction(
          world,
          where,
          InteractionType.ApplicationCommandAutocomplete,
          commandData(name, [{ name: option, value: typed, focused: true }], [], channels),
        ),
      ),
    press: (message, id, where = {}) => pressed(message, componentData(id), where),
    select: (message, id, value, where = {}) => pressed(message, componentData(id, [value]), where),
    repeat: ({ id }) => gateway.dispatch(GatewayDispatchEvents.InteractionCreate, events.get(id)),
    say(text, said = {}) {
      const message = userMessage(world, text, said);
      gateway.dispatch(GatewayDispatchEvents.MessageCreate, message);
      return message.id;
    },
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          const found = holds();
          if (found === undefined || found === false) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      gateway.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A person's message as the bot gets it: without the privileged intent, its text only where it mentions the bot or is between the two. */
function userMessage(world: World, text: string, { in: place = 'channel', by = world.reader, ...said }: Said) {
  const channel = world.places[place];
  const named = new RegExp(`<@!?${world.bot.id}>`).test(text) || said.pings === true;
  const inGuild = 'guild_id' in channel && channel.guild_id !== undefined;
  return {
    id: said.id ?? nextId(),
    channel_id: channel.id,
    channel_type: channel.type,
    author: by,
    content: named || !inGuild ? text : '',
    timestamp: ISO_NOW,
    edited_timestamp: null,
    tts: false,
    mention_everyone: said.everyone ?? false,
    mentions: named ? [{ ...world.bot, member: memberOf(world.bot) }] : [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: said.type ?? MessageType.Default,
    ...(said.webhook && { webhook_id: nextId() }),
    ...(inGuild && { guild_id: channel.guild_id, member: memberOf(by) }),
  };
}

/** Reads a request: JSON, or files with the JSON beside them. */
async function read(request: IncomingMessage, token: string): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const received = {
    method: request.method ?? 'GET',
    path: decodeURIComponent((request.url ?? '').replace(/^\/api\/v10/, '').replace(/\?.*$/, '')),
    query: new URL(request.url ?? '', 'http://localhost').searchParams,
    authorised: request.headers.authorization === `Bot ${token}`,
  };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) {
    const text = bytes.toString();
    return { ...received, body: text === '' ? undefined : (JSON.parse(text) as unknown), files: [] };
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: Uploaded[] = [];
  for (const value of form.values())
    if (value instanceof File) files.push({ name: value.name, type: value.type, bytes: await value.bytes() });
  const json = form.get('payload_json');
  return { ...received, body: typeof json === 'string' ? (JSON.parse(json) as unknown) : undefined, files };
}
