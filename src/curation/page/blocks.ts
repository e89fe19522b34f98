import { BLOCKS, tidyLine } from './plain-text.ts';

/** A run of text that a page shows on its own: a paragraph, a heading, an item of a list, a row of a table. */
export type Block = {
  text: string;
  kind: 'text' | 'heading' | 'item' | 'row' | 'quote' | 'pre';
  linked: number; // how many of its characters are a link's
  element: Element; // the innermost block element around it
};

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** Text with a sign for each of its characters that says whether it is a link's. */
type Run = { text: string; links: string };

/** What an element shows, block by block, in the order of the page; two <br> in a row part blocks, one parts lines. */
export function blocksOf(root: Element): Block[] {
  const blocks: Block[] = [];
  let run: Run = { text: '', links: '' };
  let owner = root;
  let kind: Block['kind'] = 'text';
  let links = 0;
  let pre = 0;

  const add = (text: string): void => {
    run.text += text;
    run.links += (links > 0 ? '1' : '0').repeat(text.length);
  };
  const flush = (): void => {
    let start = 0;
    const parts = [...run.text.matchAll(/\n[ \t]*\n\s*/g), { index: run.text.length, 0: '' }];
    for (const { index, 0: gap } of parts) {
      const text = run.text.slice(start, index).split('\n').map(tidyLine).filter(Boolean).join('\n');
      const linked = run.links.slice(start, index).match(/1/g)?.length ?? 0;
      if (text !== '') blocks.push({ text, kind, linked: Math.min(linked, text.length), element: owner });
      start = index + gap.length;
    }
    run = { text: '', links: '' };
  };

  const visit = (node: Node): void => {
    if (node.nodeType === TEXT || node.nodeType === CDATA) {
      const raw = node.nodeValue ?? '';
      const text = pre > 0 ? raw : raw.replace(/\s+/g, ' ');
      add(text);
      return;
    }
    if (!isElement(node)) return;
    const element = node;
    const name = element.localName;
    if (name === 'br') {
      add('\n');
      return;
    }
    if ((name === 'td' || name === 'th') && !isLayout(element)) {
      if (run.text.trim() !== '') add(' | ');
      children(element);
      return;
    }
    if (isFootnoteMark(element, name)) return;
    if (!BLOCKS.has(name)) {
      if (name === 'a') links += 1;
      children(element);
      if (name === 'a') links -= 1;
      return;
    }
    flush();
    const before = { owner, kind };
    owner = element;
    kind = kindOf(name, kind);
    if (name === 'pre') pre += 1;
    children(element);
    flush();
    if (name === 'pre') pre -= 1;
    ({ owner, kind } = before);
  };
  const children = (element: Element): void => {
    for (let child = element.firstChild; child; child = child.nextSibling) visit(child);
  };
  children(root);
  flush();
  return blocks;
}

/** Whether a node is an element; the DOM is linkedom's, so there is no global class to ask. */
export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

function kindOf(name: string, outer: Block['kind']): Block['kind'] {
  if (/^h[1-6]$/.test(name)) return 'heading';
  if (name === 'li' || name === 'dt' || name === 'dd') return 'item';
  if (name === 'tr') return 'row';
  if (name === 'pre') return 'pre';
  if (name === 'td' || name === 'th') return 'text';
  return name === 'blockquote' ? 'quote' : outer === 'heading' ? 'text' : outer;
}

/** A cell that lays out the page, as tables once did, and is no figure in a row. */
function isLayout(cell: Element): boolean {
  return (
    (cell.textContent ?? '').length > 250 ||
    cell.querySelector('p, div, table, br, ul, ol, h1, h2, h3, blockquote') !== null
  );
}

/** “[1]” and “¹” raised beside a word point elsewhere, and are no part of the sentence. */
function isFootnoteMark(element: Element, name: string): boolean {
  return (
    name === 'sup' &&
    /^\s*\[?(?:\d{1,3}|[a-z*†‡])\]?\s*$/.test(element.textContent ?? '') &&
    element.querySelector('a') !== null
  );
}

/** Words in running text, where a script without blanks counts two characters a word. */
export function countWords(text: string): number {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)?.length ?? 0) + Math.floor(dense / 2);
}

/** A block that reads as an article's own: enough words, few of them linked. */
export function isProse({ text, linked }: Block): boolean {
  return countWords(text) >= 10 && linked < 0.5 * text.length;
}

/** How much running text a reading has, in characters. */
export function proseLength(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + (isProse(block) ? block.text.length : 0), 0);
}
