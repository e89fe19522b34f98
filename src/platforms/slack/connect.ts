import type { Server } from 'node:http';
import { App, AuthorizationError, LogLevel, type AuthorizeResult, type AuthorizeSourceData } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { cleanLine } from '../../clean-line.ts';
import type { SlackConfig } from '../../config.ts';
import { count } from '../../count.ts';
import type { Engine } from '../../engine.ts';
import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Platform } from '../../platform.ts';
import type { Picture } from '../../reply.ts';
import { listenForActions } from './actions.ts';
import { listenInAssistant } from './assistant.ts';
import { boltLog } from './bolt-log.ts';
import { listenForCommands } from './commands.ts';
import { asUpstream, startFault, wrongKindOfToken, type Variable } from './explain.ts';
import { listenForHome } from './home.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { INSTALL_PATHS, installPage, serveInstallPage } from './install-page.ts';
import { keptInstallations } from './installations.ts';
import { keepConnected } from './keep-connected.ts';
import { handleOnce } from './once.ts';
import { slackOutlet } from './outlet.ts';
import { uploadPictures } from './pictures.ts';
import { listenForQuestions } from './questions.ts';
import { listenForRemovals } from './removals.ts';
import { shareSlack } from './slack.ts';
import { createSocketReceiver, type Ending } from './socket-receiver.ts';
import { TIMING, within, type Timing } from './timing.ts';
import { findWorkspaces } from './workspaces.ts';

type Connection = {
  engine: Engine;
  config: SlackConfig;
  log: Log;
  /** Prints one line for the operator. */
  announce: (line: string) => void;
  timing?: Partial<Timing>;
  /** In place of the drawing in `src/pictures/`. */
  draw?: (picture: Picture) => Promise<{ png: Uint8Array }>;
};

