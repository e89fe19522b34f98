import type { Features } from './features.ts';

/** What is known of an item: how it bears the question out, and how the index scored it. */
export type Signals = Features & {
  /** The index's score as a share of the best item's. */
  relevance: number;
  /** How near it is in meaning, from meaningOf; 0 where no model tells. */
  meaning: number;
};

/** What one step of each signal adds to an item's fitness; a signal set to 0 is switched off. */
export type Weights = Readonly<Record<keyof Signals, number>>;

/**
 * Fitted as one softmax over a question's items and “none of them” on public news facts and quiz questions about them,
 * a third of the questions without their fact; cross-validated over stores, and rounded. Those facts name no speaker,
 * date, people or questions of an editor, so the weights from `asked` on are set by hand: a contradiction outweighs any likeness.
 */
export const WEIGHTS: Weights = {
  matter: 3.9,
  synonyms: -6.6,
  related: 1.4,
  namesLacked: -1.3,
  near: 3.3,
  noKind: -1.6,
  noListed: -1.4,
  hasName: -1.2,
  relevance: 1.1,
  meaning: 1.3,
  bm25: 3.1,
  asked: 6,
  foreseen: -2.5,
  lacksFigure: -4,
  foreseenTime: -4.5,
  foreseenKind: -3.6,
  lacksReason: -3.5,
  strangers: -6,
  offTopic: -3,
  otherSubject: -4,
  otherDeed: -6,
  noOffice: -6,
  notWho: -9,
  foreseenKey: -1.5,
  otherYear: -8,
  otherSpeaker: -6,
  allTheySaid: 4,
  importance: 0.3,
};

const NAMES = signalNames();

function signalNames(): (keyof Signals)[] {
  return Object.keys(WEIGHTS).filter((name): name is keyof Signals => name in WEIGHTS);
}

/** How well an item answers: ranks the items. */
export function fitness(signals: Signals, weights: Weights = WEIGHTS): number {
  let sum = 0;
  for (const name of NAMES) sum += weights[name] * signals[name];
  return sum;
}

/**
 * In standard deviations above all items of the store, where the one that answers and those that do not part: with a
 * sentence encoder on the same questions, half of the former stood 3.8 above, and half of the nearest others 2.4.
 */
const STANDS_OUT = 2.6;
const FAR = 1;

/** What nearness in meaning tells of an item; nothing where it is not known. What is not among the nearest is far. */
export function meaningOf<T>(near: ReadonlyMap<T, number> | undefined, item: T): number {
  return near ? (near.get(item) ?? FAR) - STANDS_OUT : 0;
}

/** What an item's fitness must exceed to answer. */
const HURDLE = 8.3;

/** Below this an answer is refused. */
export const THRESHOLD = 0.5;

/** How sure the fittest item is to answer, 0 to 1. */
export function confidence(fit: number): number {
  return 1 / (1 + Math.exp(HURDLE - fit));
}
