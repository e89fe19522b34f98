import { LogLevel, type Logger } from '@slack/bolt';
import { cleanLine } from '../../clean-line.ts';
import type { Log } from '../../log.ts';

/** What Slack's packages report although the connection tells it itself, in a line with what mends it. */
const TOLD_OTHERWISE = [
  /^Failed to retrieve a new WSS URL/,
  /^WebSocket error/,
  /^Authorization of incoming event did not succeed/,
  /^http request failed/,
  /^\[?json-pointer|\[json-pointer:/, // the details of invalid_blocks; the error itself is told
  /^An unhandled error occurred while processing an install path request/,
  /^An unexpected error occurred during a request/, // an address that is none, which anybody may send
];

const REFUSED = /^Failed to (?:parse and verify the request data|verify authenticity)/;

/** A logger for Slack's packages: warnings and errors on one line each; never debug lines, which hold messages and socket addresses. */
export function boltLog(log: Log): Logger {
  const say = (level: 'warn' | 'error', parts: unknown[]) => {
    const text = cleanLine(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')).slice(
      0,
      500,
    );
    if (REFUSED.test(text))
      log.warn('a request to Slack’s events address was refused: its signature is missing, wrong or too old');
    else if (TOLD_OTHERWISE.some((pattern) => pattern.test(text))) log.debug({ from: 'Slack SDK' }, text);
    else log[level]({ from: 'Slack SDK' }, text);
  };
  return {
    debug() {},
    info() {},
    warn: (...parts) => say('warn', parts),
    error: (...parts) => say('error', parts),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
