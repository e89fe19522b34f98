import { describe, expect, test } from 'vitest';
import { indexNames } from '../../src/facts/nearest.ts';

const people = [
  { name: 'Mira Vale', also: ['vale', 'the mayor'] },
  { name: 'Tom Vale', also: ['vale', 'vale'] },
  { name: 'Orlan', also: ['Tessel'] },
  { name: 'Tessel', also: [] },
];
const find = indexNames(
  people.flatMap((value) => [value.name, ...value.also].map((name) => ({ name, value }))),
  ({ name }) => name,
);

describe('a name', () => {
  test('of one finds it, whatever its case and marks', () => {
    expect(find('MÍRA vale')).toEqual({ found: people[0], nearest: [], ambiguous: false });
    expect(find('the mayor').found).toBe(people[0]);
  });

  test('that several share finds none of them, and names all', () => {
    expect(find('Vale')).toEqual({ found: undefined, nearest: ['Mira Vale', 'Tom Vale'], ambiguous: true });
  });

  test('that is one’s own is not taken by another’s nickname', () => {
    expect(find('tessel').found).toBe(people[3]);
  });

  test('with a typo finds the one it is near to, and none of namesakes', () => {
    expect(find('Mira Valle').found).toBe(people[0]);
    expect(find('valle')).toMatchObject({ found: undefined, ambiguous: false });
    expect(find('valle').nearest.slice(0, 2)).toEqual(['Mira Vale', 'Tom Vale']);
  });

  test.for(['__proto__', 'constructor', 'toString', ''])('“%s” is a name like any other', (name) => {
    expect(find(name)).toMatchObject({ found: undefined, ambiguous: false });
  });
});
