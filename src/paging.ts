import type { Block, Citation, Reply } from './reply.ts';
import { citesOf, joined, partsOf, piecesOf } from './split-block.ts';

/** A block, and which block of the reply it is or was part of. */
type Part = { block: Block; of: number };

/**
 * A reply as pages for each of which `fits` holds, nothing left out: whole blocks where they fit, else their items or
 * sentences, and only what is too long for a page by itself is cut at a word. Each page is a reply with the sources
 * that it cites and, where there is room, all actions. What cannot be cut (a picture) is left for the renderer to fit.
 */
export function pagesOf(reply: Reply, fits: (page: Reply) => boolean): Reply[] {
  if (fits(reply)) return [reply];
  const opening = fits({ ...reply, blocks: [], citations: [] }) ? reply : withoutActions(reply);
  const base = fits({ ...opening, blocks: [], citations: [] }) ? opening : titleAsText(opening);
  const cited = new Map(base.citations.map((citation) => [citation.number, citation]));
  const told = new Set<number>();
  const pages: Reply[] = [];
  let parts: Part[] = [];

  const pageOf = (list: readonly Part[], citations?: Citation[]): Reply => {
    const numbers = new Set(list.flatMap(({ block }) => citesOf(block)));
    return {
      ...base,
      blocks: assembled(list),
      citations: citations ?? base.citations.filter(({ number }) => numbers.has(number)),
    };
  };
  const flush = () => {
    // A heading is not left alone at the foot of a page.
    const carried = parts.length > 1 && parts.at(-1)?.block.type === 'heading' ? parts.slice(-1) : [];
    const page = pageOf(carried.length > 0 ? parts.slice(0, -1) : parts);
    for (const { number } of page.citations) told.add(number);
    pages.push(page);
    parts = carried;
  };

  const queue = base.blocks.map((block, of): Part => ({ block, of }));
  while (queue.length > 0) {
    const next = queue.shift();
    if (!next) break;
    if (fits(pageOf([...parts, next]))) {
      parts.push(next);
      continue;
    }
    const inParts = partsOf(next.block);
    if (inParts.length > 1) {
      queue.unshift(...inParts.map((block) => ({ block, of: next.of })));
    } else if (parts.length > 0) {
      const [only] = parts;
      if (parts.length === 1 && only?.block.type === 'heading') {
        pages.push(pageOf(parts)); // it does not fit with what follows, so nothing is won by carrying it on
        parts = [];
      } else flush();
      queue.unshift(next);
    } else if (fits(pageOf([next], []))) {
      // Its words fit, its sources do not: they go on to pages of their own.
      pages.push(pageOf([next], []));
    } else {
      const pieces = piecesOf(next.block);
      if (pieces) queue.unshift(...pieces.map((block) => ({ block, of: next.of })));
      else pages.push(pageOf([next], []));
    }
  }
  if (parts.length > 0) flush();
  if (parts.length > 0) flush();

  let rest = [...cited.values()].filter(({ number }) => !told.has(number));
  const last = pages.pop();
  if (last) {
    const more = longest(rest, (some) => fits({ ...last, citations: [...last.citations, ...some] }), 0);
    pages.push({ ...last, citations: [...last.citations, ...rest.slice(0, more)] });
    rest = rest.slice(more);
  }
  while (rest.length > 0) {
    const some = longest(rest, (citations) => fits(pageOf([], citations)), 1);
    pages.push(pageOf([], rest.slice(0, some)));
    rest = rest.slice(some);
  }

  let actions = base === reply || base.actions.length > 0 ? [] : reply.actions;
  while (actions.length > 0) {
    const some = longest(actions, (list) => fits({ ...pageOf([], []), actions: list }), 1);
    pages.push({ ...pageOf([], []), actions: actions.slice(0, some) });
    actions = actions.slice(some);
  }
  return pages;
}

/** So many actions that they fill a page come last, on pages of their own. */
function withoutActions(reply: Reply): Reply {
  return { ...reply, actions: [] };
}

/** A title that fills a page by itself opens the text instead. */
function titleAsText({ title = '', ...reply }: Reply): Reply {
  return { ...reply, blocks: [{ type: 'heading', text: title }, ...reply.blocks] };
}

/** Parts of one block that follow each other, as one block again. */
function assembled(parts: readonly Part[]): Block[] {
  const blocks: Block[] = [];
  let before: Part | undefined;
  for (const part of parts) {
    const last = blocks.at(-1);
    const both = before?.of === part.of && last ? joined(last, part.block) : undefined;
    if (both) blocks[blocks.length - 1] = both;
    else blocks.push(part.block);
    before = part;
  }
  return blocks;
}

/** How many of these, from the first on, fit together; at least `least`. */
function longest<T>(list: readonly T[], fits: (some: T[]) => boolean, least: number): number {
  let many = least;
  while (many < list.length && fits(list.slice(0, many + 1))) many += 1;
  return Math.min(many, list.length);
}
