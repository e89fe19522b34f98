import { stemmer } from 'stemmer';

/** Case, diacritics, width and typographic variants folded: “Havrén’s” and “HAVREN'S” are the same. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase();
}

/** The folded words of a text: runs of letters and digits, with a figure's own point, comma or per cent sign. */
export function words(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

const WORD = /\d+(?:[.,]\d+)*%?|[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu;

const stems = new Map<string, string>();

/** The stem of one folded word (Porter); possessives lose their “'s”. Memoised: a news vocabulary is small. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = /^\d/.test(word) ? word.replace(/,/g, '').replace(/%$/, '') : stemmer(word.replace(/'s?$/, ''));
    if (stems.size > 100_000) stems.clear();
    stems.set(word, found);
  }
  return found;
}
