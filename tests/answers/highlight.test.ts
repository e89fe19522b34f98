import { describe, expect, test } from 'vitest';
import { weigh } from '../../src/answers/coverage.ts';
import { highlight, shortAnswer } from '../../src/answers/highlight.ts';
import { readQuestion } from '../../src/answers/question.ts';
import { createSearch } from '../../src/facts/search.ts';

function read(question: string, text: string) {
  const item = { text, context: '' };
  const search = createSearch([item], (each) => each);
  const asked = readQuestion(question, search);
  const weights = weigh(asked, search);
  const passage = search.passage(item);
  return {
    short: shortAnswer(asked, weights, passage),
    marked: highlight(asked, weights, passage).map(({ start, end }) => text.slice(start, end)),
  };
}

describe('a short answer', () => {
  test.for([
    ['How many lorries cross the bridge?', 'The bridge carries 9,000 lorries a day.', '9,000'],
    ['How much did the work cost?', 'The work cost 42 million crowns.', '42 million'],
    ['How much did the work cost?', 'The work cost HK$190 million.', 'HK$190 million'],
    ['How much did the work cost?', 'The work cost CA$190 million.', 'CA$190 million'],
    ['How much did the work cost?', 'The work cost ₹190 million.', '₹190 million'],
    ['By what percentage did freight grow?', 'Freight grew by 14.5% in the year.', '14.5%'],
    ['When did the bridge open?', 'The bridge opened on 6 May 2031.', '6 May 2031'],
    ['When will the bridge open?', 'The bridge will open in May 2031.', 'May 2031'],
  ] as const)('of “%s”, from “%s”', ([question, text, short]) => {
    expect(read(question, text).short).toBe(short);
  });

  test.for([
    ['How many lorries cross the bridge?', 'The bridge carries more than 200 lorries a day.'],
    ['How many lorries cross the bridge?', 'The bridge carries between 200 and 300 lorries a day.'],
    ['How many lorries cross the bridge?', 'The bridge carries no more than 12 lorries a day.'],
    ['How many ferries sail?', 'Fewer than half of the 300 ferries sail.'],
    ['How many residents voted?', 'One in five residents voted.'],
    ['How many residents voted?', 'One hundred and twenty residents voted.'],
    ['How many residents voted?', 'Two and a half million residents voted.'],
    ['How many agreements did they sign?', 'The agreement that they signed is 5,000 words long.'],
    ['How much did the work cost?', 'The work cost at most $3.5 billion.'],
    ['How cold was the harbour?', 'The harbour was at −12 degrees.'],
    ['By what percentage did freight grow?', 'Freight grew by 3.5 percentage points.'],
    ['How much will trade reach?', 'Trade could reach $200 billion.'],
    ['When will the bridge open?', 'The bridge will open by the end of 2031.'],
    ['When will the bridge open?', 'The bridge will not open before March 2031.'],
    ['When was the bridge built?', 'The bridge was built between 2029 and 2031.'],
    ['When did they first meet?', 'They met on 18 October 2031.'],
    ['When did the bridge open?', 'The bridge will open in May 2031.'],
    ['When did the bridge open?', 'The bridge opened in May.'],
    ['How far along is the pipeline?', 'The pipeline Power of Merrow 2 was agreed on in part.'],
    ['Who opened the bridge?', 'Mira Vale opened the bridge.'],
  ])('of “%s” is not made from “%s”', ([question = '', text = '']) => {
    expect(read(question, text).short).toBeUndefined();
  });
});

test.for([
  [
    'Who issued the warrant?',
    'The International Criminal Court (ICC) issued the warrant.',
    'International Criminal Court (ICC)',
  ],
  ['Which country has the border?', 'The route begins at Norway’s border.', 'Norway'],
] as const)('in answer to “%s” whole names are marked', ([question, text, marked]) => {
  expect(read(question, text).marked).toEqual([marked]);
});
