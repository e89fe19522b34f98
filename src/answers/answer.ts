import type { Hit, Search } from '../facts/search.ts';
import { confidence, fitness, THRESHOLD } from './calibrate.ts';
import { chooseCited } from './choose-cited.ts';
import { compare, weigh } from './features.ts';
import { resolveFollowUp, type Asked } from './follow-up.ts';
import { gist } from './gist.ts';
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
};

/** How many of the best hits are held against the question. */
const JUDGED = 20;
/** In characters, longer than anyone's question; a pasted page is refused. */
export const LONGEST_QUESTION = 600;

/** Answers from the store with the items that answer, or refuses. A follow-up is read together with the question before it. */
export function answerQuestion<T>(search: Search<T>, question: string, previous?: Asked): Answer<T> {
  const understood = resolveFollowUp(gist(question.slice(0, LONGEST_QUESTION)), previous);
  const read = readQuestion(understood, search);
  const weights = weigh(read, search);
  const hits = search.find(understood, JUDGED);
  const judged = hits.map(({ item, score }) => {
    const passage = search.passage(item);
    const features = compare(read, weights, passage, search);
    return { item, passage, features, score: fitness(features, score / (hits[0]?.score ?? score)) };
  });
  judged.sort((a, b) => b.score - a.score);
  const [best] = judged;
  const answerable = best && !read.errand && !read.dangling && question.length <= LONGEST_QUESTION;
  const score = answerable
    ? confidence(
        best.features,
        judged.map(({ score: fit }) => fit),
      )
    : 0;
  const refused = score < THRESHOLD;
  const ranked = judged.map(({ item, score: fit }) => ({ item, score: fit }));
  return { refused, score, ranked, cited: refused ? [] : chooseCited(judged), understood };
}
