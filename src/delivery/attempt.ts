import type { Log } from '../log.ts';
import { backoffMs } from './backoff.ts';
import type { Amended } from './corrections/make-correction.ts';
import type { Claimed, Settlement } from './ledger.ts';
import type { DeliveryFault, Outlet } from './outlet.ts';
import type { Pace } from './pace.ts';

export type Attempting = {
  outlet: Outlet;
  pace: Pace;
  settlesWithinMs: number;
  onClosed(claimed: Claimed, says: string): Promise<void>;
  /** Nothing for so many milliseconds in the channel of a delivery, or without one anywhere. */
  onWait(ms: number, claimed?: Claimed): void;
  /** What has become of it since it was claimed. */
  standing(claimed: Claimed): Promise<Pick<Claimed, 'stopped' | 'superseded'>>;
  /** The delivery with content that tells nothing that was taken back; it is made anew where it did. */
  upToDate(claimed: Claimed): Promise<Claimed | { ended: Settlement }>;
  /** Of an edit: what the message is to say. */
  amended(claimed: Claimed): Promise<Amended | { skipped: string }>;
  now: () => Date;
  random: () => number;
  log: Log;
};

/** Later than this after its time a post is called late. */
const LATE_AFTER_MS = 5 * 60_000;
/** While the platform does not take the token, which only a person can mend. */
export const SIGNED_OUT_MS = 60_000;
/** What waited longer than this since it was claimed may have been paused meanwhile. */
const FRESH_MS = 1000;
/** So long after its time a message that may be there is looked for; then nobody expects it any more. */
const LOOKED_FOR_MS = 24 * 3_600_000;

/** Nothing was asked of the platform, because Pullquote stops. */
export const STOPPED = new Error('stopped');

/** One attempt at a delivery whose content is recorded: looks for the message where an earlier attempt is in doubt, then posts it. Throws where what follows from a fault cannot be recorded, and for a bug. */
export async function attempt(claimed: Claimed, parts: Attempting): Promise<Settlement> {
  const { id, place, content, doubtfulSince, occurrence, kind, about } = claimed;
  const { outlet, pace, now, settlesWithinMs, log } = parts;
  if (typeof content !== 'object') throw new Error('only what is recorded is sent');
  const inDoubt = doubtfulSince !== undefined;
  const settled = inDoubt ? Date.parse(doubtfulSince) + settlesWithinMs : 0;
  if (settled > now().getTime())
    return { id, state: 'due', at: new Date(settled).toISOString(), doubtful: true, says: 'waits to be looked for' };
  let looking = inDoubt;
  let thereBy = 0;
  try {
    if (inDoubt) {
      const found = await paced(pace, () =>
        outlet.find({ id, place, inReplyTo: about?.message }, new Date(doubtfulSince)),
      );
      if (found) return sent(found.message, 'it was there already after an attempt of unknown outcome');
      looking = false;
    }
    const end = endWithoutPost(claimed, now());
    if (end) return end;
    return await paced(pace, async () => {
      // It may have waited for its turn since it was claimed.
      const waited = now().getTime() - Date.parse(claimed.claimedAt) > FRESH_MS;
      const standing = waited ? { ...claimed, ...(await parts.standing(claimed)) } : claimed;
      const tooLate = endWithoutPost(standing, now());
      if (tooLate) return tooLate;
      const current = await parts.upToDate(claimed);
      if ('ended' in current) return current.ended;
      const { content: reply } = current;
      if (typeof reply !== 'object') throw new Error('only what is recorded is sent');
      thereBy = now().getTime() + settlesWithinMs;
      const { message } = await outlet.post({ id, place, reply, inReplyTo: about?.message });
      return sent(message, '');
    });
  } catch (error) {
    if (error === STOPPED)
      return { id, state: 'due', at: now().toISOString(), doubtful: looking, says: 'Pullquote was stopped' };
    const fault = outlet.explain(error);
    log.warn(
      { id, platform: place.platform, kind: fault.kind, attempt: claimed.attempts },
      `a delivery failed: ${fault.says}`,
    );
    return follow(claimed, fault, { doubtful: looking || fault.mayHaveSucceeded, thereBy }, parts);
  }

  function sent(message: string, says: string): Settlement {
    const sentAt = now();
    const late = kind === 'scheduled' && sentAt.getTime() - Date.parse(occurrence) > LATE_AFTER_MS;
    return { id, state: 'sent', message, sentAt: sentAt.toISOString(), late, says };
  }
}

/** How it goes on where it is not to be posted now. */
function endWithoutPost(
  { id, kind, occurrence, expiresAt, superseded, stopped }: Claimed,
  now: Date,
): Settlement | undefined {
  if (stopped) return { id, state: 'skipped', says: `the subscription was ${stopped}` };
  if (now > new Date(expiresAt)) return { id, state: 'missed', says: 'it could not be posted in time' };
  if (superseded) return { id, state: 'missed', says: 'it could not be posted before the next one was due' };
  // The clock was put back while nobody knew whether it was there.
  if (kind === 'scheduled' && now < new Date(occurrence))
    return { id, state: 'due', at: occurrence, doubtful: false, says: 'its time has not come yet' };
  return undefined;
}

/** What follows from a fault. Where it is in doubt, the message would be there by an instant in milliseconds. */
async function follow(
  claimed: Claimed,
  { kind, says, retryAfterMs = 0, everywhere = false }: DeliveryFault,
  { doubtful, thereBy }: { doubtful: boolean; thereBy: number },
  parts: Attempting,
): Promise<Settlement> {
  const { now, random } = parts;
  const { id, attempts, expiresAt } = claimed;
  const unclear: Settlement = { id, state: 'failed', says: `it may be there, which could not be looked up: ${says}` };
  const again = (ms: number): Settlement => {
    const at = Math.max(now().getTime() + ms, doubtful ? thereBy : 0);
    const end = Date.parse(expiresAt);
    if (at > end && !doubtful) return { id, state: 'missed', says: `it could not be posted in time: ${says}` };
    if (at > end + LOOKED_FOR_MS) return unclear;
    return { id, state: 'due', at: new Date(at).toISOString(), doubtful, says };
  };
  switch (kind) {
    case 'wait':
      parts.onWait(retryAfterMs, everywhere ? undefined : claimed);
      return again(Math.max(retryAfterMs, 1));
    case 'signed-out':
      parts.onWait(SIGNED_OUT_MS);
      return again(SIGNED_OUT_MS);
    case 'passing':
      return again(backoffMs(attempts, random));
    case 'closed':
      await parts.onClosed(claimed, says);
      return doubtful ? unclear : { id, state: 'failed', says };
    case 'refused':
      if (!doubtful) return { id, state: 'failed', says };
      // A look-up that is refused will be refused again.
      return now().getTime() > Date.parse(expiresAt) || claimed.stopped ? unclear : again(backoffMs(attempts, random));
  }
}

/** One request in its turn; throws STOPPED where there is none any more. */
export async function paced<T>(pace: Pace, request: () => Promise<T>): Promise<T> {
  const answered = await pace.turn();
  if (!answered) throw STOPPED;
  try {
    return await request();
  } finally {
    answered();
  }
}
