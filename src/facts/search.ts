import MiniSearch, { type Options } from 'minisearch';
import { keepRecent } from '../keep-recent.ts';
import { readPassage, type Passage, type SearchDocument } from './passage.ts';
import { createSpeller } from './spelling.ts';
import { concept, words } from './words.ts';

/** The index's options; the benchmark's bare floor uses the same. */
export const INDEX = {
  fields: ['text', 'context', 'questions'],
  stringifyField: (value) => (Array.isArray(value) ? value.join(' ') : String(value)),
  tokenize: (text) => words(text),
  processTerm: (word) => concept(word),
  searchOptions: { boost: { context: 0.5, questions: 0.5 }, bm25: { k: 1.2, b: 0.75, d: 0.3 } },
} satisfies Options<SearchDocument & { id: number }>;

/** A term that occurs more often than this, and in more than this share of items, is left out where a query has as many rarer ones as ENOUGH. */
const COMMON = 500;
const COMMON_SHARE = 0.02;
const ENOUGH = 3;
/** One in more than this share of items is left out where there is any rarer one. */
const RARE_SHARE = 0.1;

/** Passages kept ready, some 9 KiB each. */
const MOST_PASSAGES = 10_000;

export type Hit<T> = { item: T; score: number };

export type Search<T> = {
  /** Best first; an item that shares no word with the query is left out, in a large store also one that shares only its commonest words. */
  find(query: string, limit?: number): Hit<T>[];
  /** How many items are indexed. */
  size: number;
  /** What a folded word is searched by: its concept, as the items spell it where it is mistyped; undefined for a stop word. */
  term(word: string): string | undefined;
  /** Whether a folded word is part of the name of somebody in the store. */
  isName(word: string): boolean;
  /** How often a term occurs in the items. */
  frequency(term: string): number;
  /** An item as the judge of answers reads it. */
  passage(item: T): Passage;
};

/** Indexes items; cost is linear in their words. */
export function createSearch<T>(items: readonly T[], describe: (item: T) => SearchDocument): Search<T> {
  const frequencies = new Map<string, number>();
  const respell = createSpeller(frequencies);
  const term = (word: string) => {
    const found = concept(word);
    return found === undefined || frequencies.has(found) ? found : (respell(word, found) ?? found);
  };
  const index = new MiniSearch<SearchDocument & { id: number }>({
    ...INDEX,
    processTerm(word) {
      const found = concept(word);
      if (found !== undefined) frequencies.set(found, (frequencies.get(found) ?? 0) + 1);
      return found;
    },
    searchOptions: { ...INDEX.searchOptions, processTerm: term },
  });
  const names = new Set<string>();
  index.addAll(
    items.map((item, id) => {
      const document = describe(item);
      for (const name of document.names ?? []) for (const word of words(name)) names.add(word);
      return { ...document, id };
    }),
  );

  const count = (found: string) => frequencies.get(found) ?? 0;
  // A word that thousands of items have costs most of a search and tells least: rarer ones, where there are enough, find the candidates.
  const telling = (query: string) => {
    const most = Math.max(COMMON, items.length * COMMON_SHARE);
    const known = new Set(
      words(query)
        .flatMap((word) => term(word) ?? [])
        .filter((found) => count(found) > 0),
    );
    const rarest = [...known].sort((a, b) => count(a) - count(b));
    const isSearched = (found: string, i: number) =>
      i === 0 || count(found) <= (i < ENOUGH ? Math.max(most, items.length * RARE_SHARE) : most);
    const searched = new Set(rarest.filter(isSearched));
    return (word: string) => {
      const found = term(word);
      return found !== undefined && searched.has(found) ? found : undefined;
    };
  };

  const passages = new Map<T, Passage>();
  return {
    size: items.length,
    term,
    isName: (word) => names.has(word.replace(/'s?$/, '')),
    frequency: count,
    passage(item) {
      const found = passages.get(item) ?? readPassage(describe(item));
      keepRecent(passages, item, found, MOST_PASSAGES);
      return found;
    },
    find: (query, limit) =>
      index
        .search(query, { processTerm: telling(query) })
        .slice(0, limit)
        .flatMap(({ id, score }) => {
          const item = items[Number(id)];
          return item === undefined ? [] : [{ item, score }];
        }),
  };
}
