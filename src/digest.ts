import type { Library, QuoteItem } from './facts/library.ts';
import type { Reply } from './reply.ts';

/** What a digest is built from. */
export type DigestContext = {
  library: Library;
  now: Date;
  pick<Item extends { ref: string }>(items: readonly Item[]): Promise<Item | undefined>;
  posted: { idsSince(days: number): Promise<Set<QuoteItem['ref']>> };
};
/** Nothing to post this time, and why; the reason is kept in the ledger. */
type Skipped = { skipped: string };

/** A scheduled post. `cron` is read in the subscription's own IANA time zone. */
export type Digest = {
  name: string;
  description: string;
  cron: string;
  build(context: DigestContext): Promise<Reply | Skipped>;
};
