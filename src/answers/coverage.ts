import { isFiller } from '../facts/filler.ts';
import { rarity } from '../facts/lexicon.ts';
import type { Passage } from '../facts/passage.ts';
import { relatedTo } from '../facts/related.ts';
import type { Search } from '../facts/search.ts';
import type { Question, Term } from './question.ts';

/** What a word counts that is not in the item's text as it was asked: a synonym, in the context, a synonym there, one of the same family. */
export const SYNONYM = 0.8;
export const RELATED = 0.3;
const CONTEXT = 0.85;
const CONTEXT_SYNONYM = 0.4;
const KIN = 0.5;
const ASKED = 0.9;
const ASKED_ELSEWHERE = 0.4;

/** What is left of the weight of a padding word. */
const PADDING = 0.3;

const NONE: ReadonlySet<string> = new Set();

/** What each term of a question weighs: rare in the store and rare in English weighs most. */
export function weigh({ terms }: Question, search: Pick<Search<unknown>, 'size' | 'frequency'>): number[] {
  const most = Math.log((search.size + 1) * 2);
  return terms.map(({ word, stem, concept, kind }) => {
    const idf = Math.log((search.size + 1) / (search.frequency(concept) + 0.5)) / most;
    const padding = kind === 'word' && isFiller(stem) ? PADDING : 1;
    return padding * (0.15 + rarity(word)) * (0.2 + Math.min(1, Math.max(0.05, idf)));
  });
}

/** How far an item's own text and context bear one term out, from 0 to 1. */
export function shareHeld({ concept, stem, kind, word }: Term, passage: Passage): number {
  if (passage.positions.has(concept)) return passage.stems.has(stem) ? 1 : SYNONYM;
  if (passage.context.has(concept)) return passage.contextStems.has(stem) ? CONTEXT : CONTEXT_SYNONYM;
  if (kind === 'year') return passage.years.has(word) ? 1 : 0;
  return hasKin(passage, stem) ? KIN : 0;
}

/** Whether the text has a word that answers to a term without meaning the same. */
export function holdsRelated({ stem }: Term, { stems }: Passage): boolean {
  for (const other of relatedTo(stem)) if (stems.has(other)) return true;
  return false;
}

/** How far the editor's questions bear a term out: the nearest one, and for a plain word the others a little. */
export function shareAsked({ concept, kind }: Term, nearest: ReadonlySet<string>, { questions }: Passage): number {
  if (kind !== 'word') return 0; // whom or what year it is about, the item must say itself
  if (nearest.has(concept)) return ASKED;
  return questions.some((known) => known.has(concept)) ? ASKED_ELSEWHERE : 0;
}

/** The nearest of the editor's questions: its terms, and how like it is (F1 of the weight asked and the terms it has). */
export function nearestAsked(
  { terms }: Question,
  weights: readonly number[],
  { questions }: Passage,
): { likeness: number; terms: ReadonlySet<string> } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let best = { likeness: 0, terms: NONE };
  for (const known of questions) {
    let shared = 0;
    let count = 0;
    for (const [i, { concept }] of terms.entries()) {
      if (!known.has(concept)) continue;
      shared += weights[i] ?? 0;
      count += 1;
    }
    const likeness =
      count === 0 ? 0 : (2 * ratio(shared, total) * (count / known.size)) / (ratio(shared, total) + count / known.size);
    if (likeness > best.likeness) best = { likeness, terms: known };
  }
  return best;
}

/** A part of a whole; 0 of nothing. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Whether the text has a word of the same family: “astronomy” for “astronomers”. */
function hasKin({ positions }: Passage, stem: string): boolean {
  if (stem.length < 5) return false;
  const root = stem.slice(0, Math.max(5, stem.length - 3));
  for (const term of positions.keys()) {
    if (term.startsWith(root) && Math.abs(term.length - stem.length) <= 4) return true;
  }
  return false;
}
