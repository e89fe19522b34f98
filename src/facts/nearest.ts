import { distance } from 'fastest-levenshtein';
import { fold } from './words.ts';

/** A name that people may type, and what it names. */
export type Named<T> = { name: string; value: T };

/** What a look-up by name gives: the thing, or the nearest known names. Not finding is a value, not an error. */
export type Lookup<T> = { found: T | undefined; nearest: string[] };

/** The edits forgiven in a name of this length: none in very short ones, where every typo is another word. */
function tolerance(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** Finds by exact folded name, else by the one name within a typo's reach; otherwise names up to `limit` nearest display names. */
export function lookUp<T>(typed: string, names: readonly Named<T>[], display: (value: T) => string, limit = 3): Lookup<T> {
  const wanted = fold(typed).trim();
  const exact = names.find(({ name }) => fold(name) === wanted);
  if (exact) return { found: exact.value, nearest: [] };
  const ranked = names
    .map(({ name, value }) => ({ value, edits: distance(fold(name), wanted), length: name.length }))
    .sort((a, b) => a.edits - b.edits);
  const close = ranked.filter(({ edits }) => edits <= tolerance(wanted.length));
  const best = close.filter(({ edits }) => edits === close[0]?.edits);
  if (best[0] && new Set(best.map(({ value }) => value)).size === 1) return { found: best[0].value, nearest: [] };
  return { found: undefined, nearest: [...new Set(ranked.map(({ value }) => display(value)))].slice(0, limit) };
}
