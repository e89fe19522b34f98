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

/** The words that answer “how many”, “when”, “who”, “where”, where one possible answer stands out. */
export function shortAnswer(question: Question, weights: readonly number[], passage: Passage): string | undefined {
  const [best, second] = byNearness(question, weights, passage);
  if (!best?.sure || question.asked === undefined || question.asked === 'why') return undefined;
  if (second && nearness(second, question, weights, passage) > CLEARLY * nearness(best, question, weights, passage))
    return undefined;
  const { start, end } = stretchOf(best, passage);
  return passage.document.text.slice(start, end);
}

const CLEARLY = 0.9;

function byNearness(question: Question, weights: readonly number[], passage: Passage): Candidate[] {
  if (question.whoIs) return []; // a description answers, no name
  const found = findCandidates(question, passage.tokens, passage.document.text) ?? [];
  const near = new Map(found.map((one) => [one, nearness(one, question, weights, passage)]));
  return found.sort((a, b) => Number(b.sure) - Number(a.sure) || (near.get(b) ?? 0) - (near.get(a) ?? 0));
}

/** From the first word to the last, with a currency sign before it. */
function stretchOf({ from, to }: Candidate, { tokens, document }: Passage): Stretch {
  const start = tokens[from]?.start ?? 0;
  const sign = /(?:US|A|C)?[$£€¥]\s?$/.exec(document.text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  return { start: start - sign, end: tokens[to]?.end ?? start };
}
