import type { Command } from './command.ts';
import type { Change } from './facts/changes.ts';
import type { Item, Library, StoryEntry } from './facts/library.ts';
import type { Reply } from './reply.ts';
import type { DigestOptions } from './schedule/subscription.ts';

/** What a digest is built from. Building it changes nothing: what was posted is recorded when it was. */
export type DigestContext = {
  options: DigestOptions;
  library: Library;
  /** The published stories that the subscription is about, newest first. */
  stories: readonly StoryEntry[];
  commands: readonly Command[];
  now: Date;
  /** An instant as the channel tells the time, such as “Mon 23 Nov, 09:00 CET”. */
  time: (instant: Date) => string;
  /** What was published, corrected or retracted of these since the channel had this digest last, or since it subscribed; newest first. What is retracted has no topics any more: everybody hears of it who asked for no other story. */
  news: News;
  /** The same over so many days up to now, and further back to this digest's last post. */
  newsOf: (days: number) => News;
  /** The one that this channel has not had for longest, never-had ones first, in their order; undefined of an empty list. */
  pick: <Each extends { ref: string }>(items: readonly Each[]) => Promise<Each | undefined>;
  posted: {
    /** Addresses of the items that digests have shown this channel in so many days. */
    idsSince: (days: number) => Promise<Set<Item['ref']>>;
    /** How often each was shown in that time. */
    countsSince: (days: number) => Promise<Map<Item['ref'], number>>;
  };
};

/** Changes, and of those published the stories. */
export type News = { changes: readonly Change[]; published: readonly StoryEntry[] };

/** Nothing to post this time, and why; the reason is kept in the ledger. */
export type Skipped = { skipped: string };

/** A scheduled post. `cron` is when it comes unless the subscription says otherwise, read in the subscription's own IANA time zone. */
export type Digest = {
  name: string;
  description: string;
  cron: string;
  build(context: DigestContext): Promise<Reply | Skipped>;
};

/** Declares a digest; the file's default export, named as the file is. */
export function defineDigest(digest: Digest): Digest {
  return digest;
}

export function skip(reason: string): Skipped {
  return { skipped: reason };
}
