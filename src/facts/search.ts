import MiniSearch, { type Options } from 'minisearch';
import { stem, words } from './words.ts';

/** What is indexed of an item: its own words, and the words that place it (speaker, topics, people). */
export type SearchDocument = { text: string; context: string };

/** The index's options; the benchmark's bare floor uses the same. */
export const INDEX: Options<SearchDocument & { id: number }> = {
  fields: ['text', 'context'],
  tokenize: (text) => words(text),
  processTerm: (word) => stem(word),
};

export type Hit<T> = { item: T; score: number };

export type Search<T> = {
  /** Best first; an item that shares no word with the query is left out. */
  find(query: string): Hit<T>[];
};

/** Indexes items; cost is linear in their words. */
export function createSearch<T>(items: readonly T[], describe: (item: T) => SearchDocument): Search<T> {
  const index = new MiniSearch(INDEX);
  index.addAll(items.map((item, id) => ({ id, ...describe(item) })));
  return {
    find: (query) =>
      index.search(query).flatMap(({ id, score }) => {
        const item = items[id as number];
        return item === undefined ? [] : [{ item, score }];
      }),
  };
}
