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

/** The words that answer “how many” or “when”, where one possible answer stands out. Who and where are marked only: a name near the question's words is too often another one. */
export function shortAnswer(question: Question, weights: readonly number[], passage: Passage): string | undefined {
  if (question.asked !== 'figure' && question.asked !== 'when') return undefined;
  const [best, second] = byNearness(question, weights, passage);
  if (!best?.sure) return undefined;
  if (second && nearness(second, question, weights, passage) > CLEARLY * nearness(best, question, weights, passage))
    return undefined;
  const { text } = passage.document;
  const { start, end } = stretchOf(best, passage);
  // “Siberia 2” counts nothing.
  return NAME_BEFORE.test(text.slice(0, start)) && !/\D/.test(text.slice(start, end))
    ? undefined
    : text.slice(start, end);
}

const NAME_BEFORE = /\p{Lu}[\p{L}\p{M}]* $/u;
const CLEARLY = 0.9;

function byNearness(question: Question, weights: readonly number[], passage: Passage): Candidate[] {
  if (question.whoIs) return []; // a description answers, no name
  const found = findCandidates(question, passage.tokens, passage.document.text) ?? [];
  const near = new Map(found.map((one) => [one, nearness(one, question, weights, passage)]));
  return found.sort((a, b) => Number(b.sure) - Number(a.sure) || (near.get(b) ?? 0) - (near.get(a) ?? 0));
}

const CURRENCY = /(?:US|A|C)?[$£€¥]\s?$/;

/** From the first word to the last, with a currency sign before it and a bracket that closes after it, without a possessive's end. */
function stretchOf({ from, to }: Candidate, { tokens, document: { text } }: Passage): Stretch {
  const start = tokens[from]?.start ?? 0;
  const sign = CURRENCY.exec(text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  const last = tokens[to]?.end ?? start;
  const words = text.slice(start, last);
  if (words.includes('(') && !words.includes(')') && text[last] === ')') return { start: start - sign, end: last + 1 };
  return { start: start - sign, end: last - (/['’]s?$/.exec(words)?.[0].length ?? 0) };
}
