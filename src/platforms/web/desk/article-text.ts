import { html } from 'hono/html';
import type { Draft } from '../../../curation/draft.ts';
import type { Html } from '../page.ts';

type Stretch = { start: number; text: string; items: string[] };

/** Signs that a browser's parser would drop or change, which would move what follows. */
// oxlint-disable-next-line no-control-regex
const CHANGED_BY_PARSERS = /[\0\r]/g;

/** An article with the passages of a draft's items marked, also where they overlap. Its text content is the source, sign for sign. */
export function articleText(source: string, draft: Pick<Draft, 'facts' | 'quotes'>): Html {
  const text = source.replace(CHANGED_BY_PARSERS, '\uFFFD');
  const parts = stretches(text, draft).map(({ start, text: words, items }) =>
    items.length === 0 ? html`${words}` : html`<mark id="at-${start}" data-items="${items.join(' ')}">${words}</mark>`,
  );
  // Parsers drop the line end right after the tag, and no other.
  return html`<pre id="article-text" tabindex="0" role="region" aria-label="The article">${'\n'}${parts}</pre>`;
}

/** The text cut wherever a passage begins or ends. */
function stretches(text: string, { facts, quotes }: Pick<Draft, 'facts' | 'quotes'>): Stretch[] {
  const passages = [...facts, ...quotes].flatMap(({ id, evidence }) =>
    evidence.filter(({ end }) => end <= text.length).map(({ start, end }) => ({ id, start, end })),
  );
  const cuts = [...new Set([0, text.length, ...passages.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, i) => ({
    start,
    text: text.slice(start, cuts[i + 1]),
    items: [...new Set(passages.filter((each) => each.start <= start && each.end > start).map(({ id }) => id))],
  }));
}
