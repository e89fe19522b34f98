import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { ConfigError } from './errors.ts';

const empty = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional());

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const LAST_PORT = 65_535;
const PORT_RANGE = `expected a whole number from 0 to ${LAST_PORT}`;

const portNumber = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, PORT_RANGE)
  .transform(Number)
  .refine((port) => port <= LAST_PORT, PORT_RANGE);
/** A shell expands “~”; an .env file does not. */
const folder = z.string().transform((path) => path.replace(/^~(?=\/|$)/, homedir()));
const secret = optional(z.string().trim());
const httpAddress = z
  .string()
  .trim()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text),
    'expected an address that begins with https:// or http://',
  );
const address = optional(httpAddress);
const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, 'expected a whole number')
  .transform(Number);
const ids = (pattern: RegExp, expected: string) =>
  z.preprocess(
    empty,
    z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
      .refine((list) => list.every((id) => pattern.test(id)), expected),
  );

/** Every variable that Pullquote reads; `.env.example` is tested against it. */
export const Environment = z.object({
  DATA_DIR: z.preprocess(empty, folder.default('data')).describe('Folder of the one data file (SQLite)'),
  STORIES_DIR: z
    .preprocess(empty, folder.default('stories'))
    .describe('Folder of story files, imported at start-up when they changed'),
  HOST: z
    .preprocess(empty, z.string().default('127.0.0.1'))
    .describe('Address the web page listens on; loopback unless told otherwise'),
  PORT: z
    .preprocess(empty, portNumber.default(3000))
    .describe('Port of the web page; the next free one is taken and said if it is in use'),
  WEB_OPERATOR: optional(z.enum(['on', 'off'])).describe(
    'Rights of the web page’s visitors: on shows them what the operator sees (source passages, faults of story files), off does not; not set, it is on where HOST is loopback. Who comes through a proxy that says so never has them; set off behind one that does not',
  ),
  LOG_LEVEL: z
    .preprocess(empty, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'))
    .describe('How much is logged: debug, info, warn, error or silent'),
  DISCORD_TOKEN: secret.describe('Bot token of the Discord application'),
  DISCORD_GUILD_ID: optional(
    z
      .string()
      .trim()
      .regex(/^\d{15,21}$/, 'expected the server’s id, 15 to 21 digits'),
  ).describe('For development: register the commands in this one Discord server, where they change at once'),
  DISCORD_OPERATORS: ids(
    /^\d{15,21}$/,
    'expected Discord user ids, 15 to 21 digits each, with commas between',
  ).describe(
    'Discord users who see what the operator sees (source passages, faults of story files): user ids with commas between',
  ),
  DISCORD_DIGEST_ROLES: ids(
    /^\d{15,21}$/,
    'expected Discord role ids, 15 to 21 digits each, with commas between',
  ).describe(
    'Discord roles that may subscribe channels to digests, besides whoever has Manage Channels: role ids with commas between',
  ),
  DISCORD_API_URL: address.describe('Base address of Discord’s API, for a proxy or a test server'),
  SLACK_BOT_TOKEN: secret.describe('Bot token of the Slack app (xoxb-…), for one workspace'),
  SLACK_APP_TOKEN: secret.describe('App-level token of the Slack app (xapp-…), for Socket Mode'),
  SLACK_SIGNING_SECRET: secret.describe(
    'Signing secret of the Slack app; with SLACK_PORT, events come over HTTP and not through Socket Mode',
  ),
  SLACK_PORT: optional(portNumber).describe('Port for Slack’s events and its install page, on HOST'),
  SLACK_PUBLIC_URL: address.describe(
    'Address under which Slack and browsers reach SLACK_PORT, such as https://bot.example.org',
  ),
  SLACK_CLIENT_ID: optional(z.string().trim()).describe('Client id of the Slack app, for several workspaces (OAuth)'),
  SLACK_CLIENT_SECRET: secret.describe('Client secret of the Slack app, for several workspaces (OAuth)'),
  SLACK_STATE_SECRET: secret.describe('Long random text of your own that signs the install links (OAuth)'),
  SLACK_OPERATORS: ids(
    /^[UW][A-Z0-9]{2,20}$/,
    'expected Slack member ids such as U012AB3CD, with commas between',
  ).describe('Slack members who see what the operator sees: member ids with commas between'),
  SLACK_DIGEST_GROUPS: ids(
    /^(?:S[A-Z0-9]{2,20}|everyone)$/,
    'expected Slack user group ids such as S012AB3CD, or everyone, with commas between',
  ).describe(
    'Slack user groups that may subscribe channels to digests, besides workspace admins; everyone lets each member of a channel',
  ),
  SLACK_API_URL: address.describe('Base address of Slack’s Web API, for a proxy or a test server'),
  OPENAI_API_KEY: secret.describe(
    'Key of an OpenAI-compatible model server, which then words answers from the facts; without it answers are the store’s own sentences. For a server that asks for no key, any text',
  ),
  OPENAI_BASE_URL: z
    .preprocess(empty, httpAddress.default('https://api.openai.com/v1'))
    .describe('Base address of the model server, with its version'),
  OPENAI_MODEL: z
    .preprocess(empty, z.string().trim().default('gpt-5.4-mini'))
    .describe('Name of the model, one that can answer in a JSON schema (structured output)'),
  OPENAI_EMBEDDING_MODEL: optional(z.string().trim()).describe(
    'Name of an embedding model of the same server, such as text-embedding-3-small; with it questions are also matched by meaning',
  ),
  OPENAI_DAILY_ANSWERS: z
    .preprocess(empty, wholeNumber.default(1000))
    .describe('How many answers the model may word in a day (UTC); after that answers are the store’s own sentences'),
  OPENAI_DAILY_ANSWERS_PER_PERSON: z
    .preprocess(empty, wholeNumber.default(50))
    .describe('How many of them for one person'),
});

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

/** A platform, or the model, that is left out, and what it would need; `isPartial` where some of it is there, so that it was meant. */
type Unset = { missing: string; isPartial: boolean };

export type Config = {
  dataDir: string;
  storiesDir: string;
  host: string;
  port: number;
  /** Whether visitors of the web page have the operator's rights; undefined leaves it to `host`. */
  webOperator: boolean | undefined;
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
    logLevel: set.LOG_LEVEL,
    discord: discordConfig(set),
    slack: slackConfig(set),
    model: modelConfig(set, env),
  };
}

type Settings = z.infer<typeof Environment>;

function discordConfig(set: Settings): DiscordConfig | Unset {
  if (set.DISCORD_TOKEN === undefined) return { missing: 'DISCORD_TOKEN is not set', isPartial: false };
  return {
    token: set.DISCORD_TOKEN.replace(/^Bot\s+/i, ''),
    guildId: set.DISCORD_GUILD_ID,
    operators: set.DISCORD_OPERATORS,
    digestRoles: set.DISCORD_DIGEST_ROLES,
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
    apiUrl: set.SLACK_API_URL?.replace(/\/*$/, '/'),
  };
}
