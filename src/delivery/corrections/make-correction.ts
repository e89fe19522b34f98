import type { Change } from '../../facts/changes.ts';
import type { Library } from '../../facts/library.ts';
import { itemsOf, type Reply } from '../../reply.ts';
import type { Claimed, Prepared } from '../ledger.ts';
import { affecting, concerned, takesBack } from './affecting.ts';
import { amend } from './amend.ts';
import { correctionNotice } from './correction-notice.ts';
import type { CorrectionStore } from './store.ts';

type Parts = {
  store: Pick<CorrectionStore, 'find'>;
  library: () => Library;
  changes: () => { list: readonly Change[]; knownUntil: string };
};

/** What a message is to say now; `mark` is what its buttons carry. */
export type Amended = { reply: Reply; page: number; mark: string | undefined };

const FORGOTTEN = { skipped: 'what the message said is no longer kept' };

/** What is said beneath a message after a change. */
export async function makeCorrection(
  { about, occurrence }: Pick<Claimed, 'about' | 'occurrence'>,
  { store, library, changes }: Parts,
): Promise<Prepared | { skipped: string }> {
  const { list, knownUntil } = changes();
  const message = about && (await store.find(about.corrects));
  if (!message) return FORGOTTEN;
  const ofStory = list.filter(({ slug }) => slug === about.story);
  const change = ofStory.filter(takesBack).find(({ at }) => at === occurrence);
  if (!change) return { skipped: 'the change is no longer known' };
  const refs = concerned(change, itemsOf(message.content));
  if (refs.length === 0) return { skipped: 'the message says something else by now' };
  const later = ofStory.find(({ kind, at }) => kind === 'retracted' && at > change.at);
  if (later) return { skipped: 'the story was withdrawn meanwhile, which is told in its place' };
  const content = correctionNotice(change, refs, library());
  return { content, items: itemsOf(content), knownUntil };
}

/** A message as it was posted with everything that was taken back since. */
export async function makeAmended(
  { about }: Pick<Claimed, 'about'>,
  { store, library, changes }: Parts,
): Promise<Amended | { skipped: string }> {
  const message = about && (await store.find(about.corrects));
  if (!message) return FORGOTTEN;
  const { content, knownUntil, page, mark } = message;
  const since = affecting(changes().list, itemsOf(content), knownUntil);
  if (since.length === 0) return { skipped: 'the message says something else by now' };
  return { reply: amend(content, since, library()), page, mark };
}
