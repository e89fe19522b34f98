import type { Reply } from '../reply.ts';
import type { DigestPlatform, Place } from '../schedule/subscription.ts';

/** One message to deliver. `id` (at most 25 letters, digits, `-` and `_`) is the same for every attempt and stays in the message, where `find` finds it. `inReplyTo` is a message of the place beneath which it belongs. */
export type Outbound = { id: string; place: Place; reply: Reply; inReplyTo?: string | undefined };

/** What a message of ours is to say from now on; `page` (from 0) is the one that people see of it, `mark` what its buttons carry. */
export type Edit = { place: Place; message: string; reply: Reply; page: number; mark: string | undefined };

/** A message as the platform knows it. */
export type Landed = { message: string };

/**
 * Why a message was not posted, by what follows from it:
 * `closed` – the channel is gone or not open to the bot, and waiting does not mend it;
 * `wait` – a rate limit: after `retryAfterMs`, for all channels where `everywhere`;
 * `signed-out` – the platform does not take the bot's token, or is not connected: nothing can be posted there now;
 * `passing` – time may mend it;
 * `refused` – this message will never be taken.
 */
export type DeliveryFault = {
  kind: 'closed' | 'wait' | 'signed-out' | 'passing' | 'refused';
  /** One line for people, without secrets. */
  says: string;
  retryAfterMs?: number | undefined;
  everywhere?: boolean;
  /** The message may have been posted all the same: it must be looked for before it is sent again. */
  mayHaveSucceeded: boolean;
};

/** A platform as delivery uses it: one attempt each, no retries of its own, for delivery decides. */
export type Outlet = {
  platform: DigestPlatform;
  /** The platform's limits: posts a second in all, and milliseconds between two posts to one channel; edits a minute, where they do not count among the posts. */
  rates: { perSecond: number; channelGapMs: number; editsPerMinute?: number };
  /** Whether a post could succeed now, as far as is known. */
  isReady(): boolean;
  /** Posts once. Throws whatever `explain` can read. */
  post(message: Outbound): Promise<Landed>;
  /** The message with this id that was posted to the place since an instant, if any. Throws likewise; `undefined` means that it is surely not there. */
  find(message: Pick<Outbound, 'id' | 'place' | 'inReplyTo'>, since: Date): Promise<Landed | undefined>;
  /** Edits once, which does no harm when repeated. Throws likewise. */
  edit(edit: Edit): Promise<void>;
  explain(error: unknown): DeliveryFault;
};
