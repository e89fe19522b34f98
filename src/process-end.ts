import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { cleanLine } from './clean-line.ts';
import { ConfigError } from './errors.ts';
import type { Log } from './log.ts';

/** Stopping takes no longer than this, in milliseconds; container runtimes kill after ten seconds. */
const DEADLINE = 4500;
/** `npm start` passes a Ctrl+C on to a process that the terminal has told already: the second signal within this many milliseconds is the same key press. */
const SAME_KEY_PRESS = 300;

/** Ends a start that failed: one line on stderr; exit 1 for what the operator can mend, 2 and an id in the log for a bug. */
export function endFailed(error: unknown, log: Log | undefined): never {
  if (!(error instanceof ConfigError)) return endBroken(error, log);
  process.stderr.write(`Pullquote did not start: ${cleanLine(error.message.replace(/\s+/g, ' '))}\n`);
  process.exit(1);
}

/** Ends the process on a bug, under an id that is in the log: after one, nothing that it holds in memory can be relied on. */
export function endBroken(error: unknown, log: Log | undefined): never {
  const id = randomUUID().slice(0, 8);
  if (log) log.error({ err: error, id }, 'the process ends on a bug');
  else console.error(error);
  process.stderr.write(`Pullquote stopped because of a bug of its own; the details are in the log under ${id}.\n`);
  process.exit(2);
}

/** On SIGINT or SIGTERM runs `stop` and ends with 0, at the deadline in any case; a second Ctrl+C ends at once. */
export function endOnSignals(stop: () => Promise<void>, log: Log): void {
  let since: number | undefined;
  async function onSignal(signal: NodeJS.Signals): Promise<void> {
    if (since !== undefined) {
      if (performance.now() - since > SAME_KEY_PRESS) process.exit(128 + constants.signals[signal]);
      return;
    }
    since = performance.now();
    setTimeout(() => {
      log.warn(`stopping took longer than ${DEADLINE / 1000} s; what was still under way is cut off`);
      process.exit(0);
    }, DEADLINE).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      endBroken(error, log);
    }
  }
  process.on('SIGINT', (signal) => void onSignal(signal));
  process.on('SIGTERM', (signal) => void onSignal(signal));
}
