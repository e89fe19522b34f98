import { html } from 'hono/html';
import { count } from '../../../count.ts';
import type { DraftEntry, Editor } from '../../../curation/desk/store.ts';
import type { Html } from '../page.ts';
import { deskPage, timeTag } from './frame.ts';

/** What was typed into the form that adds an article, kept where it was refused. */
export type TypedArticle = { url?: string; text?: string };

/** Open drafts, and how to add one. */
export function listPage(
  drafts: readonly DraftEntry[],
  about: { editor: Editor; said?: string | undefined; error?: string | undefined; typed?: TypedArticle },
): Html {
  return deskPage({
    title: 'Desk',
    here: 'drafts',
    ...about,
    script: 'desk.js',
    body: html`<h1>Desk</h1>
      <section aria-labelledby="open-drafts">
        <h2 id="open-drafts">Open drafts</h2>
        ${
          drafts.length === 0
            ? html`<div class="empty">
                <p>
                  Nothing is waiting. Add an article beneath, or a <a href="/desk/feeds">feed</a>, whose new articles
                  come in by themselves.
                </p>
              </div>`
            : html`<ul class="rows">
                ${drafts.map(draftRow)}
              </ul>`
        }
      </section>
      ${addForm(about.typed ?? {})}`,
  });
}

function draftRow({ id, base, draft, by, at }: DraftEntry): Html {
  const items = [...draft.facts, ...draft.quotes];
  const accepted = items.filter(({ decision }) => decision === 'accepted').length;
  const open = items.filter(({ decision }) => decision === 'open').length;
  const { publisher } = draft.source;
  return html`<li>
    <h3><a href="/desk/drafts/${id}">${draft.title}</a></h3>
    <p class="quiet">
      ${base === undefined ? '' : html`<span class="badge">revises what is published</span> `}${publisher === undefined ? '' : `${publisher} · `}${count(accepted, 'item', 'items')}
      accepted, ${open.toLocaleString('en')} open · ${by.name}, ${timeTag(at)}
    </p>
  </li>`;
}

function addForm({ url = '', text = '' }: TypedArticle): Html {
  return html`<section aria-labelledby="add-article">
    <h2 id="add-article">Add an article</h2>
    <form
      class="fields-form add-form"
      method="post"
      action="/desk/add"
      enctype="multipart/form-data"
      data-work="Add it"
    >
      <label
        >Its address
        <input name="url" type="url" inputmode="url" autocomplete="off" placeholder="https://…" value="${url}"
      /></label>
      <label
        >or its text
        <textarea name="text" rows="5" aria-describedby="add-hint">${text}</textarea>
      </label>
      <label class="drop"
        >or a file: a saved page, a text or Markdown; drop it here
        <input name="file" type="file" accept=".html,.htm,.txt,.md,.markdown,text/html,text/plain,text/markdown" />
      </label>
      <p id="add-hint" class="quiet">With a text or a file, the address says where it was published.</p>
      <p class="form-actions"><button class="main-button">Add it</button></p>
    </form>
  </section>`;
}
