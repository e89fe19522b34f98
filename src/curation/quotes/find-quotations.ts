import type { Quotation } from '../quotation.ts';
import { readArticle } from '../read-article.ts';

/** The direct quotations of an article with who speaks, in the order of the text; offsets count in the text as given. */
export function findQuotations(text: string): Quotation[] {
  return readArticle(text).quotations;
}
