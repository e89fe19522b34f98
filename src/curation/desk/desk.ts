import type { Story } from '../../facts/story.ts';
import type { Difference, Explanation } from '../compare-stories.ts';
import type { Edit } from '../edit.ts';
import type { Fault } from '../publishable.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Feeds } from './feeds.ts';
import type { SignIn } from './sign-in.ts';
import type { AuditEntry, DraftEntry, DraftOutline, DraftState, Editor } from './store.ts';

/** How far long work is: `done` of `of` steps where that is known. */
export type Progress = { says: string; done?: number; of?: number };

/** How long work is watched and called off. */
export type Work = { signal?: AbortSignal | undefined; onProgress?: ((progress: Progress) => void) | undefined };

/** What comes in: an address, or a text or page as it was pasted or uploaded; `name` is the file's. */
export type Incoming = { url: string } | { text: string; name?: string | undefined; url?: string | undefined };

/** A draft with its article. `same` names what was there already in its place, `similar` a near-equal article. */
export type Added = { entry: DraftEntry; isNew: boolean; similar?: string | undefined };

/** What publishing would do: the story, or why it cannot be; how it differs from what is published. */
export type Preview = {
  story: Story | undefined;
  faults: readonly Fault[];
  warnings: readonly Fault[];
  differences: readonly Difference[];
};

/** All that editors do. Who is an editor is asked before. What an editor can mend is a UserError. */
export type Desk = {
  add(incoming: Incoming, editor: Editor, work?: Work): Promise<Added>;
  drafts(state?: DraftState): Promise<DraftOutline[]>;
  /** Throws a UserError where there is none. */
  draft(id: string): Promise<DraftEntry>;
  /** The article's text that a draft was made from. */
  source(entry: Pick<DraftEntry, 'draft'>): Promise<string>;
  /** Changes a draft as it was at that version; another editor's change in between is a UserError. */
  change(id: string, version: number, edit: Edit, editor: Editor): Promise<DraftEntry>;
  /** Has the model reword the facts that are still the article's words. */
  reword(id: string, editor: Editor, work?: Work): Promise<{ entry: DraftEntry; reworded: number; left: number }>;
  /** Whether a model is there to reword. */
  canReword: boolean;
  discard(id: string, version: number, editor: Editor): Promise<void>;
  preview(id: string): Promise<Preview>;
  /** Publishes what is accepted; the library has it when this settles. */
  publish(id: string, version: number, editor: Editor, how?: Explanation & { note?: string }): Promise<Published>;
  /** A published story back on the desk; an open draft of it where there is one. */
  revise(slug: string, editor: Editor): Promise<DraftEntry>;
  /** Gives a published fact another text, and tells every message that carried it. */
  correct(ref: string, correction: { now: string; why?: string | undefined }, editor: Editor): Promise<Published>;
  /** Takes a published item back. */
  withdraw(ref: string, why: string, editor: Editor): Promise<Published>;
  /** Takes a whole published story back. */
  retract(slug: string, why: string, editor: Editor): Promise<Published>;
  revisions: Storage['revisions'];
  /** What a revision changed against the one before it. Throws a UserError where there is none. */
  differences(slug: string, number: number): Promise<Difference[]>;
  audit(filter: { subject?: string | undefined; before?: number | undefined; most: number }): Promise<AuditEntry[]>;
  feeds: Feeds;
  signIn: SignIn;
};

/** A story's new revision, and how many corrections readers are told. */
export type Published = { slug: string; number: number; corrections: number };
