import { isAuxiliary, isConjunction, isDeterminer, isPreposition } from '../people/word-classes.ts';
import type { Span } from '../quotation.ts';
import type { Marked } from './find-marked.ts';

/** A word, a mark, or a whole quotation (`quote`: its place in the list), which counts as one. `lower` is without a final point; `after` is what stands before it. */
export type Token = Span & { text: string; lower: string; isCapital: boolean; quote?: number };

/** A sentence of a paragraph (numbered from 0), with the quotations in it as single tokens. `isHeading`: most of its words are in capitals. */
export type Sentence = { tokens: Token[]; paragraph: number; isHeading: boolean };

const TOKEN =
  /(?:\p{L}\.){2,}|[\p{L}\p{N}@#$][\p{L}\p{M}\p{N}_]*(?:[-'’.&/][\p{L}\p{N}]+|,\d{3})*|--+|\.{2,}|([^\s\p{L}\p{N}])\1*/gu;
const ABBREVIATED =
  /^(?:mr|mrs|ms|dr|prof|sens?|reps?|gov|lt|gen|col|maj|capt|sgt|cpl|adm|cmdr|rev|hon|st|jr|sr|pres|det|insp|atty|del|inc|corp|co|ltd|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|calif|mass|pa|fla|ariz|va|wis|mich|minn|conn|\p{L})$/iu;
/** So long a sentence is parted where it stands, so that looking around in one stays cheap. */
const LONGEST = 200;

/** The sentences of a text between which no quotation is parted. `marked` are its outermost quotations in order. */
export function readSentences(text: string, marked: readonly Marked[]): Sentence[] {
  const sentences: Sentence[] = [];
  let tokens: Token[] = [];
  let paragraph = 0;
  const flush = () => {
    if (tokens.length > 0) sentences.push({ tokens, paragraph, isHeading: isHeading(tokens) });
    tokens = [];
  };
  const plain = (from: number, to: number) => {
    for (const line of text.slice(from, to).matchAll(/[^\n]*(\n|$)/g)) {
      const isWhole = tokens.length === 0 && line[1] === '\n';
      if (isWhole && !/[\p{L}\p{N}]/u.test(line[0])) {
        paragraph += 1;
        continue;
      }
      for (const token of readTokens(line[0], from + line.index)) {
        if (tokens.length >= LONGEST || endsSentence(tokens, token)) flush();
        tokens.push(token);
      }
      if (line[1] === '\n') {
        flush();
        paragraph += 1;
      }
    }
  };
  let at = 0;
  for (const [quote, { start, end, outer }] of marked.entries()) {
    plain(at, outer.start);
    at = outer.end;
    if (isNickname(text, outer)) continue;
    const token = {
      start: outer.start,
      end: outer.end,
      text: text.slice(start, end),
      lower: '',
      isCapital: true,
      quote,
    };
    if (tokens.length >= LONGEST || endsSentence(tokens, token)) flush();
    tokens.push(token);
  }
  plain(at, text.length);
  flush();
  return sentences;
}

/** Robert “Bobby” Scott: a part of the name. */
function isNickname(text: string, { start, end }: Span): boolean {
  if (end - start > 22 || !/^.\p{Lu}[\p{L}.’'-]*( \p{Lu}[\p{L}.’'-]*)?.$/u.test(text.slice(start, end))) return false;
  return (
    /\p{Lu}[\p{L}.’'-]* $/u.test(text.slice(Math.max(0, start - 24), start)) &&
    /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3))
  );
}

function* readTokens(line: string, from: number): Iterable<Token> {
  let read = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index < read) continue;
    const start = from + match.index;
    let [word] = match;
    const clitic = /['’]s$/iu.test(word) && word.length > 2 ? word.slice(-2) : '';
    if (clitic) word = word.slice(0, -2);
    else if (line[match.index + word.length] === '.' && word.length < 7 && ABBREVIATED.test(word)) word += '.';
    const end = start + word.length;
    read = match.index + word.length + clitic.length;
    yield make(word, start, end);
    if (clitic) yield make(clitic, end, end + 2);
  }
}

function make(text: string, start: number, end: number): Token {
  const lower = text.length > 1 ? text.replace(/\.$/, '').replace('’', "'").toLowerCase() : text.toLowerCase();
  return { start, end, text, lower, isCapital: /^\p{Lu}/u.test(text) };
}

/** Whether a sentence ends before this token. */
function endsSentence(tokens: readonly Token[], next: Token): boolean {
  const last = tokens.at(-1);
  if (!last) return false;
  if (last.quote !== undefined) {
    if (!/[.!?…]["'’”)\s]*$/.test(last.text)) return false;
    if (next.quote !== undefined) return true;
    return next.isCapital && /[.…]["'’”)\s]*$/.test(last.text);
  }
  if (/^(?:[.!?…]|\.{2,})$/.test(last.text)) return next.isCapital || /^[\p{N}@#$(]/u.test(next.text);
  return false;
}

function isSmall(word: string): boolean {
  return isPreposition(word) || isConjunction(word) || isAuxiliary(word) || isDeterminer(word);
}

/** A title-cased line: every longer word has a capital, but for prepositions and the like. */
function isHeading(tokens: readonly Token[]): boolean {
  if (tokens.length > 40 || tokens.some(({ text }) => /^[―—]$/.test(text))) return false; // a quotation’s “― Mira Vale”
  const words = tokens.filter(({ text, quote }) => quote === undefined && /^\p{L}{4}/u.test(text));
  return words.length >= 3 && words.every(({ isCapital, lower }) => isCapital || isSmall(lower));
}
