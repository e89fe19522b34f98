import { LogLevel, WebAPIPlatformError, WebAPIRequestError, WebClient, type WebAPICallResult } from '@slack/web-api';
import { z } from 'zod';
import type { SlackConfig } from '../../config.ts';
import { clockFinding, fault, good, warning, type Finding } from '../../finding.ts';
import { reasonOf } from '../../system-error.ts';
import { wrongKindOfToken } from './explain.ts';
import { INSTALL_PATHS } from './install-page.ts';
import { botTokenOf } from './installations.ts';
import { BOT_SCOPES } from './scopes.ts';

const APPS = 'https://api.slack.com/apps';
const UNREACHABLE = 'Slack';
const TIMEOUT_MS = 10_000;

type Asked = {
  config: SlackConfig;
  /** As storage holds them. */
  installations: readonly { id: string; value: string }[];
  channels: readonly string[];
  now: () => Date;
};

const Channel = z.object({
  channel: z.object({
    name: z.string().default(''),
    is_im: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_archived: z.boolean().default(false),
  }),
});

/** Looks at Slack as the bot will meet it: tokens, scopes, the way events come, the given channels, clock. Changes nothing there. */
export async function* examineSlack({ config, installations, channels, now }: Asked): AsyncGenerator<Finding> {
  let date: string | null = null;
  const client = (token: string | undefined) =>
    new WebClient(token, {
      ...(config.apiUrl !== undefined && { slackApiUrl: config.apiUrl }),
      retryConfig: { retries: 0 },
      timeout: TIMEOUT_MS,
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR, // what fails is told here
      async fetch(input, init) {
        const response = await fetch(input, init);
        date = response.headers.get('date');
        return response;
      },
    });
  for await (const finding of examineEvents(config, client)) {
    yield finding;
    if (finding.about === UNREACHABLE) return; // all else would say the same
  }
  const installed = installations.map(({ id, value }) => ({ team: id, token: botTokenOf(value) ?? '' }));
  if (config.oauth && installed.length === 0)
    yield warning(
      'Slack workspaces',
      'none has installed the app yet.',
      `Open ${config.publicUrl ?? `http://${config.host}:${config.installPort}`}${INSTALL_PATHS.install}.`,
    );
  const tokens = config.oauth ? installed : [{ team: '', token: config.botToken ?? '' }];
  for (const { team, token } of tokens) {
    const about = team === '' ? 'Slack bot token' : `Slack workspace ${team}`;
    if (team === '' && wrongKindOfToken('SLACK_BOT_TOKEN', token)) {
      yield wrongKind(about, 'SLACK_BOT_TOKEN', 'xoxb-', 'OAuth & Permissions, Bot User OAuth Token');
      continue;
    }
    try {
      const web = client(token);
      const { team: name, user, response_metadata } = await web.auth.test();
      yield good(about, `is ${user} in ${name}.`);
      yield examineScopes(about, response_metadata?.scopes);
      if (tokens.length === 1) for (const id of channels) yield await examineChannel(web, id);
    } catch (error) {
      yield team === '' ? tokenFault(about, error) : workspaceFault(about, error);
    }
  }
  if (channels.length > 0 && tokens.length > 1)
    yield warning(
      'Slack channels',
      'were not looked at, for several workspaces are installed.',
      'Ask in the channel itself: /invite the bot and try /stories.',
    );
  if (date !== null) yield clockFinding('Slack', date, now());
}

async function* examineEvents(
  { events, host, publicUrl, oauth }: SlackConfig,
  client: (token: string) => WebClient,
): AsyncGenerator<Finding> {
  if (events.by === 'socket') {
    const about = 'Slack app token';
    if (wrongKindOfToken('SLACK_APP_TOKEN', events.appToken)) {
      yield wrongKind(about, 'SLACK_APP_TOKEN', 'xapp-', 'Basic Information, App-Level Tokens');
      return;
    }
    try {
      await client(events.appToken).apps.connections.open();
      yield good(about, 'opens Socket Mode.');
    } catch (error) {
      yield appTokenFault(about, error);
    }
    return;
  }
  const where = `${host}:${events.port}`;
  if (publicUrl === undefined)
    yield warning(
      'Slack over HTTP',
      `events are awaited on ${where}, but SLACK_PUBLIC_URL is not set.`,
      'Set it to the https address that leads there, and paste the manifest anew: npm run -s cli -- manifest slack.',
    );
  else if (!publicUrl.startsWith('https://'))
    yield fault('Slack over HTTP', `SLACK_PUBLIC_URL is ${publicUrl}.`, 'Slack sends to https addresses only.');
  else
    yield good(
      'Slack over HTTP',
      `${publicUrl} should lead to ${where}${oauth ? `; install page ${INSTALL_PATHS.install}` : ''}.`,
    );
}

