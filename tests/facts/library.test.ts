import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { namesOf } from '../../src/facts/library.ts';
import { parseStoryFile } from '../../src/facts/story-file.ts';
import { aLibrary, aStory } from '../support/builders.ts';

const people = aStory().people;
const [vale] = people;

function withVale(slug: string, change: object) {
  return aStory({ slug, people: people.map((person) => (person === vale ? { ...person, ...change } : person)) });
}

describe('people over stories', () => {
  test('are one where name and id are the same', () => {
    const library = aLibrary(aStory(), withVale('tram-line', { role: 'former mayor', aliases: ['Her Honour'] }));
    expect(library.people.filter(({ name }) => name === 'Mira Vale')).toHaveLength(1);
    expect(library.person('mira vale').found).toMatchObject({ handle: 'Mira Vale', stories: { length: 2 } });
    expect(library.person('her honour').found?.aliases).toEqual(['Mayor Vale', 'Her Honour']);
  });

  test('who share a surname are not taken for one another', () => {
    const other = aStory({
      slug: 'tram-line',
      people: [...people, { id: 'tom-vale', name: 'Tom Vale', role: 'engineer' }],
    });
    const library = aLibrary(aStory(), other);
    expect(library.person('vale')).toEqual({ found: undefined, nearest: ['Mira Vale', 'Tom Vale'], ambiguous: true });
    expect(library.person('tom vale').found?.name).toBe('Tom Vale');
  });

  test('who share the whole name keep their words apart, and each has a name of their own', () => {
    const tram = aStory({ slug: 'tram-line' });
    const singer = aStory({
      ...tram,
      people: tram.people.map((person) =>
        person.id === 'vale' ? { ...person, id: 'singer', role: 'singer' } : person,
      ),
      facts: tram.facts.map((fact) => ({ ...fact, people: fact.people.map((id) => (id === 'vale' ? 'singer' : id)) })),
      quotes: tram.quotes.map((quote) => ({ ...quote, speaker: quote.speaker === 'vale' ? 'singer' : quote.speaker })),
    });
    const library = aLibrary(aStory(), singer);
    expect(library.person('Mira Vale')).toMatchObject({ found: undefined, ambiguous: true });
    for (const handle of library.person('Mira Vale').nearest) {
      const { found } = library.person(handle);
      expect(found?.handle).toBe(handle);
      expect(new Set(found?.quotes.map(({ story }) => story.slug)).size).toBe(1);
    }
    const [speaker] = library.items.flatMap((item) => (item.ref === 'tram-line/quote-yours' ? [item.speaker] : []));
    expect(speaker && library.handle(speaker)).toBe('Mira Vale (singer)');
  });
});

test('an item’s id that several stories have names the item of none', () => {
  const library = aLibrary(aStory(), aStory({ slug: 'tram-line' }));
  expect(library.item('cost')).toEqual({
    found: undefined,
    nearest: ['harbour-bridge/cost', 'tram-line/cost'],
    ambiguous: true,
  });
  expect(library.item('tram-line/cost').found?.ref).toBe('tram-line/cost');
});

test('stories of one title are told apart by their slugs', () => {
  const library = aLibrary(aStory(), aStory({ slug: 'tram-line' }));
  expect(library.story(aStory().title)).toMatchObject({ nearest: ['harbour-bridge', 'tram-line'], ambiguous: true });
});

test('in the story that is published every name of a person finds that person', () => {
  const { story } = parseStoryFile('stories/xi-putin.yaml', readFileSync('stories/xi-putin.yaml', 'utf8'));
  if (!story) throw new Error('stories/xi-putin.yaml cannot be read');
  const library = aLibrary(story);
  const astray = library.people.flatMap((person) =>
    namesOf(person).filter((name) => library.person(name).found !== person),
  );
  expect(astray).toEqual([]);
});
