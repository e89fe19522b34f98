import type { Article } from '../article.ts';

/** What is known of an earlier answer of a feed, for asking only for what is new; kept as it comes. */
export type FeedRead = { url: string; text: string };

/** How articles come in; the network and the parsers behind it are loaded when they are first needed. Throws UserErrors that an editor can act on. */
export type Reader = {
  /** The article at an address; redirects are followed, and `url` is where it was found or says that it belongs. */
  article(url: string, signal?: AbortSignal): Promise<Article>;
  /** The article in a page, a text or Markdown; `name` is the file's. */
  read(text: string, about: { name?: string | undefined; url?: string | undefined }): Promise<Article>;
};

export function createReader(_: { contact: string | undefined }): Reader {
  return {
    article: async () => {
      throw new Error('not yet');
    },
    read: async () => {
      throw new Error('not yet');
    },
  };
}
