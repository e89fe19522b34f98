import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFacts, type ArticleFact } from '../../../src/curation/facts/find-facts.ts';
import { locate } from '../../../src/facts/words.ts';
import { FERRY } from '../ferry.ts';

/** A Thursday. */
const published = '2031-05-08';
const facts = (text: string) => findFacts(text, { published });
const texts = (text: string) => facts(text).map((fact) => fact.text);

/** The one fact of a sentence that comes after another. */
function only(sentence: string): ArticleFact {
  const [, fact] = facts(`The yard of Ormsund opened in 1931.\n\n${sentence}`);
  if (!fact) throw new Error(`no fact in: ${sentence}`);
  return fact;
}

describe('findFacts', () => {
  test('keeps the statements of an article, trimmed, with names for pronouns', () => {
    expect(facts(FERRY.text).map(({ text, isLoose }) => `${isLoose ? '(loose) ' : ''}${text}`)).toEqual([
      'The ferry across Lake Orm sailed again on Tuesday, four years after its engine failed.',
      'The repair cost 12.5 million crowns, according to the county treasury.',
      'The county paid only a third of the sum in March.',
      'Rask has led the town since 2024.',
      'Selma Rask said the ferry would carry 300 people a day by the end of the summer.',
      'Some residents are not convinced.',
      'Engineer Tobias Lind replaced the engine with an electric one.',
      'Tobias Lind said two dozen batteries were built in Ormsund.',
      'The old ferry burned about 90 tonnes of diesel a year, the county reported last month.',
      'The ferry will sail to the northern shore on Saturday, officials said.',
      '(loose) It was a day of joy.',
      'Between January and April, the yard tested the new engine 14 times.',
    ]);
  });

  test.for([
    ['a question', 'Will the ferry ever sail across the lake again?'],
    ['a headline', 'Ferry Sails Again Across The Lake'],
    ['a fragment', 'Twelve and a half million.'],
    ['a call', 'Read more about the ferry that sails the lake here.'],
    ['a call to subscribe', 'Sign up to our newsletter that has the best of the lake.'],
    ['a caption', 'Mayor Selma Rask, left, waves to passengers on the quay in Ormsund.'],
    ['a lead-in', 'Rask had a message for everyone who came to the quay:'],
    ['a quotation', '“We waited four winters for this ferry,” Rask said.'],
    ['mostly a quotation', 'Rask said that “nobody will ever drive around the whole of this lake again.”'],
    ['the reporter’s own voice', 'We went to see how the ferry was repaired in winter.'],
    ['a credit', 'Photographs were provided by the county via Getty Images for this page.'],
    ['an address', 'The timetable of the ferry is at https://ferry.example for all to see.'],
    ['a byline', 'Ida Brandt contributed to this report from the northern shore.'],
  ])('%s is no fact', ([, text = '']) => {
    expect(texts(text)).toEqual([]);
  });

  test('what stands there twice is a caption', () => {
    const caption = 'Passengers wave from the ferry on its first day in Ormsund.';
    expect(texts(`${caption}\n\n${caption}\n\nThe ferry sailed again on Tuesday.`)).toHaveLength(1);
  });

  test.for([
    ['But the county paid nothing.', 'The county paid nothing at all.'],
    ['Meanwhile, the county paid nothing.', 'The county paid nothing at all.'],
    ['But in fact, the county paid nothing.', 'The county paid nothing at all.'],
    ['The county, however, paid nothing.', 'The county paid nothing at all.'],
    ['The county also paid nothing.', 'The county paid nothing at all.'],
    ['The county paid nothing, though.', 'The county paid nothing at all.'],
    ['The county paid nothing (see graphic).', 'The county paid nothing at all.'],
    ['ORMSUND, May 8 (Quay News) — The county paid nothing.', 'The county paid nothing at all.'],
    ['But for the county, the yard paid nothing.', 'But for the county, the yard paid nothing at all.'],
    [
      'Not only the yard but also the county paid nothing.',
      'Not only the yard but also the county paid nothing at all.',
    ],
    [
      'The county called it “also, however, a start” and paid nothing.',
      'The county called it “also, however, a start” and paid nothing at all.',
    ],
  ])('%s', ([text = '', told]) => {
    expect(only(text.replace('nothing', 'nothing at all')).text).toBe(told);
  });

  test.for([
    ['The repair cost too much, according to the county treasury.', 'county treasury', undefined],
    ['Officials said the repair had cost too much.', 'officials', undefined],
    ['Selma Rask, the mayor, said that the repair had cost too much.', 'Selma Rask, the mayor', 'Selma Rask'],
    ['The repair cost too much, Selma Rask told a meeting on Monday.', 'Selma Rask', 'Selma Rask'],
    ['Despite the rain, some residents say the repair cost too much.', 'some residents', undefined],
    ['On Monday, Selma Rask warned that the repair would cost too much.', 'Selma Rask', 'Selma Rask'],
    ['The county reported a profit of a million crowns.', undefined, undefined],
    ['The repair cost too much for a town of that size.', undefined, undefined],
  ])('%s is said by %s', ([text = '', attribution, speaker]) => {
    const fact = only(text);
    expect([fact.attribution, fact.speaker]).toEqual([attribution, speaker]);
  });

  test.for([
    ['The repair cost $1.2 billion.', { label: 'Repair', value: 1.2, unit: 'US$ billion' }],
    ['The repair cost 12.5 million crowns in the end.', { label: 'Repair', value: 12.5, unit: 'million crowns' }],
    ['Ticket sales rose 36.5% over the summer.', { label: 'Ticket sales', value: 36.5, unit: '%' }],
    ['About 40 percent of the passengers came on foot.', { label: 'Passengers', value: 40, unit: '%' }],
    ['The yard hired two dozen electricians for the job.', { label: 'Electricians', value: 24, unit: 'electricians' }],
    ['The storm killed 300 people on the shore.', { label: 'People', value: 300, unit: 'people' }],
    ['The council set a goal of $200 million for the yard.', { label: 'Goal', value: 200, unit: 'US$ million' }],
  ] as const)('%s', ([text, figure]) => {
    expect(only(text).numbers).toEqual([figure]);
  });

  test.for([
    'The two leaders met on the quay again.',
    'The ferry sailed on 3 May 2031 at last.',
    'The third ferry sailed at 5 p.m. from the quay.',
  ])('%s has no number', (text) => {
    expect(only(text).numbers).toEqual([]);
  });

  test('a pronoun that may mean two people is left, and tells that', () => {
    const found = facts('Anna Rask met Berta Lind on the quay. She said the ferry would sail on Monday.');
    expect(found.at(-1)).toMatchObject({ isLoose: true, shown: [] });
  });

  test('where a name was put in, its sentence is shown', () => {
    const text = 'Selma Rask has led the town since 2024.\n\nShe said the ferry would sail on Monday.';
    const [first, second] = facts(text);
    expect(second).toMatchObject({ text: 'Selma Rask said the ferry would sail on Monday.', speaker: 'Selma Rask' });
    expect(second?.shown).toEqual([{ start: first?.start, end: first?.end }]);
  });

  test('each text follows from its passages: words are only left out, or a name that is shown', () => {
    const sentences = FERRY.text.split(/(?<=[.!?”]) /);
    const piece = fc.oneof(
      fc.constantFrom(...sentences),
      fc.constantFrom('\n\n', 'But ', 'However, ', '“', 'She said ', 'He ', ', he said.'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(' ');
        for (const fact of facts(text)) {
          const passages = [fact, ...fact.shown].map(({ start, end }) => text.slice(start, end)).join(' ');
          const words = new Set(locate(passages).map(({ word }) => word.replace(/'s$/, '')));
          for (const { word } of locate(fact.text)) expect(words).toContain(word.replace(/'s$/, ''));
        }
      }),
      { numRuns: 60 },
    );
  });
});
