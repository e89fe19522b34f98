import { ConfigError, UpstreamError, UserError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { NEVER_POLLED, pollPlan, type PollState } from '../feed/poll-plan.ts';
import type { FeedEntry } from '../feed/read-feed.ts';
import type { Work } from './desk.ts';
import { ID_SIGNS } from './store.ts';
import { shortId } from '../../short-id.ts';
import type { AddQuietly } from './incoming.ts';
import type { DeskParts } from './open-desk.ts';
import type { Editor, Feed, FeedEntryState } from './store.ts';

/** Feeds that are followed: their new articles come to the desk. */
export type Feeds = {
  list: () => Promise<Feed[]>;
  /** Follows a feed; its newest articles come at once. Throws a UserError where that is no feed, or is followed already. */
  add: (url: string, editor: Editor, work?: Work) => Promise<{ feed: Feed; drafted: number }>;
  remove: (id: string, editor: Editor) => Promise<boolean>;
  /** Looks at those whose time has come, one after the other; a call while that lasts does nothing. */
  poll: (work?: Work) => Promise<void>;
};

/** Of a feed that is new, the articles that come to the desk at once; the older ones are past. */
const AT_FIRST = 5;
/** Articles of one feed that come at once; the rest waits for the next poll. */
const AT_ONCE = 10;
/** An article that could not be read so often is left alone. */
const ATTEMPTS = 3;
const MOST_FEEDS = 200;
const LONGEST_TITLE = 120;

export function createFeeds({
  storage,
  reader,
  now,
  log,
  addQuietly,
}: Pick<DeskParts, 'storage' | 'reader' | 'now' | 'log'> & { addQuietly: AddQuietly }): Feeds {
  const store = storage.desk;
  let polling: Promise<void> | undefined;

  /** Brings an entry's article to the desk; what became of it. A fault that time may mend is tried again with the next poll. */
  async function take(feed: Feed, entry: FeedEntry, attempts: number, signal?: AbortSignal): Promise<FeedEntryState> {
    const state = { entry: entry.id, url: entry.url ?? '', attempts: attempts + 1 };
    if (entry.url === undefined) return { ...state, done: true, says: 'it has no address' };
    try {
      const became = await addQuietly(entry.url, { id: `feed:${feed.id}`, name: feed.title }, signal);
      return { ...state, done: true, says: became };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof UserError || error instanceof UpstreamError)) throw error;
      return { ...state, done: attempts + 1 >= ATTEMPTS, says: error.message };
    }
  }

  /** Brings the entries that are new to the desk, the oldest first; gives how many became drafts and how many still wait. */
  async function takeNew(
    feed: Feed,
    entries: readonly FeedEntry[],
    most: number,
    { signal, onProgress }: Work,
  ): Promise<{ drafted: number; waiting: number }> {
    const ids = entries.map(({ id }) => id);
    const known = new Map((await store.entriesOf(feed.id, ids)).map((state) => [state.entry, state]));
    const fresh = entries.filter(({ id }) => known.get(id)?.done !== true);
    const open = fresh.slice(0, most);
    let drafted = 0;
    let waiting = fresh.length - open.length;
    for (const [i, entry] of open.toReversed().entries()) {
      signal?.throwIfAborted();
      onProgress?.({ says: `Reading ${entry.title}`, done: i, of: open.length });
      const state = await take(feed, entry, known.get(entry.id)?.attempts ?? 0, signal);
      await store.saveEntry(feed.id, state);
      if (state.says === 'new') drafted += 1;
      if (!state.done) waiting += 1;
    }
    return { drafted, waiting };
  }

  async function pollOne(feed: Feed, work: Work): Promise<void> {
    const { feed: read, plan } = await reader.feed(feed.url, stateOf(feed), work.signal);
    const { waiting } = read ? await takeNew(feed, read.entries, AT_ONCE, work) : { waiting: 0 };
    await store.saveFeed({
      id: feed.id,
      url: plan.url ?? feed.url,
      title: titleOf(read) ?? feed.title,
      // Where articles still wait, the feed is asked for whole again.
      state: JSON.stringify(waiting > 0 ? { ...plan.state, etag: undefined, lastModified: undefined } : plan.state),
      nextAt: plan.nextAt,
      says: plan.says,
    });
  }

  async function pollDue(work: Work): Promise<void> {
    const at = now().toISOString();
    for (const feed of await store.feeds()) {
      if (feed.nextAt === undefined || feed.nextAt > at || work.signal?.aborted) continue;
      try {
        await pollOne(feed, work);
      } catch (error) {
        if (work.signal?.aborted) return;
        // One feed at fault keeps none of the others from being read.
        if (error instanceof ConfigError) throw error;
        const says = error instanceof UserError ? error.message : 'it could not be read; the log says why';
        if (!(error instanceof UserError)) log.error({ err: error, feed: feed.id }, 'a feed could not be polled');
        const plan = pollPlan(stateOf(feed), { kind: 'failed', says }, now());
        await store.saveFeed({ ...feed, state: JSON.stringify(plan.state), nextAt: plan.nextAt, says });
      }
    }
  }

  return {
    list: () => store.feeds(),

    async add(url, editor, work = {}) {
      const held = await store.feeds();
      if (held.length >= MOST_FEEDS)
        throw new UserError(`${MOST_FEEDS} feeds are followed, which is the most; remove one first.`, {
          code: 'too_many_feeds',
        });
      work.onProgress?.({ says: `Fetching ${url}` });
      const { feed: read, plan } = await reader.feed(url, NEVER_POLLED, work.signal);
      if (!read) throw new UserError(`That feed cannot be read: ${plan.says}`, { code: 'feed_unreadable' });
      const feed: Feed = {
        id: shortId(ID_SIGNS),
        url: plan.url ?? url,
        title: titleOf(read) ?? url,
        state: JSON.stringify(plan.state),
        nextAt: plan.nextAt,
        says: '',
        by: editor,
        createdAt: now().toISOString(),
      };
      const detail = { url: feed.url, title: feed.title };
      if (!(await store.addFeed(feed, { editor, action: 'add-feed', subject: feed.id, detail })))
        throw new UserError('That feed is followed already.', { code: 'known_feed' });
      const past = { url: '', attempts: 0, done: true, says: 'it was there before the feed was added' };
      for (const { id } of read.entries.slice(AT_FIRST)) await store.saveEntry(feed.id, { ...past, entry: id });
      const { drafted } = await takeNew(feed, read.entries, AT_FIRST, work);
      return { feed, drafted };
    },

    remove: (id, editor) => store.removeFeed(id, { editor, action: 'remove-feed', subject: id, detail: {} }),

    poll(work = {}) {
      polling ??= pollDue(work).finally(() => (polling = undefined));
      return polling;
    },
  };
}

function titleOf(read: { title?: string | undefined } | undefined): string | undefined {
  return read?.title?.slice(0, LONGEST_TITLE) || undefined;
}

function stateOf({ state }: Feed): PollState {
  const kept: Partial<PollState> = Object(parseJson(state));
  return { ...NEVER_POLLED, ...kept };
}
