import { stemmer } from 'stemmer';
import { LEMMAS } from './irregular-verbs.ts';
import { STOP_WORDS } from './stop-words.ts';
import { COUNTRY_HEADS, SYNONYMS } from './synonyms.ts';

const MARKS = /\p{M}+/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
/** Text that folds to itself but for case: most of an English story. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Case, diacritics, width and typographic variants folded: “Havrén’s” and “HAVREN'S” are the same. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(MARKS, '').replace(APOSTROPHES, "'").toLowerCase();
}

const WORD = /\d+(?:[.,]\d+)*%?|(?:[a-z]\.){2,}|(?!\p{L}{1,2}\$)[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu;

/** The folded words of a text: runs of letters and digits, with a figure's own point, comma or per cent sign; “U.S.” is “us”, the “US” of “US$190” a currency and no word. */
export function words(text: string): string[] {
  const found = fold(text).match(WORD) ?? [];
  return found.map((word) => (word.includes('.') && !/^\d/.test(word) ? word.replaceAll('.', '') : word));
}

const CACHED = 100_000;
const stems = new Map<string, string>();

/** The stem of one folded word (Porter), irregular verbs by their lemma; possessives lose their “'s”. Memoised: a news vocabulary is small. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = /^\d/.test(word) ? word.replace(/,/g, '').replace(/%$/, '') : stemWord(word.replace(/'s?$/, ''));
    if (stems.size >= CACHED) stems.clear();
    stems.set(word, found);
  }
  return found;
}

function stemWord(word: string): string {
  return stemmer(LEMMAS.get(word) ?? word.replace(/(?<=\p{L}{4})is(e[ds]?|ing|ations?)$/u, 'iz$1'));
}

const conceptOfStem = new Map([...SYNONYMS].map(([word, head]) => [stem(word), stem(head)]));
const concepts = new Map<string, string | undefined>();

/** What one folded word is searched by: the stem that stands for it and its synonyms; undefined for a stop word. */
export function concept(word: string): string | undefined {
  if (concepts.has(word)) return concepts.get(word);
  const stemmed = stem(word);
  const found = STOP_WORDS.has(word) ? undefined : (conceptOfStem.get(stemmed) ?? stemmed);
  if (concepts.size >= CACHED) concepts.clear();
  concepts.set(word, found);
  return found;
}

/** The stems that stand for a country and its people. */
export const COUNTRY_STEMS: ReadonlySet<string> = new Set(COUNTRY_HEADS.map(stem));

/** A word where it stands in a text: offsets in code units, whether it has a capital, and whether it opens a sentence. */
export type Token = {
  word: string;
  stem: string;
  concept: string | undefined;
  start: number;
  end: number;
  capital: boolean;
  opens: boolean;
};

const LOCATED =
  /\d+(?:[.,]\d+)*%?|(?:\p{L}\.){2,}|(?!\p{L}{1,2}\$)[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['\u2019\u02bc]\p{L}+)?/gu;
const SENTENCE_END = /[.!?\u2026]["'\u2019\u201d)]*\s*["'\u2018\u201c(]*$/u;

/** The words of a text with where they stand. */
export function locate(text: string): Token[] {
  let before = 0;
  return Array.from(text.matchAll(LOCATED), ({ 0: raw, index: start }) => {
    const end = start + raw.length;
    const opens = start === 0 || SENTENCE_END.test(text.slice(before, start));
    before = end;
    const word = words(raw)[0] ?? fold(raw);
    return { word, stem: stem(word), concept: concept(word), start, end, capital: /^\p{Lu}/u.test(raw), opens };
  });
}
