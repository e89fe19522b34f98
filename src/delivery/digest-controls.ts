import type { Digest, Skipped } from '../digest.ts';
import { UserError } from '../errors.ts';
import type { Reply } from '../reply.ts';
import { nextOccurrences } from '../schedule/occurrences.ts';
import { channelKey, type Subscription } from '../schedule/subscription.ts';
import { buildDigest, type DigestParts, type DigestRequest } from './build-digest.ts';
import { deliveryId } from './ledger.ts';
import { shortId } from '../short-id.ts';
import type { Storage } from '../storage/storage.ts';

/** What a person asks to have posted. */
type SubscriptionRequest = Pick<Subscription, 'place' | 'digest' | 'options' | 'cron' | 'zone' | 'graceMinutes' | 'by'>;

/** All that people do with digests; who may do it is asked before. */
export type DigestControls = {
  digests: readonly Digest[];
  now(): Date;
  /** Throws a UserError where the channel has the same already, or very many. */
  subscribe(request: SubscriptionRequest): Promise<Subscription>;
  find(id: string): Promise<Subscription | undefined>;
  /** Those of a channel (see channelKey) or all, in the order in which they were made. */
  list(channel?: string): Promise<Subscription[]>;
  /** A digest as a channel would get it at an instant. */
  preview(request: DigestRequest, at: Date): Promise<Reply | Skipped>;
  /** Posts it at once, besides the schedule; false where that was asked for within this minute already. */
  sendNow(subscription: Subscription): Promise<boolean>;
  pause(id: string, says: string): Promise<boolean>;
  resume(id: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  history: Storage['ledger']['history'];
  delivery: Storage['ledger']['find'];
  next(subscription: Pick<Subscription, 'cron' | 'zone'>, count: number): Date[];
};

const MOST_IN_A_CHANNEL = 25;
const MINUTE_MS = 60_000;
const ASKED_EXPIRES_MS = 60 * MINUTE_MS;
const ID_SIGNS = 6;

export function createDigestControls(
  parts: Omit<DigestParts, 'storage'> & {
    storage: Pick<Storage, 'subscriptions' | 'ledger' | 'had'>;
    now: () => Date;
    /** Told when there is something to deliver or to plan. */
    onDue: () => void;
  },
): DigestControls {
  const { storage, digests, now, onDue } = parts;
  const { subscriptions, ledger } = storage;
  const instant = () => now().toISOString();

  async function subscribeNow(request: SubscriptionRequest): Promise<Subscription> {
    const here = await subscriptions.list(channelKey(request.place));
    const same = here.find((each) => sameAs(each, request));
    if (same)
      throw new UserError(`This channel has exactly that already: ${same.digest}, ${same.id}.`, {
        code: 'same_subscription',
      });
    if (here.length >= MOST_IN_A_CHANNEL)
      throw new UserError(`This channel has ${here.length} subscriptions, which is the most; remove one first.`, {
        code: 'too_many_subscriptions',
      });
    const [next] = nextOccurrences(request.cron, request.zone, now(), 1);
    const subscription: Subscription = {
      ...request,
      id: `d-${shortId(ID_SIGNS)}`,
      createdAt: instant(),
      dueAt: next?.toISOString(),
      paused: undefined,
      lastRest: undefined,
    };
    await subscriptions.add(subscription);
    return subscription;
  }

  let subscribing: Promise<unknown> = Promise.resolve();

  return {
    digests,
    now,
    subscribe(request) {
      // One after the other, so that a second click finds what the first one made.
      const made = subscribing.then(() => subscribeNow(request));
      subscribing = made.catch(() => {});
      return made;
    },
    find: (id) => subscriptions.find(id),
    list: (channel) => subscriptions.list(channel),
    async preview(request, at) {
      const built = await buildDigest(parts, request, at);
      return 'skipped' in built ? built : built.content;
    },
    async sendNow({ id, digest, place }) {
      const at = now();
      const occurrence = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
      const isNew = await ledger.add(
        {
          id: deliveryId(id, occurrence, 'asked'),
          subscription: id,
          kind: 'asked',
          occurrence,
          digest,
          place,
          expiresAt: new Date(at.getTime() + ASKED_EXPIRES_MS).toISOString(),
        },
        at.toISOString(),
      );
      if (isNew) onDue();
      return isNew;
    },
    pause: (id, says) => subscriptions.pause(id, { at: instant(), why: 'asked', says }),
    async resume(id) {
      const goesOn = await subscriptions.resume(id, instant());
      if (goesOn) onDue();
      return goesOn;
    },
    remove: (id) => subscriptions.remove(id, instant()),
    history: (filter) => ledger.history(filter),
    delivery: (id) => ledger.find(id),
    next: ({ cron, zone }, count) => nextOccurrences(cron, zone, now(), count),
  };
}

function sameAs(held: Subscription, asked: SubscriptionRequest): boolean {
  const essence = ({ place, digest, options, cron, zone }: SubscriptionRequest) =>
    JSON.stringify([
      place.channel,
      place.thread ?? null,
      digest,
      options.story,
      options.topic,
      options.quiet,
      options.as,
      cron,
      zone,
    ]);
  return essence(held) === essence(asked);
}
