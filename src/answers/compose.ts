import type { Item } from '../facts/library.ts';

/** What an answer is worded from: the question as it was understood, the items that answer it, and those found beside them. */
export type Material = { question: string; cited: readonly Item[]; near: readonly Item[] };

/** One sentence of an answer and the items that it rests on; `curated` where it is an item's own text. */
export type Sentence = { text: string; items: Item[]; curated: boolean };

/** An answer worded by a model, each sentence read against the items that it rests on. */
export type Composition = { sentences: Sentence[] };

/** Words answers through a model. Never throws: undefined means that the store's own words must do. */
export type Composer = {
  /** The model's name, for readers. */
  model: string;
  compose(request: Material & { version: string; person: string }): Promise<Composition | undefined>;
};
