import type { Change } from '../../facts/changes.ts';

/** A change as far as messages go that told what is wrong now. */
export type Takeback = Change & { kind: 'corrected' | 'retracted' };

/** Whether a change takes back something that was told. */
export function takesBack(change: Change): change is Takeback {
  return change.kind !== 'published';
}

/** The refs, among these, that a change is about: those that it names, or every one of a story that was retracted. */
export function concerned({ kind, slug, corrections }: Change, items: readonly string[]): string[] {
  const own = items.filter((ref) => ref.startsWith(`${slug}/`));
  if (kind === 'retracted') return own;
  const named = new Set(corrections.flatMap(({ items: ids }) => ids.map((id) => `${slug}/${id}`)));
  return own.filter((ref) => named.has(ref));
}

/** What was taken back after an instant of what a message tells, oldest first. */
export function affecting(changes: readonly Change[], items: readonly string[], since: string): Takeback[] {
  return changes
    .slice(changes.findLastIndex(({ at }) => at <= since) + 1)
    .filter(takesBack)
    .filter((change) => concerned(change, items).length > 0);
}
