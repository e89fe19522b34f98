import type { Hit, Search } from '../facts/search.ts';

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

export function answerQuestion<T>(search: Search<T>, question: string, previous?: string): Answer<T> {
  const ranked = search.find(question);
  const best = ranked[0];
  const score = best ? best.score / (best.score + 10) : 0;
  const refused = score < 0.4;
  return { refused, score, ranked, cited: best && !refused ? [best.item] : [], understood: previous ?? question };
}
