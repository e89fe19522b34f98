import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGrounding } from '../../src/answers/grounding.ts';
import { groundingSource } from '../../src/answers/grounding/source.ts';
import { groundingLibrary, paraphrases } from '../../bench/grounding/library.ts';
import { hostileVariants, sourcesOf } from '../../bench/grounding/variants.ts';

const library = groundingLibrary();
const source = (ref: string) => {
  const item = library.items.find((each) => each.ref === ref);
  if (!item) throw new Error(`no item ${ref}`);
  return groundingSource(item);
};
const facts = library.items.filter(({ kind }) => kind === 'fact');
const quotes = library.items.flatMap((item) => (item.kind === 'quote' ? item : []));
const article = [...facts, ...facts].map(({ text }) => text).join(' ');

describe('a sentence that its sources bear out', () => {
  test('passes where it is the source’s own, from a fact or from an article', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facts), ({ text }) => {
        expect(checkGrounding(text, [{ text }])).toMatchObject({ supported: true, problems: [] });
        expect(checkGrounding(text, [{ text: article }])).toMatchObject({ supported: true, problems: [] });
      }),
    );
  });

  test('passes in most faithful rewordings', () => {
    const all = paraphrases();
    const passed = all.filter(({ sentence, cites }) => checkGrounding(sentence, sourcesOf(cites, library)).supported);
    expect(passed.length / all.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('a sentence that they do not', () => {
  test('is stopped when any digit of it is changed', () => {
    const figures = facts.filter(({ text }) => /\d/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...figures), fc.nat(), fc.integer({ min: 1, max: 9 }), (item, pick, by) => {
        const places = [...item.text.matchAll(/\d/g)].map(({ index }) => index);
        const at = places[pick % places.length] ?? 0;
        const digit = (Number(item.text[at]) + by) % 10;
        const claim = item.text.slice(0, at) + String(digit) + item.text.slice(at + 1);
        expect([claim, checkGrounding(claim, [groundingSource(item)]).supported]).toEqual([claim, false]);
      }),
      { numRuns: 500 },
    );
  });

  test('is stopped when any word of a quotation is another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...quotes), fc.nat(), (quote, pick) => {
        const words = quote.text.split(' ');
        words[pick % words.length] = 'ostrich';
        const claim = `${quote.speaker.name} said: “${words.join(' ')}”`;
        expect(checkGrounding(claim, [groundingSource(quote)]).supported).toBe(false);
      }),
    );
  });

  test('is stopped in nearly all altered copies, and in all with another figure, name or quotation', () => {
    const passed = hostileVariants(7, 600, library).filter(
      ({ sentence, cites }) => checkGrounding(sentence, sourcesOf(cites, library)).supported,
    );
    expect(passed.filter(({ kind }) => /figure|name|quotation/.test(kind))).toEqual([]);
    expect(passed.length).toBeLessThanOrEqual(600 * 0.03);
  });

  test.for([
    ['tram-line/cost', 'The line will cost 640 million dollars, according to Ansel Transit.', /640 million/],
    ['tram-line/riders', 'The line could carry more than 40,000 passengers a day.', /on the word of/],
    ['tram-line/riders', 'Tomás Quillón says the line will carry more than 40,000 passengers a day.', /only “could”/],
    ['tram-line/fares', 'Lenka Ostrova said that fares would not rise before 2035.', /Ostrova/],
    [
      'tram-line/loan',
      'The council has decided whether to borrow the money or to sell its stake in the airport.',
      /“not”/,
    ],
    ['river-ruling/sued', 'In 2026 Hydra Power sued Teyra Keepers.', /sued/],
    ['hillfire/wind', 'Winds rose from 70 to 35 kilometres an hour overnight.', /“rose”|other way round/],
    ['tram-line/start', 'Construction is expected to begin in October 2032.', /October 2032/],
    ['tram-line/cost', 'Ansel Transit puts the cost at 640 million crowns; see https://trams.example.', /link/],
    ['tram-line/cost', '@everyone Ansel Transit puts the cost at 640 million crowns.', /mention/],
    ['tram-line/cost', 'Аnsel Transit puts the cost of the line at 640 million crowns.', /scripts/],
    ['tram-line/cost', 'Ansel Transit puts the cost of the line at ９40 million crowns.', /940 million/],
    ['tram-line/cost', 'Ansel Transit puts the cost of the line at ٧ million crowns.', /digit/],
    ['tram-line/cost', 'Ansel\u200b Transit puts the cost of the line at 640 million crowns.', /nobody sees/],
  ] as const)('%s: “%s”', ([ref, claim, problem]) => {
    const { supported, problems } = checkGrounding(claim, [source(ref)]);
    expect({ supported, told: problems.join('\n') }).toEqual({
      supported: false,
      told: expect.stringMatching(problem),
    });
  });
});

describe('any text', () => {
  test('gets a score between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (claim, text) => {
        const { score } = checkGrounding(claim, [{ text }]);
        expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });

  test.for(['“', '"', '(', '[', '<', '`', '🚨', '\u202e', '\u200b', '. ', 'a ', '1,', 'а', "'", '@', 'x.'])(
    '100 kB of %j neither hangs nor passes',
    (unit) => {
      const long = unit.repeat(100_000 / unit.length);
      const start = performance.now();
      expect(checkGrounding(long, [{ text: 'The line opened.' }]).supported).toBe(false);
      expect(checkGrounding(long.slice(0, 7_900), [{ text: 'The line opened.' }]).supported).toBe(false);
      checkGrounding('The line opened in 2031.', [{ text: long }]);
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});
