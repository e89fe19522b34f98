import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { Environment, type Settings } from './environment.ts';
import { ConfigError } from './errors.ts';

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const CREDENTIALS = [
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'OPENAI_API_KEY',
] as const;

/** How to reach Discord. `apiUrl` stands in for https://discord.com/api, without a slash or version at its end. */
export type DiscordConfig = {
  token: string;
  guildId: string | undefined;
  operators: readonly string[];
  digestRoles: readonly string[];
  /** Users and roles that may work at the desk. */
  editors: readonly string[];
  apiUrl: string | undefined;
};

/** How to reach Slack: one workspace by `botToken` or several by `oauth`; events through Socket Mode by `appToken` or over HTTP by `http`. `apiUrl` ends with a slash. */
export type SlackConfig = {
  botToken: string | undefined;
  oauth: { clientId: string; clientSecret: string; stateSecret: string } | undefined;
  events: { by: 'socket'; appToken: string } | { by: 'http'; signingSecret: string; port: number };
  /** Where the install page listens in Socket Mode too, if anywhere. */
  installPort: number | undefined;
  /** Where either listens. */
  host: string;
  publicUrl: string | undefined;
  operators: readonly string[];
  digestGroups: readonly string[];
  /** Members and user groups that may work at the desk. */
  editors: readonly string[];
  apiUrl: string | undefined;
};

/** How to reach the model server, and how many answers it may word in a day. */
export type ModelConfig = {
  apiKey: string;
  baseUrl: string;
  model: string;
  embeddingModel: string | undefined;
  perDay: number;
  perPerson: number;
};

/** How many of an article’s own words a story may be published with, and whom publishers can reach. */
export type DeskConfig = { articleWords: number; contact: string | undefined };

/** A platform, or the model, that is left out, and what it would need; `isPartial` where some of it is there, so that it was meant. */
type Unset = { missing: string; isPartial: boolean };

export type Config = {
  dataDir: string;
  storiesDir: string;
  host: string;
  port: number;
  /** Whether visitors of the web page have the operator's rights; undefined leaves it to `host`. */
  webOperator: boolean | undefined;
  /** Where editors reach the web page, without a slash at its end. */
  webUrl: string | undefined;
  desk: DeskConfig;
  logLevel: string;
  discord: DiscordConfig | Unset;
  slack: SlackConfig | Unset;
  model: ModelConfig | Unset;
};

/** Adds what a `.env` file sets, where there is one, to the environment, whose own values win. Throws a ConfigError. */
export function loadEnvironmentFile(file = '.env'): void {
  if (!existsSync(file)) return;
  try {
    loadEnvFile(file);
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      code: 'bad_environment',
      cause,
    });
  }
}

/** The values of the credentials that are set, for the log to withhold. */
export function credentials(env: NodeJS.ProcessEnv = process.env): string[] {
  return CREDENTIALS.map((name) => env[name]?.trim() ?? '').filter((value) => value !== '');
}

