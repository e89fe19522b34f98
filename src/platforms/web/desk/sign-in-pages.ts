import { html } from 'hono/html';
import { page, type Html } from '../page.ts';

/** How an editor gets in. */
export function signedOutPage(): Html {
  return plain(
    'The desk is for editors',
    html`<p>
        Editors turn articles into stories here. To get in, say <code>/desk sign-in</code> to Pullquote on Discord or
        Slack, or type <code>npm run -s cli -- sign-in</code> on the machine that it runs on. Either gives a link that
        works once, within a quarter of an hour.
      </p>
      <p class="quiet">A session lasts twelve hours; then you need a new link.</p>`,
  );
}

/** Chat apps fetch the links that they show, so that following one must not use it up: the button does. */
export function signInPage(key: string): Html {
  return plain(
    'Sign in to the desk',
    html`<p>This signs your browser in for twelve hours. The link works once.</p>
      <form method="post" action="/desk/sign-in">
        <input type="hidden" name="key" value="${key}" />
        <button class="main-button">Sign in</button>
      </form>`,
  );
}

/** For a link that was used, or is too old. */
export function deadLinkPage(): Html {
  return plain(
    'This link works no more',
    html`<p>
      It was used already, or is older than a quarter of an hour. Get a new one: say <code>/desk sign-in</code> to
      Pullquote on Discord or Slack, or type <code>npm run -s cli -- sign-in</code> on its machine.
      <a href="/desk">To the desk</a>
    </p>`,
  );
}

function plain(title: string, body: Html): Html {
  return page({
    title,
    here: 'desk',
    styles: ['desk.css'],
    body: html`<div class="column plain">
      <h1>${title}</h1>
      ${body}
    </div>`,
  });
}
