import { distance } from 'fastest-levenshtein';
import { lexicalKind } from './lexicon.ts';

/** Shorter words are left as they are: a typo in one makes another word. */
const SHORTEST = 4;
const CACHED = 10_000;

/**
 * Corrects a word that neither the items nor English have by the nearest term of a vocabulary that begins alike; among
 * equals the more frequent. An English word is no typo: “Iraq” must not find Iran. The vocabulary is sorted at the first need.
 */
export function createSpeller(
  frequencies: ReadonlyMap<string, number>,
): (word: string, stemmed: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  let byInitial: Map<string, string[]> | undefined;
  return (word, stemmed) => {
    if (stemmed.length < SHORTEST || /\d/.test(word) || lexicalKind(word)) return undefined;
    if (known.has(stemmed)) return known.get(stemmed);
    byInitial ??= Map.groupBy(frequencies.keys(), initial);
    const found = nearest(stemmed, byInitial.get(initial(stemmed)) ?? [], frequencies);
    if (known.size >= CACHED) known.clear();
    known.set(stemmed, found);
    return found;
  };
}

function nearest(word: string, terms: readonly string[], frequencies: ReadonlyMap<string, number>): string | undefined {
  const reach = word.length < 8 ? 1 : 2;
  let best: { term: string; edits: number } | undefined;
  for (const term of terms) {
    if (term.length < SHORTEST || Math.abs(term.length - word.length) > reach) continue;
    const edits = swapped(term, word) ? 1 : distance(term, word);
    if (edits > reach || (best && edits > best.edits)) continue;
    if (!best || edits < best.edits || (frequencies.get(term) ?? 0) > (frequencies.get(best.term) ?? 0))
      best = { term, edits };
  }
  return best?.term;
}

function initial(word: string): string {
  return word.slice(0, 1);
}

/** Two neighbouring letters in the wrong order count as one slip (Damerau), not two. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
