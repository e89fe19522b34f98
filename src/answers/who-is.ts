import type { Passage } from '../facts/passage.ts';
import { fold, words } from '../facts/words.ts';

const WHO_IS =
  /^(?:and |but |so )?(?:who(?:'s| is| was| are|s) (?:this |that )?([\p{L}\p{M}.'’ -]+?)(?: (?:guy|person|man|woman|again|exactly|by the way))*|(?:where|who) (?:is|was|does) ([\p{L}\p{M}.'’ -]+?) (?:from|works?(?: for)?))[\s?!.]*$/u;

/** The folded words of a name of which “who is …” asks no more than who that is, or “where is … from” for whom they work. */
export function whoIsAsked(question: string, isName: (word: string) => boolean): string[] | undefined {
  const [, asked, worker] = WHO_IS.exec(fold(question).trim()) ?? [];
  const name = words(asked ?? worker ?? '').map((word) => word.replace(/'s?$/, ''));
  return name.length > 0 && name.every((word) => isName(word)) ? name : undefined;
}

const REACH = 3;

/** Whether an item says who somebody is: the name, then “is a”, “was the” or a comma's “a”. */
export function tellsWho(name: readonly string[], { tokens, document }: Passage): boolean {
  return tokens.some(({ word, end }, i) => {
    if (!name.includes(word.replace(/'s?$/, ''))) return false;
    const after = tokens.slice(i + 1, i + 1 + REACH).map((token) => token.word);
    const is = after.findIndex((next) => /^(?:is|was|are|were)$/.test(next));
    if (is >= 0 && /^(?:an?|the|one)$/.test(after[is + 1] ?? tokens[i + 2 + is]?.word ?? '')) return true;
    return /^, (?:an?|the)\b/.test(document.text.slice(end, end + 6));
  });
}
