import { ConfigError } from '../errors.ts';
import { leastRecent } from './least-recent.ts';
import type { Log } from '../log.ts';
import type { Storage } from './storage.ts';

type NextPick = Storage['nextPick'];

/** Picks from storage while that works; in a fault of the disk, from memory, so that a reader is answered all the same. The operator is warned once per fault. */
export function orInMemory(nextPick: NextPick, log: Log): NextPick {
  const had = new Map<string, Map<string, number>>();
  let faulty = false;
  let sequence = 0;
  return async (channel, refs) => {
    if (refs.length === 0) return undefined; // the disk is not touched, so this says nothing of it
    try {
      const ref = await nextPick(channel, refs);
      if (faulty) log.info('picks are recorded again');
      faulty = false;
      had.clear();
      return ref;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      if (!faulty)
        log.warn({ err: error }, 'picks cannot be recorded; until they can, what a channel has had is kept in memory');
      faulty = true;
      const here = had.get(channel) ?? new Map<string, number>();
      had.set(channel, here);
      const ref = leastRecent(refs, here);
      if (ref !== undefined) here.set(ref, (sequence += 1));
      return ref;
    }
  };
}
