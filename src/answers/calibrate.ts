import type { Features } from './features.ts';

// The weights were fitted by logistic regression, cross-validated over stores, on news facts and quiz questions about
// them (a third of the questions without their fact), in stores of 60 to 12,000 facts, and rounded. Those facts name no
// speaker, date or people, so the weights of `strangers`, `offTopic`, `otherYear` and `otherSpeaker` are set by hand: a contradiction
// outweighs any likeness.

/** How well an item answers, to rank the items for one question. `relevance` is its BM25 score, as a share of the best item's. */
export function fitness(features: Features, relevance: number): number {
  return (
    11 * features.coverage -
    2.4 * features.synonyms +
    0.25 * features.proximity +
    0.7 * features.wanted +
    3 * relevance -
    1.8 * features.length -
    4 * features.otherSpeaker -
    3 * features.otherYear -
    4 * features.strangers +
    3 * features.asked +
    0.9 * (features.importance - 3)
  );
}

/** Below this an answer is refused. */
export const THRESHOLD = 0.5;

/** How many of the other items make the field that the best one leads. */
const FIELD = 5;
const LONGEST_LEAD = 6;

/**
 * How sure the best item is to answer, 0 to 1; `fits` are all items' fitness, best first. A lead over the field tells
 * less the more of the question is borne out: several items may answer it.
 */
export function confidence(best: Features, fits: readonly number[]): number {
  const evidence =
    5.2 * best.coverage +
    1.8 * best.matter +
    0.6 * (1 - best.coverage) * lead(fits) +
    0.8 * Math.sqrt(best.weight) -
    1.4 * best.unknown -
    1.5 * best.offTopic -
    2.5 * best.lacksFigure -
    4 * best.otherSpeaker -
    3 * best.otherYear -
    5 * best.strangers -
    3 * best.otherSubject +
    (best.foreseen
      ? 2 * best.asked - 1.5 - 2 * best.lacksFigure - 3 * best.lacksTime - 1.5 * best.lacksKind - 2.5 * best.lacksReason
      : 0) -
    4.6;
  return 1 / (1 + Math.exp(-evidence));
}

function lead([fit = 0, ...others]: readonly number[]): number {
  const field = others.slice(0, FIELD);
  if (field.length === 0) return 0;
  return Math.min(LONGEST_LEAD, fit - field.reduce((sum, other) => sum + other, 0) / field.length);
}
