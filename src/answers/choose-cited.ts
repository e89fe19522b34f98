import type { Passage } from '../facts/passage.ts';

/** An item held against a question. */
export type Judged<T> = { item: T; score: number; passage: Passage };

const MOST = 3;
/** Items as fit as the best but for this much answer as well as it does. */
const AS_FIT = 1.5;
/** A statement of the same passage, as a quotation beside the fact drawn from it, may be less fit by this much. */
const SAME_PASSAGE = 5;

/** The one to three items to answer with, from items ranked best first. */
export function chooseCited<T>(ranked: readonly Judged<T>[]): Judged<T>[] {
  const [best] = ranked;
  if (!best) return [];
  const equals = ranked.filter(({ score }) => best.score - score <= AS_FIT);
  const mates = ranked.filter((one) => best.score - one.score <= SAME_PASSAGE && overlap(best.passage, one.passage));
  return [...new Set([best, ...mates.slice(0, 2), ...equals])].slice(0, MOST);
}

function overlap(a: Passage, b: Passage): boolean {
  const theirs = b.document.passages ?? [];
  return (a.document.passages ?? []).some((mine) =>
    theirs.some(({ source, start, end }) => source === mine.source && start < mine.end && mine.start < end),
  );
}
