import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Reply } from '../../reply.ts';
import type { Turn } from './conversations.ts';
import type { Example } from './examples.ts';
import { page, plainPage, type Html } from './page.ts';
import { PLACE_NAMES, PLACES, type Preview } from './previews/message.ts';
import { renderReply, type RenderContext } from './render.ts';

/** Longer lines are no use to any command. */
const MAX_LINE = 4000;

/** A turn with what its markup needs: how it looks elsewhere where that is asked for, and whether it can be. */
export type ShownTurn = {
  turn: Turn;
  passages: RenderContext['passages'];
  preview?: Preview | undefined;
  elsewhere: boolean;
};

/** The chat with what was said so far; before that, examples, or how to begin where nothing is published. */
export function chatPage(turns: readonly ShownTurn[], examples: readonly Example[]): Html {
  const begun = turns.length > 0;
  const body = html`<div class="column chat">
      ${begun ? chatHead() : html`${opening(examples)}<template id="chat-head">${chatHead()}</template>`}
      <div id="log" role="log" aria-label="Conversation" aria-live="polite">
        ${turns.map((shown, i) => renderTurn(shown, i === turns.length - 1))}
      </div>
    </div>
    ${composer()}`;
  return page({ title: 'Pullquote', here: 'chat', body, script: 'chat.js', styles: ['previews.css'], layout: 'chat' });
}

/** One question with its reply; also what the script receives. */
export function renderTurn({ turn, passages, preview, elsewhere }: ShownTurn, isLatest = false): Html {
  const { number, line, reply, delivery } = turn;
  return html`<div class="turn" ${isLatest ? html`id="latest"` : ''}>
    ${delivery === undefined ? askedLine(line) : scheduledLine(line, delivery)}
    <div class="answer" id="turn-${number}">
      ${preview?.shown ?? renderReply(reply, { prefix: `turn-${number}`, passages })}
      ${elsewhere ? lookSwitch(turn) : ''} ${preview?.payload ?? ''}
    </div>
  </div>`;
}

/** A question with what is shown until its reply is there; that one is not kept, so its ids are nobody else's and it is shown here only. */
export function renderInterim(line: string, reply: Reply, passages: RenderContext['passages']): Html {
  const prefix = `interim-${randomUUID()}`;
  return html`<div class="turn">
    ${askedLine(line)}
    <div class="answer" id="${prefix}">${renderReply(reply, { prefix, passages })}</div>
  </div>`;
}

/** Shows the reply here or as on a platform; without a script the page comes back at this reply. */
function lookSwitch({ number, look }: Turn): Html {
  const choice = (on: string, name: string) =>
    html`<button name="on" value="${on}" aria-pressed="${String(on === look.on)}">${name}</button>`;
  return html`<form method="post" action="/look" data-look>
    <input type="hidden" name="turn" value="${number}" />
    <div class="look" role="group" aria-label="Show this reply as">
      ${choice('here', 'Here')}${PLACES.map((on) => choice(on, PLACE_NAMES[on]))}
    </div>
  </form>`;
}

function askedLine(line: string): Html {
  return html`<p class="asked"><span class="unseen">You: </span>${line}</p>`;
}

function scheduledLine(line: string, delivery: string): Html {
  return html`<p class="scheduled"><a href="/schedule/deliveries/${delivery}">${line}</a></p>`;
}

function chatHead(): Html {
  return html`<div class="chat-head">
    <h1>Conversation</h1>
    <form method="post" action="/restart"><button class="plain-button">New conversation</button></form>
  </div>`;
}

function opening(examples: readonly Example[]): Html {
  return html`<section class="opening">
    <h1>Every sentence traced.<br />Every quotation verbatim.</h1>
    <p class="lead">
      Pullquote answers from curated news stories, and names, for each sentence, the passage it came from.
    </p>
    ${
      examples.length === 0
        ? html`<div class="empty">
            <h2>No story is published yet</h2>
            <p>
              Add one as a YAML file under <code>stories/</code> and start Pullquote again. The README begins with how
              to, and <code>npm run -s cli -- check</code> tells what a file still lacks.
            </p>
          </div>`
        : html`<form class="examples" method="post" action="/#latest" data-say aria-label="Examples">
            ${examples.map(({ line, what }) => html`<button name="line" value="${line}"><span class="example-line">${line}</span><span class="quiet">${what}</span></button>`)}
          </form>`
    }
  </section>`;
}

function composer(): Html {
  return html`<div class="composer-bar">
    <form id="composer" class="composer" method="post" action="/#latest" data-say>
      <label class="unseen" for="line">A command or a question</label>
      <input
        id="line"
        name="line"
        type="text"
        maxlength="${MAX_LINE}"
        required
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck="false"
        enterkeyhint="send"
        placeholder="Ask, or / for commands"
      />
      <button class="send">Send</button>
      <ul id="completions" role="listbox" aria-label="Completions" hidden></ul>
    </form>
    <p id="completion-count" class="unseen" role="status"></p>
  </div>`;
}

/** What stands where a reply is asked for that is no longer kept. */
export function noSuchTurnPage(): Html {
  return plainPage('That reply is no longer kept', html`<p>Ask for it again. <a href="/">Back to the chat</a></p>`);
}
