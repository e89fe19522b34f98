import type { Marked } from './find-marked.ts';

const SMALL = /^(?:a|an|the|and|or|but|of|in|on|at|to|for|from|with|by|as|is|vs|it|i)$/;
/** Before the name of a work or programme: CBS’s “Face the Nation”, the song “…”, on “…”. */
const WORKS =
  /^(?:song|songs|book|novel|film|movie|documentary|album|show|programme|program|series|episode|column|commentary|essay|article|paper|podcast|play|single|poem|magazine|titled|entitled|called|named|on|from|broadcast|edition|'s)$/;

const KINDS = /^(?:show|programme|program|series|podcast|host|column|magazine)$/;

/** Whether marks hold a title rather than words said: “Face the Nation”. `before` has the words in front, the nearest first, `after` those behind; `isCited`: somebody is said to say it. */
export function isTitle(text: string, before: readonly string[], after: readonly string[], isCited: boolean): boolean {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  if (words.length === 0 || words.length > 9 || /[.!?]\s+\S/.test(text)) return false;
  const big = words.filter((word) => !SMALL.test(word.toLowerCase()));
  if (big.length === 0 || !big.every((word) => /^[\p{Lu}\p{N}]/u.test(word))) return false;
  const [last = '', beforeLast = ''] = before;
  const isOfWork =
    WORKS.test(last) || (last === 'of' && WORKS.test(beforeLast)) || after.some((word) => KINDS.test(word));
  return isOfWork || (big.length > 1 && !isCited);
}

/** Leaves out what a headline quotes, in single marks, where the body quotes it too: there in full and with who speaks. */
export function withoutHeadlines(text: string, marked: readonly Marked[]): Marked[] {
  const words = ({ start, end }: Marked) => foldWords(text.slice(start, end));
  if (!marked.some(isHeadline)) return [...marked];
  const body = ` ${marked.flatMap((each) => (isHeadline(each) ? [] : [words(each)])).join(' | ')} `;
  return marked.filter((each) => !isHeadline(each) || !body.includes(` ${words(each)} `));
}

function isHeadline({ mark, isNested }: Marked): boolean {
  return !isNested && /['‘]/.test(mark);
}

function foldWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
