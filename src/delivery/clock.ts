import { schedule } from 'node-cron';
import type { Log } from '../log.ts';

const EVERY_MINUTE = '* * * * *';
/** At an hour at which few digests are due, wherever the machine is. */
const ONCE_A_DAY = '17 3 * * *';

/** Ticks at each full minute and keeps house once a day; neither overlaps with itself. What it gives back stops it. */
export function startClock(tick: () => Promise<void>, keepHouse: () => Promise<void>, log: Log): () => Promise<void> {
  const logger = {
    info: (text: string) => log.debug(text),
    warn: (text: string) => log.warn(text),
    error: (error: string | Error) => log.error({ err: error }, 'the clock'),
    debug: (text: string | Error) => log.debug({ text }, 'the clock'),
  };
  // A tick that comes late, as after the machine slept, finds all that was due in storage.
  const options = { noOverlap: true, suppressMissedWarning: true, logger };
  const tasks = [schedule(EVERY_MINUTE, tick, options), schedule(ONCE_A_DAY, keepHouse, options)];
  return async () => {
    for (const task of tasks) await task.destroy();
  };
}
