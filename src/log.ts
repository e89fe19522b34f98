import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** Names under which a secret could reach a log line. */
const SECRETS = [
  'token',
  'secret',
  'password',
  'authorization',
  'apiKey',
  'cookie',
  '*.token',
  '*.secret',
  '*.password',
  '*.authorization',
  '*.apiKey',
  '*.cookie',
];
const REDACTED = '[Redacted]';
/** A shorter value is a placeholder ("none", "x"): cutting it out of every word would leave no log to read. */
const SHORTEST_SECRET = 6;

/**
 * What lets its holder act, by its shape, for what arrives while running: Slack's tokens by their prefixes
 * (https://docs.slack.dev/authentication/tokens/), and the secret part of the addresses under which Slack and Discord
 * take replies (response_url; interactions/ID/TOKEN and webhooks/ID/TOKEN).
 */
const SECRET_SHAPES = [
  /(?<before>\b)x(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]+/g,
  /(?<before>\b(?:interactions|webhooks)\/\d+\/)[^/\s?"'@]+/g,
  /(?<before>\bhooks\.slack\.com\/\w+\/)[^\s?"']+/g,
];

/** JSON lines on stderr, so that stdout stays the program's own. No line holds any of `secrets`, wherever it came from. */
export function createLog(level: string, secrets: readonly string[] = []): Log {
  const withheld = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length); // one may begin another
  return pino(
    {
      level,
      redact: SECRETS,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: (line: string) => withoutSecrets(line, withheld) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** A log line in which every string, names of fields too, has the secrets cut out. */
export function withoutSecrets(line: string, secrets: readonly string[]): string {
  const cut = (text: string) =>
    SECRET_SHAPES.reduce(
      (rest, shape) => rest.replace(shape, `$<before>${REDACTED}`),
      secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text),
    );
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return cut(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [cut(name), clean(held)]));
  };
  return `${JSON.stringify(clean(JSON.parse(line)))}\n`;
}
