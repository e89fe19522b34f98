import { html } from 'hono/html';

/** Escaped markup, as `hono/html` makes it. */
export type Html = ReturnType<typeof html>;

type Page = {
  title: string;
  here: 'chat' | 'stories' | 'schedule' | 'desk' | 'none';
  body: Html;
  script?: string;
  /** Style sheets beside that of all pages. */
  styles?: readonly string[];
  layout?: 'chat' | 'read';
};

/** A whole document around one page's content, which holds the page's one h1. */
export function page({ title, here, body, script, styles = [], layout = 'read' }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === 'Pullquote' ? title : `${title} · Pullquote`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/pullquote.css" />
        ${styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
        ${script ? html`<script type="module" src="/assets/${script}"></script>` : ''}
      </head>
      <body class="layout-${layout}">
        <a class="skip" href="#main">Skip to the content</a>
        <header class="site">
          <a class="wordmark" href="/"><img src="/assets/icon.svg" alt="" width="26" height="26" />Pullquote</a>
          <nav aria-label="Main">
            ${navLink('/', 'Chat', here === 'chat')}${navLink('/stories', 'Stories', here === 'stories')}
            ${navLink('/schedule', 'Schedule', here === 'schedule')}${navLink('/desk', 'Desk', here === 'desk')}
          </nav>
        </header>
        <main id="main" tabindex="-1">${body}</main>
      </body>
    </html>`;
}

function navLink(href: string, name: string, current: boolean): Html {
  return html`<a href="${href}" ${current ? html`aria-current="page"` : ''}>${name}</a>`;
}

/** A short page for what cannot be shown. */
export function plainPage(title: string, ...parts: Html[]): Html {
  return page({
    title,
    here: 'none',
    body: html`<div class="column plain">
      <h1>${title}</h1>
      ${parts}
    </div>`,
  });
}
