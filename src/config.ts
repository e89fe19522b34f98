import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { ConfigError } from './errors.ts';

const empty = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional());

const LAST_PORT = 65_535;
const PORT_RANGE = `expected a whole number from 0 to ${LAST_PORT}`;

/** Every variable that Pullquote reads; `.env.example` is tested against it. */
export const Environment = z.object({
  DATA_DIR: z.preprocess(empty, z.string().default('data')).describe('Folder of the one data file (SQLite)'),
  STORIES_DIR: z
    .preprocess(empty, z.string().default('stories'))
    .describe('Folder of story files, imported at start-up when they changed'),
  HOST: z
    .preprocess(empty, z.string().default('127.0.0.1'))
    .describe('Address the web page listens on; loopback unless told otherwise'),
  PORT: z
    .preprocess(
      empty,
      z
        .string()
        .trim()
        .regex(/^\d{1,5}$/, PORT_RANGE)
        .transform(Number)
        .refine((port) => port <= LAST_PORT, PORT_RANGE)
        .default(3000),
    )
    .describe('Port of the web page; the next free one is taken and said if it is in use'),
  WEB_OPERATOR: optional(z.enum(['on', 'off'])).describe(
    'Rights of the web page’s visitors: on shows them what the operator sees (source passages, faults of story files), off does not; not set, it is on where HOST is loopback. Who comes through a proxy that says so never has them; set off behind one that does not',
  ),
  LOG_LEVEL: z
    .preprocess(empty, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'))
    .describe('How much is logged: debug, info, warn, error or silent'),
  DISCORD_TOKEN: optional(z.string()).describe('Bot token of the Discord application'),
  SLACK_BOT_TOKEN: optional(z.string()).describe('Bot token of the Slack app (xoxb-…)'),
  SLACK_APP_TOKEN: optional(z.string()).describe('App-level token of the Slack app for Socket Mode (xapp-…)'),
  OPENAI_API_KEY: optional(z.string()).describe('Key of an OpenAI-compatible model server; answers need none'),
});

const CREDENTIALS = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'OPENAI_API_KEY'] as const;

export type Config = {
  dataDir: string;
  storiesDir: string;
  host: string;
  port: number;
  /** Whether visitors of the web page have the operator's rights; undefined leaves it to `host`. */
  webOperator: boolean | undefined;
  logLevel: string;
  /** Which credentials are set; their values stay in the environment until a platform needs them. */
  credentials: Record<(typeof CREDENTIALS)[number], boolean>;
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
  const {
    DATA_DIR,
    STORIES_DIR,
    HOST,
    PORT,
    WEB_OPERATOR,
    LOG_LEVEL,
    DISCORD_TOKEN,
    SLACK_BOT_TOKEN,
    SLACK_APP_TOKEN,
    OPENAI_API_KEY,
  } = parsed.data;
  return {
    dataDir: DATA_DIR,
    storiesDir: STORIES_DIR,
    host: HOST,
    port: PORT,
    webOperator: WEB_OPERATOR === undefined ? undefined : WEB_OPERATOR === 'on',
    logLevel: LOG_LEVEL,
    credentials: {
      DISCORD_TOKEN: Boolean(DISCORD_TOKEN),
      SLACK_BOT_TOKEN: Boolean(SLACK_BOT_TOKEN),
      SLACK_APP_TOKEN: Boolean(SLACK_APP_TOKEN),
      OPENAI_API_KEY: Boolean(OPENAI_API_KEY),
    },
  };
}