/** Connects to Slack by Bolt: Socket Mode or HTTP, one workspace or several. Starts without waiting, never throws, and comes back by itself. */
export function connectSlack({ engine, config, log, announce, timing: times, draw }: Connection): Platform {
  const timing = { ...TIMING, ...times };
  const { oauth, events, botToken, publicUrl, host, installPort } = config;
  const logger = boltLog(log);
  // A call that failed may have been carried out: sending it again, as web-api does by itself, doubles messages.
  const clientOptions: WebClientOptions = {
    ...(config.apiUrl !== undefined && { slackApiUrl: config.apiUrl }),
    retryConfig: { retries: 0 },
    timeout: timing.call,
    rejectRateLimitedCalls: true,
    logger,
  };

  const installations = oauth
    ? keptInstallations(engine.storage, (name) => announce(`Slack: Pullquote was installed in ${name}.`))
    : undefined;
  const install =
    oauth && installations
      ? installPage({ ...oauth, store: installations.store, publicUrl, clientOptions, logger })
      : undefined;
  const onPageFault = (error: unknown) => log.error({ err: error }, 'the install page of Slack failed');
  const http =
    events.by === 'http'
      ? createHttpReceiver({ signingSecret: events.signingSecret, logger, install, onFault: onPageFault })
      : undefined;
  let ended = Promise.withResolvers<Ending>();
  const onEnd = (ending: Ending) => ended.resolve(ending);
  const receiver =
    events.by === 'socket'
      ? createSocketReceiver({ appToken: events.appToken, clientOptions, logger, timing, onEnd })
      : http;

  let bot: AuthorizeResult | undefined;
  let who = '';
  let server: Server | undefined;
  /** The token that is tried, for telling which one is at fault. */
  let tried: Variable = 'SLACK_BOT_TOKEN';

  async function authorize(source: AuthorizeSourceData<boolean>): Promise<AuthorizeResult> {
    if (installations) return installations.authorize(source);
    if (!bot) throw new UpstreamError('the bot is not known yet', { code: 'unreachable' });
    const { teamId = bot.teamId } = source;
    return { ...bot, ...(teamId !== undefined && { teamId }) };
  }

  async function learnWho(): Promise<void> {
    if (installations) who = `in ${count(await installations.count(), 'workspace', 'workspaces')}`;
    else if (!bot || keeper.status().state === 'failed') {
      tried = 'SLACK_BOT_TOKEN';
      const { user, user_id, bot_id, team, team_id } = await new WebClient(botToken, clientOptions).auth.test();
      bot = {
        ...(botToken !== undefined && { botToken }),
        ...(user_id !== undefined && { botUserId: user_id }),
        ...(bot_id !== undefined && { botId: bot_id }),
        ...(team_id !== undefined && { teamId: team_id }),
      };
      who = `as ${user} in ${team}`;
    }
  }

  const onGivenUp = (says: string) => announce(`Slack: not connected. ${says}.`);
  const keeper = keepConnected({
    log,
    timing,
    onGivenUp,
    async establish() {
      await learnWho();
      ended = Promise.withResolvers<Ending>();
      if (events.by === 'http') {
        server ??= await http?.start({ host, port: events.port });
        return { how: `${who}, by HTTP on ${host}:${portOf(server)}`, ended: ended.promise };
      }
      if (install && installPort !== undefined)
        server ??= await serveInstallPage(install, host, installPort, onPageFault);
      tried = 'SLACK_APP_TOKEN';
      await app.start();
      return { how: `${who}, by Socket Mode`, ended: ended.promise };
    },
    explain(error) {
      const upstream = asUpstream(error);
      if (upstream.code === 'link_disabled')
        return { says: 'Socket Mode is switched off in the app’s settings: switch it on; trying again', waits: true };
      if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
        const code = 'code' in error ? String(error.code) : '';
        const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code})`;
        return { says: `port ${installPort} (SLACK_PORT) ${why}; trying again`, waits: true };
      }
      return startFault(upstream, tried);
    },
    onConnected(says) {
      announce(`Slack: ${says}.`);
      const page = publicUrl ?? `http://${host}:${portOf(server)}`;
      if (install) announce(`Slack: install it at ${page}${INSTALL_PATHS.install}`);
    },
  });

  const app = new App({
    ...(receiver && { receiver }),
    authorize,
    logger,
    logLevel: LogLevel.WARN,
    clientOptions,
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => {
    if (error instanceof AuthorizationError)
      log.warn(`an event from Slack was not handled: ${cleanLine(error.original.message)}`);
    else log.error({ err: error }, 'an event from Slack was not handled');
  });
  const underWay = new Set<Promise<unknown>>();
  const slack = shareSlack({
    engine,
    log,
    timing,
    config,
    underWay,
    pictures: uploadPictures(log, timing, draw),
    onUnauthorised: (error) => {
      if (!installations) keeper.fail(startFault(error, 'SLACK_BOT_TOKEN').says);
    },
    onSuccess: () => keeper.recover(),
  });
  const outlet = slackOutlet({
    slack,
    workspaces: findWorkspaces({ installations, bot: () => bot, clientOptions }),
    several: installations !== undefined,
    isReady: () => keeper.stands(),
  });
  handleOnce(app, engine.storage, log);
  listenForCommands(app, slack);
  listenForActions(app, slack);
  listenForQuestions(app, slack);
  listenInAssistant(app, slack);
  listenForHome(app, slack);
  listenForRemovals(app, { installations, announce, log, onRemoved: (says) => keeper.fail(says) });

  const wrong =
    (!oauth && botToken !== undefined && wrongKindOfToken('SLACK_BOT_TOKEN', botToken)) ||
    (events.by === 'socket' && wrongKindOfToken('SLACK_APP_TOKEN', events.appToken));
  if (wrong) {
    keeper.fail(wrong);
    onGivenUp(wrong);
  } else keeper.start();

  async function close(): Promise<void> {
    // What is under way goes out first; the connection, over which more would come, is left only then.
    await within(Promise.allSettled(underWay), timing.finish);
    keeper.stop();
    await receiver?.stop().catch(() => {}); // over HTTP it rejects where it never started
    server?.closeAllConnections();
    server?.close();
  }

  let closing: Promise<void> | undefined;
  return {
    name: 'Slack',
    status: () => keeper.status(),
    ready: keeper.ready,
    outlet,
    close: () => (closing ??= close()),
  };
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address();
  return typeof address === 'object' ? address?.port : undefined;
}
