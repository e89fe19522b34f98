import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/clean-line.ts';
import type { Action, Block, Reply, Span } from '../../src/reply.ts';
import { arbitraryReply } from '../support/arbitrary-reply.ts';

/** A platform's renderer as the contract sees it. */
export type Renderer<Page> = {
  name: string;
  /** All pages of a reply as they would be sent. */
  pages(reply: Reply): Page[] | Promise<Page[]>;
  /** What a reader sees or hears of a page, alternative texts included, without markup. */
  textOf(page: Page): string;
  /** What the platform would refuse, and what of the reply acts instead of standing there as text. */
  faults(page: Page): string[];
  /** Whether a press on the page, or a line that it names, runs this action's command. */
  offers(page: Page, action: Action): boolean;
  /** Pictures without a text that stands for them. */
  mutePictures?(page: Page): unknown[];
  /** A terminal draws its pictures in characters, so it needs no words for them. */
  drawsPictures?: boolean;
  /** Of who says something, as many characters are shown at least; a few words is what they are. */
  attributionLength?: number;
};

/** What every renderer promises, over a thousand replies of every shape. */
export function describeRenderer<Page>(renderer: Renderer<Page>): void {
  describe(`${renderer.name} shows any reply`, () => {
    test('whole, within the limits, with its sources and buttons, and nothing of it acts', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryReply, async (reply) => {
          expect(await brokenPromises(reply, renderer)).toEqual([]);
        }),
        { numRuns: 1000 },
      );
    });

    test('even where there is nothing to show', async () => {
      const nothing: Reply = { blocks: [], citations: [], actions: [], visibility: 'channel', outcome: 'answer' };
      for (const reply of [nothing, { ...nothing, blocks: [{ type: 'text', spans: [] } satisfies Block] }])
        expect(await brokenPromises(reply, renderer)).toEqual([]);
    });
  });
}

async function brokenPromises<Page>(reply: Reply, renderer: Renderer<Page>): Promise<string[]> {
  const { attributionLength = Infinity, drawsPictures = false } = renderer;
  const pages = await renderer.pages(reply);
  const seen = readable(pages.map((page) => renderer.textOf(page)).join('\n'));
  const texts = textsOf(reply, drawsPictures);
  const missing = texts.flatMap((text) => missingWords(text, seen));
  const attributions = reply.citations.flatMap((citation) => {
    const words = readable(citation.attribution);
    return missingWords(words.length > attributionLength ? firstWords(words, attributionLength) : words, seen);
  });
  return [
    ...(pages.length === 0 ? ['there is no page'] : []),
    ...pages.flatMap((page, i) => renderer.faults(page).map((fault) => `page ${i + 1}: ${fault}`)),
    ...missing.map((word) => `missing: ${word}`),
    ...attributions.map((word) => `missing of who says so: ${word}`),
    ...unnumbered(reply, seen).map((mark) => `missing mark: ${mark}`),
    ...outOfOrder(reply, seen).map((word) => `out of its order: ${word}`),
    ...reply.actions
      .filter((action) => !pages.some((page) => renderer.offers(page, action)))
      .map(({ command }) => `not offered: ${command}`),
    ...pages
      .flatMap((page) => renderer.mutePictures?.(page) ?? [])
      .map((picture) => `no words for ${JSON.stringify(picture)}`),
  ];
}

/** Text as it is compared: clean, composed, white space as one space, and without joiners, which stand only where they join. */
export function readable(text: string): string {
  return cleanText(text)
    .replace(/[\u200c\u200d\p{Variation_Selector}]/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ');
}

/** Every text of the blocks and the title. */
function textsOf({ title = '', blocks }: Pick<Reply, 'title' | 'blocks'>, drawsPictures: boolean): string[] {
  const texts = blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'text':
        return textOf(block.spans);
      case 'heading':
        return [block.text];
      case 'quote':
        return [block.text, block.speaker, block.role, block.said];
      case 'list':
        return block.items.flatMap(textOf);
      case 'fields':
        return block.fields.flatMap(({ label, value }) => [label, ...textOf(value)]);
      case 'timeline':
        return block.entries.flatMap(({ when, spans }) => [when, ...textOf(spans)]);
      case 'table':
        return [block.caption, ...block.columns.map(({ label }) => label), ...block.rows.flat().flatMap(textOf)];
      case 'image':
        return drawsPictures ? [] : [block.alt];
      case 'divider':
        return [];
    }
  });
  return [title, ...texts].map(readable);
}

function textOf(spans: readonly Span[]): string[] {
  return spans.flatMap((span) => (span.type === 'cite' ? [] : [span.text]));
}

function numbersOf(spans: readonly Span[]): number[] {
  return spans.flatMap((span) => (span.type === 'cite' ? [span.number] : []));
}

/** Words that are not there. One that is too long for a page may be in pieces. */
function missingWords(text: string, seen: string): string[] {
  return text
    .split(' ')
    .filter((word) => word !== '' && !isSeen(word, seen))
    .map((word) => word.slice(0, 80));
}

const SHORTEST_PIECE = 8;

function isSeen(word: string, seen: string): boolean {
  if (seen.includes(word)) return true;
  for (let rest = word; rest !== '';) {
    let [fits, not] = [0, rest.length + 1];
    while (not - fits > 1) {
      const middle = Math.floor((fits + not) / 2);
      if (seen.includes(rest.slice(0, middle))) fits = middle;
      else not = middle;
    }
    if (fits === 0 || (fits < SHORTEST_PIECE && fits < rest.length)) return false;
    rest = rest.slice(fits);
  }
  return true;
}

/** The words that stand whole before this length. */
function firstWords(text: string, length: number): string {
  return text.slice(0, length).replace(/\S+$/, '');
}

/** Numbers that stand fewer times than they are marked and listed. */
function unnumbered({ blocks, citations }: Reply, seen: string): string[] {
  const marks = [...blocks.flatMap(marksOf), ...citations.map(({ number }) => number)];
  return [...Map.groupBy(marks, (number) => `[${number}]`)].flatMap(([mark, each]) =>
    seen.split(mark).length - 1 < each.length ? [mark] : [],
  );
}

function marksOf(block: Block): number[] {
  switch (block.type) {
    case 'text':
      return numbersOf(block.spans);
    case 'quote':
      return block.cite === undefined ? [] : [block.cite];
    case 'list':
      return block.items.flatMap(numbersOf);
    case 'fields':
      return block.fields.flatMap(({ value }) => numbersOf(value));
    case 'timeline':
      return block.entries.flatMap(({ spans }) => numbersOf(spans));
    case 'table':
      return block.rows.flat().flatMap(numbersOf);
    case 'heading':
    case 'image':
    case 'divider':
      return [];
  }
}

/** The arbitrary replies' own words (`t12z`) of running text, where they do not come in their order. Whose a quotation is may stand under each part of it. */
function outOfOrder({ blocks }: Reply, seen: string): string[] {
  const words = blocks
    .flatMap((block) => {
      if (block.type === 'quote') return [block.text];
      return ['text', 'heading', 'list'].includes(block.type) ? textsOf({ blocks: [block] }, false) : [];
    })
    .join(' ');
  const places = [...words.matchAll(/\bt\d+z\b/g)].map(([word]) => ({ word, at: seen.indexOf(word) }));
  return places.filter(({ at }, i) => at < (places[i - 1]?.at ?? -1)).map(({ word }) => word);
}
