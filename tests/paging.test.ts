import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pagesOf } from '../src/paging.ts';
import { paragraph, post, spans, type Block, type Citation, type Reply, type Span } from '../src/reply.ts';
import { citesOf } from '../src/split-block.ts';
import { arbitraryReply } from './support/arbitrary-reply.ts';
import { aCitation } from './support/builders.ts';

const words = (list: readonly Span[]) =>
  list.map((span) => (span.type === 'cite' ? `[${span.number}]` : span.text)).join('');

/** What a block says, as a page would show it. */
function said(block: Block): string {
  switch (block.type) {
    case 'text':
      return words(block.spans);
    case 'heading':
      return block.text;
    case 'quote':
      return [block.text, block.speaker, block.role, block.said].join(' ');
    case 'list':
      return block.items.map(words).join(' ');
    case 'fields':
      return block.fields.map(({ label, value }) => `${label} ${words(value)}`).join(' ');
    case 'timeline':
      return block.entries.map(({ when, spans: line }) => `${when} ${words(line)}`).join(' ');
    case 'table':
      return [block.caption, ...block.columns.map(({ label }) => label), ...block.rows.flat().map(words)].join(' ');
    case 'image':
      return block.alt;
    case 'divider':
      return '';
  }
}

/** Room for so many characters of text, and for few of everything else. */
const room =
  (length: number) =>
  ({ title = '', blocks, citations, actions }: Reply): boolean =>
    [title, ...blocks.map(said)].join(' ').length <= length &&
    blocks.length <= 10 &&
    citations.length <= 4 &&
    actions.length <= 8 &&
    blocks.every((block) => block.type !== 'image' || block.alt.length <= 300);

/** The words of their own that the texts of arbitrary replies carry. */
function own(pages: readonly Reply[]): Set<string> {
  const text = pages.flatMap(({ title = '', blocks }) => [title, ...blocks.map(said)]).join(' ');
  return new Set(text.match(/t\d+z/g));
}

function running(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ type }) => type === 'text' || type === 'heading' || type === 'list');
}

function textOf(pages: readonly Reply[]): string {
  return unspaced(lines(pages).flat().join(''));
}

function lines(pages: readonly Reply[]): string[][] {
  return pages.map(({ blocks }) => blocks.map(said));
}

const length = fc.integer({ min: 700, max: 4000 });
const unspaced = (text: string) => text.replace(/\s+/g, '');

describe('whatever a reply holds', () => {
  test('every page fits', () => {
    fc.assert(
      fc.property(arbitraryReply, length, (reply, most) => {
        const pages = pagesOf(reply, room(most));
        expect(pages.length).toBeGreaterThan(0);
        expect(pages.filter((page) => !room(most)(page))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('no text is left out', () => {
    fc.assert(
      fc.property(arbitraryReply, length, (reply, most) => {
        expect(own([reply]).difference(own(pagesOf(reply, room(most))))).toEqual(new Set());
      }),
      { numRuns: 500 },
    );
  });

  test('running text comes in its order, each sign once', () => {
    fc.assert(
      fc.property(arbitraryReply, length, (whole, most) => {
        const reply = post({ ...whole, title: '', blocks: running(whole.blocks) });
        expect(textOf(pagesOf(reply, room(most)))).toBe(textOf([reply]));
      }),
      { numRuns: 500 },
    );
  });

  test('every source and every action is on some page, no source before its mark', () => {
    fc.assert(
      fc.property(arbitraryReply, length, (reply, most) => {
        const pages = pagesOf(reply, room(most));
        expect(new Set(pages.flatMap(({ citations }) => citations))).toEqual(new Set(reply.citations));
        expect(new Set(pages.flatMap(({ actions }) => actions))).toEqual(new Set(reply.actions));
        const known = new Set(reply.citations.map(({ number }) => number));
        for (const [i, page] of pages.entries()) {
          const here = new Set(pages.slice(i).flatMap(({ citations }) => citations.map(({ number }) => number)));
          const marks = page.blocks.flatMap(citesOf).filter((number) => known.has(number));
          expect(marks.filter((number) => !here.has(number))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('it ends, even where nothing fits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (text) => {
        const pages = pagesOf(post({ title: 'T', blocks: [paragraph(text)] }), () => false);
        expect(unspaced(pages.flatMap(({ blocks }) => blocks.map(said)).join(''))).toBe(unspaced(`T${text}`));
      }),
    );
  });
});

describe('a reply', () => {
  const sentence = 'The rebuilt bridge carries two tram lines and a market. ';

  test('that fits is left as it is', () => {
    const reply = post({ blocks: [paragraph('Open.')] });
    expect(pagesOf(reply, () => true)).toEqual([reply]);
  });

  test('is parted between blocks, then between sentences', () => {
    const pages = pagesOf(
      post({ blocks: [paragraph(sentence.repeat(10)), paragraph('It is open.')] }),
      (page) => page.blocks.map(said).join('').length <= 400,
    );
    expect(lines(pages)).toEqual([[sentence.repeat(7)], [sentence.repeat(3), 'It is open.']]);
  });

  test('keeps a mark with the sentence that it bears out', () => {
    const cited = Array.from({ length: 6 }, (_, i) => [sentence, { type: 'cite', number: i + 1 } as const, ' ']).flat();
    const citations = Array.from({ length: 6 }, (_, i) => aCitation(i + 1));
    const pages = pagesOf(
      post({ blocks: [paragraph(...cited)], citations }),
      (page) => page.blocks.map(said).join('').length <= 130,
    );
    expect(pages.map(({ citations: own }) => own.map(({ number }: Citation) => number))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    for (const page of pages) expect(page.blocks.map(said).join('')).toMatch(/^The .*\] ?$/);
  });

  test('goes on with the numbers of its list', () => {
    const items = Array.from({ length: 5 }, (_, i) => spans(`Item ${i + 1}`));
    const pages = pagesOf(
      post({ blocks: [{ type: 'list', ordered: true, items }] }),
      (page) => page.blocks.map(said).join('').length <= 15,
    );
    expect(pages.map(({ blocks }) => blocks)).toEqual([
      [{ type: 'list', ordered: true, start: 1, items: items.slice(0, 2) }],
      [{ type: 'list', ordered: true, start: 3, items: items.slice(2, 4) }],
      [{ type: 'list', ordered: true, start: 5, items: items.slice(4) }],
    ]);
  });

  test('leaves no heading alone at the foot of a page', () => {
    const pages = pagesOf(
      post({ blocks: [paragraph('x'.repeat(90)), { type: 'heading', text: 'More' }, paragraph('y'.repeat(50))] }),
      (page) => page.blocks.map(said).join('').length <= 100,
    );
    expect(lines(pages)).toEqual([['x'.repeat(90)], ['More', 'y'.repeat(50)]]);
  });

  test('repeats its title and its actions on each page, unless they would fill it', () => {
    const actions = Array.from({ length: 3 }, (_, i) => ({ label: `${i}`, command: `/facts page:${i}` }));
    const reply = post({ title: 'The bridge', blocks: [paragraph(sentence.repeat(30))], actions });
    for (const page of pagesOf(reply, room(700))) expect(page).toMatchObject({ title: 'The bridge', actions });
    const many = Array.from({ length: 20 }, (_, i) => ({ label: `${i}`, command: `/facts page:${i}` }));
    const counts = pagesOf({ ...reply, actions: many }, room(700)).map((page) => page.actions.length);
    expect(counts.filter((some) => some > 0)).toEqual([8, 8, 4]);
    expect(counts.slice(-3)).toEqual([8, 8, 4]);
  });
});
