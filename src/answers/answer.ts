import type { Hit, Search } from '../facts/search.ts';
import type { AskedKind } from './asked.ts';
import { confidence, fitness, meaningOf, THRESHOLD, WEIGHTS, type Weights } from './calibrate.ts';
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

/** What goes into an answer beside the question: the one before it, the items nearest to it in meaning (in standard deviations above all), and other weights than the fitted ones. */
type How<T> = { previous?: Asked | undefined; near?: ReadonlyMap<T, number> | undefined; signals?: Weights };

/** A question without its padding, and with what it takes from the question before it. */
export function understand(question: string, previous?: Asked): string {
  return resolveFollowUp(gist(question.slice(0, LONGEST_QUESTION)), previous);
}

/** Answers from the store with the items that answer, or refuses. A follow-up is read together with the question before it. */
export function answerQuestion<T>(
  search: Search<T>,
  question: string,
  { previous, near, signals = WEIGHTS }: How<T> = {},
): Answer<T> {
  const understood = understand(question, previous);
  const read = readQuestion(understood, search);
  const weights = weigh(read, search);
  const hits = search.find(understood, JUDGED);
  const most = hits[0]?.score ?? 1;
  const found = new Map<T, number>([
    ...[...(near?.keys() ?? [])].map((item): [T, number] => [item, 0]),
    ...hits.map(({ item, score }): [T, number] => [item, score]),
  ]);
  const judged = [...found].map(([item, score]) => {
    const passage = search.passage(item);
    const meaning = meaningOf(near, item);
    const features = { ...compare(read, weights, passage), relevance: score / most, meaning };
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
