import { LEMMAS } from '../../facts/irregular-verbs.ts';

/** Verbs whose past form is the verb itself. */
const SAME = /^(?:beat|bet|broadcast|burst|cast|cost|cut|hit|hurt|let|put|quit|read|set|shed|shut|split|spread|upset)$/;

/** Whether a word, in lower case, is an irregular verb's form other than its first, or may be. */
export function isPastForm(word: string): boolean {
  return LEMMAS.has(word) || SAME.test(word);
}
