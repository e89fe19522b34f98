import { isCurrency } from '../facts/currency.ts';
import { findKinds, PLACE_KINDS } from '../facts/gazetteer.ts';
import { lexicalKind } from '../facts/lexicon.ts';
import { STOP_WORDS } from '../facts/stop-words.ts';
import type { Passage } from '../facts/passage.ts';
import type { Token } from '../facts/words.ts';
import type { Question } from './question.ts';

/** Words of an item that may be the answer: first and last word's index; `sure` where a list or a figure's own form says that they are of the kind asked for. */
export type Candidate = { from: number; to: number; sure: boolean };

const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
const WEEKDAY = /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight)$/;
const YEAR = /^(?:1[5-9]|20)\d\ds?$/;
const SPAN = /^(?:year|month|week|day|hour|minute|decade|century|centuries|second)s?$/;
const FIGURE =
  /^(?:\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|half|third|quarter|dozens?|double[ds]?|tripled?|twice|once)$/;
const SCALE = /^(?:million|billion|trillion|hundred|thousand|bn|m|tn|k|dozen|percent|cent|per|half|km|kg)s?$/;
const MONEY = /\p{Sc}\s?$/u;
const PERCENT = /%|\bper\s?cent|percent/i;

/** Where an item's words may answer the question by what they are; undefined where the question asks for no kind of thing that can be told. */
export function findCandidates(question: Question, tokens: readonly Token[], text: string): Candidate[] | undefined {
  const fresh = ({ from, to }: { from: number; to: number }) =>
    tokens.slice(from, to + 1).some(({ word, stem }) => !STOP_WORDS.has(word) && !question.stems.has(stem));
  const all = candidatesOf(question, tokens, text);
  return all?.filter(fresh);
}

function candidatesOf(question: Question, tokens: readonly Token[], text: string): Candidate[] | undefined {
  const { asked, kinds, unit } = question;
  if (asked === 'figure') return figures(tokens, text).filter((found) => unitFits(unit, found, tokens, text));
  if (asked === 'when') return times(tokens);
  if (kinds.length > 0) {
    const sure = findKinds(tokens, kinds).map((found) => ({ ...found, sure: true }));
    return sure.length > 0 || !question.named ? sure : names(tokens);
  }
  if (asked === 'where')
    return [...findKinds(tokens, PLACE_KINDS).map((found) => ({ ...found, sure: true })), ...places(tokens)];
  if (question.person) return people(tokens, text);
  if (question.named) return names(tokens);
  return undefined;
}

function figures(tokens: readonly Token[], text: string): Candidate[] {
  const found: Candidate[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const word = tokens[from]?.word ?? '';
    if (!FIGURE.test(word) || YEAR.test(word) || isDay(tokens, from)) continue;
    let to = from;
    while (SCALE.test(tokens[to + 1]?.word ?? '') && adjoins(tokens, to, text)) to += 1;
    found.push({ from, to, sure: true });
    from = to;
  }
  return found;
}

/** “June 14” is a date, not a figure. */
function isDay(tokens: readonly Token[], i: number): boolean {
  const near = [tokens[i - 1], tokens[i + 1]];
  return /^\d{1,2}$/.test(tokens[i]?.word ?? '') && near.some((token) => token?.capital && MONTH.test(token.word));
}

function adjoins(tokens: readonly Token[], i: number, text: string): boolean {
  const [here, next] = [tokens[i], tokens[i + 1]];
  return here !== undefined && next !== undefined && /^[\s-]?$/.test(text.slice(here.end, next.start));
}

/** Money for “how much”, a share for “what percentage”, years for “how old”, and for “how many votes” not the figure of another thing. */
function unitFits(unit: Question['unit'], { from, to }: Candidate, tokens: readonly Token[], text: string): boolean {
  const first = tokens[from];
  const last = tokens[to];
  if (!first || !last || unit === undefined) return true;
  const money =
    MONEY.test(text.slice(Math.max(0, first.start - 3), first.start)) || isCurrency(tokens[to + 1]?.word ?? '');
  const share = PERCENT.test(text.slice(first.start, last.end + 9)) || /^(?:half|third|quarter)/.test(first.word);
  if (unit === 'money') return money;
  if (unit === 'share') return share;
  if (unit === 'count') return !money && !share;
  return true;
}

