import type { AtDesk } from '../command.ts';
import type { DraftEntry } from '../curation/desk/store.ts';
import { factsInOrder, type DraftFact, type DraftQuote } from '../curation/draft.ts';
import { count } from '../count.ts';
import { paragraph, post, type Action, type Block, type Reply } from '../reply.ts';

/** A reply of the desk: to the editor alone. */
export function toEditor(blocks: Block[], parts: Partial<Reply> = {}): Reply {
  return post({ visibility: 'asker', ...parts, blocks });
}

/** All items of a draft in the order in which they are reviewed: facts as they are ordered, then quotations. */
export function itemsInOrder({ draft }: Pick<DraftEntry, 'draft'>): (DraftFact | DraftQuote)[] {
  return [...factsInOrder(draft), ...draft.quotes];
}

/** “4 of 21 accepted, 12 open”. */
export function tellDecisions(entry: Pick<DraftEntry, 'draft'>): string {
  const items = itemsInOrder(entry);
  const of = (decision: string) => items.filter((item) => item.decision === decision).length;
  return `${of('accepted')} of ${count(items.length, 'item', 'items')} accepted, ${of('open')} open`;
}

/** A line with the address of a draft's page, where the desk has one. */
export function pageLink({ url }: Pick<AtDesk, 'url'>, { id }: Pick<DraftEntry, 'id'>): Block[] {
  if (url === undefined) return [];
  const page = `${url}/desk/drafts/${id}`;
  return [paragraph({ type: 'link', text: 'Open it beside the article', url: page })];
}

/** What is done next with a draft. */
export function draftActions({ id }: Pick<DraftEntry, 'id'>): Action[] {
  return [
    { label: 'Review', command: `/desk review ${id}` },
    { label: 'Publish', command: `/desk publish ${id}` },
    { label: 'Discard', command: `/desk discard ${id}` },
  ];
}
