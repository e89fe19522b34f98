import {
  Client,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  Partials,
  SimpleShardingStrategy,
  type RateLimitData,
  type WebSocketManagerOptions,
} from 'discord.js';
import type { DiscordConfig } from '../../config.ts';
import type { Log } from '../../log.ts';
import { ACKNOWLEDGE_AFTER_MS, ANSWER_WITHIN_MS } from './limits.ts';
import { pacedRequests } from './paced-requests.ts';

/** A request that is not answered within this many milliseconds is given up; the interaction that asked for it is long lost. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** A longer wait than this for Discord's rate limit is given up and told. */
export const LONGEST_WAIT_MS = 60_000;
/** The same for messages: who sends them knows what else there is to send meanwhile. */
const LONGEST_WAIT_TO_POST_MS = 3000;
/** Where messages are sent and read, as discord.js names routes. */
const MESSAGES = '/channels/:id/messages';
/** Events are held back until every server has reported or this is over; a server with an outage never does. */
const SERVERS_WITHIN_MS = 2000;
const REST_SWEEP_MS = 300_000;

type EventsManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * A discord.js client that asks for the least. The text of messages that mention the bot, and of direct messages, comes
 * without the privileged intent (https://docs.discord.com/developers/events/gateway#message-content-intent).
 */
export function createClient({
  apiUrl,
  timeoutMs,
  log,
}: Pick<DiscordConfig, 'apiUrl'> & { timeoutMs: number; log: Log }): Client {
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel], // without it, direct messages from unknown channels never arrive
    shards: 'auto',
    allowedMentions: { parse: [] },
    waitGuildTimeout: SERVERS_WITHIN_MS,
    ws: {
      buildStrategy: (manager) => {
        staysDestroyed(manager.options, () => client.token === null);
        outlivesEvents(manager, log);
        return new SimpleShardingStrategy(manager);
      },
    },
    // Nothing is looked up in what discord.js remembers but servers, channels and threads, which it needs itself.
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: 0,
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: 0,
      VoiceStateManager: 0,
    }),
    rest: {
      ...(apiUrl !== undefined && { api: apiUrl }),
      version: '10',
      globalRequestsPerSecond: Infinity,
      makeRequest: pacedRequests(DefaultRestOptions.makeRequest),
      // A request whose answer is lost may have been carried out: what may be sent again is known where it is sent.
      retries: 0,
      timeout: timeoutMs,
      handlerSweepInterval: REST_SWEEP_MS,
      rejectOnRateLimit: (limit) => isTooLong(limit, log),
    },
  });
  return client;
}

/**
 * A shard that was about to connect again does so even where its client was destroyed meanwhile, as after a login that
 * failed, and would then answer beside its successor. What it asks for first is never given to it.
 */
function staysDestroyed(
  options: Pick<WebSocketManagerOptions, 'retrieveSessionInfo'>,
  isDestroyed: () => boolean,
): void {
  const { retrieveSessionInfo: retrieve } = options;
  options.retrieveSessionInfo = (shard) => (isDestroyed() ? new Promise(() => {}) : retrieve(shard));
}

/** What discord.js cannot read of an event, it throws where nobody can catch it, and the whole process would end. */
function outlivesEvents(manager: EventsManager, log: Log): void {
  const emit = manager.emit.bind(manager);
  manager.emit = (...event: Parameters<typeof emit>) => {
    try {
      return emit(...event);
    } catch (error) {
      log.error({ err: error }, 'discord.js could not read an event of Discord’s; it is passed over');
      return true;
    }
  };
}

/** discord.js waits out a rate limit, then sends what was not carried out, unless the answer would then come too late. */
function isTooLong({ route, retryAfter, global }: RateLimitData, log: Log): boolean {
  const longest = route.startsWith('/interactions/')
    ? ANSWER_WITHIN_MS - ACKNOWLEDGE_AFTER_MS
    : route === MESSAGES
      ? LONGEST_WAIT_TO_POST_MS
      : LONGEST_WAIT_MS;
  const isTooLong = retryAfter > longest;
  log.warn(
    { route, global, retryAfterMs: retryAfter },
    isTooLong ? 'Discord asks to wait longer than makes sense; the request is dropped' : 'Discord asks to wait',
  );
  return isTooLong;
}
