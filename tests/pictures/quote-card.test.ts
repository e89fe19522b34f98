import { assert, constantFrom, property, string } from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { drawPicture, pictureSize } from '../../src/pictures/draw.ts';
import { quotePicture } from '../../src/pictures/of-story.ts';
import { layOutCard } from '../../src/pictures/quote-card.ts';
import { aLibrary, aStory } from '../support/builders.ts';
import { aQuotePicture } from '../support/pictures.ts';

const SENTENCE = 'The bridge is yours again, and it will carry trams and people for as long as we live. ';

/** The words of the quotation as they stand on the card. */
function quotationOn(text: string, size: 'chat' | 'narrow' = 'chat'): string {
  const { lines } = layOutCard(aQuotePicture({ text }), size);
  const from = lines.findIndex((line) => line.text.startsWith('“'));
  const to = lines.findIndex((line) => line.text.endsWith('”'));
  return lines
    .slice(from, to + 1)
    .map((line) => line.text)
    .join(' ');
}

/** The words without what may stand between lines or is never drawn. */
function bare(words: string): string {
  return words.replace(/[\s\p{DI}\p{C}]/gu, '');
}

describe('a quote card', () => {
  test('carries the quotation in quotation marks, who said it, where, and our name', async () => {
    const svg = await drawPicture(aQuotePicture(), { theme: 'light', size: 'wide' });
    for (const words of [
      '“The bridge is yours again”',
      '>Mira Vale<',
      'mayor of Port Ansel, told residents',
      'The Ansel Courier, 6 May 2031',
      '>Pullquote<',
    ])
      expect(svg).toContain(words);
  });

  test('never shortens: its type gets smaller, then the card taller', () => {
    const sizes = [1, 2, 3, 6, 9].map((times) => {
      const text = SENTENCE.repeat(times).trim();
      expect(quotationOn(text)).toBe(`“${text}”`);
      const { lines, height } = layOutCard(aQuotePicture({ text }), 'chat');
      return { type: lines[0]?.size ?? 0, height };
    });
    expect(sizes.map(({ type }) => type)).toEqual(sizes.map(({ type }) => type).sort((a, b) => b - a));
    expect(sizes[0]).toEqual({ type: 32, height: 315 });
    expect(sizes.at(-1)?.type).toBe(18);
    expect(sizes.at(-1)?.height).toBeGreaterThan(315);
  });

  test('leaves out nothing of any quotation, on a phone too', () => {
    assert(
      property(
        string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
        constantFrom('chat' as const, 'narrow' as const),
        (text, size) => {
          const { lines } = layOutCard(aQuotePicture({ text: `x${text}x` }), size);
          expect(bare(lines.map((line) => line.text).join(''))).toContain(bare(`“x${text}x”`));
        },
      ),
    );
  });

  test('keeps all lines within the card, one beneath the other', () => {
    assert(
      property(string({ minLength: 1, maxLength: 900 }), string({ maxLength: 200 }), (text, role) => {
        const { lines, height, rule } = layOutCard(aQuotePicture({ text, role }), 'chat');
        const left = lines.filter(({ end }) => !end);
        for (const [i, { y, size }] of left.entries()) {
          expect(y - size).toBeGreaterThanOrEqual(left[i - 1]?.y ?? 0);
          expect(y).toBeLessThan(height);
        }
        expect(rule).toBeLessThan(height);
      }),
    );
  });

  test('sets Hebrew and Arabic from the right, each line an isolate', async () => {
    for (const text of ['הגשר שלכם שוב', 'الجسر لكم مرة أخرى']) {
      const { lines, bar, width } = layOutCard(aQuotePicture({ text }), 'chat');
      expect(lines[0]).toMatchObject({ end: true, rightToLeft: true });
      expect(bar.x).toBeGreaterThan(width / 2);
      expect(await drawPicture(aQuotePicture({ text }), { theme: 'light', size: 'chat' })).toContain(
        `\u2067“${text}”\u2069`,
      );
    }
  });

  test('holds no markup from its words, and points to nothing outside', async () => {
    const words = `"'><script href="https://x.example/">alert(1)</script><image href="https://x.example/"/><!-- ]]> &amp; \u0001\ufffe\ufdd0`;
    const svg = await drawPicture(
      { type: 'quote', text: words, speaker: words, role: words, said: words, source: words },
      { theme: 'paper', size: 'chat', framed: true },
    );
    const names = new Set<string>();
    const visit = (node: object) => {
      if ('nodeName' in node) names.add(String(node.nodeName));
      if ('attrs' in node && Array.isArray(node.attrs))
        for (const { name } of node.attrs) expect(name).not.toMatch(/href|^on|style/);
      if ('childNodes' in node && Array.isArray(node.childNodes)) for (const child of node.childNodes) visit(child);
    };
    visit(parseFragment(svg));
    expect([...names].sort()).toEqual(['#document-fragment', '#text', 'rect', 'svg', 'text']);
    for (const sign of ['\u0001', '\ufffe', '\ufdd0']) expect(svg).not.toContain(sign);
  });

  test('says its size before it is drawn', async () => {
    for (const size of ['wide', 'narrow'] as const) {
      const { width, height } = pictureSize(aQuotePicture(), { size });
      const svg = await drawPicture(aQuotePicture(), { theme: 'dark', size });
      expect(svg).toContain(`width="${width}" height="${height}"`);
    }
  });
});

describe('of a quotation', () => {
  const [quote] = aLibrary(aStory()).stories[0]?.quotes ?? [];

  test('there is one with its words as they are', () => {
    expect(quote && quotePicture(quote)).toEqual(aQuotePicture());
  });

  test('there is none where it is too long for one', () => {
    expect(quote && quotePicture({ ...quote, text: 'x'.repeat(601) })).toBeUndefined();
  });
});
