import { randomUUID } from 'node:crypto';
import { afterTime, waitFor, type After } from '../after.ts';
import type { Log } from '../log.ts';
import { itemsOf } from '../reply.ts';
import { channelKey } from '../schedule/subscription.ts';
import type { Storage } from '../storage/storage.ts';
import { buildDigest, type DigestParts } from './build-digest.ts';
import { affecting } from './corrections/affecting.ts';
import { makeAmended, makeCorrection } from './corrections/make-correction.ts';
import { tellEveryone } from './corrections/tell-everyone.ts';
import { closedNotice, frameDigest } from './frame.ts';
import { createLane, type Lane } from './lane.ts';
import { deliveryId, type Claimed, type Prepared } from './ledger.ts';
import type { Outlet } from './outlet.ts';
import { createPace } from './pace.ts';
import { tick as lookAtClock } from './tick.ts';

/** The dispatcher: what is due goes out, once. */
export type Deliveries = {
  /** Looks at the clock. One that comes while another is under way follows it at once. Never throws. */
  tick(): Promise<void>;
  /** Something was added to the ledger. */
  wake(): void;
  /** Settles once nothing is under way and nothing is due now. */
  idle(): Promise<void>;
  /** How long ago the last tick ended, in milliseconds, by a clock that is never put back; undefined before the first. */
  sinceTick(): number | undefined;
  outlets: readonly Outlet[];
  close(): Promise<void>;
};

export type DeliveriesParts = {
  parts: Omit<DigestParts, 'storage'>;
  storage: Pick<Storage, 'subscriptions' | 'ledger' | 'corrections' | 'had'>;
  outlets: readonly Outlet[];
  log: Log;
  now?: () => Date;
  after?: After;
  clock?: () => number;
  random?: () => number;
  /** See LaneParts. Slack's own side may store a message that nobody waits for any more; it answers within seconds or never. */
  settlesWithinMs?: number;
};

/** How long posts under way may take when Pullquote stops; the whole process has 4.5 s. */
const LAST_POSTS_MS = 2000;
const SETTLES_WITHIN_MS = 5000;
/** After its time, from when a post says that it comes late. */
const SAY_LATE_AFTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const NOTICE_DAYS_MS = 7 * 86_400_000;

/** Starts nothing by itself but what storage holds as due: whoever keeps the clock calls `tick`. The storage must be this process's alone. */
export async function startDeliveries({
  parts,
  storage,
  outlets,
  log,
  now = () => new Date(),
  after = afterTime,
  clock = () => performance.now(),
  random = Math.random,
  settlesWithinMs = SETTLES_WITHIN_MS,
}: DeliveriesParts): Promise<Deliveries> {
  const holder = randomUUID();
  const { ledger, subscriptions } = storage;
  // Sent at the latest just before the other process ended, which it has: this one holds the data folder.
  const thereBy = new Date(now().getTime() + settlesWithinMs);
  const taken = await ledger.takeOver(holder, thereBy.toISOString());
  if (taken > 0)
    log.info({ deliveries: taken }, 'posts that were under way when Pullquote stopped are looked for first');
  const { library, changes } = parts;
  const correcting = { store: storage.corrections, library, changes };
  let ticking: Promise<void> | undefined;
  let askedAgain = false;
  const isAskedAgain = () => askedAgain;
  let tickedAt: number | undefined;

  async function make(claimed: Claimed): Promise<Prepared | { skipped: string }> {
    if (claimed.kind === 'correction') return makeCorrection(claimed, correcting);
    const subscription = await subscriptions.find(claimed.subscription ?? '');
    if (!subscription) return { skipped: 'the subscription was removed' };
    const at = now();
    const { place } = subscription;
    const built = await buildDigest({ ...parts, storage }, { ...subscription, channel: channelKey(place) }, at);
    if ('skipped' in built) return built;
    const dueAt = new Date(claimed.occurrence);
    const isLate = claimed.kind === 'scheduled' && at.getTime() - dueAt.getTime() > SAY_LATE_AFTER_MS;
    return { ...built, content: frameDigest(built.content, subscription, at, isLate ? dueAt : undefined) };
  }

  /** Told before it is paused: whatever happens in between, both happen once. */
  async function onClosed({ subscription: id, kind, occurrence, place }: Claimed, says: string): Promise<void> {
    if (id === undefined || kind === 'notice') return;
    const subscription = await subscriptions.find(id);
    if (subscription?.paused) return; // told already, for another of its posts
    const person = subscription?.by.id.split(':').at(-1);
    const at = now();
    const direct = `@${person}`;
    if (subscription && person !== undefined && place.platform !== 'web' && place.channel !== direct)
      await ledger.add(
        {
          id: deliveryId(id, occurrence, 'notice'),
          subscription: id,
          kind: 'notice',
          occurrence,
          digest: subscription.digest,
          place: { platform: place.platform, workspace: place.workspace, channel: direct },
          expiresAt: new Date(at.getTime() + NOTICE_DAYS_MS).toISOString(),
          content: closedNotice(subscription, says),
        },
        at.toISOString(),
      );
    await subscriptions.pause(id, { at: at.toISOString(), why: 'closed', says });
  }

  const isStale = ({ content, knownUntil }: Claimed) =>
    typeof content === 'object' &&
    knownUntil !== undefined &&
    affecting(parts.changes().list, itemsOf(content), knownUntil).length > 0;

  const amended = (claimed: Claimed) => makeAmended(claimed, correcting);

  const lanes: Lane[] = outlets.flatMap((outlet) => {
    const { perSecond, editsPerMinute } = outlet.rates;
    const pace = createPace(perSecond, { clock, after });
    const ofEdits =
      editsPerMinute === undefined ? pace : createPace(editsPerMinute, { clock, after, windowMs: MINUTE_MS });
    const common = {
      outlet,
      ledger,
      make,
      isStale,
      amended,
      onClosed,
      holder,
      settlesWithinMs,
      now,
      after,
      clock,
      random,
      log,
    };
    return [createLane({ ...common, work: 'posts', pace }), createLane({ ...common, work: 'edits', pace: ofEdits })];
  });
  const wake = () => {
    for (const lane of lanes) lane.wake();
  };

  async function oneTick(): Promise<void> {
    try {
      await tellEveryone({ store: storage.corrections, changes, now });
    } catch (error) {
      log.error({ err: error }, 'corrections could not be put into the ledger; that is tried again in a minute');
    }
    try {
      await lookAtClock({ storage, now, log });
      tickedAt = clock();
    } catch (error) {
      log.error({ err: error }, 'the schedule could not be looked at; it is tried again in a minute');
    }
    wake();
  }

  /** What came up while one was under way, as a correction that was just published, is not left for a minute. */
  function tick(): Promise<void> {
    askedAgain = ticking !== undefined;
    return (ticking ??= ticks().finally(() => (ticking = undefined)));
  }

  async function ticks(): Promise<void> {
    do {
      askedAgain = false;
      await oneTick();
    } while (isAskedAgain());
  }

  wake();
  return {
    tick,
    wake,
    async idle() {
      await ticking;
      await Promise.all(lanes.map((lane) => lane.idle()));
    },
    sinceTick: () => (tickedAt === undefined ? undefined : clock() - tickedAt),
    outlets,
    async close() {
      await ticking;
      // An answer that does not come holds up no stop: that delivery is looked for at the next start.
      await Promise.race([Promise.all(lanes.map((lane) => lane.close())), waitFor(LAST_POSTS_MS, after)]);
    },
  };
}
