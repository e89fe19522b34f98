import type { Passage } from '../facts/passage.ts';
import { findCandidates, nearness, type Candidate } from './candidates.ts';
import type { Question } from './question.ts';

/** A stretch of an item's text, in code units. */
export type Stretch = { start: number; end: number };

/** The words of an item that answer the question: those of the right kind nearest to what it asks about; empty where that can't be told. */
export function highlight(question: Question, weights: readonly number[], passage: Passage): Stretch[] {
  const [best] = byNearness(question, weights, passage);
  return best ? [stretchOf(best, passage)] : [];
}

/**
 * The words that answer “how many” or “when”, where one possible answer stands out and is told as it is: in digits, no
 * bound, range, plan or guess; of the things that are asked about; and a time with its year. It stands first in the
 * reply, where nothing around it could set it right. Who and where are marked only: a name near the question's words is
 * too often another one.
 */
export function shortAnswer(question: Question, weights: readonly number[], passage: Passage): string | undefined {
  if (question.asked !== 'figure' && question.asked !== 'when') return undefined;
  const [best, second] = byNearness(question, weights, passage);
  if (!best?.sure) return undefined;
  if (second && nearness(second, question, weights, passage) > CLEARLY * nearness(best, question, weights, passage))
    return undefined;
  const { text } = passage.document;
  const { start, end } = stretchOf(best, passage);
  const words = text.slice(start, end);
  const before = text.slice(0, start);
  const asked = [...question.words].join(' ');
  if (GUESSED.test(text) || GOES_ON.test(text.slice(end))) return undefined;
  if (FIRST_OR_LAST.test(asked) && !FIRST_OR_LAST.test(text)) return undefined;
  if (question.asked === 'when')
    return NOT_THEN.test(before) || !/\b\d{4}\b/.test(words) || (TO_COME.test(text) && ASKS_OF_PAST.test(asked))
      ? undefined
      : words;
  if (INEXACT.test(before) || TO_COME.test(text)) return undefined;
  if (!/^\p{L}{0,3}\p{Sc}?\d/u.test(words) || (NAME_BEFORE.test(before) && !/\D/.test(words))) return undefined;
  return question.unit === 'count' && !counts(question, best, passage) ? undefined : words;
}

const CLEARLY = 0.9;
/** What is not said to be so; and what is to come, which answers when it will be, but not when it was or how much it is. */
const GUESSED = /\b(?:could|may|might|would|should|forecast\w*|predict\w*|estimat\w*|goal|target\w*|aims?|if)\b/;
const TO_COME = /\b(?:will|shall|expect\w*|plans?|planned|due|scheduled)\b/;
const ASKS_OF_PAST = /\b(?:did|was|were|had)\b/;
/** What makes the figure or time after it a bound, an end of a range or a guess. */
const INEXACT =
  /(?:\b(?:than|over|under|above|below|about|around|nearly|almost|least|most|up to|between|from \S+ to|and|or|some|roughly|approximately|one in|half|of the|hundred|thousand|million)|[-–−~≈<>]|\d[.,]?)\s*$/iu;
const NOT_THEN =
  /\b(?:by|before|after|until|till|since|between|from|to|and|or|late|early|end of|about|around)(?: the)?\s*$/i;
/** What makes the figure or time before it a part of something longer. */
const GOES_ON = /^(?:\s*[-–−]|\s+(?:to|or|and)\s+\p{Sc}?\d|\s+(?:percentage|and a|or so|or more))/u;
const FIRST_OR_LAST = /\b(?:first|last|next|again|previous(?:ly)?|latest|original(?:ly)?)\b(?! (?:year|month|week))/i;
const NAME_BEFORE = /\p{Lu}[\p{L}\p{M}]* $/u;
/** A figure counts what stands so many words after it at most. */
const REACH = 3;

function counts({ stems }: Question, { to }: Candidate, { tokens }: Passage): boolean {
  return tokens.slice(to + 1, to + 1 + REACH).some(({ stem }) => stems.has(stem));
}

function byNearness(question: Question, weights: readonly number[], passage: Passage): Candidate[] {
  if (question.whoIs) return []; // a description answers, no name
  const found = findCandidates(question, passage.tokens, passage.document.text) ?? [];
  const near = new Map(found.map((one) => [one, nearness(one, question, weights, passage)]));
  return found.sort((a, b) => Number(b.sure) - Number(a.sure) || (near.get(b) ?? 0) - (near.get(a) ?? 0));
}

const CURRENCY = /(?:(?<!\p{L})\p{Lu}{1,3})?\p{Sc}\s?$/u;

/** From the first word to the last, with a currency sign before it and a bracket that closes after it, without a possessive's end. */
function stretchOf({ from, to }: Candidate, { tokens, document: { text } }: Passage): Stretch {
  const start = tokens[from]?.start ?? 0;
  const sign = CURRENCY.exec(text.slice(Math.max(0, start - 6), start))?.[0].length ?? 0;
  const last = tokens[to]?.end ?? start;
  const words = text.slice(start, last);
  if (words.includes('(') && !words.includes(')') && text[last] === ')') return { start: start - sign, end: last + 1 };
  return { start: start - sign, end: last - (/['’]s?$/.exec(words)?.[0].length ?? 0) };
}