/** Reads the environment; only this file does. Throws a ConfigError that names the variable and what it expects. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    const about = Object.entries(Environment.shape).find(([key]) => key === name)?.[1].description;
    throw new ConfigError(`${name} is not right: ${issue?.message ?? 'invalid'}. ${about ?? ''}`, {
      code: 'bad_environment',
    });
  }
  const set = parsed.data;
  if (set.SLACK_PORT === set.PORT && set.PORT !== 0)
    throw new ConfigError(`SLACK_PORT and PORT are both ${set.PORT}; the web page and Slack need a port each.`, {
      code: 'bad_environment',
    });
  return {
    dataDir: set.DATA_DIR,
    storiesDir: set.STORIES_DIR,
    host: set.HOST,
    port: set.PORT,
    webOperator: set.WEB_OPERATOR === undefined ? undefined : set.WEB_OPERATOR === 'on',
    webUrl: set.WEB_PUBLIC_URL?.replace(/\/+$/, ''),
    desk: { articleWords: set.ARTICLE_WORDS, contact: set.FETCH_CONTACT },
    logLevel: set.LOG_LEVEL,
    discord: discordConfig(set),
    slack: slackConfig(set),
    model: modelConfig(set, env),
  };
}

function discordConfig(set: Settings): DiscordConfig | Unset {
  if (set.DISCORD_TOKEN === undefined) return { missing: 'DISCORD_TOKEN is not set', isPartial: false };
  return {
    token: set.DISCORD_TOKEN.replace(/^Bot\s+/i, ''),
    guildId: set.DISCORD_GUILD_ID,
    operators: set.DISCORD_OPERATORS,
    digestRoles: set.DISCORD_DIGEST_ROLES,
    editors: set.DISCORD_EDITORS,
    apiUrl: set.DISCORD_API_URL?.replace(/\/+$/, '').replace(/\/v\d+$/, ''),
  };
}

function modelConfig(set: Settings, env: NodeJS.ProcessEnv): ModelConfig | Unset {
  if (set.OPENAI_API_KEY === undefined) {
    const isPartial = ['OPENAI_BASE_URL', 'OPENAI_MODEL', 'OPENAI_EMBEDDING_MODEL'].some(
      (name) => (env[name] ?? '').trim() !== '',
    );
    return { missing: 'OPENAI_API_KEY is not set', isPartial };
  }
  return {
    apiKey: set.OPENAI_API_KEY,
    baseUrl: set.OPENAI_BASE_URL.replace(/\/+$/, ''),
    model: set.OPENAI_MODEL,
    embeddingModel: set.OPENAI_EMBEDDING_MODEL,
    perDay: set.OPENAI_DAILY_ANSWERS,
    perPerson: set.OPENAI_DAILY_ANSWERS_PER_PERSON,
  };
}

/** What of Slack's settings its app manifest depends on; known before there are any tokens. Throws a ConfigError. */
export function slackManifestSettings(env: NodeJS.ProcessEnv = process.env): {
  publicUrl: string | undefined;
  oauth: boolean;
  socket: boolean;
} {
  const publicUrl = Environment.shape.SLACK_PUBLIC_URL.safeParse(env['SLACK_PUBLIC_URL']);
  if (!publicUrl.success)
    throw new ConfigError(`SLACK_PUBLIC_URL is not right: ${publicUrl.error.issues[0]?.message ?? 'invalid'}`, {
      code: 'bad_environment',
    });
  const isSet = (name: keyof Settings) => (env[name] ?? '').trim() !== '';
  return {
    publicUrl: publicUrl.data,
    oauth: isSet('SLACK_CLIENT_ID'),
    // As the connection has it: the address alone, from which the workspaces install, does not make it HTTP.
    socket: isSet('SLACK_APP_TOKEN') && !(isSet('SLACK_SIGNING_SECRET') && isSet('SLACK_PORT')),
  };
}

/** Half a set of credentials is a mistake that the operator is told of by name; none at all is a choice. */
function slackConfig(set: Settings): SlackConfig | Unset {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = set;
  const anyOAuth = clientId !== undefined || clientSecret !== undefined;
  const overHttp = set.SLACK_SIGNING_SECRET !== undefined && set.SLACK_PORT !== undefined;
  const needed: (keyof Settings)[] = [
    ...(anyOAuth
      ? (['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_PORT'] as const)
      : (['SLACK_BOT_TOKEN'] as const)),
    set.SLACK_SIGNING_SECRET !== undefined && set.SLACK_APP_TOKEN === undefined ? 'SLACK_PORT' : 'SLACK_APP_TOKEN',
  ];
  const missing = overHttp ? needed.filter((name) => name !== 'SLACK_APP_TOKEN') : needed;
  const unset = [...new Set(missing)].filter((name) => set[name] === undefined);
  if (unset.length > 0) {
    const isPartial = Object.entries(set).some(
      ([name, value]) => /^SLACK_.*(TOKEN|SECRET|CLIENT_ID|PORT)$/.test(name) && value !== undefined,
    );
    return { missing: `${AND.format(unset)} ${unset.length === 1 ? 'is' : 'are'} not set`, isPartial };
  }
  return {
    botToken: set.SLACK_BOT_TOKEN,
    oauth: clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : undefined,
    events: overHttp
      ? { by: 'http', signingSecret: set.SLACK_SIGNING_SECRET ?? '', port: set.SLACK_PORT ?? 0 }
      : { by: 'socket', appToken: set.SLACK_APP_TOKEN ?? '' },
    installPort: set.SLACK_PORT,
    host: set.HOST,
    publicUrl: set.SLACK_PUBLIC_URL?.replace(/\/+$/, ''),
    operators: set.SLACK_OPERATORS,
    digestGroups: set.SLACK_DIGEST_GROUPS,
    editors: set.SLACK_EDITORS,
    apiUrl: set.SLACK_API_URL?.replace(/\/*$/, '/'),
  };
}
