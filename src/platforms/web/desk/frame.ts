import { html } from 'hono/html';
import type { Editor } from '../../../curation/desk/store.ts';
import { page, type Html } from '../page.ts';

type Here = 'drafts' | 'stories' | 'feeds' | 'log' | 'none';

const PARTS: [Exclude<Here, 'none'>, string, string][] = [
  ['drafts', '/desk', 'Drafts'],
  ['stories', '/desk/stories', 'Published'],
  ['feeds', '/desk/feeds', 'Feeds'],
  ['log', '/desk/log', 'Log'],
];

type Frame = {
  title: string;
  here: Here;
  editor: Editor;
  body: Html;
  /** What an action came to. */
  said?: string | undefined;
  /** What went wrong. */
  error?: string | undefined;
  script?: string;
  isWide?: boolean;
};

/** A page of the desk for whoever is signed in. */
export function deskPage({ title, here, editor, body, said, error, script, isWide = false }: Frame): Html {
  return page({
    title: title === 'Desk' ? title : `${title} · Desk`,
    here: 'desk',
    styles: ['desk.css'],
    ...(script && { script }),
    body: html`<div class="desk ${isWide ? 'wide' : ''}">
      <div class="desk-bar">
        <nav class="choice" aria-label="Desk">
          ${PARTS.map(([name, href, label]) => html`<a href="${href}" ${name === here ? html`aria-current="page"` : ''}>${label}</a>`)}
        </nav>
        <form class="desk-who" method="post" action="/desk/sign-out">
          <span class="quiet">${editor.name}</span><button class="plain-button">Sign out</button>
        </form>
      </div>
      <p id="desk-said" class="desk-said" role="status">${said ?? ''}</p>
      ${error === undefined ? '' : html`<p class="desk-error" role="alert">${error}</p>`} ${body}
    </div>`,
  });
}

/** An instant, to the minute. */
export function timeTag(instant: string): Html {
  return html`<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC</time>`;
}
