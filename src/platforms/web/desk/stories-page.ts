import { html } from 'hono/html';
import { count } from '../../../count.ts';
import type { Difference } from '../../../curation/compare-stories.ts';
import type { Editor } from '../../../curation/desk/store.ts';
import type { Library, StoryEntry } from '../../../facts/library.ts';
import type { Revision } from '../../../storage/storage.ts';
import type { Html } from '../page.ts';
import { differenceList } from './changes.ts';
import { deskPage, timeTag } from './frame.ts';

type About = { editor: Editor; said?: string | undefined; error?: string | undefined };

/** What is published, to be revised or taken back. */
export function publishedPage({ stories }: Library, about: About): Html {
  return deskPage({
    title: 'Published',
    here: 'stories',
    ...about,
    body: html`<h1>Published</h1>
      ${
        stories.length === 0
          ? html`<div class="empty">
              <p>Nothing is published yet. <a href="/desk">Add an article</a>, accept what holds, and publish it.</p>
            </div>`
          : html`<ul class="rows">
              ${stories.map(storyRow)}
            </ul>`
      }`,
  });
}

function storyRow({ slug, title, revision, facts, quotes }: StoryEntry): Html {
  return html`<li>
    <h2><a href="/stories/${slug}">${title}</a></h2>
    <p class="quiet">
      <code>${slug}</code> · revision ${revision} · ${count(facts.length, 'fact', 'facts')},
      ${count(quotes.length, 'quotation', 'quotations')}
    </p>
    <div class="row-actions">
      <form method="post" action="/desk/stories/${slug}/revise">
        <button>Revise<span class="unseen"> ${slug}</span></button>
      </form>
      <a class="button" href="/desk/stories/${slug}">History<span class="unseen"> of ${slug}</span></a>
      <details>
        <summary>Retract…<span class="unseen"> ${slug}</span></summary>
        <form class="fields-form" method="post" action="/desk/stories/${slug}/retract">
          <label
            >Why the whole story is taken back; readers who had it are told
            <input name="why" required maxlength="500" autocomplete="off"
          /></label>
          <p class="form-actions"><button class="danger">Retract it</button></p>
        </form>
      </details>
    </div>
  </li>`;
}

/** A revision with what it changed against the one before; undefined where that can't be read. */
export type Step = Revision & { differences: readonly Difference[] | undefined };

const STATUS: Record<Revision['status'], string> = {
  draft: 'Draft',
  published: 'Published',
  retracted: 'Retracted',
};

/** All revisions of a story, the newest first. */
export function historyPage(slug: string, steps: readonly Step[], about: About): Html {
  return deskPage({
    title: `History of ${slug}`,
    here: 'stories',
    ...about,
    body: html`<h1>History of <code>${slug}</code></h1>
      <p class="quiet"><a href="/desk/log?subject=${slug}">What editors did to it</a></p>
      <ol class="rows" reversed>
        ${steps.map(
          ({ number, status, author, note, at, differences }) =>
            html`<li id="revision-${number}">
              <h2>Revision ${number}</h2>
              <p class="quiet">${STATUS[status]} · ${author}, ${timeTag(at)}${note === '' ? '' : ` · ${note}`}</p>
              ${
                differences === undefined
                  ? html`<p class="quiet">What it changed cannot be read any more.</p>`
                  : differences.length === 0
                    ? html`<p class="quiet">${number === 1 ? 'The first one.' : 'Nothing that readers see.'}</p>`
                    : differenceList(differences)
              }
            </li>`,
        )}
      </ol>`,
  });
}
