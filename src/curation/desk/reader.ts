import type { Article } from '../article.ts';
import type { PollOutcome, PollState } from '../feed/poll-plan.ts';
import type { FeedEntry } from '../feed/read-feed.ts';

/** How a feed answered, and what it holds; the newest entries first as far as they are dated. */
export type FeedAnswer = { outcome: PollOutcome; title: string | undefined; entries: readonly FeedEntry[] };

/** How articles and feeds come in; the network and the parsers behind it are loaded when they are first needed. Throws UserErrors that an editor can act on. */
export type Reader = {
  /** The article at an address; redirects are followed. Where nobody asked for this very page (`asRobot`), the site's robots.txt is heeded. */
  article: (url: string, how: { signal?: AbortSignal | undefined; asRobot?: boolean }) => Promise<Article>;
  /** The article in a page, a text or Markdown; `name` is the file's. */
  read: (text: string, about: { name?: string | undefined; url?: string | undefined }) => Promise<Article>;
  /** A feed, as far as it changed since. A server at fault is an outcome; only what is no feed at all is a UserError. */
  feed: (url: string, state: PollState, signal?: AbortSignal) => Promise<FeedAnswer>;
};

export function createReader({ contact: _ }: { contact: string | undefined }): Reader {
  return {
    article: async () => {
      throw new Error('not yet');
    },
    read: async () => {
      throw new Error('not yet');
    },
    feed: async () => {
      throw new Error('not yet');
    },
  };
}
