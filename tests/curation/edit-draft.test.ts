import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Draft } from '../../src/curation/draft.ts';
import { draftOfStory } from '../../src/curation/draft-of-story.ts';
import { editDraft } from '../../src/curation/edit-draft.ts';
import { Edit } from '../../src/curation/edit.ts';
import { UserError } from '../../src/errors.ts';
import { sha256 } from '../../src/facts/evidence.ts';
import { ARTICLE, aStory } from '../support/builders.ts';

const draft = draftOfStory(aStory());
const edit = (change: unknown, of = draft) => editDraft(of, Edit.parse(change), ARTICLE);
const span = (words: string) => ({ start: ARTICLE.indexOf(words), end: ARTICLE.indexOf(words) + words.length });
const factOf = (of: Draft, id: string) => of.facts.find((fact) => fact.id === id);

describe('a change of a draft', () => {
  test('decides on several items at once', () => {
    const { facts, quotes } = edit({ do: 'decide', items: ['cost', 'quote-yours'], decision: 'rejected' });
    expect([...facts, ...quotes].filter(({ decision }) => decision === 'rejected').map(({ id }) => id)).toEqual([
      'cost',
      'quote-yours',
    ]);
  });

  test('rewords a fact, and marks the article’s own words as such', () => {
    expect(factOf(edit({ do: 'fact', id: 'cost', text: 'It cost 42 million crowns.' }), 'cost')?.isArticleWords).toBe(
      false,
    );
    const copied = 'The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge on Tuesday.';
    expect(factOf(edit({ do: 'fact', id: 'cost', text: copied }), 'cost')?.isArticleWords).toBe(true);
  });

  test('null takes a field away, a field left away stays', () => {
    const cost = factOf(edit({ do: 'fact', id: 'cost', attribution: null, importance: 1 }), 'cost');
    expect(cost).not.toHaveProperty('attribution');
    expect(cost).toMatchObject({ speaker: 'treasury', importance: 1 });
  });

  test('what is known of the article is told one by one', () => {
    const published = edit(
      { do: 'story', published: '2031-05' },
      edit({ do: 'story', publisher: 'The Bay Post', author: null }),
    );
    expect(published.source).toMatchObject({
      publisher: 'The Bay Post',
      published: '2031-05',
      title: 'Harbour bridge opens',
    });
  });

  test('a new passage makes the quotation’s words', () => {
    const words = 'We kept the arches';
    const { quotes } = edit({ do: 'quote', id: 'quote-arches', span: span(words) });
    expect(quotes.find(({ id }) => id === 'quote-arches')).toMatchObject({
      text: words,
      evidence: [{ ...span(words), sha256: sha256(words) }],
    });
  });

  test('merges two facts: both passages, the greater importance, one place in the order', () => {
    const merged = edit({
      do: 'merge',
      into: 'cost',
      from: 'opening',
      text: 'The bridge reopened; it cost 42 million crowns.',
    });
    expect(merged.facts.map(({ id }) => id)).toEqual(['cost', 'piers']);
    expect(merged.order).not.toContain('opening');
    expect(factOf(merged, 'cost')).toMatchObject({
      importance: 5,
      topics: ['money', 'transport'],
      people: ['treasury', 'vale'],
    });
    expect(factOf(merged, 'cost')?.evidence.map(({ start }) => start)).toEqual(
      [...(factOf(merged, 'cost')?.evidence ?? [])].map(({ start }) => start).sort((a, b) => a - b),
    );
  });

  test('a selection makes a new fact or quotation, each with an id of its own', () => {
    const words = 'the old piers could not carry trams';
    const once = edit({ do: 'add', kind: 'fact', ...span(words) });
    const twice = edit({ do: 'add', kind: 'fact', ...span(words) }, once);
    const ids = twice.facts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(twice.order.slice(-2)).toEqual(ids.slice(-2));
    const quoted = edit({ do: 'add', kind: 'quote', ...span('The bridge is yours'), speaker: 'vale' });
    expect(quoted.quotes.at(-1)).toMatchObject({ text: 'The bridge is yours', speaker: 'vale', decision: 'accepted' });
  });

  test('moves a fact in the order, and adds and mends people', () => {
    expect(edit({ do: 'move', id: 'piers', to: 0 }).order[0]).toBe('piers');
    const { people } = edit({ do: 'person', name: 'Mira Vale', role: 'another one' });
    expect(people.at(-1)).toEqual({
      id: 'mira-vale',
      name: 'Mira Vale',
      role: 'another one',
      kind: 'person',
      aliases: [],
    });
    expect(edit({ do: 'person', id: 'vale', role: 'former mayor' }).people[0]).toMatchObject({
      name: 'Mira Vale',
      role: 'former mayor',
    });
  });

  test.for([
    ['an item that is not there', { do: 'decide', items: ['nothing'], decision: 'accepted' }, /no item “nothing”/],
    ['a person that is not there', { do: 'quote', id: 'quote-yours', speaker: 'nobody' }, /no person “nobody”/],
    ['a quotation as a fact', { do: 'fact', id: 'quote-yours', text: 'x' }, /is a quotation/],
    ['a fact as a quotation', { do: 'quote', id: 'cost', said: 'x' }, /is a fact/],
    ['a fact merged with itself', { do: 'merge', into: 'cost', from: 'cost' }, /merged with itself/],
    [
      'a passage past the end',
      { do: 'add', kind: 'fact', start: ARTICLE.length - 2, end: ARTICLE.length + 9 },
      /Select words/,
    ],
    ['a new person without a name', { do: 'person', role: 'mayor' }, /needs a name/],
  ] as const)('refuses %s', ([, change, why]) => {
    expect(() => edit(change)).toThrow(UserError);
    expect(() => edit(change)).toThrow(why);
  });

  test('any selection is refused, or makes an item that is its passage', () => {
    const offset = fc.integer({ min: 0, max: ARTICLE.length + 5 });
    fc.assert(
      fc.property(offset, offset, fc.constantFrom('fact' as const, 'quote' as const), (start, end, kind) => {
        try {
          const made = edit({ do: 'add', kind, start, end });
          const item = kind === 'fact' ? made.facts.at(-1) : made.quotes.at(-1);
          expect(item?.evidence[0]).toMatchObject({ start, end, sha256: sha256(ARTICLE.slice(start, end)) });
          expect(Draft.safeParse(made).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
