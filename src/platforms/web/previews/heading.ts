import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** How many headings a preview has so far. */
export type Headings = { seen: number };

/** A heading that looks as `look` says: the first is of the page's second level, all after it of the third, so that no level is left out. */
export function heading(headings: Headings, words: unknown, look: string): Html {
  headings.seen += 1;
  return headings.seen === 1 ? html`<h2 class="${look}">${words}</h2>` : html`<h3 class="${look}">${words}</h3>`;
}
