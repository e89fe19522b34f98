import { createHash } from 'node:crypto';
import type { Reply } from '../reply.ts';
import type { DigestPlatform, Place } from '../schedule/subscription.ts';

/** `due` waits for its turn, `sending` is leased to a process; the others are final. */
export type DeliveryState = 'due' | 'sending' | 'sent' | 'skipped' | 'failed' | 'missed';

/**
 * An occurrence of the schedule, a post that somebody asked for now, or a word to the person who subscribed; a word beneath
 * a message that told what is taken back, and the edit of that message.
 */
export type DeliveryKind = 'scheduled' | 'asked' | 'notice' | 'correction' | 'edit';

/** Posts have to be looked for after a doubt; edits are harmless when repeated, and may have a pace of their own. */
export type Work = 'posts' | 'edits';

/** A row of the ledger; (subscription, occurrence, kind) is unique where there is a subscription; the last two kinds have none. Times are ISO instants; `says` is the reason of whatever is not plainly sent. */
export type Delivery = {
  id: string;
  subscription: string | undefined;
  kind: DeliveryKind;
  occurrence: string;
  digest: string;
  place: Place;
  state: DeliveryState;
  says: string;
  attempts: number;
  /** Whether it came later than people would call on time. */
  late: boolean;
  /** The platform's id of the message. */
  message: string | undefined;
  sentAt: string | undefined;
};

/** A delivery leased for sending. `content` is there where an earlier attempt had made it, perhaps one of another version. */
export type Claimed = Pick<
  Delivery,
  'id' | 'subscription' | 'kind' | 'occurrence' | 'digest' | 'place' | 'attempts'
> & {
  expiresAt: string;
  claimedAt: string;
  /** An attempt of which nobody knows how it ended: the message must be looked for. It began then. */
  doubtfulSince: string | undefined;
  content: Reply | 'unreadable' | undefined;
  /** The instant of the newest revision that the content knew of. */
  knownUntil: string | undefined;
  /** Of a correction and of an edit: the message that it concerns (see ToldMessage), on its platform too, and the story that was changed. */
  about: { corrects: string; message: string; story: string } | undefined;
  /** A newer occurrence of the same subscription is in the ledger, and its time has come. */
  superseded: boolean;
  /** What became of the subscription while an attempt was under way or waited to be repeated. */
  stopped: 'paused' | 'removed' | undefined;
};

export type NewDelivery = Pick<Delivery, 'id' | 'kind' | 'occurrence' | 'digest' | 'place'> & {
  subscription: string;
  expiresAt: string;
  content?: Reply;
};

/** An occurrence that is not posted any more, and why. */
export type Missed = { occurrence: string; says: string };

/** What a tick decides of one subscription; it takes effect only where the subscription still is as it was seen (`dueAt`). */
export type Plan = {
  subscription: string;
  digest: string;
  place: Place;
  dueAt: string;
  nextDueAt: string | undefined;
  post: Pick<NewDelivery, 'id' | 'occurrence' | 'expiresAt'> | undefined;
  missed: readonly Missed[];
};

/** How an attempt ended. `again` waits until an instant; `doubtful` where the message may be there all the same. */
export type Settlement = { id: string } & (
  | { state: 'sent'; message: string; sentAt: string; late: boolean; says: string }
  | { state: 'skipped' | 'failed' | 'missed'; says: string }
  | { state: 'due'; at: string; doubtful: boolean; says: string }
);

/** What is left to do on a platform: how many deliveries, the instant of the first attempt that is due, and the oldest occurrence that waits. */
export type Backlog = { due: number; nextAt: string | undefined; oldest: string | undefined };

/** How many deliveries ended how, for whom to watch; `late` are among the sent. */
export type Tally = {
  platform: DigestPlatform;
  kind: DeliveryKind;
  state: DeliveryState;
  late: boolean;
  count: number;
};

/** What a message is going to say and cite. `knownUntil` is the instant of the newest revision that it knew of. */
export type Prepared = { content: Reply; items: readonly string[]; knownUntil: string };

/** A sent message and what it cites. */
export type Posted = {
  id: string;
  subscription: string;
  digest: string;
  sentAt: string;
  knownUntil: string;
  items: string[];
};

/** What was to be delivered and what became of it. Every method is one transaction. */
export type Ledger = {
  /** Records a tick: due and missed occurrences, each once, and the subscriptions' next times. An older occurrence that still waits, with no attempt in doubt, is missed then. */
  plan(plans: readonly Plan[], at: string): Promise<void>;
  /** One more delivery outside the schedule; false where it is in the ledger already. */
  add(delivery: NewDelivery, at: string): Promise<boolean>;
  /** Leases deliveries whose time has come, or whose lease ran out, to `holder` until an instant: the first of each channel before the second of any. */
  claim(claim: {
    platform: DigestPlatform;
    /** Posts where it is not said. */
    work?: Work;
    at: string;
    until: string;
    holder: string;
    most: number;
  }): Promise<Claimed[]>;
  /** What has become of a delivery since it was claimed, as of an instant. */
  standing(id: string, at: string): Promise<Pick<Claimed, 'stopped' | 'superseded'>>;
  /** What waits past its time, in no doubt, is missed; gives how many. */
  expire(at: string): Promise<number>;
  /** Frees what other holders had leased, in doubt, for an attempt from an instant on; for the one process that has the storage to itself. Gives how many. */
  takeOver(holder: string, from: string): Promise<number>;
  /** Keeps what each message is going to say, before it is sent. */
  prepare(list: readonly (Prepared & { id: string })[]): Promise<void>;
  settle(list: readonly Settlement[], at: string): Promise<void>;
  /** The deliveries of some subscriptions, or all, without edits; newest occurrence first. */
  history(filter: { subscriptions?: readonly string[]; from?: string; to?: string; most: number }): Promise<Delivery[]>;
  find(id: string): Promise<(Delivery & { content: Reply | undefined; items: string[] }) | undefined>;
  /** What was posted to a channel (see channelKey) since an instant, without notices; newest first. */
  posted(channel: string, since: string): Promise<Posted[]>;
  /** Of posts where it is not said: edits may take as long as the platform's pace wants, and nobody waits for them. */
  backlog(platform: DigestPlatform, work?: Work): Promise<Backlog>;
  tally(): Promise<Tally[]>;
  /** After the clock was put back to an instant: deletes occurrences after it that were not posted, and lets what waits for a later time go on at once. Gives how many it deleted. */
  unmiss(after: string): Promise<number>;
  /** Deletes what ended more than so many days ago; gives how many. */
  forget(days: number): Promise<number>;
  /** The instant of the last tick, kept for the next process. */
  lastTick(): Promise<string | undefined>;
  tick(at: string): Promise<void>;
};

/** 132 bits of SHA-256 in base64url: fits Discord's nonce, and is the same in every process. */
const ID_LENGTH = 22;

/** The id of a delivery, made of what makes it unique. */
export function deliveryId(subscription: string, occurrence: string, kind: DeliveryKind): string {
  return idOf(subscription, occurrence, kind);
}

/** The id of what is in the ledger, made of what makes it unique. */
export function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, ID_LENGTH);
}
