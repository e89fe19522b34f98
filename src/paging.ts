import type { Block, Reply } from './reply.ts';
import { citesOf, joined, partsOf, piecesOf } from './split-block.ts';

/** A block, and the block that it is a part of. */
type Part = { block: Block; of: Block };

/**
 * A reply as pages for each of which `fits` holds, nothing left out: whole blocks where they fit, else their items or
 * sentences, and only what is too long for a page by itself is cut at a word. Each page is a reply with the sources
 * that it cites and all actions; sources that fit nowhere beside their marks, and actions that would leave no room,
 * come last. What cannot be cut and fits no page stands on one by itself.
 */
export function pagesOf(reply: Reply, fits: (page: Reply) => boolean): Reply[] {
  if (fits(reply)) return [reply];
  const base = withRoom(reply, fits);
  const pages = pagesOfBlocks(base, fits);
  const untold = base.citations.filter((citation) => {
    const listed = pages.findLastIndex(({ citations }) => citations.includes(citation));
    return (
      listed < 0 || pages.slice(listed + 1).some(({ blocks }) => blocks.flatMap(citesOf).includes(citation.number))
    );
  });
  const last = pages.pop();
  const more = last ? longest(untold, (some) => fits({ ...last, citations: [...last.citations, ...some] })) : 0;
  if (last) pages.push({ ...last, citations: [...last.citations, ...untold.slice(0, more)] });
  const bare = { ...base, blocks: [], citations: [] };
  for (let rest = untold.slice(more); rest.length > 0;) {
    const many = longest(rest, (citations) => fits({ ...bare, citations })) || 1;
    pages.push({ ...bare, citations: rest.slice(0, many) });
    rest = rest.slice(many);
  }
  for (let rest = base.actions === reply.actions ? [] : reply.actions; rest.length > 0;) {
    const many = longest(rest, (actions) => fits({ ...bare, actions })) || 1;
    pages.push({ ...bare, actions: rest.slice(0, many) });
    rest = rest.slice(many);
  }
  return pages;
}

/** A paragraph that every page should have room for beside its title and its buttons. */
const SOME_TEXT = 'word '.repeat(100).trim();

/** The reply without what would fill every page: so many actions, then so long a title, which opens the text instead. */
function withRoom(reply: Reply, fits: (page: Reply) => boolean): Reply {
  const hasRoom = (page: Reply) =>
    fits({ ...page, blocks: [{ type: 'text', spans: [{ type: 'text', text: SOME_TEXT }] }], citations: [] }) &&
    page.citations.every((citation) => fits({ ...page, blocks: [], citations: [citation] }));
  const withoutActions = { ...reply, actions: [] };
  if (hasRoom(reply)) return reply;
  if (reply.title === undefined || hasRoom(withoutActions)) return withoutActions;
  const withActions = untitled(reply);
  return hasRoom(withActions) ? withActions : untitled(withoutActions);
}

function untitled({ title = '', ...reply }: Reply): Reply {
  return { ...reply, blocks: [{ type: 'heading', text: title }, ...reply.blocks] };
}

/** The blocks in their order on pages, each page with those sources that it cites. */
function pagesOfBlocks(base: Reply, fits: (page: Reply) => boolean): Reply[] {
  const pages: Reply[] = [];
  let parts: Part[] = [];

  const pageOf = (list: readonly Part[]): Reply => {
    const numbers = new Set(list.flatMap(({ block }) => citesOf(block)));
    return { ...base, blocks: assembled(list), citations: base.citations.filter(({ number }) => numbers.has(number)) };
  };
  const turn = () => {
    // A heading goes on to what it stands over, unless it would stay alone there too.
    const isCarried = parts.length > 1 && parts.at(-1)?.block.type === 'heading';
    pages.push(pageOf(isCarried ? parts.slice(0, -1) : parts));
    parts = isCarried ? parts.slice(-1) : [];
  };

  const queue = base.blocks.map((block): Part => ({ block, of: block }));
  const again = (blocks: readonly Block[], { block: before, of }: Part) =>
    // Only what is of the same kind is put together again.
    queue.unshift(...blocks.map((block) => ({ block, of: block.type === before.type ? of : block })));
  while (queue.length > 0) {
    const many = longest(queue, (some) => fits(pageOf([...parts, ...some])));
    parts.push(...queue.splice(0, many));
    const next = queue.shift();
    if (!next) break;
    const alone: Reply = { ...base, blocks: [next.block], citations: [] };
    const inParts = partsOf(next.block);
    const smaller = inParts.length > 1 ? inParts : fits(alone) ? undefined : piecesOf(next.block);
    if (smaller) again(smaller, next);
    else if (parts.length > 0) {
      queue.unshift(next);
      turn();
    } else pages.push(alone); // if its sources do not fit with it, they come after all the text
  }
  while (parts.length > 0) turn();
  return pages;
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

/** How many of these, from the first on, fit together; found in few trials, since each of them draws a page. */
function longest<T>(list: readonly T[], fits: (some: T[]) => boolean): number {
  let [many, tooMany] = [0, list.length + 1];
  for (let step = 1; many < list.length && tooMany > list.length; step *= 2) {
    const more = Math.min(many + step, list.length);
    if (fits(list.slice(0, more))) many = more;
    else tooMany = more;
  }
  while (tooMany - many > 1 && many < list.length) {
    const middle = Math.floor((many + tooMany) / 2);
    if (fits(list.slice(0, middle))) many = middle;
    else tooMany = middle;
  }
  return many;
}
