import type { Preview } from '../../../curation/desk/desk.ts';
import type { DraftEntry } from '../../../curation/desk/store.ts';
import { factsInOrder, type DraftFact, type DraftQuote } from '../../../curation/draft.ts';
import type { Sent } from './read-edit.ts';

const WHATS = ['edit', 'merge', 'person', 'story', 'lengths', 'publish', 'discard'] as const;

/** The form that stands open, and of which item or person. */
export type Open = { what: (typeof WHATS)[number]; id: string };

/** All that the review shows. `typed` is what was sent and refused, which stands in the open form again. */
export type Review = {
  entry: DraftEntry;
  source: string;
  canReword: boolean;
  open: Open | undefined;
  preview: Preview | undefined;
  typed?: Sent | undefined;
};

export type Item = DraftFact | DraftQuote;

/** What an address asks to have open, as `edit:some-item`. */
export function readOpen(asked: string | undefined): Open | undefined {
  const [name = '', id = ''] = (asked ?? '').split(':');
  const what = WHATS.find((each) => each === name);
  return what && { what, id };
}

/** The address of a draft with a form open. */
export function addressOf({ id }: Pick<DraftEntry, 'id'>, open?: string, anchor?: string): string {
  return `/desk/drafts/${id}${open === undefined ? '' : `?open=${open}`}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** Facts in the order that the summaries take them, then quotations as they stand in the article. */
export function itemsOf({ draft }: DraftEntry): { facts: DraftFact[]; quotes: DraftQuote[] } {
  return {
    facts: factsInOrder(draft),
    quotes: draft.quotes.toSorted((a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0)),
  };
}

export function isFact(item: Item): item is DraftFact {
  return 'importance' in item;
}
