import { schedule } from 'node-cron';
import type { Log } from '../log.ts';

const EVERY_MINUTE = '* * * * *';
/** At an hour at which few digests are due, wherever the machine is. */
const ONCE_A_DAY = '17 3 * * *';
const LOOK_MS = 60_000;
/** A tick that is so late does not come by itself. */
const SILENT_MS = 90_000;

/**
 * Ticks at each full minute and keeps house once a day; neither overlaps with itself. node-cron waits for a wall time,
 * which lies far ahead once the clock was put back: then it is started anew. What it gives back stops it.
 */
export function startClock(
  tick: () => Promise<void>,
  keepHouse: () => Promise<void>,
  log: Log,
  clock: () => number = () => performance.now(),
): () => Promise<void> {
  const logger = {
    info: (text: string) => log.debug(text),
    warn: (text: string) => log.warn(text),
    error: (error: string | Error) => log.error({ err: error }, 'the clock'),
    debug: (text: string | Error) => log.debug({ text }, 'the clock'),
  };
  // A tick that comes late, as after the machine slept, finds all that was due in storage.
  const options = { noOverlap: true, suppressMissedWarning: true, logger };
  let last = clock();
  async function beat(): Promise<void> {
    last = clock();
    await tick();
  }
  const start = () => [schedule(EVERY_MINUTE, beat, options), schedule(ONCE_A_DAY, keepHouse, options)];
  let tasks = start();

  async function stop(): Promise<void> {
    await Promise.all(tasks.map(async (task) => task.destroy()));
  }

  async function lookAfter(): Promise<void> {
    if (clock() - last < SILENT_MS) return;
    log.warn('no tick came for a while, as after the clock was put back; the clock is started anew');
    await stop();
    tasks = start();
    await beat();
  }

  const watch = setInterval(() => void lookAfter(), LOOK_MS).unref();
  return async () => {
    clearInterval(watch);
    await stop();
  };
}
