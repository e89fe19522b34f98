import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locatePassage, normaliseSource, sha256, textFragmentUrl, verifyStory } from '../../src/facts/evidence.ts';
import { ARTICLE, aStory } from '../support/builders.ts';

describe('verifyStory', () => {
  test('proves every span of a story against its own source', () => {
    expect(verifyStory(aStory(), ARTICLE)).toEqual({ spans: 5, faults: [] });
  });

  test('line ends and composition of the source file make no difference', () => {
    expect(verifyStory(aStory(), ARTICLE.replaceAll('\n', '\r\n').normalize('NFD')).faults).toEqual([]);
  });

  test('any one changed character of the source is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ARTICLE.length - 1 }), fc.constantFrom('x', '7', ' '), (at, letter) => {
        fc.pre(ARTICLE[at] !== letter);
        const changed = `${ARTICLE.slice(0, at)}${letter}${ARTICLE.slice(at + 1)}`;
        expect(verifyStory(aStory(), changed).faults.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a changed character inside a passage names the item', () => {
    const { faults } = verifyStory(aStory(), ARTICLE.replace('42 million', '43 million'));
    expect(faults.map(({ item }) => item)).toEqual(['harbour-bridge', 'cost']);
  });

  test('any one changed character of a quotation names that quotation', () => {
    const story = aStory();
    for (const quote of story.quotes) {
      for (let at = 0; at < quote.text.length; at += 1) {
        const text = `${quote.text.slice(0, at)}*${quote.text.slice(at + 1)}`;
        const altered = {
          ...story,
          quotes: story.quotes.map((other) => (other === quote ? { ...quote, text } : other)),
        };
        expect(verifyStory(altered, ARTICLE).faults).toMatchObject([{ item: quote.id }]);
      }
    }
  });

  test('wrong first or last words and offsets past the end are faults', () => {
    const story = aStory();
    const [fact] = story.facts;
    const evidence = fact?.evidence[0];
    if (!fact || !evidence) throw new Error('the builder has facts with evidence');
    for (const wrong of [
      { first: 'Another start' },
      { last: 'another end.' },
      { end: 9999 },
      { prefix: 'not before' },
      { suffix: 'not after' },
    ]) {
      const altered = {
        ...story,
        facts: [{ ...fact, evidence: [{ ...evidence, ...wrong }] }, ...story.facts.slice(1)],
      };
      expect(verifyStory(altered, ARTICLE).faults).toMatchObject([{ item: 'opening' }]);
    }
  });
});

describe('locatePassage', () => {
  test('whatever it locates, it verifies', () => {
    const word = fc.stringMatching(/^[a-zà-öž“”’]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 40 }), fc.nat(), fc.nat(), (list, a, b) => {
        const source = normaliseSource(list.join(' '));
        const [start, end] = [a % source.length, b % source.length].sort((x, y) => x - y) as [number, number];
        const passage = source.slice(start, end).trim();
        fc.pre(passage.length > 0);
        const at = source.indexOf(passage, start);
        const evidence = locatePassage(source, at, at + passage.length);
        expect(passage.startsWith(evidence.first) && passage.endsWith(evidence.last)).toBe(true);
        expect(evidence.sha256).toBe(sha256(passage));
        expect(
          evidence.suffix === undefined || source.slice(evidence.end).trimStart().startsWith(evidence.suffix),
        ).toBe(true);
      }),
    );
  });

  test('words that occur twice get their neighbours', () => {
    const source = 'The tram stops here. The tram stops there.';
    expect(locatePassage(source, 21, 42)).toMatchObject({ first: 'The tram stops there.', last: 'tram stops there.' });
    expect(locatePassage('one two one two', 8, 15)).toMatchObject({ prefix: 'one two' });
  });
});

test('a text-fragment link escapes what the fragment syntax uses', () => {
  const url = textFragmentUrl('https://courier.example/bridge#top', {
    start: 0,
    end: 9,
    sha256: '',
    first: 'half-built, he',
    last: 'said & left',
    suffix: 'then a',
  });
  expect(url).toBe('https://courier.example/bridge#:~:text=half%2Dbuilt%2C%20he,said%20%26%20left,-then%20a');
});
