import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/facts/evidence.ts';
import type { Reply } from '../../src/reply.ts';
import { aLibrary, ARTICLE, aStory, evidenceOf } from '../support/builders.ts';
import { aDispatch, READER, run, textOf } from '../support/run.ts';

function commands(reply: Reply): string[] {
  return reply.actions.map(({ command }) => command);
}

describe('/quote', () => {
  test('is verbatim, attributed and sourced', async () => {
    const reply = await run('/quote quillon');
    expect(reply.blocks[0]).toEqual({
      type: 'quote',
      text: 'We kept the arches & replaced everything else',
      speaker: 'Tomás Quillón',
      role: 'engineer',
      said: 'told the Ansel Courier',
      cite: 1,
    });
    expect(reply.citations).toMatchObject([{ item: 'harbour-bridge/quote-arches', publisher: 'The Ansel Courier' }]);
  });

  test('walks through all before any repeats, in each channel on its own', async () => {
    const dispatch = aDispatch();
    const next = async (channel: string) =>
      (await dispatch({ line: '/quote', channel, asker: READER })).citations[0]?.item;
    expect([await next('a'), await next('a'), await next('b'), await next('a')]).toEqual([
      'harbour-bridge/quote-yours',
      'harbour-bridge/quote-arches',
      'harbour-bridge/quote-yours',
      'harbour-bridge/quote-yours',
    ]);
  });

  test('by topic', async () => {
    expect((await run('/quote arches')).citations[0]?.item).toBe('harbour-bridge/quote-arches');
  });

  test('of someone who is only reported says so plainly and offers the report', async () => {
    const reply = await run('/quote treasury');
    expect(reply.outcome).toBe('nothing');
    expect(textOf(reply)).toContain('The store holds no verbatim quotation of City treasury.');
    expect(reply.citations.map(({ item }) => item)).toEqual(['harbour-bridge/cost']);
  });

  test('of nobody names the nearest known people', async () => {
    const reply = await run('/quote nobody');
    expect(textOf(reply)).toMatch(/no quotation by or about “nobody”.*(Mira Vale|Tomás Quillón)/);
  });

  describe('from one story', () => {
    const silent = aStory({
      slug: 'tram-line',
      title: 'Trams return to Port Ansel',
      quotes: aStory().quotes.filter(({ speaker }) => speaker === 'quillon'),
    });
    const library = aLibrary(aStory(), silent);

    test('speaks of that story where it does not quote someone, and offers what another does', async () => {
      const reply = await run('/quote mira vale story:tram-line', { library });
      expect(textOf(reply)).toBe(
        '“Trams return to Port Ansel” holds no verbatim quotation of Mira Vale; another story does. ' +
          'Nor is there a statement reported of them. Quoted there are: Tomás Quillón.',
      );
      expect(commands(reply)).toEqual(['/quote Mira Vale', '/who Mira Vale', '/quote Tomás Quillón tram-line']);
    });

    test('gives only the statements that this story reports', async () => {
      const reply = await run('/quote treasury tram-line', { library });
      expect(textOf(reply)).toContain(
        '“Trams return to Port Ansel” holds no verbatim quotation of City treasury. Reported',
      );
      expect(reply.citations.map(({ item }) => item)).toEqual(['tram-line/cost']);
    });

    test('speaks of that story on a topic too', async () => {
      const reply = await run('/quote residents tram-line', { library });
      expect(textOf(reply)).toContain(
        '“Trams return to Port Ansel” holds no quotation by or about “residents”; another story does.',
      );
      expect(commands(reply)).toContain('/quote residents');
    });

    test('with no quotation at all offers the others', async () => {
      const bare = aLibrary(aStory(), aStory({ slug: 'tram-line', title: 'Trams', quotes: [] }));
      const reply = await run('/quote tram-line', { library: bare });
      expect(textOf(reply)).toBe('“Trams” holds no quotation; another story does.');
      expect(commands(reply)).toEqual(['/quote']);
    });

    test('“Another” keeps to the story and to whom it is about', async () => {
      expect(commands(await run('/quote story:harbour-bridge', { library }))[0]).toBe('/quote harbour-bridge');
      expect(commands(await run('/quote arches', { library }))[0]).toBe('/quote arches');
      const twice = aLibrary(
        aStory({
          quotes: [...aStory().quotes, ...aStory().quotes.map((quote) => ({ ...quote, id: `${quote.id}-2` }))],
        }),
        silent,
      );
      const reply = await run('/quote "mira vale" harbour-bridge', { library: twice });
      expect(commands(reply)[0]).toBe('/quote mira vale harbour-bridge');
    });
  });

  describe('as a card', () => {
    test('shows the very quotation that its button stood beneath', async () => {
      const dispatch = aDispatch();
      const ask = (line: string) => dispatch({ line, channel: 'a', asker: READER });
      const words = await ask('/quote');
      const card = words.actions.find(({ label }) => label === 'Quote card')?.command ?? '';
      expect(card).toBe('/quote harbour-bridge/quote-yours card');
      const reply = await ask(card);
      expect(reply.title).toBeUndefined();
      expect(reply).toMatchObject({
        visibility: 'channel',
        blocks: [
          { type: 'image', picture: { type: 'quote', text: 'The bridge is yours again', speaker: 'Mira Vale' } },
        ],
        citations: words.citations,
      });
      // And the next is still the next.
      expect((await ask('/quote')).citations[0]?.item).toBe('harbour-bridge/quote-arches');
    });

    test('is read to who does not see it: the whole quotation, who said it, and where', async () => {
      const [block] = (await run('/quote harbour-bridge/quote-arches as:card')).blocks;
      expect(block?.type === 'image' && block.alt).toBe(
        'Quote card: “We kept the arches & replaced everything else” Tomás Quillón, engineer, ' +
          'told the Ansel Courier. The Ansel Courier, 6 May 2031.',
      );
    });

    test('leads on to the next card, and to the source', async () => {
      const reply = await run('/quote card');
      expect(reply.blocks[0]?.type).toBe('image');
      expect(commands(reply)).toEqual(['/quote card', '/source harbour-bridge/quote-yours', '/who Mira Vale']);
    });

    test('of a quotation too long for one is its words, and says why', async () => {
      const text = 'The bridge is yours again. '.repeat(30).trim();
      const article = `${ARTICLE}\n${text}`;
      const quotes = aStory().quotes.map((quote) => ({ ...quote, text, evidence: evidenceOf(text, article) }));
      const source = { ...aStory().source, sha256: sha256(article), length: article.length };
      const library = aLibrary(aStory({ quotes, source }));
      const reply = await run('/quote harbour-bridge/quote-yours card', { library });
      expect(reply.blocks[0]).toMatchObject({ type: 'quote', text });
      expect(textOf(reply)).toContain('too long for a card');
      expect((await run('/quote', { library })).actions.map(({ label }) => label)).not.toContain('Quote card');
    });
  });

  test('by its address alone is that quotation in words', async () => {
    const reply = await run('/quote harbour-bridge/quote-arches');
    expect(reply.blocks[0]).toMatchObject({ type: 'quote', speaker: 'Tomás Quillón' });
    expect(commands(reply)[0]).toBe('/quote harbour-bridge/quote-arches card');
  });

  test('by the address of a fact says that it is one', async () => {
    const reply = await run('/quote harbour-bridge/cost');
    expect(textOf(reply)).toBe('harbour-bridge/cost is a fact, not a quotation.');
    expect(commands(reply)).toEqual(['/source harbour-bridge/cost']);
  });

  test('by an address that is none is a topic like any other', async () => {
    expect(textOf(await run('/quote harbour-bridge/nothing'))).toContain('“harbour-bridge/nothing”');
  });
});
