import { html } from 'hono/html';
import type { Editor, Feed } from '../../../curation/desk/store.ts';
import type { Html } from '../page.ts';
import { deskPage, timeTag } from './frame.ts';

/** Feeds with how they stand, and how to add one. */
export function feedsPage(
  feeds: readonly Feed[],
  about: { editor: Editor; said?: string | undefined; error?: string | undefined; url?: string },
): Html {
  const { url = '', ...rest } = about;
  return deskPage({
    title: 'Feeds',
    here: 'feeds',
    ...rest,
    script: 'desk.js',
    body: html`<h1>Feeds</h1>
      ${
        feeds.length === 0
          ? html`<div class="empty">
              <p>No feed is watched. Add one, and its new articles become drafts by themselves.</p>
            </div>`
          : html`<ul class="rows">
              ${feeds.map(feedRow)}
            </ul>`
      }
      <section aria-labelledby="add-feed">
        <h2 id="add-feed">Add a feed</h2>
        <form class="fields-form" method="post" action="/desk/feeds" data-work="Add it">
          <label
            >The address of an RSS, Atom or JSON feed, or of a page that names one
            <input
              name="url"
              type="url"
              inputmode="url"
              required
              autocomplete="off"
              placeholder="https://…"
              value="${url}"
          /></label>
          <p class="form-actions"><button class="main-button">Add it</button></p>
        </form>
      </section>`,
  });
}

function feedRow({ id, url, title, nextAt, says, by, createdAt }: Feed): Html {
  return html`<li>
    <h2>${title === '' ? url : title}</h2>
    <p class="quiet">${url}</p>
    <p>
      ${nextAt === undefined ? html`<strong>Not watched any more.</strong>` : html`Looked at next on ${timeTag(nextAt)}.`}
      ${says}
    </p>
    <p class="quiet">Added by ${by.name}, ${timeTag(createdAt)}</p>
    <form class="row-actions" method="post" action="/desk/feeds/${id}/remove">
      <button>Remove<span class="unseen"> ${title}</span></button>
    </form>
  </li>`;
}
