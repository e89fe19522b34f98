import type { Quotation } from '../quotation.ts';
import { findMarked } from './find-marked.ts';

/** The direct quotations of an article with who speaks, in the order of the text; offsets count in the text as given. */
export function findQuotations(text: string): Quotation[] {
  return findMarked(text).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
}
