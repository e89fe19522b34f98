import { Events, type Client } from 'discord.js';
import type { DiscordConfig } from '../../config.ts';
import { count } from '../../count.ts';
import type { Engine } from '../../engine.ts';
import type { Log } from '../../log.ts';
import { drawPng } from '../../pictures/png.ts';
import type { Platform, PlatformStatus } from '../../platform.ts';
import { afterTime, waitFor, type After } from '../../after.ts';
import { createClient, REQUEST_TIMEOUT_MS } from './client.ts';
import { isPassing, isToWait, upstreamError } from './faults.ts';
import { firstTimeAmong } from '../../first-time.ts';
import { handleInteraction, type Answering } from './interactions.ts';
import { handleMessage } from './mentions.ts';
import type { Sending } from './outgoing.ts';
import { createOutlet, type Posting } from './outlet.ts';
import { inviteLink } from './permissions.ts';
import { createPresence } from './presence.ts';
import { registerCommands } from './register.ts';
import { closedFor, loginFault } from './standing.ts';

/** Waits before another attempt to log in or to register; the last one is for all that follow. */
const TRY_AGAIN_AFTER_MS = [2000, 5000, 15_000, 60_000, 300_000];
/** The first attempt is over after this long, however it stands. */
const FIRST_ATTEMPT_MS = 20_000;
const CONNECTING = 'connecting to Discord';
/** How long replies under way may take when the bot stops; the whole process has 4.5 s. */
const LAST_REPLIES_MS = 3000;
/** Discord may repeat an event after a lost connection; what is older than so many others does not come again. */
const REMEMBERED = 2000;

export type ConnectDiscord = {
  engine: Engine;
  config: DiscordConfig;
  log: Log;
  /** Prints one line for the operator. */
  announce: (line: string) => void;
  after?: After;
  draw?: Sending['draw'];
  timeoutMs?: number;
};

