import { distance } from 'fastest-levenshtein';
import { fold } from './words.ts';

/** A name that people may type, and what it names. */
export type Named<T> = { name: string; value: T };

/**
 * What a look-up by name gives: the thing; or, where the name is `ambiguous`, the names of all that bear it; or the
 * nearest known names, nearest first. Not finding is a value, not an error.
 */
export type Lookup<T> = { found: T | undefined; nearest: string[]; ambiguous: boolean };

/** The look-up that found this. */
export function foundIt<T>(found: T): Lookup<T> {
  return { found, nearest: [], ambiguous: false };
}

/**
 * Finds by exact folded name, else by the one name within a typo's reach. Several that share a name are told apart only
 * by `display`, the one name that each has to itself; all names of one value stand together in the list. Otherwise gives
 * the `limit` nearest of those that are `offered`.
 */
export function indexNames<T>(
  names: readonly Named<T>[],
  display: (value: T) => string,
  limit = 3,
  offered: (value: T) => boolean = () => true,
): (typed: string) => Lookup<T> {
  const exact = new Map<string, T[]>();
  for (const { name, value } of names) {
    const key = fold(name);
    const bearers = exact.get(key);
    if (!bearers) exact.set(key, [value]);
    else if (bearers.at(-1) !== value) bearers.push(value);
  }
  return (typed) => {
    const wanted = fold(typed).trim();
    let bearers = exact.get(wanted) ?? [];
    if (bearers.length > 1) {
      const own = bearers.filter((value) => fold(display(value)) === wanted);
      if (own.length !== 1) return { found: undefined, nearest: unique(bearers.map(display)), ambiguous: true };
      bearers = own;
    }
    const [only] = bearers;
    if (only !== undefined) return foundIt(only);
    const ranked = [...exact]
      .map(([name, values]) => ({ values, edits: distance(name, wanted) }))
      .sort((a, b) => a.edits - b.edits);
    const close = ranked.filter(({ edits }) => edits <= tolerance(wanted.length) && edits === ranked[0]?.edits);
    const candidates = new Set(close.flatMap(({ values }) => values));
    const [candidate] = candidates;
    if (candidate !== undefined && candidates.size === 1) return foundIt(candidate);
    const near = ranked.flatMap(({ values }) => values).filter(offered);
    return { found: undefined, nearest: unique(near.map(display)).slice(0, limit), ambiguous: false };
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** The edits forgiven in a name of this length: none in very short ones, where every typo is another word. */
function tolerance(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}
