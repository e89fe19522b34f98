import { expect, test } from 'vitest';
import { readQuestion } from '../../src/answers/question.ts';
import { isOtherDeed } from '../../src/answers/roles.ts';
import { createSearch } from '../../src/facts/search.ts';

/** Whether a text speaks of another deed than the question asks about; undefined where it asks about none. */
function isOther(question: string, text: string): boolean | undefined {
  const item = { text, context: '', names: ['Mira Vale', 'Tomas Brandt'] };
  const search = createSearch([item], (each) => each);
  const { deed } = readQuestion(question, search);
  return deed && isOtherDeed(deed, search.passage(item), false);
}

test.for([
  ['who arrested Brandt?', 'A court issued a warrant for the arrest of Tomas Brandt.', true],
  ['who arrested Brandt?', 'Police arrested Tomas Brandt on Tuesday.', false],
  ['did Vale sue Brandt?', 'Tomas Brandt sued Mira Vale over the tolls.', true],
  ['did Vale sue Brandt?', 'Mira Vale sued Tomas Brandt over the tolls.', false],
  ['did Vale sue Brandt?', 'Tomas Brandt was sued by Mira Vale over the tolls.', false],
] as const)('“%s” of “%s”', ([question, text, other]) => {
  expect(isOther(question, text)).toBe(other);
});

test.for(['what did Vale say?', 'how many people sued?', 'where is Brandt?'])('“%s” asks about no deed', (question) => {
  expect(isOther(question, 'Mira Vale sued Tomas Brandt.')).toBeUndefined();
});
