import type { Server } from 'node:http';
import {
  App,
  LogLevel,
  type AuthorizeResult,
  type AuthorizeSourceData,
  type HTTPReceiver,
  type Receiver,
} from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../../config.ts';
import { count } from '../../count.ts';
import type { Engine } from '../../engine.ts';
import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Platform, PlatformStatus } from '../../platform.ts';
import type { Picture } from '../../reply.ts';
import { listenForActions } from './actions.ts';
import { listenInAssistant } from './assistant.ts';
import { boltLog } from './bolt-log.ts';
import { listenForCommands } from './commands.ts';
import { asUpstream, startFault, wrongKindOfToken } from './explain.ts';
import { listenForHome } from './home.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { INSTALL_PATHS, installPage, serveInstallPage, type InstallPage } from './install-page.ts';
import { keptInstallations, type Installations } from './installations.ts';
import { handleOnce } from './once.ts';
import { uploadPictures } from './pictures.ts';
import { listenForQuestions } from './questions.ts';
import { listenForRemovals } from './removals.ts';
import { shareSlack } from './slack.ts';
import { createSocketReceiver, type Ending } from './socket-receiver.ts';
import { TIMING, within, type Timing } from './timing.ts';

type Connection = {
  engine: Engine;
  config: SlackConfig;
  log: Log;
  /** Prints one line for the operator. */
  announce(line: string): void;
  timing?: Partial<Timing>;
  /** In place of the drawing in `src/pictures/`. */
  draw?: (picture: Picture) => Promise<{ png: Uint8Array }>;
};

