import { expect, test } from 'vitest';
import { tellsWho, whoIsAsked } from '../../src/answers/who-is.ts';
import { readPassage } from '../../src/facts/passage.ts';

const isName = (word: string) => ['mira', 'vale', 'brandt'].includes(word);

test.for([
  ['Who is Mira Vale?', ['mira', 'vale']],
  ['and who’s this Brandt guy again?', ['brandt']],
  ['where does Vale work?', ['vale']],
  ['where is Brandt from', ['brandt']],
  ['who is the mayor?', undefined],
  ['who is Vale’s deputy?', undefined],
  ['who is late?', undefined],
  ['who said Vale is late?', undefined],
] as const)('“%s” asks who %j is', ([question, name]) => {
  expect(whoIsAsked(question, isName)).toEqual(name);
});

test.for([
  ['Mira Vale is a harbour master.', true],
  ['Mira Vale, the harbour master, spoke.', true],
  ['Mira Vale spoke of a harbour.', false],
  ['The bridge is a landmark that Vale opened.', false],
] as const)('“%s” tells who she is: %s', ([text, tells]) => {
  expect(tellsWho(['mira', 'vale'], readPassage({ text, context: '' }))).toBe(tells);
});
