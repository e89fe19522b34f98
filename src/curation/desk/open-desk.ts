import { isDeepStrictEqual } from 'node:util';
import type { Log } from '../../log.ts';
import { UserError } from '../../errors.ts';
import type { Model } from '../../answers/model.ts';
import type { Storage } from '../../storage/storage.ts';
import { draftOfStory } from '../draft-of-story.ts';
import type { Draft } from '../draft.ts';
import type { Desk } from './desk.ts';
import { createFeeds } from './feeds.ts';
import { createIncoming } from './incoming.ts';
import { createPublishing } from './publishing.ts';
import type { Reader } from './reader.ts';
import { ID_SIGNS } from './store.ts';
import { shortId } from '../../short-id.ts';
import { createSignIn } from './sign-in.ts';
import type { DraftEntry } from './store.ts';

export type DeskParts = {
  storage: Pick<Storage, 'story' | 'revisions' | 'newest' | 'sourceText' | 'putSourceText' | 'desk'>;
  reader: Reader;
  /** Rewords facts, where one is set up. */
  model: Model | undefined;
  /** How many words of articles a story may be published with as facts. */
  articleWords: number;
  /** Makes the library hold what storage does, and has readers told of what changed. */
  swap: () => Promise<void>;
  now: () => Date;
  log: Log;
};

/** Drafts that a list shows. */
const MOST_LISTED = 1000;
const CHANGED = 'Somebody changed this draft meanwhile; look at it as it is now and do it again.';

/** The desk over storage. */
export function openDesk(parts: DeskParts): Desk {
  const { storage, model, articleWords, swap, now } = parts;
  const store = storage.desk;

  async function draft(id: string): Promise<DraftEntry> {
    const found = await store.draft(id);
    if (!found)
      throw new UserError(`There is no draft “${id}”; the desk lists those that there are.`, { code: 'unknown_draft' });
    return found;
  }

  async function open(id: string): Promise<DraftEntry> {
    const found = await draft(id);
    if (found.state === 'open') return found;
    const what = found.state === 'published' ? 'published already' : 'discarded';
    throw new UserError(`This draft was ${what}.`, { code: 'draft_ended' });
  }

  async function source({ draft: { source: about, title } }: Pick<DraftEntry, 'draft'>): Promise<string> {
    const text = await storage.sourceText(about.sha256);
    if (text !== undefined) return text;
    throw new UserError(
      `The text of “${title}” is not held here, so no passage can be shown or checked; import the story with its text: import FILE --source ARTICLE.`,
      { code: 'no_source' },
    );
  }

  const { addQuietly, ...incoming } = createIncoming({ ...parts, draft });
  const publishing = createPublishing({ storage, open, source, articleWords, swap, now });

  return {
    ...publishing,
    ...incoming,
    drafts: (state = 'open') => store.drafts(state, MOST_LISTED),
    draft,
    source,
    canReword: model !== undefined,

    async change(id, version, edit, editor) {
      const entry = await open(id);
      if (entry.version !== version) throw new UserError(CHANGED, { code: 'changed_meanwhile' });
      const { editDraft } = await import('../edit-draft.ts');
      const changed = editDraft(entry.draft, edit, await source(entry));
      // A second click changes nothing.
      if (isDeepStrictEqual(changed, entry.draft)) return entry;
      const { do: action, ...detail } = edit;
      const audit = { editor, action, subject: id, detail: { ...detail, ...before(entry.draft, changed) } };
      if (await store.saveDraft(id, version, changed, audit)) return draft(id);
      throw new UserError(CHANGED, { code: 'changed_meanwhile' });
    },

    async reword(id, editor, { signal, onProgress } = {}) {
      if (!model) throw new UserError('No model is set up to reword facts; reword them by hand.', { code: 'no_model' });
      const entry = await open(id);
      const { reword } = await import('../reword.ts');
      const reworded = await reword(entry.draft, await source(entry), model, { signal, onProgress });
      const changes = reworded.facts.filter((fact, i) => fact.text !== entry.draft.facts[i]?.text).length;
      const left = reworded.facts.filter(
        ({ isArticleWords, decision }) => isArticleWords && decision !== 'rejected',
      ).length;
      if (changes === 0) return { entry, reworded: 0, left };
      const audit = { editor, action: 'reword', subject: id, detail: before(entry.draft, reworded) };
      if (!(await store.saveDraft(id, entry.version, reworded, audit)))
        throw new UserError(CHANGED, { code: 'changed_meanwhile' });
      return { entry: await draft(id), reworded: changes, left };
    },

    async discard(id, version, editor) {
      const { title } = (await open(id)).draft;
      if (!(await store.discard(id, version, { editor, action: 'discard', subject: id, detail: { title } })))
        throw new UserError(CHANGED, { code: 'changed_meanwhile' });
    },

    async revise(slug, editor) {
      const known = await store.draftOf({ slug });
      if (known) return draft(known.id);
      const found = await storage.story(slug);
      if (!found)
        throw new UserError(`There is no story “${slug}”; /stories shows what there is.`, { code: 'unknown_story' });
      const entry = { id: shortId(ID_SIGNS), base: found.number, draft: draftOfStory(found.story), by: editor };
      await source({ draft: entry.draft });
      const detail = { revision: found.number };
      if (await store.addDraft(entry, { editor, action: 'revise', subject: slug, detail })) return draft(entry.id);
      const theirs = await store.draftOf({ slug });
      if (theirs) return draft(theirs.id);
      throw new UserError(CHANGED, { code: 'changed_meanwhile' });
    },

    revisions: (slug) => storage.revisions(slug),
    audit: (filter) => store.audit(filter),
    feeds: createFeeds({ ...parts, addQuietly }),
    signIn: createSignIn(store, now),
  };
}

/** What a change changed: of every field, and of every item, how it was and how it is. */
function before(was: Draft, is: Draft): { changes: { of: string; was?: unknown; is?: unknown }[] } {
  const old = new Map(partsOf(was));
  const fresh = new Map(partsOf(is));
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  return {
    changes: keys.flatMap((of) => {
      const [a, b] = [old.get(of), fresh.get(of)];
      return isDeepStrictEqual(a, b)
        ? []
        : [{ of, ...(a !== undefined && { was: a }), ...(b !== undefined && { is: b }) }];
    }),
  };
}

function partsOf({ people, facts, quotes, ...rest }: Draft): [string, unknown][] {
  return [
    ...Object.entries(rest),
    ...people.map((person): [string, unknown] => [`person ${person.id}`, person]),
    ...[...facts, ...quotes].map((item): [string, unknown] => [item.id, item]),
  ];
}
