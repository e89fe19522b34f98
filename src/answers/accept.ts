import type { Item } from '../facts/library.ts';
import { fold, words } from '../facts/words.ts';
import type { Composition, Sentence } from './compose.ts';
import { checkGrounding } from './grounding.ts';
import { groundingSource } from './grounding/source.ts';
import type { Wording } from './prompt.ts';

/** One more than is asked for; what comes after is a model that does not stop. */
const MOST_SENTENCES = 4;
/** A name alone is in every source, and says nothing. */
const FEWEST_WORDS = 4;
const LONGEST_SENTENCE = 500;
/** Where fewer of its sentences hold than this, the rest is not worth much either. */
const LEAST_SHARE = 0.5;

/** What came of a model's wording: the answer, if enough of it holds, and what was wrong with the rest. */
export type Verdict = { composition: Composition | undefined; problems: string[] };

/**
 * Reads each sentence against the items that it names. One that does not hold gives way to the curated text of an item
 * that answers and that no other sentence rests on, or is dropped. The whole is refused where less than half holds, or
 * where nothing that holds rests on an item that answers.
 */
export function acceptWording(
  { sentences }: Wording,
  items: ReadonlyMap<string, Item>,
  cited: readonly Item[],
): Verdict {
  const problems: string[] = [];
  const said = sentences.map(({ text, facts }) => ({ text: text.replace(/\s+/g, ' ').trim(), facts }));
  const different = said.filter(({ text }, i) => said.findIndex((other) => fold(other.text) === fold(text)) === i);
  const judged = different.slice(0, MOST_SENTENCES).map(({ text, facts }) => {
    const named = [...new Set(facts)].flatMap((id) => items.get(id) ?? []);
    const found = problemsOf(text, named);
    problems.push(...found);
    return { text, items: named, holds: found.length === 0 };
  });
  const held = judged.filter(({ holds }) => holds);
  const told = new Set(held.flatMap((sentence) => sentence.items));
  if (!cited.some((item) => told.has(item)) || held.length < LEAST_SHARE * different.length)
    return { composition: undefined, problems };
  const kept = judged.flatMap(({ text, items: named, holds }): Sentence[] => {
    if (holds) return [{ text, items: named, curated: false }];
    const untold = named.find((item) => item.kind === 'fact' && cited.includes(item) && !told.has(item));
    if (!untold) return [];
    told.add(untold);
    return [{ text: untold.text, items: [untold], curated: true }];
  });
  return { composition: { sentences: kept }, problems };
}

function problemsOf(text: string, named: readonly Item[]): string[] {
  if (named.length === 0) return ['a sentence names no fact that it was given'];
  if (words(text).length < FEWEST_WORDS || text.length > LONGEST_SENTENCE)
    return ['a sentence is no sentence, or too long'];
  const { supported, problems } = checkGrounding(text, named.map(groundingSource));
  if (supported) return [];
  return problems.length > 0 ? problems : ['a sentence says more than its facts'];
}
