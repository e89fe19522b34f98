import type { Hit, Search } from '../facts/search.ts';
import type { AskedKind } from './asked.ts';
import { confidence, fitness, THRESHOLD, WEIGHTS, type Weights } from './calibrate.ts';
import { chooseCited } from './choose-cited.ts';
import { weigh } from './coverage.ts';
import { compare } from './features.ts';
import { resolveFollowUp, type Asked } from './follow-up.ts';
import { gist } from './gist.ts';
import { highlight, shortAnswer, type Stretch } from './highlight.ts';
import { readQuestion } from './question.ts';

/** What the store says to a question. `ranked` is filled even when refused; `cited` are the one to three items that answer, best first. */
export type Answer<T> = {
  refused: boolean;
  /** Calibrated confidence, 0 to 1; below the threshold the answer is refused. */
  score: number;
  ranked: Hit<T>[];
  cited: T[];
  /** The question as it was understood: with a follow-up's missing words taken from the question before it. */
  understood: string;
  /** What kind of thing is asked for, where the question tells. */
  asked?: AskedKind;
  /** The name, folded, of which the question asks no more than who that is; a person's entry answers, where no item does. */
  whoIs?: string;
  /** For each cited item the stretches of its text that answer, in order; none where that is unsure. */
  highlights: Stretch[][];
  /** The answer in a few words of the first cited item, where it has one of the kind asked for that stands out. */
  shortAnswer?: string;
};

/** How many of the best hits are held against the question. */
const JUDGED = 40;
/** In characters, longer than anyone's question; a pasted page is refused. */
export const LONGEST_QUESTION = 600;

/** Answers from the store with the items that answer, or refuses. A follow-up is read together with the question before it. */
export function answerQuestion<T>(
  search: Search<T>,
  question: string,
  previous?: Asked,
  signals: Weights = WEIGHTS,
): Answer<T> {
  const understood = resolveFollowUp(gist(question.slice(0, LONGEST_QUESTION)), previous);
  const read = readQuestion(understood, search);
  const weights = weigh(read, search);
  const hits = search.find(understood, JUDGED);
  const judged = hits.map(({ item, score }) => {
    const passage = search.passage(item);
    const relevance = score / (hits[0]?.score ?? score);
    const features = { ...compare(read, weights, passage), relevance };
    return { item, passage, score: fitness(features, signals) };
  });
  judged.sort((a, b) => b.score - a.score);
  const [best] = judged;
  const answerable = best && !read.errand && !read.dangling && question.length <= LONGEST_QUESTION;
  const score = answerable ? confidence(best.score) : 0;
  const refused = score < THRESHOLD;
  const ranked = judged.map(({ item, score: fit }) => ({ item, score: fit }));
  const cited = refused ? [] : chooseCited(judged);
  const short = refused || !best ? undefined : shortAnswer(read, weights, best.passage);
  return {
    refused,
    score,
    ranked,
    cited: cited.map(({ item }) => item),
    understood,
    ...(read.asked && { asked: read.asked }),
    ...(read.whoIs && { whoIs: read.whoIs.join(' ') }),
    highlights: cited.map(({ passage }) => highlight(read, weights, passage)),
    ...(short !== undefined && { shortAnswer: short }),
  };
}
