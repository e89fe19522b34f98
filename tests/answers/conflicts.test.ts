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
  [
    'another toll',
    [
      { text: 'Police say 12 people died in the flood.', by: 'police' },
      { text: 'The union says 15 people died in the flood.', by: 'the union' },
    ],
  ],
  [
    'another sum',
    [
      'The work cost 42 million crowns.',
      { text: 'The work cost 48 million crowns, an auditor says.', by: 'an auditor' },
    ],
  ],
  [
    'in words',
    [
      { text: 'Police say twelve people died in the flood.', by: 'police' },
      { text: '15 people died in the flood, the union says.', by: 'the union' },
    ],
  ],
  [
    'of the same year',
    [
      { text: 'Freight grew by 14% in 2030.', when: '2030' },
      { text: 'Freight grew by 9% in 2030, the port says.', when: '2030', by: 'the port' },
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
  ['another kind', ['The port handled 12 million tonnes of grain.', 'The port handled 9 million tonnes of coal.']],
  ['another candidate', ['Mira Vale won 60% of the votes.', 'Tom Quill won 40% of the votes.']],
  ['another country', ['Norway sold 3 ferries.', 'Sweden sold 2 ferries.']],
  ['two bounds', ['More than 200 people died in the flood.', 'At least 150 people died in the flood.']],
  ['a forecast', ['Trade could climb to 200 billion crowns.', 'Trade came to 190 billion crowns.']],
  ['no figure', ['The bridge is open.', 'The bridge is closed.']],
])('%s is none', ([, texts]) => {
  expect(conflict(...texts)).toBe(false);
});
