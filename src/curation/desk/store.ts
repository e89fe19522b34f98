import type { Story } from '../../facts/story.ts';
import type { Draft } from '../draft.ts';

/** Somebody who may work at the desk; `id` is unique over platforms, such as `slack:U012AB3CD`. */
export type Editor = { id: string; name: string };

/** Signs of a draft's or a feed's id: short enough to type, too many to guess. */
export const ID_SIGNS = 8;

export type DraftState = 'open' | 'published' | 'discarded';

/** A draft as it is kept. `version` counts its changes; `base` is the published revision that it revises. Times are ISO instants. */
export type DraftEntry = {
  id: string;
  version: number;
  state: DraftState;
  base: number | undefined;
  draft: Draft;
  by: Editor;
  createdAt: string;
  at: string;
};

export type DraftOutline = Omit<DraftEntry, 'draft'> & { slug: string; title: string };

/** What an editor did, to what (a draft, a story, a feed), and what changed; never altered once it is there. */
export type AuditEntry = {
  number: number;
  at: string;
  editor: Editor;
  action: string;
  subject: string;
  detail: unknown;
};
export type NewAudit = Omit<AuditEntry, 'number' | 'at'>;

/** An article that came in; `sha256` that of its text, `url` its canonical address, `fingerprint` for near-equal texts. */
export type KnownArticle = { sha256: string; url: string | undefined; title: string; fingerprint: string };

/** A feed that is polled. `state` is what the poller keeps of it, as JSON; without `nextAt` it is polled no more, and `says` says why. */
export type Feed = {
  id: string;
  url: string;
  title: string;
  state: string;
  nextAt: string | undefined;
  says: string;
  by: Editor;
  createdAt: string;
};

/** What became of a feed's entry; one that is not `done` is tried again. */
export type FeedEntryState = { entry: string; url: string; attempts: number; done: boolean; says: string };

/** What the desk keeps. Every method is one transaction, with its entry in the audit log where it takes one. */
export type DeskStore = {
  /** Keeps an article and its draft; where an open draft has that slug, or one has that source, nothing, and false. */
  addDraft(
    entry: Pick<DraftEntry, 'id' | 'base' | 'draft' | 'by'>,
    audit: NewAudit,
    article?: KnownArticle,
  ): Promise<boolean>;
  draft(id: string): Promise<DraftEntry | undefined>;
  /** The open draft of that story, or the newest of that source text. */
  draftOf(of: { slug: string } | { sha256: string }): Promise<DraftOutline | undefined>;
  /** Drafts in a state, the last changed first. */
  drafts(state: DraftState, most: number): Promise<DraftOutline[]>;
  /** Keeps a changed draft, unless somebody changed it since that version: then false. */
  saveDraft(id: string, version: number, draft: Draft, audit: NewAudit): Promise<boolean>;
  discard(id: string, version: number, audit: NewAudit): Promise<boolean>;
  /** Appends a revision, and ends the draft that it comes from; the revision's number, undefined where the draft, or the story, has changed since. */
  publish(
    revision: { story: Story; note: string; base: number | undefined; draft?: { id: string; version: number } },
    audit: NewAudit,
  ): Promise<number | undefined>;
  article(known: { url: string } | { sha256: string }): Promise<KnownArticle | undefined>;
  /** Articles that came in since an instant, the newest first. */
  articles(since: string, most: number): Promise<KnownArticle[]>;
  record(audit: NewAudit): Promise<void>;
  /** The newest first; of one subject, or all. `before` is the number of the oldest one seen. */
  audit(filter: { subject?: string | undefined; before?: number | undefined; most: number }): Promise<AuditEntry[]>;
  /** False where the feed is there already. */
  addFeed(feed: Feed, audit: NewAudit): Promise<boolean>;
  feeds(): Promise<Feed[]>;
  saveFeed(feed: Pick<Feed, 'id' | 'url' | 'title' | 'state' | 'nextAt' | 'says'>): Promise<void>;
  removeFeed(id: string, audit: NewAudit): Promise<boolean>;
  /** Of these entries, those seen before. */
  entriesOf(feed: string, entries: readonly string[]): Promise<FeedEntryState[]>;
  saveEntry(feed: string, entry: FeedEntryState): Promise<void>;
  /** A link's or a session's key, by its hash. */
  addKey(key: DeskKey): Promise<void>;
  /** The key, where it is of that kind and still good; a link's key is used up by it. */
  useKey(hash: string, kind: DeskKey['kind']): Promise<DeskKey | undefined>;
  removeKey(hash: string): Promise<void>;
  /** Deletes keys that are good no more, and what came in with feeds so many days ago; gives how many rows. */
  forget(days: number): Promise<number>;
};

export type DeskKey = { hash: string; kind: 'link' | 'session'; editor: Editor; expiresAt: string };