/** Connects to Slack by Bolt: Socket Mode or HTTP, one workspace or several. Starts without waiting, never throws, and comes back by itself. */
export function connectSlack({ engine, config, log, announce, timing: times, draw }: Connection): Platform {
  const timing = { ...TIMING, ...times };
  const { oauth, events, operators, apiUrl, publicUrl } = config;
  const logger = boltLog(log);
  // A call that failed may have been carried out: sending it again, as web-api does by itself, doubles messages.
  const clientOptions: WebClientOptions = {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: timing.call,
    rejectRateLimitedCalls: true,
    logger,
  };
  const onFault = (error: unknown) => log.error({ err: asUpstream(error) }, 'the install page of Slack failed');

  let status: PlatformStatus = { state: 'connecting', says: 'Slack: connecting' };
  let closed = false;
  let bot: AuthorizeResult | undefined;
  const told = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const ready = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  let ended = Promise.withResolvers<Ending>();

  function fail(says: string): void {
    status = { state: 'failed', says: `Slack: ${says}` };
    if (told.has(says)) return;
    told.add(says);
    log.error(`Slack: ${says}`);
  }

  const installations: Installations | undefined =
    oauth && keptInstallations(engine.storage, (name) => announce(`Slack: Pullquote was installed in ${name}.`));
  const install: InstallPage | undefined =
    oauth && installations && installPage({ ...oauth, store: installations.store, publicUrl, clientOptions, logger });
  const receiver: Receiver | HTTPReceiver =
    events.by === 'http'
      ? createHttpReceiver({ signingSecret: events.signingSecret, logger, install, onFault })
      : createSocketReceiver({
          appToken: events.appToken,
          clientOptions,
          logger,
          timing,
          onEnd: (ending) => ended.resolve(ending),
        });

  async function authorize(source: AuthorizeSourceData<boolean>): Promise<AuthorizeResult> {
    if (installations) return installations.authorize(source);
    if (!bot) throw new UpstreamError('the bot is not known yet', { code: 'unreachable' });
    const { teamId = bot.teamId } = source;
    return { ...bot, ...(teamId !== undefined && { teamId }) };
  }

  const app = new App({
    receiver,
    authorize,
    logger,
    logLevel: LogLevel.WARN,
    clientOptions,
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => log.warn(`an event from Slack was not handled: ${asUpstream(error).message}`));
  const slack = shareSlack({
    engine,
    log,
    timing,
    operators,
    underWay,
    pictures: uploadPictures(log, timing, draw),
    onUnauthorised: (error) => {
      if (!installations) fail(startFault(error, 'SLACK_BOT_TOKEN').says);
    },
  });
  handleOnce(app, engine.storage, log);
  listenForCommands(app, slack);
  listenForActions(app, slack);
  listenForQuestions(app, slack);
  listenInAssistant(app, slack);
  listenForHome(app, slack);
  listenForRemovals(app, { installations, announce, log, onRemoved: fail });

  let server: Server | undefined;
  let who = '';

  /** Learns who the bot is, then starts what is not started yet. Throws an UpstreamError of the token named by `variable`. */
  async function establish(): Promise<void> {
    if (!installations && !bot) {
      const { user, user_id, bot_id, team, team_id } = await new WebClient(config.botToken, clientOptions).auth.test();
      bot = {
        ...(config.botToken !== undefined && { botToken: config.botToken }),
        ...(user_id !== undefined && { botUserId: user_id }),
        ...(bot_id !== undefined && { botId: bot_id }),
        ...(team_id !== undefined && { teamId: team_id }),
      };
      who = `as ${user} in ${team}`;
    }
    if (installations) who = `in ${count(await installations.count(), 'workspace', 'workspaces')}`;
    const { installPort, host } = config;
    if (events.by === 'http') server ??= await listen(receiver, events);
    else {
      if (install && installPort !== undefined) server ??= await serveInstallPage(install, host, installPort, onFault);
      ended = Promise.withResolvers<Ending>();
      await app.start();
    }
  }

  function connected(): void {
    const way = events.by === 'socket' ? 'Socket Mode' : `HTTP on ${events.host}:${portOf(server) ?? events.port}`;
    const says = `Slack: connected ${who}, by ${way}`;
    status = { state: 'connected', says };
    told.clear();
    announce(`${says}.`);
    if (install)
      announce(
        `Slack: install it at ${publicUrl ?? `http://${config.host}:${portOf(server)}`}${INSTALL_PATHS.install}`,
      );
  }

  async function stayConnected(): Promise<void> {
    let failures = 0;
    let announced = false;
    const pause = async () => {
      const ms = failures === 0 ? 0 : Math.min(timing.firstRetry * 2 ** (failures - 1), timing.longestRetry);
      failures += 1;
      if (ms > 0) await Promise.race([timing.pause(ms), over.promise]);
    };
    while (!closed) {
      const since = performance.now();
      try {
        await establish();
        if (!announced || status.state === 'failed') connected();
        announced = true;
        status = { ...status, state: 'connected' };
        ready.resolve();
        const ending = await Promise.race([ended.promise, over.promise]);
        if (closed || ending === undefined) return;
        log.info(`Slack: the connection ended (${ending}); opening another`);
        if (ending === 'link_disabled') throw new UpstreamError('', { code: ending });
        if (performance.now() - since > timing.longestRetry) failures = 0;
      } catch (error) {
        const fault = faultOf(error);
        fail(fault.says);
        ready.resolve();
        if (!fault.waits) return;
        failures = Math.max(failures, 1);
      }
      await pause();
    }
  }

  function faultOf(error: unknown): { says: string; waits: boolean } {
    const upstream = asUpstream(error);
    const variable = bot || installations ? 'SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN';
    if (upstream.code === 'link_disabled')
      return { says: 'Socket Mode is switched off in the app’s settings: switch it on; trying again', waits: true };
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return { says: `port ${config.installPort} (SLACK_PORT) is in use; trying again`, waits: true };
    return startFault(upstream, variable);
  }

  const wrongKind =
    (!oauth && config.botToken !== undefined && wrongKindOfToken('SLACK_BOT_TOKEN', config.botToken)) ||
    (events.by === 'socket' && wrongKindOfToken('SLACK_APP_TOKEN', events.appToken)) ||
    undefined;
  if (wrongKind) {
    fail(wrongKind);
    ready.resolve();
  } else void stayConnected();

  async function close(): Promise<void> {
    closed = true;
    // What is under way goes out first; the connection, over which more would come, is left only then.
    await within(Promise.all(underWay), timing.finish);
    over.resolve();
    ready.resolve();
    await receiver.stop().catch(() => {}); // over HTTP it rejects where it never started
    server?.closeAllConnections();
    server?.close();
    status = { state: 'failed', says: 'Slack: closed' };
  }

  let closing: Promise<void> | undefined;
  return { name: 'Slack', status: () => status, ready: ready.promise, close: () => (closing ??= close()) };
}

async function listen(receiver: Receiver, { host, port }: { host: string; port: number }): Promise<Server> {
  return receiver.start({ host, port }) as Promise<Server>;
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address();
  return typeof address === 'object' ? address?.port : undefined;
}
