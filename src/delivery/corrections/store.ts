import type { Reply } from '../../reply.ts';
import type { Place } from '../../schedule/subscription.ts';
import { idOf } from '../ledger.ts';

/** A message on a platform that told items: a digest (`d:` and the delivery's id) or the reply to a command (`r:` and its own). */
export type ToldMessage = { about: string; place: Place; message: string };

/** The same with all that an amended one is made of. `mark` is what its buttons carry. */
export type WholeMessage = ToldMessage & { content: Reply; knownUntil: string; page: number; mark: string | undefined };

/** What a message owes its readers after a change: a word beneath it, or an edit of itself. Neither belongs to a subscription. */
export type NewCorrection = ToldMessage & {
  id: string;
  kind: 'correction' | 'edit';
  story: string;
  changedAt: string;
  expiresAt: string;
};

/** How far the telling has come: every change up to `told`, and every message that was recorded up to `seen`. ISO instants; empty before the first. */
export type Progress = { told: string; seen: string };

/** Messages that told items, and what corrections owe them. Every method is one transaction. */
export type CorrectionStore = {
  /** Messages that tell one of these items, or without any of a story, made with nothing known as new as an instant: digests or replies, in an order of their own that goes on after `after`. */
  toldBy(query: {
    from: 'digests' | 'replies';
    story: string;
    items: readonly string[] | undefined;
    before: string;
    after: string;
    most: number;
  }): Promise<ToldMessage[]>;
  /** Those recorded since an instant and made with nothing known as new as another. */
  recent(since: string, before: string): Promise<(ToldMessage & { items: string[]; knownUntil: string })[]>;
  find(about: string): Promise<WholeMessage | undefined>;
  /** Puts what is not there yet into the ledger, due at once; gives how many. */
  add(list: readonly NewCorrection[], at: string): Promise<number>;
  progress(): Promise<Progress>;
  advance(progress: Partial<Progress>): Promise<void>;
};

/** A reply that people see on a platform; the same message again takes the place of what it said. One that tells nothing is forgotten. */
export type PostedReply = { place: Place; message: string; reply: Reply; page?: number | undefined };

/** Another page of a message is shown. */
export type TurnedPage = { place: Place; message: string; turnedTo: number };

/** Replies that commands posted. Every method is one transaction. */
export type PostedReplies = {
  record(list: readonly (PostedReply | TurnedPage)[]): Promise<void>;
  /** Deletes those of more than so many days ago; gives how many. */
  forget(days: number): Promise<number>;
};

/** A channel that stays closed longer than this hears nothing any more, in milliseconds. */
export const CORRECTION_EXPIRES_MS = 7 * 86_400_000;

/** The id of what a message owes after a change, the same in every process. */
export function correctionId(about: string, story: string, changedAt: string, kind: NewCorrection['kind']): string {
  return idOf(about, story, changedAt, kind);
}
