import type { Item } from '../facts/library.ts';
import type { Search } from '../facts/search.ts';

/** What may be asked of an answer without saying anything of its matter. */
export type AskedOfLast = 'when' | 'where' | 'who' | 'why';

const OPENING = String.raw`^(?:(?:and|but|so|ok|okay)[\s,]+)*`;
const END = String.raw`[\s?!.]*$`;
const THAT = String.raw`(?:\s+(?:exactly|was|is|were|did|does|that|this|it|so|happen(?:ed)?|take place|he|she|they|say|said))*`;
const BARE: readonly [AskedOfLast, RegExp][] = [
  ['when', new RegExp(`${OPENING}(?:when|what (?:day|date|month|year))${THAT}${END}`, 'i')],
  ['where', new RegExp(`${OPENING}where${THAT}${END}`, 'i')],
  ['why', new RegExp(`${OPENING}why${THAT}${END}`, 'i')],
  ['who', new RegExp(String.raw`${OPENING}(?:who (?:said|says|told|claims?) (?:that|this|it|so)|says who)${END}`, 'i')],
];

/** What a question asks of the answer before it, where it asks no more than “when was that?”, “why?”, “who said so?”. */
export function askedOfLast(question: string): AskedOfLast | undefined {
  return BARE.find(([, pattern]) => pattern.test(question.trim()))?.[0];
}

/** The items of the last answer that tell it: those that have a time, a place, a reason, or somebody who says so. */
export function answerOfLast(
  asked: AskedOfLast,
  items: readonly Item[],
  search: Pick<Search<Item>, 'passage'>,
): Item[] {
  return items.filter((item) => {
    if (asked === 'when') return item.when !== undefined;
    if (asked === 'who') return item.speaker !== undefined || (item.kind === 'fact' && item.attribution !== undefined);
    const { places, reasons } = search.passage(item);
    return asked === 'where' ? places.length > 0 : reasons;
  });
}
