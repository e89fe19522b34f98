import { Readability } from '@mozilla/readability';
import { type Block, blocksOf, isElement, proseLength } from './blocks.ts';
import { blocksIn, densestContainer, namedContainers } from './containers.ts';
import { articleBlocks } from './lines.ts';
import { tidyText } from './plain-text.ts';

/** Several times what the heaviest articles have; Readability's time grows with its square. */
const MOST_WEIGHT = 100_000;

/** The article's text, of the readings of a page the one that is likeliest whole and clean; '' where it has none. */
export function readBody(
  document: Document,
  { title, told, weight }: { title: string; told: string | undefined; weight: number },
): string {
  const { body } = document;
  if (!body) return tidyText(told ?? '');
  const named = articleBlocks(blocksIn(namedContainers(document)), title);
  const dense = articleBlocks(blocksOf(densestContainer(body)), title);
  // Last: it takes the document apart.
  const usual = weight > MOST_WEIGHT ? [] : articleBlocks(readability(document), title);
  const best = choose(named, dense, usual);
  const text = write(best);
  const given = paragraphs(tidyText(told ?? ''));
  return given.length > 1.5 * text.length && given.length > 400 ? given : text;
}

/** Where no blank line parts anything, each line is a paragraph. */
function paragraphs(text: string): string {
  return text.includes('\n\n') ? text : text.replaceAll('\n', '\n\n');
}

function choose(named: Block[], dense: Block[], usual: Block[]): Block[] {
  const [a, b, c] = [proseLength(named), proseLength(dense), proseLength(usual)];
  if (a > 0 && a >= 0.6 * Math.max(c, Math.min(b, 1.5 * c))) return named;
  if (b > 1.3 * c) return dense;
  return c > 0 || usual.length > 0 ? usual : dense;
}

function readability(document: Document): Block[] {
  try {
    // It gives its reading to a function that would write it as HTML.
    let blocks: Block[] = [];
    const serializer = (node: Node): void => void (blocks = isElement(node) ? blocksOf(node) : []);
    new Readability(document, { serializer, disableJSONLD: true, charThreshold: 250 }).parse();
    return blocks;
  } catch {
    return []; // it trips over some malformed pages; there are other readings
  }
}

/** Paragraphs parted by a blank line; the items of a list and the rows of a table stand on lines of their own. */
function write(blocks: readonly Block[]): string {
  let text = '';
  for (const [index, { text: own, kind, element }] of blocks.entries()) {
    const last = blocks[index - 1];
    const joined = last && last.kind === kind && (kind === 'item' || kind === 'row') && near(last.element, element);
    text += index === 0 ? own : `${joined ? '\n' : '\n\n'}${own}`;
  }
  return text;
}

function near(a: Element, b: Element): boolean {
  return a === b || a.closest('ul, ol, dl, table') === b.closest('ul, ol, dl, table');
}
