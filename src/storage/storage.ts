import type { Spending } from '../answers/compose.ts';
import type { VectorStore } from '../answers/embeddings.ts';
import type { DeskStore } from '../curation/desk/store.ts';
import type { CorrectionStore, PostedReplies } from '../delivery/corrections/store.ts';
import type { Ledger } from '../delivery/ledger.ts';
import type { SubscriptionStore } from '../schedule/subscription.ts';
import type { StoryRevision } from '../facts/changes.ts';
import type { PublishedStory } from '../facts/library.ts';
import type { Story } from '../facts/story.ts';

/** Where a revision came from: `file` and its SHA-256 when a story file was imported. */
export type NewRevision = { story: Story; author: string; note: string; file?: { path: string; sha256: string } };

/** One append-only entry of a story's history; `at` is an ISO instant. */
export type Revision = {
  slug: string;
  number: number;
  status: Story['status'];
  author: string;
  note: string;
  at: string;
};

/** A story file whose content is held: as last imported without fault, and the story it held. */
export type ImportedFile = { path: string; sha256: string; slug: string };

/** What does not fit into a button: `id` is made from the content of `value`. */
export type Kept = { id: string; value: string };

/**
 * All that outlives the process. Every method is one transaction: it happens whole or not at all. A fault of the
 * disk or the file is a ConfigError whose code says which; the process can go on.
 */
export type Storage = {
  /** The newest revision of each story whose newest revision is published, by slug; without the unreadable ones. */
  published(): Promise<PublishedStory[]>;
  /** Newest revisions that are published but that this program's schema refuses, with the first reason. */
  unreadable(): Promise<{ slug: string; number: number; reason: string }[]>;
  /** The newest revision of every story, by slug. */
  newest(): Promise<Revision[]>;
  /** Appends a revision unless the content equals the newest one's; says which number now holds. */
  revise(revision: NewRevision): Promise<{ number: number; changed: boolean }>;
  /** A story's history, oldest first. */
  revisions(slug: string): Promise<Revision[]>;
  /** A story as one of its revisions has it, the newest where no number is given; undefined where there is none, or none that can be read. */
  story(slug: string, number?: number): Promise<{ story: Story; number: number } | undefined>;
  /** The file that each story was last imported from; for finding changed and vanished files. */
  importedFiles(): Promise<ImportedFile[]>;
  /** The ref among these that the channel has not had for longest (never-had ones first, in the order given); records it as had. */
  nextPick(channel: string, refs: readonly string[]): Promise<string | undefined>;
  /** What the channel had by picks, and when it had each last. */
  had(channel: string): Promise<{ ref: string; at: string }[]>;
  /** Every revision in outline, oldest first; without those that cannot be read. */
  history(): Promise<StoryRevision[]>;
  /** Subscriptions to digests, and what was delivered of them. */
  subscriptions: SubscriptionStore;
  ledger: Ledger;
  /** What commands posted, and what corrections owe to whatever told an item. */
  posted: PostedReplies;
  corrections: CorrectionStore;
  /** Deletes what channels whose names begin so had more than this many days ago; gives how many picks that were. */
  forgetPicks(prefix: string, days: number): Promise<number>;
  /** The operator's private copy of a source text, by the SHA-256 of its normalised form. */
  putSourceText(sha256: string, text: string): Promise<void>;
  sourceText(sha256: string): Promise<string | undefined>;
  /** Keeps what buttons stand for, each under the hash of its content; keeping it again makes it new again. */
  keep(kept: readonly Kept[]): Promise<void>;
  kept(id: string): Promise<string | undefined>;
  /** Deletes what was last kept more than this many days ago; gives how many. */
  forgetKept(days: number): Promise<number>;
  /** Whether this key is seen for the first time, by any process; it is recorded as seen. */
  firstTime(key: string): Promise<boolean>;
  /** Deletes the keys seen more than this many days ago; gives how many. */
  forgetSeen(days: number): Promise<number>;
  /** Counts a call of the model for a person against today's (UTC) limits, unless one of them is reached. */
  spendModelCall(person: string, limits: { perDay: number; perPerson: number }): Promise<Spending>;
  /** Takes back one of a person's calls of today, which brought no answer. */
  returnModelCall(person: string): Promise<void>;
  /** Deletes the counts of days more than this many ago; gives how many. */
  forgetModelCalls(days: number): Promise<number>;
  /** The vectors of texts. */
  vectors: VectorStore;
  /** Drafts, feeds, sign-ins, and what editors did. */
  desk: DeskStore;
  /** A workspace that installed the app: its credentials as JSON, under the platform and the workspace's id. */
  putInstallation(id: string, value: string): Promise<void>;
  installation(id: string): Promise<string | undefined>;
  installations(): Promise<{ id: string; value: string }[]>;
  deleteInstallation(id: string): Promise<void>;
  /** Waits for what is under way, then closes; closing twice is harmless. */
  close(): Promise<void>;
};
