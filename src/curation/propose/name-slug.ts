import { STOP_WORDS } from '../../facts/stop-words.ts';
import { fold, words } from '../../facts/words.ts';

/** Far below what the schema takes: people type them. */
const LONGEST = 40;

/** Words joined to an identifier, as many as there is room for; `fallback` where none is in Latin letters. */
export function slugOf(text: readonly string[], fallback: string, longest = LONGEST): string {
  let slug = '';
  for (const word of text) {
    const plain = fold(word)
      .replace(/'s?$/, '')
      .replaceAll(/[^a-z0-9]+/g, '');
    if (plain === '' || plain.length > longest) continue;
    if (slug.length + plain.length + 1 > longest) break;
    slug += slug === '' ? plain : `-${plain}`;
  }
  return slug || fallback;
}

/** The words of a text that say what it is about, in their order. */
export function contentWords(text: string, most: number): string[] {
  return words(text)
    .filter(
      (word) => !STOP_WORDS.has(word) && !/^(?:said|says|say|told|mr|mrs|ms|dr|amid|despite|sen|rep|gov)$/.test(word),
    )
    .slice(0, most);
}

/** Gives out identifiers, each once; one that is taken gets a number. */
export function createNames(taken: Iterable<string> = []): (wanted: string) => string {
  const used = new Set(taken);
  const next = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    for (let count = next.get(wanted) ?? 2; used.has(name); count += 1) {
      name = `${wanted}-${count}`;
      next.set(wanted, count + 1);
    }
    used.add(name);
    return name;
  };
}
