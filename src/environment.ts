import { homedir } from 'node:os';
import { z } from 'zod';

const empty = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional());

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
  WEB_PUBLIC_URL: address.describe(
    'Address under which editors reach the web page, for their sign-in links; http://HOST:PORT if left away',
  ),
  ARTICLE_WORDS: z
    .preprocess(empty, wholeNumber.default(40))
    .describe('How many words of an article’s own sentences a story may be published with before they are reworded'),
  FETCH_CONTACT: optional(z.string().trim().max(200)).describe(
    'Address or e-mail under which publishers reach you, told with every request for an article or a feed',
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
  DISCORD_EDITORS: ids(
    /^\d{15,21}$/,
    'expected Discord user or role ids, 15 to 21 digits each, with commas between',
  ).describe('Discord users and roles that may work at the desk (/desk): user or role ids with commas between'),
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
  SLACK_EDITORS: ids(
    /^[SUW][A-Z0-9]{2,20}$/,
    'expected Slack member ids such as U012AB3CD or user group ids such as S012AB3CD, with commas between',
  ).describe('Slack members and user groups that may work at the desk (/desk): their ids with commas between'),
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
export type Settings = z.infer<typeof Environment>;
