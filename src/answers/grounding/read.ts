import { concept, fold, stem } from '../../facts/words.ts';
import { headOf } from './equivalents.ts';

/** One word, figure or mark of a text. */
export type Token = {
  raw: string;
  /** Folded, without a possessive “'s”. */
  word: string;
  stem: string;
  /** What stands for it and for what means the same; undefined for a mark and a word that only builds sentences. */
  concept: string | undefined;
  kind: 'word' | 'figure' | 'mark';
  capital: boolean;
  /** Whether white space stands before it. */
  spaced: boolean;
  /** It is the first word of its sentence. */
  opens: boolean;
};

/** A text as the signals read it. */
export type Reading = { text: string; tokens: Token[]; sentences: Token[][] };

const TOKEN = /\d+(?:[.,]\d+)*|(?:\p{L}\.){2,}|[\p{L}\p{M}]+(?:['’ʼ]\p{L}+)*|\n|\S/gu;
const ABBREVIATION =
  /^(?:mr|mrs|ms|dr|st|sen|rep|gov|gen|col|sgt|lt|capt|prof|jr|sr|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])$/;
const ENDS = /^[.!?\n]$/;
/** What may stand between a sentence's full stop and the next sentence. */
const CLOSES = /^["'”’`)\]]$/;

/** Words of several words that stand for one, by the words joined with blanks. */
const PHRASES: ReadonlyMap<string, string> = new Map(
  [
    ['united states', 'america'],
    ['united kingdom', 'britain'],
    ['great britain', 'britain'],
    ['european union', 'eu'],
    ['soviet union', 'soviet'],
    ['per cent', '%'],
    ['percent', '%'],
    ['percentage point', 'points'],
    ['percentage points', 'points'],
    ['pct', '%'],
    ['n t', "n't"],
    ['turned down', 'rejected'],
    ['turn down', 'reject'],
    ['turns down', 'rejects'],
    ['go up', 'rise'],
    ['goes up', 'rises'],
    ['went up', 'rose'],
    ['going up', 'rising'],
    ['gone up', 'risen'],
    ['go down', 'fall'],
    ['went down', 'fell'],
    ['called off', 'cancelled'],
    ['more and more', 'increasingly'],
    ['line up', 'align'],
    ['lining up', 'aligning'],
    ['lined up', 'aligned'],
    ['make up', 'constitute'],
    ['sum up', 'summarise'],
    ['hold back', 'contain'],
    ['such as', 'like'],
    ['set up', 'founded'],
    ['as well as', 'and'],
    ['along with', 'with'],
    ['anything but', 'not'],
    ['far from a', 'not'],
    ['the most of', 'advantage'],
    ['took place', 'happened'],
    ['take place', 'happen'],
  ].map(([phrase = '', word = '']): [string, string] => [phrase, word]),
);

/** Splits a text into words, figures and marks, and these into sentences; linear in its length. */
export function readText(text: string): Reading {
  const plain = joinFigures(text.normalize('NFKC'));
  const tokens: Token[] = [];
  const sentences: Token[][] = [];
  let sentence: Token[] = [];
  let ended = false;
  let last = 0;
  for (const match of plain.matchAll(TOKEN)) {
    const [raw] = match;
    const spaced = match.index > last;
    last = match.index + raw.length;
    if (ended && !CLOSES.test(raw) && !ENDS.test(raw) && (spaced || !/^[\d\p{Ll}]/u.test(raw))) {
      if (sentence.length > 0) sentences.push(sentence);
      sentence = [];
      ended = false;
    }
    if (raw === '\n') {
      ended = true;
      continue;
    }
    const previous = tokens.at(-1);
    const token = readToken(raw, spaced, previous);
    if (token === undefined) continue;
    token.opens = token.kind !== 'mark' && !sentence.some(({ kind }) => kind !== 'mark');
    const long =
      sentence.length > 1 ? PHRASES.get(`${tokens.at(-2)?.word} ${previous?.word} ${token.word}`) : undefined;
    if (long !== undefined) {
      tokens.pop();
      sentence.pop();
    }
    const phrase = long ?? (sentence.length > 0 ? PHRASES.get(`${previous?.word} ${token.word}`) : undefined);
    const first = tokens.at(-1);
    if (first && phrase !== undefined) {
      rewrite(first, phrase, raw);
      continue;
    }
    tokens.push(token);
    sentence.push(token);
    if (ENDS.test(raw)) ended = !(raw === '.' && previous && ABBREVIATION.test(previous.word) && !spaced);
  }
  if (sentence.length > 0) sentences.push(sentence);
  return { text: plain, tokens, sentences };
}

/** Figures that were torn apart at their comma or point: “36, 000” and “1. 3 million”. */
function joinFigures(text: string): string {
  return text
    .replaceAll(/(?<![\d.,])\d{1,3}(?:, \d{3})+(?!\d)/g, (torn) => torn.replaceAll(' ', ''))
    .replaceAll(/(?<![\d.,])(\d{1,3})\. (?=\d{1,2} ?(?:%|per ?cent|[mb]illion|trillion|bn|km|kg|m)\b)/g, '$1.');
}

function readToken(raw: string, spaced: boolean, previous: Token | undefined): Token | undefined {
  const kind = /^\d/.test(raw) ? 'figure' : /^\p{L}/u.test(raw) ? 'word' : 'mark';
  if (kind === 'mark' && raw === '$' && previous?.word === 'us' && !spaced) rewrite(previous, '$', '$');
  if (kind === 'mark' && raw === '$' && previous?.raw === '$') return undefined;
  if (kind === 'mark' && raw === '$' && previous && !spaced && OTHER_DOLLARS.test(previous.raw)) {
    rewrite(previous, `${previous.raw}$`.toLowerCase(), `${previous.raw}$`);
    previous.kind = 'mark';
    return undefined;
  }
  const folded = fold(raw).replaceAll(/(?<=\p{L})\.(?=\p{L}|$)/gu, '');
  const word = PHRASES.get(folded) ?? folded.replace(/'s?$/, '');
  const token: Token = { raw, word: '', stem: '', concept: undefined, kind, spaced, capital: false, opens: false };
  token.capital = kind === 'word' && /^\p{Lu}/u.test(raw);
  setWord(token, word);
  return token;
}

/** Dollars of other countries: “A$”, “HK$”. */
const OTHER_DOLLARS = /^(?:A|AU|C|CA|HK|NT|NZ|R|S)$/;

function rewrite(token: Token, word: string, raw: string): void {
  token.raw = raw;
  setWord(token, word);
  if (!/^\p{L}/u.test(word)) token.kind = 'mark';
}

function setWord(token: Token, word: string): void {
  token.word = word;
  token.stem = token.kind === 'mark' ? word : stem(word);
  const known = token.kind === 'mark' ? undefined : concept(word);
  token.concept = known === undefined ? undefined : headOf(known);
}
