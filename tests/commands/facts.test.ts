import { describe, expect, test } from 'vitest';
import { aLibrary, aStory } from '../support/builders.ts';
import { aDispatch, READER, run, textOf } from '../support/run.ts';

describe('/facts', () => {
  test('keeps to the story and topic', async () => {
    expect((await run('/facts money')).citations.map(({ item }) => item)).toEqual(['harbour-bridge/cost']);
    expect((await run('/facts all')).citations).toHaveLength(3);
    expect((await run('/facts tram')).citations.map(({ item }) => item)).toEqual(['harbour-bridge/piers']);
    expect(textOf(await run('/facts football'))).toContain('no fact on “football”');
  });

  test('of a story with nothing of importance shows all', async () => {
    const facts = aStory().facts.map((fact) => ({ ...fact, importance: 3 }));
    const library = aLibrary(aStory({ facts }), aStory({ slug: 'tram-line' }));
    const reply = await run('/facts harbour-bridge', { library });
    expect(reply.title).toBe('Port Ansel reopens its bridge: all facts');
    expect(reply.citations).toHaveLength(3);
  });

  test('a topic is found whatever its case, in the file and in the line', async () => {
    const facts = aStory().facts.map((fact) => ({ ...fact, topics: [fact.id === 'cost' ? 'Trâms' : 'money'] }));
    const library = aLibrary(aStory({ facts, topics: ['Trâms', 'money'] }));
    expect((await run('/facts TRAMS', { library })).citations.map(({ item }) => item)).toEqual(['harbour-bridge/cost']);
  });

  test('an unknown topic of a story is not said to be unknown to the store', async () => {
    const library = aLibrary(aStory(), aStory({ slug: 'tram-line', title: 'Trams' }));
    expect(textOf(await run('/facts tram-line football', { library }))).toContain(
      '“Trams” holds no fact on “football”',
    );
  });

  describe('with many facts', () => {
    const [fact] = aStory().facts;
    const facts = Array.from({ length: 65 }, (_, i) => ({ ...fact, id: `fact-${i}`, importance: i < 45 ? 4 : 1 }));
    const summary = { short: ['fact-0'], standard: ['fact-0'], long: ['fact-0'] };
    const library = aLibrary(aStory({ facts, summary }), aStory({ slug: 'tram-line' }));
    const ask = (line: string) => aDispatch({ library })({ line, channel: 'c', asker: READER });

    test('gives them in pages of forty, each fact once', async () => {
      const first = await ask('/facts harbour-bridge all');
      expect(textOf(first)).toContain('1–40 of 65.');
      expect(first.citations).toHaveLength(40);
      expect(first.actions).toEqual([{ label: 'More', command: '/facts harbour-bridge all page:2' }]);
      const second = await ask('/facts harbour-bridge all page:2');
      expect(textOf(second)).toContain('41–65 of 65.');
      expect(second.actions).toEqual([]);
      const items = [first, second].flatMap(({ citations }) => citations.map(({ item }) => item));
      expect(items).toEqual(facts.map(({ id }) => `harbour-bridge/${id}`));
    });

    test('the leading ones too, and those on a topic', async () => {
      const leading = await ask('/facts harbour-bridge');
      expect(textOf(leading)).toMatch(/1–40 of 45\.\n20 more: name a topic/);
      expect(leading.actions[0]).toEqual({ label: 'More', command: '/facts harbour-bridge page:2' });
      expect(leading.actions.map(({ command }) => command)).toContain('/facts harbour-bridge transport');
      const topic = await ask('/facts transport page: 2');
      expect(textOf(topic)).toContain('41–67 of 67.');
    });

    test('a page past the end leads back to the last one', async () => {
      const reply = await ask('/facts harbour-bridge all page:9');
      expect(reply.outcome).toBe('nothing');
      expect(reply.actions).toEqual([{ label: 'Last page', command: '/facts harbour-bridge all page:2' }]);
    });

    test('no reply grows with the store', async () => {
      const many = Array.from({ length: 3000 }, (_, i) => ({ ...fact, id: `fact-${i}` }));
      const big = aLibrary(aStory({ facts: many, summary }));
      expect(JSON.stringify(await run('/facts all', { library: big })).length).toBeLessThan(50_000);
    });
  });
});
