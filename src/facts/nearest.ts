import { distance } from 'fastest-levenshtein';
import { fold } from './words.ts';

/** A name that people may type, and what it names. */
export type Named<T> = { name: string; value: T };

/** What a look-up by name gives: the thing, or the nearest known names, nearest first. Not finding is a value, not an error. */
export type Lookup<T> = { found: T | undefined; nearest: string[] };

/** Finds by exact folded name, else by the one name within a typo's reach; otherwise gives the `limit` nearest names, as `display` shows them; it can hold some back. */
export function indexNames<T>(
  names: readonly Named<T>[],
  display: (value: T) => string | undefined,
  limit = 3,
): (typed: string) => Lookup<T> {
  const exact = new Map<string, T>();
  for (const { name, value } of names) {
    const key = fold(name);
    if (!exact.has(key)) exact.set(key, value); // the first of two namesakes: names come most specific first
  }
  return (typed) => {
    const wanted = fold(typed).trim();
    const found = exact.get(wanted);
    if (found !== undefined) return { found, nearest: [] };
    const ranked = [...exact]
      .map(([name, value]) => ({ value, edits: distance(name, wanted) }))
      .sort((a, b) => a.edits - b.edits);
    const close = ranked.filter(({ edits }) => edits <= tolerance(wanted.length) && edits === ranked[0]?.edits);
    const candidates = new Set(close.map(({ value }) => value));
    if (candidates.size === 1) return { found: close[0]?.value, nearest: [] };
    return {
      found: undefined,
      nearest: [...new Set(ranked.flatMap(({ value }) => display(value) ?? []))].slice(0, limit),
    };
  };
}

/** The edits forgiven in a name of this length: none in very short ones, where every typo is another word. */
function tolerance(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}
