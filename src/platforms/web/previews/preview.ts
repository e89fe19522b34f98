import { html } from 'hono/html';
import type { Reply } from '../../../reply.ts';
import type { Html } from '../page.ts';
import { previewDiscord } from './discord.ts';
import { PLACE_NAMES, pressesOf, type Message, type Place, type Preview, type PreviewContext } from './message.ts';
import { previewSlack } from './slack.ts';

const PREVIEW: Record<Place, (body: unknown, context: PreviewContext) => Html | undefined> = {
  discord: previewDiscord,
  slack: previewSlack,
};

/** A reply as a platform shows it, from the body that it is sent, and that body to unfold. */
export function renderPreview(
  on: Place,
  message: Message,
  { turn, reply, ...context }: { turn: number; reply: Reply } & Pick<PreviewContext, 'picture' | 'pageAddress'>,
): Preview {
  const { body, page, pages } = message;
  const forAsker = reply.visibility === 'asker';
  const shown = PREVIEW[on](body, { ...context, turn, page, forAsker, press: pressesOf(message) });
  const label = pages > 1 ? `, page ${page + 1} of ${pages}` : '';
  return {
    shown: html`<article class="preview" aria-label="Pullquote, as on ${PLACE_NAMES[on]}${label}" tabindex="-1">
      ${shown ?? html`<p>This message holds what the preview cannot draw. What is sent stands under Payload.</p>`}
    </article>`,
    payload: html`<details class="payload">
      <summary>Payload</summary>
      <div class="payload-body">
        <button class="plain-button" type="button" data-copy hidden>Copy</button>
        <pre
          tabindex="0"
          role="group"
          aria-label="Payload for ${PLACE_NAMES[on]}"
        ><code>${payloadText(body)}</code></pre>
      </div>
    </details>`,
  };
}

/** The body as JSON in which every character shows: what is invisible, or turns the direction of text, is escaped. */
export function payloadText(body: unknown): string {
  return JSON.stringify(body, null, 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === '\n' ? sign : sign.replace(/[\s\S]/g, escapeUnit),
  );
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
