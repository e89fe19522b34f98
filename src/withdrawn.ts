import type { Change } from './facts/changes.ts';
import type { Library } from './facts/library.ts';
import type { Correction } from './facts/story.ts';

/** What became of an item that was told and is held no more: taken out of its story, or gone with it; `date` is an ISO day. */
export type Withdrawn = { title: string; date: string; slug: string } & (
  | { of: 'item'; was: string; why: string | undefined }
  | { of: 'story' }
);

/** Of an ISO instant, the characters that are its day. */
const ISO_DAY = 10;

/** Why a ref that was once an item's finds nothing; undefined for one that never was, or still is. An id alone is looked for in every story. */
export function findWithdrawn(ref: string, library: Library, changes: readonly Change[]): Withdrawn | undefined {
  const [id = '', slug] = ref.trim().toLowerCase().split('/').toReversed();
  for (const story of library.stories) {
    if (slug !== undefined && story.slug !== slug) continue;
    const last = story.corrections.findLast(({ items }) => items.includes(id));
    if (last && last.now === undefined) return ofItem(story, last);
  }
  if (slug === undefined || library.stories.some((story) => story.slug === slug)) return undefined;
  const gone = changes.findLast((change) => change.slug === slug);
  return gone?.kind === 'retracted'
    ? { of: 'story', title: gone.title, date: gone.at.slice(0, ISO_DAY), slug }
    : undefined;
}

function ofItem({ title, slug }: { title: string; slug: string }, { date, was, why }: Correction): Withdrawn {
  return { of: 'item', title, slug, date, was, why };
}
