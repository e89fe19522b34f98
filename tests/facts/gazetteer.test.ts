import { expect, test } from 'vitest';
import { findKinds, kindsAskedBy } from '../../src/facts/gazetteer.ts';
import { locate } from '../../src/facts/words.ts';

test.for([
  ['nation', 'country'],
  ['creatures', 'animal'],
  ['beverage', 'drink'],
  ['illness', 'illness'],
] as const)('“%s” asks for a %s', ([noun, kind]) => {
  expect(kindsAskedBy(noun)).toContain(kind);
});

test('a noun without a list asks for no kind', () => {
  expect(kindsAskedBy('warrant')).toEqual([]);
});

test.for<[string, string, string[]]>([
  ['South Korea and Chad signed; a turkey was served.', 'country', ['South Korea', 'Chad']],
  ['The French minister spoke.', 'country', ['French']],
  ['A fox met two bees.', 'animal', ['fox', 'bees']],
  ['It happened in march and in March.', 'month', ['March']],
])('in “%s” things of the kind “%s” are found', ([text, kind, things]) => {
  const tokens = locate(text);
  const found = findKinds(tokens, [kind]).map(({ from, to }) => text.slice(tokens[from]?.start, tokens[to]?.end));
  expect(found).toEqual(things);
});
