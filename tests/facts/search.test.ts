import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSearch } from '../../src/facts/search.ts';

const facts = [
  { text: 'Orlan opened a tidal power station in the Bay of Merrow.', context: 'energy' },
  { text: 'The ferry to Tessel was cancelled because of frost.', context: 'transport weather' },
  { text: 'Mira Vale bought the harbour’s old lighthouse.', context: 'property' },
];
const search = createSearch(facts, (fact) => fact);
const found = (query: string) => search.find(query).map(({ item }) => facts.indexOf(item));

describe('search', () => {
  test('finds by the text and by the context', () => {
    expect(found('tidal power')).toEqual([0]);
    expect(found('weather')).toEqual([1]);
  });

  test('finds inflections, synonyms and words with a typo', () => {
    expect(found('who purchases lighthouses')).toEqual([2]);
    expect(found('scrapping ferries')).toEqual([1]);
    expect(found('Tesssel')).toEqual([1]);
    expect(found('Merorw')).toEqual([0]);
  });

  test('an English word is not taken for a typo', () => {
    expect(search.term('front')).toBe('front');
    expect(found('front')).toEqual([]);
  });

  test('gives no more than asked for', () => {
    expect(search.find('tidal ferry lighthouse', 2)).toHaveLength(2);
  });

  test('an empty store finds nothing', () => {
    expect(createSearch<string>([], (text) => ({ text, context: '' })).find('anything')).toEqual([]);
  });

  test('every item is found by its own text', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    const texts = fc.uniqueArray(
      fc.array(word, { minLength: 3, maxLength: 8 }).map((list) => list.join(' ')),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(texts, (list) => {
        const own = createSearch(list, (text) => ({ text, context: '' }));
        for (const text of list) {
          const indexed = text.split(' ').some((each) => own.term(each) !== undefined);
          expect(own.find(text).some(({ item }) => item === text)).toBe(indexed);
        }
      }),
    );
  });
});
