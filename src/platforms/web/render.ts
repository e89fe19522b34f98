import { html } from 'hono/html';
import type { Action, Block, Citation, Reply, Span } from '../../reply.ts';
import type { Html } from './page.ts';
import { pictureKey } from './picture-shelf.ts';
import { pictureTag } from './picture-tag.ts';

/** What a reply's markup needs beside the reply: a prefix that makes its ids unique, and what is held of its sources. */
export type RenderContext = {
  prefix: string;
  /** The words of a citation's passages, in their order, where the operator holds the text. */
  passages: ReadonlyMap<number, readonly (string | undefined)[]>;
};

const UNFOLDED_SOURCES = 4;
const COUNT = new Intl.NumberFormat('en');

/** A reply as markup. Pure; every word of it is escaped. */
export function renderReply(reply: Reply, context: RenderContext): Html {
  const { title, blocks, citations, actions, visibility, outcome } = reply;
  const known = new Set(citations.map(({ number }) => number));
  return html`<article class="reply outcome-${outcome}" aria-label="Pullquote">
    ${title === undefined ? '' : html`<h2>${title}</h2>`} ${blocks.map((block) => renderBlock(block, context, known))}
    ${renderSources(citations, context)} ${actions.length > 0 ? renderActions(actions) : ''}
    ${visibility === 'asker' ? html`<p class="private">In a channel, only you would see this</p>` : ''}
  </article>`;
}

