import { html } from 'hono/html';
import { count } from '../../../count.ts';
import type { Editor } from '../../../curation/desk/store.ts';
import type { Html } from '../page.ts';
import { externalLink } from '../render.ts';
import { aboutStory, peopleOf } from './about-form.ts';
import { articleText } from './article-text.ts';
import { itemCard } from './card.ts';
import { deskPage, timeTag } from './frame.ts';
import { panel } from './publish-panel.ts';
import { addressOf, itemsOf, type Review } from './review.ts';

const KEYS: [string, string][] = [
  ['j, k', 'next, previous card'],
  ['a', 'accept'],
  ['r', 'reject'],
  ['u', 'reopen'],
  ['e', 'edit; Esc leaves, Ctrl+Enter saves'],
  ['m', 'merge with another fact'],
  ['Alt+↑, Alt+↓', 'move up, down'],
  ['A', 'accept all that are open'],
  ['f, q', 'a new fact, quotation of the selected words'],
  ['p', 'publish'],
  ['?', 'these keys'],
];

/** An article beside the draft that is made of it. */
export function reviewPage(
  review: Review,
  about: { editor: Editor; said?: string | undefined; error?: string | undefined },
): Html {
  const { title, source } = review.entry.draft;
  return deskPage({
    title,
    here: 'none',
    ...about,
    script: 'desk-review.js',
    isWide: true,
    body: html`<div class="review">
        <section class="article-side" aria-labelledby="article-title">
          <h2 id="article-title">
            ${source.url === undefined ? source.title : externalLink(source.url, source.title)}
          </h2>
          ${articleText(review.source, review.entry.draft)}
          <div id="selection-bar" role="toolbar" aria-label="The selected words" hidden>
            <button type="button" data-add="fact">New fact <kbd>f</kbd></button>
            <button type="button" data-add="quote">New quotation <kbd>q</kbd></button>
          </div>
        </section>
        ${draftSide(review)}
      </div>
      <dialog id="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          ${KEYS.map(
            ([key, does]) =>
              html`<div>
                <dt><kbd>${key}</kbd></dt>
                <dd>${does}</dd>
              </div>`,
          )}
        </dl>
        <form method="dialog"><button>Close</button></form>
      </dialog>`,
  });
}

/** The draft's side, which the script replaces piece by piece. */
export function draftSide(review: Review): Html {
  const { entry, canReword } = review;
  const { id, version, draft, state, base, by, at } = entry;
  const { facts, quotes } = itemsOf(entry);
  const isOpen = state === 'open';
  const left = [...facts, ...quotes].filter(({ decision }) => decision === 'open').length;
  const words = facts.filter((fact) => fact.isArticleWords && fact.decision !== 'rejected').length;
  return html`<div id="draft" class="draft-side" data-version="${version}" data-id="${id}">
    <header class="draft-head" data-key="head">
      <h1>${draft.title}</h1>
      <p class="quiet">
        ${isOpen ? html`${left.toLocaleString('en')} of ${count(facts.length + quotes.length, 'item', 'items')} open` : html`<strong>This draft was ${state}.</strong>`}${base === undefined ? '' : ` · revises revision ${base}`}
        · ${by.name}, ${timeTag(at)} · <a href="/desk/log?subject=${id}">log</a>
      </p>
      ${
        isOpen
          ? html`<form id="act" method="post" action="/desk/drafts/${id}" data-part>
                <input type="hidden" name="version" value="${version}" />
              </form>
              <div class="card-actions">
                <a class="button main-button" href="${addressOf(entry, 'publish', 'publishing')}" data-open="publish"
                  >Publish…</a
                >
                ${left === 0 ? '' : html`<button form="act" name="accept" value="*">Accept all open</button>`}
                ${
                  canReword && words > 0
                    ? html`<form method="post" action="/desk/drafts/${id}/reword" data-work="Reword">
                        <button>Reword ${words} with the model</button>
                      </form>`
                    : ''
                }
                <a class="button" href="${addressOf(entry, 'discard', 'discarding')}" data-open="discard">Discard…</a>
                <button type="button" class="plain-button" data-show-keys hidden>Keys <kbd>?</kbd></button>
              </div>`
          : html`<p><a href="/desk">To the open drafts</a></p>`
      }
    </header>
    ${panel(review)} ${aboutStory(review)}
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      ${facts.length === 0 ? html`<p class="quiet">None yet. Select words in the article to make one.</p>` : ''}
      <ol class="cards" data-list="facts">
        ${facts.map((fact) => itemCard(fact, review))}
      </ol>
    </section>
    <section aria-labelledby="quotations">
      <h2 id="quotations">Quotations</h2>
      ${quotes.length === 0 ? html`<p class="quiet">None yet. Select what is said in the article to make one.</p>` : ''}
      <ol class="cards" data-list="quotes">
        ${quotes.map((quote) => itemCard(quote, review))}
      </ol>
    </section>
    ${peopleOf(review)}
  </div>`;
}
