import { UserError } from '../../errors.ts';
import { normaliseSource, sha256 } from '../../facts/evidence.ts';
import type { Article } from '../article.ts';
import type { Added, Desk, Incoming, Work } from './desk.ts';
import { ID_SIGNS } from './store.ts';
import { shortId } from '../../short-id.ts';
import type { DeskParts } from './open-desk.ts';
import type { DraftEntry, Editor, KnownArticle } from './store.ts';

/** How long and among how many articles near-equal texts are looked for. */
const COMPARED_DAYS = 30;
const MOST_COMPARED = 10_000;
const DAY_MS = 86_400_000;

type Parts = Pick<DeskParts, 'storage' | 'reader' | 'now'> & { draft: (id: string) => Promise<DraftEntry> };

/** Brings an article to the desk that nobody asked for: `new`, or why it was left away. */
export type AddQuietly = (url: string, editor: Editor, signal?: AbortSignal) => Promise<string>;

/** Articles that come in become drafts, each once. */
export function createIncoming({ storage, reader, now, draft }: Parts): Pick<Desk, 'add'> & { addQuietly: AddQuietly } {
  const store = storage.desk;

  async function read(incoming: Incoming, { signal, onProgress }: Work): Promise<Article> {
    if ('url' in incoming && incoming.url !== undefined && !('text' in incoming)) {
      onProgress?.({ says: `Fetching ${incoming.url}` });
      return reader.article(incoming.url, { signal });
    }
    if (!('text' in incoming)) throw new UserError('Give an address, a text or a file.', { code: 'nothing_to_read' });
    const { text, name, url } = incoming;
    onProgress?.({ says: 'Reading the text' });
    return reader.read(text, { name, url });
  }

  /** What is there of that article already, by its address or its text. */
  async function known(hash: string, url: string | undefined): Promise<DraftEntry | undefined> {
    const same = (url === undefined ? undefined : await store.article({ url }))?.sha256;
    for (const each of same === undefined || same === hash ? [hash] : [hash, same]) {
      const found = await store.draftOf({ sha256: each });
      // A text that changed under its address comes in anew once the draft of the old one has ended.
      if (found && found.state !== 'discarded' && (each === hash || found.state === 'open')) return draft(found.id);
    }
    return undefined;
  }

  async function similarTo(
    fingerprint: string,
    hash: string,
    isNearEqual: (a: string, b: string) => boolean,
  ): Promise<KnownArticle | undefined> {
    const since = new Date(now().getTime() - COMPARED_DAYS * DAY_MS).toISOString();
    const recent = await store.articles(since, MOST_COMPARED);
    return recent.find((each) => each.sha256 !== hash && isNearEqual(each.fingerprint, fingerprint));
  }

  async function keep(
    article: Article,
    editor: Editor,
    work: Work & { unlessSimilar?: boolean },
  ): Promise<Added | { similar: string }> {
    const [{ proposeDraft }, { canonicalUrl }, { isNearEqual, textFingerprint }] = await Promise.all([
      import('../propose.ts'),
      import('../fetch/canonical-url.ts'),
      import('../near-equal.ts'),
    ]);
    const text = normaliseSource(article.text);
    const hash = sha256(text);
    const url = article.url === undefined ? undefined : canonicalUrl(article.url);
    const there = await known(hash, url);
    if (there) return { entry: there, isNew: false };
    const fingerprint = textFingerprint(text);
    const similar = await similarTo(fingerprint, hash, isNearEqual);
    if (similar && work.unlessSimilar) return { similar: similar.title };
    work.onProgress?.({ says: 'Drafting' });
    const taken = [...(await storage.newest()), ...(await store.drafts('open', MOST_COMPARED))].map(({ slug }) => slug);
    const proposal = proposeDraft({ ...article, text, url }, { now: now(), taken });
    work.signal?.throwIfAborted();
    await storage.putSourceText(hash, text);
    const entry = { id: shortId(ID_SIGNS), base: undefined, draft: proposal, by: editor };
    const added = await store.addDraft(
      entry,
      { editor, action: 'add', subject: entry.id, detail: { title: proposal.title, url, sha256: hash } },
      { sha256: hash, url, title: proposal.title, fingerprint },
    );
    if (!added) {
      // Somebody else was a moment earlier.
      const theirs = (await known(hash, url)) ?? undefined;
      if (theirs) return { entry: theirs, isNew: false };
      throw new UserError('Somebody is adding a story of that name just now; try again.', {
        code: 'changed_meanwhile',
      });
    }
    return { entry: await draft(entry.id), isNew: true, similar: similar?.title };
  }

  return {
    async add(incoming, editor, work = {}) {
      const added = await keep(await read(incoming, work), editor, work);
      if ('entry' in added) return added;
      throw new Error('only what comes in quietly is left away');
    },

    async addQuietly(url, editor, signal) {
      const { canonicalUrl } = await import('../fetch/canonical-url.ts');
      if (await store.article({ url: canonicalUrl(url) })) return 'it is here already';
      const article = await reader.article(url, { signal, asRobot: true });
      const added = await keep(article, editor, { signal, unlessSimilar: true });
      if (!('entry' in added)) return `it is nearly the same as “${added.similar}”`;
      return added.isNew ? 'new' : 'it is here already';
    },
  };
}
