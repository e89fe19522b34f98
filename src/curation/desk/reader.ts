import { UserError } from '../../errors.ts';
import type { Article } from '../article.ts';
import type { PollPlan, PollState } from '../feed/poll-plan.ts';
import type { Feed } from '../feed/read-feed.ts';
import type { RequestOptions } from '../fetch/fetch-page.ts';
import type { Robots } from '../fetch/robots.ts';

/** How articles and feeds come in; the network and the parsers behind it are loaded when they are first needed. Throws UserErrors that an editor can act on, and UpstreamErrors where trying later may help. */
export type Reader = {
  /** The article at an address; redirects are followed. Where nobody asked for this very page (`asRobot`), the site's robots.txt is heeded. */
  article: (url: string, how: { signal?: AbortSignal | undefined; asRobot?: boolean }) => Promise<Article>;
  /** The article in a page, a text or Markdown; `name` is the file's. */
  read: (text: string, about: { name?: string | undefined; url?: string | undefined }) => Promise<Article>;
  /** A feed, where it changed since, and when to come again. */
  feed: (url: string, state: PollState, signal?: AbortSignal) => Promise<{ feed?: Feed; plan: PollPlan }>;
};

/** Longer texts are no articles; a pasted page may be a good deal longer than its text. */
const LONGEST_TEXT = 300_000;

/** Reads from the public internet; `request` is for tests. */
export function createReader({ now, ...request }: RequestOptions & { now: () => Date }): Reader {
  let kept: Promise<Robots> | undefined;
  const robots = () =>
    (kept ??= import('../fetch/robots.ts').then(({ createRobots }) =>
      createRobots({ ...request, now: () => now().getTime() }),
    ));

  return {
    read,

    async article(url, { signal, asRobot = false }) {
      const { fetchPage } = await import('../fetch/fetch-page.ts');
      if (asRobot && !(await (await robots()).mayFetch(url, signal)).allowed)
        throw new UserError('The site asks bots not to read this page (robots.txt).', { code: 'robots' });
      const fetched = await fetchPage(url, { ...request, signal });
      if (fetched.notModified) throw new Error('no condition was asked for');
      const { type, text } = fetched;
      return read(text, { url: fetched.url, name: type === 'text' ? new URL(fetched.url).pathname : 'page.html' });
    },

    async feed(url, state, signal) {
      const [{ pollFeed }, { fetchPage }, { readFeed }] = await Promise.all([
        import('../feed/poll-feed.ts'),
        import('../fetch/fetch-page.ts'),
        import('../feed/read-feed.ts'),
      ]);
      const tools = { fetch: fetchPage, read: readFeed, robots: await robots(), now, request };
      return pollFeed({ url, state }, tools, signal);
    },
  };
}

async function read(
  text: string,
  { name, url }: { name?: string | undefined; url?: string | undefined },
): Promise<Article> {
  const { readDocument, withText } = await import('../page/read-document.ts');
  const article = withText(readDocument(text, { name, url }));
  if (article.text.length > LONGEST_TEXT)
    throw new UserError(
      `That is ${article.text.length.toLocaleString('en')} characters; an article has at most ${LONGEST_TEXT.toLocaleString('en')}.`,
      { code: 'text_too_long' },
    );
  return { ...article, url: article.url ?? url };
}