function renderBlock(block: Block, context: RenderContext, known: ReadonlySet<number>): Html {
  const line = (spans: readonly Span[]) => spans.map((span) => renderSpan(span, context, known));
  switch (block.type) {
    case 'text':
      return html`<p>${line(block.spans)}</p>`;
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'quote':
      return renderQuote(block, block.cite === undefined ? '' : renderMark(block.cite, context, known));
    case 'list': {
      const items = block.items.map((item) => html`<li>${line(item)}</li>`);
      return block.ordered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'fields':
      return html`<dl class="fields">
        ${block.fields.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${line(value)}</dd>
            </div>`,
        )}
      </dl>`;
    case 'timeline':
      return renderTimeline(block.entries.map(({ when, spans }) => ({ when, body: line(spans) })));
    case 'table':
      return html`<div class="scroll" role="group" aria-label="${block.caption}" tabindex="0">
        <table>
          <caption>
            ${block.caption}
          </caption>
          <thead>
            <tr>
              ${block.columns.map(({ label, align }) => html`<th scope="col" class="align-${align}">${label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${block.rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell, i) => html`<td class="align-${block.columns[i]?.align ?? 'start'}">${line(cell)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
    case 'image':
      return pictureTag(block.picture, `/pictures/${pictureKey(block.picture)}.svg`, block.alt);
    case 'divider':
      return html`<hr />`;
  }
}

function renderSpan(span: Span, context: RenderContext, known: ReadonlySet<number>): Html {
  switch (span.type) {
    case 'cite':
      return renderMark(span.number, context, known);
    case 'link':
      return externalLink(span.url, span.text);
    case 'text':
      if (span.mark === 'strong') return html`<strong>${span.text}</strong>`;
      if (span.mark === 'emphasis') return html`<em>${span.text}</em>`;
      if (span.mark === 'highlight') return html`<mark>${span.text}</mark>`;
      if (span.mark === 'code') return html`<code>${span.text}</code>`;
      return html`${span.text}`;
  }
}

/** The target is inside the closed source, which a browser opens when the link is followed. */
function renderMark(number: number, { prefix }: RenderContext, known: ReadonlySet<number>): Html {
  if (!known.has(number)) return html`<span class="cite">[${number}]</span>`;
  return html`<a class="cite" href="#${prefix}-source-${number}"><span class="unseen">Source </span>[${number}]</a>`;
}

/** A quotation as both chat and story pages set it. */
export function renderQuote(
  { text, speaker, role, said }: { text: string; speaker: string; role: string; said: string },
  mark: Html | '',
): Html {
  return html`<figure class="quotation">
    <blockquote><p>“${text}”${mark}</p></blockquote>
    <figcaption><strong>${speaker}</strong>, ${role} <span class="said">${said}</span></figcaption>
  </figure>`;
}

/** Dated entries in their order. */
export function renderTimeline(entries: readonly { when: string; body: unknown }[]): Html {
  return html`<ol class="timeline">
    ${entries.map(
      ({ when, body }) =>
        html`<li>
          <span class="when">${when}</span>
          <div>${body}</div>
        </li>`,
    )}
  </ol>`;
}

/** A reply with many sources folds them away together; a mark unfolds its own with the rest. */
function renderSources(citations: readonly Citation[], context: RenderContext): Html | '' {
  if (citations.length === 0) return '';
  const list = citations.map((citation) => renderCitation(citation, context));
  if (citations.length <= UNFOLDED_SOURCES)
    return html`<div class="sources" role="group" aria-label="Sources">${list}</div>`;
  return html`<div class="sources" role="group" aria-label="Sources">
    <details class="source">
      <summary>${citations.length} sources</summary>
      <div class="nested">${list}</div>
    </details>
  </div>`;
}

function renderCitation(citation: Citation, { prefix, passages }: RenderContext): Html {
  const { number, item, attribution, publisher, title, published } = citation;
  const held = passages.get(number) ?? [];
  return html`<details class="source">
    <summary>
      <span class="number">[${number}]</span>
      <span
        >${attribution}
        <span class="quiet">· ${attribution.includes(publisher) ? '' : `${publisher}, `}${published}</span></span
      >
    </summary>
    <div class="source-body" id="${prefix}-source-${number}" tabindex="-1">
      <p class="source-title"><cite>${title}</cite>, ${publisher}, ${published}</p>
      ${citation.passages.map((passage, i) => renderPassage({ ...passage, text: held[i] }))}
      <p class="source-links"><a href="/stories/${item.replace('/', '#')}">See it in its story</a></p>
    </div>
  </details>`;
}

/** Where a passage stands in the source, what it opens and closes with, and its words where they are held. */
export function renderPassage(passage: {
  start: number;
  end: number;
  first: string;
  last: string;
  url?: string | undefined;
  text?: string | undefined;
  sha256?: string;
  length?: number;
}): Html {
  const { start, end, first, last, url, text, sha256, length } = passage;
  return html`<div class="passage">
    ${
      text === undefined
        ? html`<p class="passage-words">
            ${first === last || first.length === end - start ? first : html`${first} <span class="quiet">…</span> ${last}`}
          </p>`
        : html`<blockquote class="passage-words"><p>${text}</p></blockquote>`
    }
    <p class="quiet">
      Characters
      ${COUNT.format(start)}–${COUNT.format(end)}${length === undefined ? '' : ` of ${COUNT.format(length)}`}${sha256 === undefined ? '' : html` · SHA-256 <code>${sha256.slice(0, 12)}…</code>`}${text === undefined ? ' · opening and closing words' : ' · the passage in full'}
    </p>
    ${url === undefined ? '' : html`<p>${externalLink(url, 'Open the passage at the publisher')}</p>`}
  </div>`;
}

/** A link that leaves the page; anything but http and https is shown as text. */
export function externalLink(url: string, text: string | Html): Html {
  const protocol = URL.parse(url)?.protocol;
  if (protocol !== 'https:' && protocol !== 'http:') return html`${text}`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer"
    >${text}<span class="unseen"> (opens in a new tab)</span></a
  >`;
}

/** Buttons that send their command line as one more message; plain forms where no script runs. */
function renderActions(actions: readonly Action[]): Html {
  return html`<form class="actions" method="post" action="/#latest" data-say>
    ${actions.map(({ label, command }) => html`<button name="line" value="${command}">${label}</button>`)}
  </form>`;
}
