import { expect, test } from 'vitest';
import { startCitations } from '../../src/facts/cite.ts';
import { aLibrary } from '../support/builders.ts';

test('each item has one number, in the order in which it is first cited', () => {
  const [first, second] = aLibrary().items;
  if (!first || !second) throw new Error('the story has two items');
  const cites = startCitations();
  expect([second, first, second, first].map((item) => cites.number(item))).toEqual([1, 2, 1, 2]);
  expect(cites.mark(first)).toEqual({ type: 'cite', number: 2 });
  expect(cites.list.map(({ item, number }) => [item, number])).toEqual([
    [second.ref, 1],
    [first.ref, 2],
  ]);
});

test('marking many items takes time in proportion to their number', () => {
  const [item] = aLibrary().items;
  if (!item) throw new Error('the story has an item');
  const cites = startCitations();
  const many = Array.from({ length: 50_000 }, (_, i) => ({ ...item, ref: `many/${i}` }));
  const start = performance.now();
  for (const each of many) cites.mark(each);
  expect(cites.list).toHaveLength(many.length);
  expect(performance.now() - start).toBeLessThan(2000); // a search of the list for each takes ten times that
});
