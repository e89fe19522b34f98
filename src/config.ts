import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { ConfigError } from './errors.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional());

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
    .preprocess(empty, z.coerce.number().int().min(0).max(65_535).default(3000))
    .describe('Port of the web page; the next free one is taken and said if it is in use'),
  LOG_LEVEL: z
    .preprocess(empty, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'))
    .describe('debug, info, warn, error or silent'),
  DISCORD_TOKEN: optional(z.string()).describe('Bot token of the Discord application'),
  SLACK_BOT_TOKEN: optional(z.string()).describe('Bot token of the Slack app (xoxb-…)'),
  SLACK_APP_TOKEN: optional(z.string()).describe('App-level token of the Slack app for Socket Mode (xapp-…)'),
  OPENAI_API_KEY: optional(z.string()).describe('Key of an OpenAI-compatible model server; answers need none'),
});

export type Config = {
  dataDir: string;
  storiesDir: string;
  host: string;
  port: number;
  logLevel: string;
  /** Which credentials are set; their values stay in the environment until a platform needs them. */
  credentials: Record<'DISCORD_TOKEN' | 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' | 'OPENAI_API_KEY', boolean>;
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

/** Reads the environment, the only place that does. Throws a ConfigError that names the variable and what it expects. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    const about = Object.entries(Environment.shape).find(([key]) => key === name)?.[1].description;
    throw new ConfigError(
      `${name} is not right: ${issue?.message ?? 'invalid'}. It is the ${about?.replace(/^\w/, (c) => c.toLowerCase()) ?? 'setting'}.`,
      { code: 'bad_environment' },
    );
  }
  const {
    DATA_DIR,
    STORIES_DIR,
    HOST,
    PORT,
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
    logLevel: LOG_LEVEL,
    credentials: {
      DISCORD_TOKEN: Boolean(DISCORD_TOKEN),
      SLACK_BOT_TOKEN: Boolean(SLACK_BOT_TOKEN),
      SLACK_APP_TOKEN: Boolean(SLACK_APP_TOKEN),
      OPENAI_API_KEY: Boolean(OPENAI_API_KEY),
    },
  };
}
