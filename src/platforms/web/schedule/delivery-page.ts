import { html } from 'hono/html';
import type { Delivery } from '../../../delivery/ledger.ts';
import type { Reply } from '../../../reply.ts';
import { formatTime } from '../../../schedule/say-when.ts';
import { page, type Html } from '../page.ts';
import { PLACE_NAMES, PLACES, type Place, type Preview } from '../previews/message.ts';
import { renderReply, type RenderContext } from '../render.ts';
import { kindWords, lagWords, type Known } from './delivery-table.ts';
import { address } from './view.ts';
import { wholePlace, readTimes, stateMark, stateOf } from './words.ts';

/** A delivery with what its page needs: its message as it is shown here, or as on a platform where that is chosen. */
export type ShownDelivery = {
  delivery: Delivery & { content: Reply | undefined; items: readonly string[] };
  known: Known;
  own: string;
  now: Date;
  on: 'here' | Place;
  passages: RenderContext['passages'];
  preview: Preview | undefined;
  /** Whether it can be shown as on a platform. */
  elsewhere: boolean;
};

export const VIEWS = ['here', ...PLACES] as const;

/** One delivery: what became of it, and the very message. */
export function deliveryPage({ delivery, known, own, now, on, passages, preview, elsewhere }: ShownDelivery): Html {
  const {
    id,
    subscription,
    digest: name,
    place,
    occurrence,
    sentAt,
    attempts,
    says,
    message,
    content,
    items,
  } = delivery;
  const zone = known.zone(delivery);
  const time = (instant: string) =>
    html`<time datetime="${instant}">${readTimes(() => formatTime(new Date(instant), zone, now), instant)}</time>`;
  const fields: [string, Html | undefined][] = [
    ['State', html`${stateMark(stateOf(delivery))}${says === '' ? '' : html`: ${says}`}`],
    ['Where', wholePlace(place, own)],
    ['Time', html`${time(occurrence)} ${kindWords(delivery)}`],
    ['Sent', sentAt === undefined ? undefined : html`${time(sentAt)} <span class="quiet">${lagWords(delivery)}</span>`],
    ['Attempts', html`${attempts}`],
    [
      'Subscription',
      subscription === undefined
        ? undefined
        : html`<a href="${address({ subscription })}"><code>${subscription}</code></a>`,
    ],
    ['Delivery', html`<code>${id}</code>`],
    ['Message', message === undefined || message === id ? undefined : html`<code>${message}</code>`],
    [
      'Cites',
      items.length === 0
        ? undefined
        : html`${items.map((item, i) => html`${i > 0 ? ', ' : ''}<a href="/stories/${item.replace('/', '#')}">${item}</a>`)}`,
    ],
  ];
  const body = html`<div class="column delivery">
    <p><a href="/schedule#the_deliveries">← Schedule</a></p>
    <h1>${name}</h1>
    <dl class="fields">
      ${fields.map(([label, value]) =>
        value === undefined
          ? ''
          : html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
      )}
    </dl>
    <section aria-labelledby="the_message">
      <h2 id="the_message">The message</h2>
      ${content && elsewhere ? looks(on) : ''}
      ${
        content === undefined
          ? html`<p class="quiet">None was made.</p>`
          : html`<div class="answer ${preview ? '' : 'framed'}">
              ${preview?.shown ?? renderReply(content, { prefix: 'delivery', passages })} ${preview?.payload ?? ''}
            </div>`
      }
    </section>
  </div>`;
  return page({ title: name, here: 'schedule', body, styles: ['previews.css', 'schedule.css'] });
}

function looks(on: ShownDelivery['on']): Html {
  const names = { here: 'Here', ...PLACE_NAMES };
  return html`<nav class="choice" aria-label="Show this message as">
    ${VIEWS.map((view) => html`<a href="?on=${view}#the_message" ${view === on ? html`aria-current="true"` : ''}>${names[view]}</a>`)}
  </nav>`;
}
