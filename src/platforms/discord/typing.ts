import { Routes } from 'discord.js';
import { settlesWithin } from '../../after.ts';
import { upstreamError } from './faults.ts';
import { ACKNOWLEDGE_AFTER_MS, TYPE_AGAIN_AFTER_MS } from './limits.ts';
import type { Sending } from './outgoing.ts';

/** Shows the typing sign from a second on until the work is done. A courtesy: nothing depends on it, and it never throws. */
export async function typeUntil(
  done: Promise<unknown>,
  channel: string,
  { rest, after, log }: Pick<Sending, 'rest' | 'after' | 'log'>,
): Promise<void> {
  for (let wait = ACKNOWLEDGE_AFTER_MS; !(await settlesWithin(wait, done, after)); wait = TYPE_AGAIN_AFTER_MS)
    rest.post(Routes.channelTyping(channel)).catch((error: unknown) => {
      log.debug({ code: upstreamError(error).code }, 'the typing sign did not get through');
    });
}
