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

/** JSON lines on stderr, so that stdout stays the program's own. */
export function createLog(level: string): Log {
  return pino(
    { level, redact: SECRETS, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
