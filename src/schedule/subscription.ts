import { z } from 'zod';

export const DIGEST_PLATFORMS = ['discord', 'slack', 'web'] as const;
export type DigestPlatform = (typeof DIGEST_PLATFORMS)[number];

/**
 * Where digests are posted. `workspace` is Discord's server (empty in direct messages), Slack's team, empty on the web;
 * `channel` the platform's own id (on the web the visitor's), or `@` and a person's id for their conversation with the
 * bot; `thread` a Slack thread’s timestamp (Discord's threads are channels).
 */
export const Place = z.strictObject({
  platform: z.enum(DIGEST_PLATFORMS),
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
});
export type Place = z.infer<typeof Place>;

/** What a subscription asks of its digest. `quiet` is what happens when there is nothing new: nothing, or an older one again. */
export const DigestOptions = z.strictObject({
  story: z.string().optional(),
  topic: z.string().optional(),
  quiet: z.enum(['silent', 'repeat']).optional(),
  as: z.enum(['card']).optional(),
});
export type DigestOptions = z.infer<typeof DigestOptions>;

/** Why a subscription rests: somebody asked, or its channel is gone or closed to the bot. */
export const Pause = z.strictObject({ at: z.string(), why: z.enum(['asked', 'closed']), says: z.string() });
export type Pause = z.infer<typeof Pause>;

/** A rest that is over; what fell into it was paused, not lost. */
export const Rest = z.strictObject({ from: z.string(), to: z.string() });
export type Rest = z.infer<typeof Rest>;

/** A digest that a channel gets. `cron` is read in the IANA `zone`; times are ISO instants; `dueAt` is absent where no time is left. */
export type Subscription = {
  id: string;
  place: Place;
  digest: string;
  options: DigestOptions;
  cron: string;
  zone: string;
  /** How late a post may be, in minutes; later than that it is recorded as missed. */
  graceMinutes: number;
  by: { id: string; name: string };
  createdAt: string;
  dueAt: string | undefined;
  paused: Pause | undefined;
  lastRest: Rest | undefined;
};

/** A place as commands and picks know channels; a thread counts with its channel. */
export function channelKey({ platform, workspace, channel }: Place): string {
  return platform === 'slack' ? `slack:${workspace}:${channel}` : `${platform}:${channel}`;
}

/** Subscriptions as storage keeps them; every method is one transaction. */
export type SubscriptionStore = {
  add(subscription: Subscription): Promise<void>;
  /** Removed ones are not found. */
  find(id: string): Promise<Subscription | undefined>;
  /** Of one channel with its threads, or all; oldest first. */
  list(channel?: string): Promise<Subscription[]>;
  /** Those neither paused nor removed whose time has come, earliest first, at most so many. */
  due(at: string, most: number): Promise<Subscription[]>;
  /** Rests from now, and what is due of it is recorded as skipped; false where it rested already or is gone. */
  pause(id: string, pause: Pause): Promise<boolean>;
  /** Goes on from now; false where it did not rest or is gone. */
  resume(id: string, at: string): Promise<boolean>;
  /** Its history stays; false where it is gone already. What is still due of it is recorded as skipped. */
  remove(id: string, at: string): Promise<boolean>;
  /** Sets the next time, as after the clock was put back. */
  reschedule(list: readonly { id: string; dueAt: string | undefined }[]): Promise<void>;
};
