import { backoffMs } from './backoff.ts';
import { paced, SIGNED_OUT_MS, STOPPED, type Attempting } from './attempt.ts';
import type { Claimed, Settlement } from './ledger.ts';

/** One attempt at an edit. It is made of the message as it was posted each time, so that repeating it is harmless and nothing is looked for. */
export async function attemptEdit(claimed: Claimed, parts: Attempting): Promise<Settlement> {
  const { id, place, about, attempts, expiresAt } = claimed;
  const { outlet, pace, now, random, log } = parts;
  const again = (ms: number, says: string): Settlement =>
    now().getTime() + ms > Date.parse(expiresAt)
      ? { id, state: 'missed', says: `it could not be edited in time: ${says}` }
      : { id, state: 'due', at: new Date(now().getTime() + ms).toISOString(), doubtful: false, says };
  const message = about?.message ?? '';
  // What is taken back meanwhile has an edit of its own, which comes after this one.
  const amended = await parts.amended(claimed);
  if ('skipped' in amended) return { id, state: 'skipped', says: amended.skipped };
  try {
    await paced(pace, () => outlet.edit({ place, message, ...amended }));
    return { id, state: 'sent', message, sentAt: now().toISOString(), late: false, says: '' };
  } catch (error) {
    if (error === STOPPED) return again(0, 'Pullquote was stopped');
    const { kind, says, retryAfterMs = 0, everywhere = false } = outlet.explain(error);
    log.warn({ id, platform: place.platform, kind, attempt: attempts }, `an edit failed: ${says}`);
    switch (kind) {
      case 'wait':
        parts.onWait(retryAfterMs, everywhere ? undefined : claimed);
        return again(Math.max(retryAfterMs, 1), says);
      case 'signed-out':
        parts.onWait(SIGNED_OUT_MS);
        return again(SIGNED_OUT_MS, says);
      case 'passing':
        return again(backoffMs(attempts, random), says);
      case 'closed':
      case 'refused':
        return { id, state: 'failed', says };
    }
  }
}