/** Connects to Discord, registers the commands and answers; comes back by itself from what time can mend. Never throws. */
export function connectDiscord({
  engine,
  config,
  log,
  announce,
  after = afterTime,
  draw = drawPng,
  timeoutMs = REQUEST_TIMEOUT_MS,
}: ConnectDiscord): Platform {
  const first = Promise.withResolvers<void>();
  const running = new Set<Promise<void>>();
  const isNew = firstTimeAmong(REMEMBERED);
  let status: PlatformStatus = { state: 'connecting', says: CONNECTING };
  let client: Client | undefined;
  let me: Client<true> | undefined;
  let callOff: (() => void) | undefined;
  let isAnnounced = false;
  let complaint: string | undefined;
  let closing: Promise<void> | undefined;

  function stands(state: PlatformStatus['state'], says: string): void {
    status = { state, says };
    if (state !== 'connecting') first.resolve();
  }

  function failsForGood(says: string): void {
    if (status.state === 'failed' || closing) return;
    stands('failed', says);
    log.error(says);
    announce(`Discord: not connected. ${says}.`);
  }

  /** Gives the seconds until then; Discord may ask for more than we would wait. */
  function again(attempt: number, run: () => void, atLeastMs = 0): number {
    const wait = Math.max(atLeastMs, TRY_AGAIN_AFTER_MS[Math.min(attempt, TRY_AGAIN_AFTER_MS.length - 1)] ?? 0);
    callOff = after(wait, run);
    return Math.ceil(wait / 1000);
  }

  async function logIn(attempt: number): Promise<void> {
    // discord.js takes no second login of a client whose first one failed.
    const mine = createClient({ apiUrl: config.apiUrl, timeoutMs, log });
    client = mine;
    listen(mine);
    try {
      await mine.login(config.token);
    } catch (error) {
      if (closing || status.state === 'failed') return;
      const { isFinal, says, retryAfterMs } = loginFault(error, config.token);
      if (isFinal) return failsForGood(says);
      const run = () => {
        loggingIn = logIn(attempt + 1);
      };
      stands('connecting', `${says}; trying again in ${again(attempt, run, retryAfterMs)} s`);
      log.warn(status.says);
      first.resolve();
    }
  }

  function sendingOf({ rest }: Client): Sending {
    return { rest, storage: engine.storage, recorder: engine.recorder, draw, after, log };
  }

  function listen(mine: Client): void {
    const sending = sendingOf(mine);
    const parts: Answering = { engine, rights: config, sending };
    let show: ReturnType<typeof createPresence> | undefined;
    // Without a connection discord.js sends nothing and rejects where nobody can catch it.
    const present = (again = false) => status.state === 'connected' && !closing && show?.(again);

    mine.once(Events.ClientReady, (ready) => {
      show = createPresence(ready, () => engine.library());
      isUp(ready);
      present();
      void register(ready, 0);
    });
    mine.on(Events.ShardReady, () => {
      if (!mine.isReady()) return; // the first time, ClientReady follows
      isUp(mine);
      present(true);
    });
    mine.on(Events.ShardResume, () => {
      if (!mine.isReady()) return;
      isUp(mine);
      present();
    });
    mine.on(Events.ShardReconnecting, () => {
      if (status.state !== 'connected' || closing) return;
      stands('connecting', 'the connection to Discord was lost; connecting again');
      log.warn(status.says);
    });
    mine.on(Events.ShardDisconnect, ({ code }) => {
      failsForGood(closedFor(code));
      void mine.destroy();
    });
    mine.on(Events.ShardError, ({ message }) => {
      // discord.js tries twice a second for as long as an outage lasts; the log has it once.
      log[message === complaint ? 'debug' : 'warn'](`Discord’s gateway: ${message}`);
      complaint = message;
    });
    mine.on(Events.Error, (error) => log.error({ err: error }, 'discord.js reports an error'));
    mine.on(Events.GuildCreate, ({ id }) => log.info({ guild: id }, 'Pullquote was added to a Discord server'));
    mine.on(Events.GuildDelete, ({ id }) => log.info({ guild: id }, 'Pullquote was removed from a Discord server'));

    mine.on(Events.InteractionCreate, (interaction) =>
      handleOnce(interaction.id, async () => {
        await handleInteraction(interaction, parts);
        present();
      }),
    );
    mine.on(Events.MessageCreate, (message) => {
      if (!mine.isReady() || message.author.id === mine.user.id) return;
      mine.rest.setToken(config.token); // discord.js forgets it on a 401, be that Discord's own mistake
      handleOnce(message.id, async () => {
        await handleMessage(message, mine, parts);
        present();
      });
    });
  }

  function isUp(ready: Client<true>): void {
    const servers = count(ready.guilds.cache.size, 'server', 'servers');
    const says = `connected as ${ready.user.username} in ${servers}`;
    complaint = undefined;
    me = ready;
    if (status.state === 'connected') return;
    stands('connected', says);
    log.info(`Discord: ${says}`);
    if (isAnnounced) return;
    isAnnounced = true;
    announce(`Discord: ${says}. Invite it to a server: ${inviteLink(ready.application.id)}`);
  }

  async function register(ready: Client<true>, attempt: number): Promise<void> {
    const { rest, application } = ready;
    const { guildId } = config;
    try {
      const done = await registerCommands({
        rest,
        applicationId: application.id,
        guildId,
        commands: engine.commands,
        log,
      });
      log.info({ commands: engine.commands.length, guild: guildId }, `the commands on Discord are ${done}`);
    } catch (error) {
      if (closing) return;
      const fault = upstreamError(error);
      const { code, message, retryAfterMs } = fault;
      const passes = isPassing(fault) || isToWait(fault);
      const run = () => void register(ready, attempt + 1);
      const when = passes ? `; trying again in ${again(attempt, run, retryAfterMs)} s` : '';
      log.warn({ code }, `the commands could not be registered on Discord: ${message}${when}`);
      if (!passes) announce(`Discord: the commands could not be registered: ${message}.`);
    }
  }

  /** One event at a time is a bug's to break, never the process. */
  function handleOnce(id: string, handle: () => Promise<void>): void {
    if (closing || !isNew(id)) return;
    const work = handle()
      .catch((error: unknown) => log.error({ err: error, id }, 'an event from Discord could not be handled'))
      .finally(() => running.delete(work));
    running.add(work);
  }

  /** Posting needs no gateway, so one that is being taken up again is no hindrance. */
  function posting(): Posting | undefined {
    if (!me || closing || status.state === 'failed') return undefined;
    me.rest.setToken(config.token); // discord.js forgets it on a 401, be that Discord's own mistake
    return { botId: me.user.id, sending: sendingOf(me) };
  }

  async function close(): Promise<void> {
    callOff?.();
    // A login that is cut short would go on behind the back of a destroyed client.
    await Promise.race([Promise.allSettled([...running, loggingIn]), waitFor(LAST_REPLIES_MS, after)]);
    await client?.destroy();
    first.resolve();
    status = { state: 'connecting', says: 'closed' };
  }

  after(FIRST_ATTEMPT_MS, () => {
    if (status.says === CONNECTING) {
      stands('connecting', 'Discord’s gateway has not let the bot in yet; trying on');
      log.warn(status.says);
    }
    first.resolve();
  });
  let loggingIn = logIn(0);
  return {
    name: 'Discord',
    status: () => status,
    ready: first.promise,
    outlet: createOutlet(posting),
    close: () => (closing ??= close()),
  };
}
