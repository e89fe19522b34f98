import { describe, expect, test } from 'vitest';
import { compareStories, correctionsOf } from '../../src/curation/compare-stories.ts';
import { Story } from '../../src/facts/story.ts';
import { aStory } from '../support/builders.ts';

const before = aStory();
const [opening, cost, piers] = before.facts;
const DAY = '2031-05-08';

const after = (facts: unknown[]) =>
  Story.parse({ ...before, facts, summary: { short: ['opening'], standard: ['opening'], long: ['opening'] } });

describe('what changed between two revisions', () => {
  test('nothing in the same story', () => {
    expect(compareStories(before, aStory())).toEqual([]);
  });

  test('fields of the story, of people and of items, and items that came or went', () => {
    const after = aStory({
      title: 'The bridge is back',
      people: before.people.map((person) => (person.id === 'vale' ? { ...person, role: 'former mayor' } : person)),
      facts: [{ ...opening, when: '2031-05-07' }, cost, { ...piers, id: 'old-piers' }],
      summary: { short: ['opening'], standard: ['opening'], long: ['opening', 'cost'] },
    });
    expect(compareStories(before, after).map(({ kind, what, id, field }) => [kind, what, id, field])).toEqual([
      ['changed', 'story', 'harbour-bridge', 'title'],
      ['changed', 'story', 'harbour-bridge', 'summary'],
      ['changed', 'person', 'vale', 'role'],
      ['changed', 'fact', 'opening', 'when'],
      ['added', 'fact', 'old-piers', undefined],
      ['removed', 'fact', 'piers', undefined],
    ]);
  });
});

describe('the corrections that readers are owed', () => {
  test('one for each text that changed and each item that is gone, with the reason', () => {
    const told = correctionsOf(
      before,
      after([opening, { ...cost, text: 'The work cost 43 million crowns, by the city treasury.' }]),
      DAY,
      { why: 'A typing error.' },
    );
    expect(told).toEqual([
      {
        date: DAY,
        was: cost?.text,
        now: 'The work cost 43 million crowns, by the city treasury.',
        why: 'A typing error.',
        items: ['cost'],
      },
      { date: DAY, was: piers?.text, why: 'A typing error.', items: ['piers'] },
    ]);
  });

  test('none for other words that say the same, nor for what readers do not see', () => {
    const reworded = after([
      opening,
      { ...cost, text: 'By the treasury, 42 million crowns.' },
      { ...piers, importance: 5 },
    ]);
    expect(correctionsOf(before, reworded, DAY, { rewordings: ['cost'] })).toEqual([]);
  });

  test('a quotation given to another speaker is one', () => {
    const quotes = before.quotes.map((quote) =>
      quote.id === 'quote-yours' ? { ...quote, speaker: 'quillon' } : quote,
    );
    expect(correctionsOf(before, aStory({ quotes }), DAY, {})).toEqual([
      {
        date: DAY,
        was: 'Mira Vale: “The bridge is yours again”',
        now: 'Tomás Quillón: “The bridge is yours again”',
        items: ['quote-yours'],
      },
    ]);
  });
});
