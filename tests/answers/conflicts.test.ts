import { expect, test } from 'vitest';
import { conflictingWith } from '../../src/answers/conflicts.ts';
import { aLibrary, aStory, evidenceOf } from '../support/builders.ts';

/** The facts of a story with these texts; `when` of each where it has one. */
function facts(...texts: (string | { text: string; when?: string; by?: string })[]) {
  const evidence = evidenceOf('“The bridge is yours again,”');
  const story = aStory({
    facts: texts.map((each, i) => {
      const { text, when, by } = typeof each === 'string' ? { text: each } : each;
      return {
        id: `f${i}`,
        text,
        attribution: by ?? `source ${i}`,
        ...(when !== undefined && { when }),
        topics: ['money'],
        people: [],
        importance: 3,
        evidence,
      };
    }),
    quotes: [],
    summary: { short: ['f0'], standard: ['f0'], long: ['f0'] },
    corrections: [],
  });
  return aLibrary(story).items;
}

/** Whether the second contradicts the first. */
function conflict(...texts: Parameters<typeof facts>): boolean {
  const [first, ...others] = facts(...texts);
  return first !== undefined && conflictingWith(first, others).length > 0;
}

test.for<[string, Parameters<typeof facts>]>([
  ['another toll', ['Police say 12 people died in the flood.', 'The union says 15 people died in the flood.']],
  ['another sum', ['The work cost 42 million crowns.', 'The work cost 48 million crowns, an auditor says.']],
  ['in words', ['Police say twelve people died in the flood.', 'The union says 15 people died in the flood.']],
  [
    'of the same year',
    [
      { text: 'Freight grew by 14% in 2030.', when: '2030' },
      { text: 'Freight grew by 9% in 2030, the port says.', when: '2030' },
    ],
  ],
])('%s is a conflict', ([, texts]) => {
  expect(conflict(...texts)).toBe(true);
});

test.for<[string, Parameters<typeof facts>]>([
  ['the same figure', ['Police say 12 people died in the flood.', 'The union says twelve people died in the flood.']],
  ['another thing', ['Police say 12 people died in the flood.', 'The bridge carries 9,000 lorries a day.']],
  ['another unit', ['Freight grew by 14% last year.', 'Freight grew by 3 million tonnes last year.']],
  [
    'another year',
    [
      { text: 'Freight grew by 14%.', when: '2030' },
      { text: 'Freight grew by 9%.', when: '2029' },
    ],
  ],
  [
    'one source in one article',
    [
      { text: 'Trade could climb to 200 billion crowns, analysts say.', by: 'analysts' },
      { text: 'Trade came to 190 billion crowns, analysts say.', by: 'Analysts' },
    ],
  ],
  ['no figure', ['The bridge is open.', 'The bridge is closed.']],
])('%s is none', ([, texts]) => {
  expect(conflict(...texts)).toBe(false);
});