function times(tokens: readonly Token[]): Candidate[] {
  const found: Candidate[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const one = tokens[from];
    if (!one || !isTime(one, tokens[from + 1], tokens[from - 1])) continue;
    let to = from;
    while (
      to + 1 < tokens.length &&
      (/^\d{1,4}(?:st|nd|rd|th)?$/.test(tokens[to + 1]?.word ?? '') ||
        (tokens[to + 1]?.capital && MONTH.test(tokens[to + 1]?.word ?? '')))
    )
      to += 1;
    if (/^(?:last|this|next|in|for|after)$/.test(one.word)) to = Math.max(to, from + 1);
    found.push({ from, to, sure: true });
    from = to;
  }
  return found;
}

function isTime({ word, capital }: Token, next: Token | undefined, before: Token | undefined): boolean {
  if (YEAR.test(word) || WEEKDAY.test(word)) return true;
  if (MONTH.test(word)) return capital;
  if (/^(?:last|this|next)$/.test(word))
    return SPAN.test(next?.word ?? '') || /^(?:weekend|spring|summer|autumn|winter)$/.test(next?.word ?? '');
  if (SPAN.test(word))
    return /^(?:\d.*|a|an|two|three|four|five|six|seven|eight|nine|ten|few|several)$/.test(before?.word ?? '');
  return /^\d{1,2}(?:st|nd|rd|th)?$/.test(word) && next?.capital === true && MONTH.test(next.word);
}

/** Names: words with a capital, several in a row as one; what opens a sentence is a name where English has no such word. */
function names(tokens: readonly Token[]): Candidate[] {
  const found: Candidate[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    if (!isName(tokens[from], tokens[from + 1])) continue;
    let to = from;
    while (tokens[to + 1]?.capital && !tokens[to + 1]?.opens) to += 1;
    found.push({ from, to, sure: false });
    from = to;
  }
  return found;
}

const ACRONYM = /^[\p{Lu}\d.+]{2,}$/u;
const TITLE =
  /^(?:mr|mrs|ms|dr|sir|dame|lord|lady|king|queen|prince|princess|pope|president|senator|sen|rep|gov|governor|justice|judge|saint)$/;

function isPlace(parts: readonly Token[]): boolean {
  return findKinds(parts, PLACE_KINDS).some(({ from, to }) => from === 0 && to === parts.length - 1);
}

/** Names that may be somebody's; sure where a first name goes before or a title. */
function people(tokens: readonly Token[], text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const one of names(tokens)) {
    const parts = tokens.slice(one.from, one.to + 1);
    if (parts.every(({ start, end }) => ACRONYM.test(text.slice(start, end))) || isPlace(parts)) continue;
    const first = parts[0]?.word ?? '';
    found.push({ ...one, sure: (parts.length > 1 && lexicalKind(first) === 'name') || TITLE.test(first) });
  }
  return found;
}

function isName(token: Token | undefined, next: Token | undefined): boolean {
  if (!token?.capital || STOP_WORDS.has(token.word) || MONTH.test(token.word) || WEEKDAY.test(token.word)) return false;
  if (!token.opens) return true;
  return (next?.capital === true && !next.opens) || lexicalKind(token.word) !== 'word';
}

const PLACE_BEFORE = /^(?:in|at|to|from|near|across|outside|inside|off)$/;

function places(tokens: readonly Token[]): Candidate[] {
  return names(tokens).filter(({ from }) => {
    const before = tokens[from - 1];
    return PLACE_BEFORE.test(before?.word === 'the' ? (tokens[from - 2]?.word ?? '') : (before?.word ?? ''));
  });
}

/** How far a word reaches: at this distance from a possible answer it counts half. */
const REACH = 8;

/** The weight of the question's words around a possible answer, each less the farther it stands. */
export function nearness(
  { from, to }: Pick<Candidate, 'from' | 'to'>,
  { terms }: Question,
  weights: readonly number[],
  { positions }: Pick<Passage, 'positions'>,
): number {
  let sum = 0;
  for (const [i, { concept }] of terms.entries()) {
    let nearest = Infinity;
    for (const place of positions.get(concept) ?? []) {
      const distance = place < from ? from - place : place > to ? place - to : Infinity;
      if (distance < nearest) nearest = distance;
    }
    sum += (weights[i] ?? 0) / (1 + (nearest - 1) / REACH);
  }
  return sum;
}
