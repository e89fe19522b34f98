import { citation } from '../../facts/cite.ts';
import type { Library } from '../../facts/library.ts';
import { itemsOf, paragraph, strong, type Block, type Reply } from '../../reply.ts';
import { concerned, type Takeback } from './affecting.ts';
import { amendBlock } from './amend-block.ts';
import type { Known } from './amend-spans.ts';
import { fatesOf, type Fate } from './fates.ts';

/** A message as it was posted, with everything since taken back that concerns it, in order. The same changes make the same of it, however often. */
export function amend(reply: Reply, changes: readonly Takeback[], library: Library): Reply {
  return changes.reduce((amended, change) => amendOnce(amended, change, library), reply);
}

function amendOnce(reply: Reply, change: Takeback, library: Library): Reply {
  const fates = fatesOf(change, concerned(change, itemsOf(reply)), library);
  if (fates.size === 0) return reply;
  const known: Known = {
    fates: new Map(
      reply.citations.flatMap(({ number, item }) => {
        const fate = fates.get(item);
        return fate ? [[number, fate] as const] : [];
      }),
    ),
    text(number) {
      const ref = reply.citations.find((each) => each.number === number)?.item ?? '';
      const { found } = library.item(ref);
      return found?.ref === ref ? found.text : undefined;
    },
  };
  const placed = citedIn(reply.blocks);
  const lost = [...fates].filter(
    ([ref]) => !reply.citations.some(({ item, number }) => item === ref && placed.has(number)),
  );
  const above = new Map(lost.map(([, { done, line }]) => [`${done}${line}`, paragraph(strong(`${done}: `), line)]));
  return {
    ...reply,
    blocks: [...above.values(), ...reply.blocks.flatMap((block) => amendBlock(block, known))],
    citations: reply.citations.flatMap((each) => {
      const fate: Fate | undefined = fates.get(each.item);
      if (!fate) return [each];
      if (!fate.now) return [];
      return [fate.now.item ? citation(fate.now.item, each.number) : each];
    }),
    knownUntil: change.at,
  };
}

/** The numbers of the citations that stand somewhere in the blocks. */
function citedIn(blocks: readonly Block[]): ReadonlySet<number> {
  const numbers = new Set<number>();
  const look = (at: unknown): void => {
    if (Array.isArray(at)) at.forEach(look);
    else if (typeof at === 'object' && at !== null) {
      if ('type' in at && at.type === 'cite' && 'number' in at && typeof at.number === 'number') numbers.add(at.number);
      if ('cite' in at && typeof at.cite === 'number') numbers.add(at.cite);
      Object.values(at).forEach(look);
    }
  };
  look(blocks);
  return numbers;
}
