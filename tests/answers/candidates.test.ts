import { expect, test } from 'vitest';
import { findCandidates } from '../../src/answers/candidates.ts';
import { readQuestion } from '../../src/answers/question.ts';
import { createSearch } from '../../src/facts/search.ts';

/** What of a text may answer a question, by what it is. */
function mayAnswer(question: string, text: string): string[] | undefined {
  const search = createSearch([{ text, context: '' }], (item) => item);
  const { tokens } = search.passage({ text, context: '' });
  const found = findCandidates(readQuestion(question, search), tokens, text);
  return found?.map(({ from, to }) => text.slice(tokens[from]?.start, tokens[to]?.end));
}

test.for<[string, string, string[]]>([
  ['how many lorries cross?', 'On June 14 some 9,000 lorries crossed for 2 million crowns.', ['9,000']],
  ['how much did it cost?', 'It cost 42 million crowns and took 300 workers.', ['42 million']],
  ['how much did it cost?', 'It cost $42 million and took 300 workers.', ['42 million']],
  ['what percentage voted?', 'Some 61% of 4,000 members voted.', ['61%']],
  ['when did it open?', 'It opened on 6 May 2031 after two years.', ['6 May 2031', 'years']],
  ['when will it open?', 'It may open next spring.', ['next spring']],
  ['which country won?', 'Brazil beat the club from Merrow.', ['Brazil']],
  ['what animal was it?', 'A fox ran through the town hall.', ['fox']],
  ['who opened the bridge?', 'Mira Vale opened the bridge with BBC cameras.', ['Mira Vale']],
  ['where did they meet?', 'They met in Merrow on Tuesday.', ['Merrow']],
])('of “%s”, in “%s”', ([question, text, words]) => {
  expect(mayAnswer(question, text)).toEqual(words);
});

test('what the question says itself is no answer', () => {
  expect(mayAnswer('which country beat Brazil?', 'Brazil lost to Chile.')).toEqual(['Chile']);
});

test.for(['what did Vale say?', 'how did they open the bridge?', 'was it late?'])(
  '“%s” asks for no kind of thing',
  (question) => {
    expect(mayAnswer(question, 'Mira Vale opened the bridge in 2031.')).toBeUndefined();
  },
);
