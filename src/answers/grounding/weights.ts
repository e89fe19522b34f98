import type { Fault, Likeness } from './signals.ts';

/** What a signal counts against a passage of a few sentences, and against a whole article. */
type Weight = { near: number; far: number };
export type Weights = Record<'bias' | keyof Likeness | Fault, Weight>;

/** Faults of one kind beyond this many tell no more. */
export const MOST_FAULTS = 2;
export const THRESHOLD = 0.5;

export const WEIGHTS: Weights = {
  bias: { near: 3.2, far: -2.83 },
  words: { near: 0, far: -2.9 },
  sentence: { near: 0, far: 1.831 },
  window: { near: 0, far: -0.11 },
  pairs: { near: 0, far: -2.677 },
  threes: { near: 1, far: -0.186 },
  fours: { near: 0, far: 0.482 },
  stretches: { near: 0, far: 3.171 },
  neighbours: { near: 0, far: 1.058 },
  order: { near: 0, far: 0.364 },
  added: { near: -8, far: -1.769 },
  rarest: { near: 0, far: -1.072 },
  run: { near: -0.5, far: -0.136 },
  place: { near: 0, far: 0 },
  worstWindow: { near: 0, far: -0.318 },
  worstSentence: { near: 0, far: 0.286 },
  length: { near: 0, far: 1.366 },
  sentences: { near: 0, far: 0 },
  unfinished: { near: 0, far: -2.1 },
  repeated: { near: 0, far: -6 },
  copied: { near: 4, far: 4 },
  figure: { near: -6, far: -1.1 },
  bound: { near: -6, far: 0 },
  counted: { near: -6, far: 0 },
  date: { near: -6, far: -1.6 },
  name: { near: -6, far: 0 },
  quotation: { near: -6, far: -2.4 },
  denial: { near: -6, far: -0.4 },
  hedge: { near: -6, far: 0 },
  direction: { near: -6, far: 0 },
  speaker: { near: -6, far: 0 },
  unattributed: { near: -6, far: 0 },
  role: { near: -6, far: 0 },
  exchanged: { near: -6, far: -1 },
  intrusion: { near: -6, far: -3 },
  reader: { near: -6, far: 0 },
};

/** What no overlap makes good, however much else the source says. */
export const CERTAIN: readonly Fault[] = ['figure', 'quotation', 'intrusion'];