function examineScopes(about: string, scopes: readonly string[] | undefined): Finding {
  if (scopes === undefined) return warning(`${about}: scopes`, 'were not told by Slack.', 'Nothing to do.');
  const missing = BOT_SCOPES.filter(({ scope }) => !scopes.includes(scope));
  if (missing.length === 0) return good(`${about}: scopes`, 'all are there.');
  return fault(
    `${about}: scopes`,
    `missing: ${missing.map(({ scope, why }) => `${scope} (${why})`).join(', ')}.`,
    `At ${APPS}, your app: paste the manifest anew (npm run -s cli -- manifest slack), then Install App, Reinstall.`,
  );
}

async function examineChannel(web: WebClient, id: string): Promise<Finding> {
  const about = `Slack channel ${id}`;
  try {
    const { channel } = Channel.parse(await web.conversations.info({ channel: id }));
    const name = channel.name === '' ? 'this conversation' : `#${channel.name}`;
    if (channel.is_im) return good(about, 'is a direct message; nothing is needed.');
    if (channel.is_archived) return fault(about, `${name} is archived.`, 'Unarchive it, or name another channel.');
    if (!channel.is_member)
      return warning(
        about,
        `the bot is not in ${name}: commands work there, mentions and scheduled posts do not.`,
        'Type /invite and the bot’s name in the channel.',
      );
    return good(about, `the bot is in ${name}.`);
  } catch (error) {
    return fault(
      about,
      `cannot be looked at: ${reason(error)}.`,
      'Copy the id again (channel name, About, at the foot); a private channel is seen after /invite and the bot’s name.',
    );
  }
}

function tokenFault(about: string, error: unknown): Finding {
  if (error instanceof WebAPIPlatformError)
    return fault(
      about,
      `is not accepted: ${reason(error)}.`,
      `At ${APPS}, your app, Install App: (re)install it, and put the Bot User OAuth Token into SLACK_BOT_TOKEN.`,
    );
  return unreachable(error);
}

function workspaceFault(about: string, error: unknown): Finding {
  return error instanceof WebAPIPlatformError
    ? fault(about, `no longer lets the app in: ${reason(error)}.`, 'Somebody there installs it again.')
    : unreachable(error);
}

function appTokenFault(about: string, error: unknown): Finding {
  if (!(error instanceof WebAPIPlatformError)) return unreachable(error);
  return fault(
    about,
    `does not open Socket Mode: ${reason(error)}.`,
    `At ${APPS}, your app: Socket Mode on; Basic Information, App-Level Tokens: one with connections:write, into SLACK_APP_TOKEN.`,
  );
}

function wrongKind(about: string, variable: string, prefix: string, place: string): Finding {
  return fault(about, `does not begin with ${prefix}.`, `At ${APPS}, your app, ${place}: copy it into ${variable}.`);
}

function unreachable(error: unknown): Finding {
  return fault(
    UNREACHABLE,
    `does not answer as it should (${reason(error)}).`,
    'Check this machine’s network, a proxy, and SLACK_API_URL if you set it; https://slack-status.com tells of outages.',
  );
}

function reason(error: unknown): string {
  if (error instanceof WebAPIPlatformError) {
    const { error: code, response_metadata: more }: WebAPICallResult & { error: string } = error.data;
    return [code, ...(more?.messages ?? [])].join(', ');
  }
  if (error instanceof z.ZodError) return 'its answer was not Slack’s';
  if (error instanceof WebAPIRequestError) return reasonOf(error.original);
  return error instanceof Error ? error.message : String(error);
}
