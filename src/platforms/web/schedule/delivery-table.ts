import { html } from 'hono/html';
import type { Delivery } from '../../../delivery/ledger.ts';
import { formatTime } from '../../../schedule/say-when.ts';
import type { Html } from '../page.ts';
import { durationWords, placeWords, readTimes, stateMark, stateOf } from './words.ts';

/** What is known of a delivery's subscription, which may have been removed. */
export type Known = {
  zone: (delivery: Pick<Delivery, 'subscription'>) => string;
};

/** Deliveries, newest first; `own` is the visitor's channel. */
export function deliveryTable(
  list: readonly Delivery[],
  { known, own, now }: { known: Known; own: string; now: Date },
): Html {
  return html`<table class="deliveries">
    <thead>
      <tr>
        ${['State', 'Digest', 'Time', 'Sent', 'Attempts', 'Reason'].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${list.map((delivery) => {
        const { id, place, occurrence, sentAt, attempts, says } = delivery;
        const time = (instant: string) =>
          html`<time datetime="${instant}"
            >${readTimes(() => formatTime(new Date(instant), known.zone(delivery), now), instant)}</time
          >`;
        return html`<tr>
          <td>${stateMark(stateOf(delivery))}</td>
          <td>
            <a href="/schedule/deliveries/${id}">${delivery.digest}</a>
            <span class="beneath">${placeWords(place, own)}</span>
          </td>
          <td data-label="Time">${time(occurrence)} <span class="beneath">${kindWords(delivery)}</span></td>
          <td data-label="Sent">
            ${sentAt === undefined ? '' : html`${time(sentAt)} <span class="beneath">${lagWords(delivery)}</span>`}
          </td>
          <td data-label="Attempts">${attempts}</td>
          <td data-label="Reason">${says}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** Why it was posted, where that is not the schedule. */
export function kindWords({ kind }: Pick<Delivery, 'kind'>): string {
  if (kind === 'asked') return 'asked for, besides the schedule';
  if (kind === 'correction') return 'a correction, beneath what had told it';
  if (kind === 'edit') return 'the edit of what had told it';
  return kind === 'notice' ? 'a word to who subscribed' : '';
}

/** How long after its time it was sent; a post that was asked for has only the minute. */
export function lagWords({ kind, occurrence, sentAt }: Pick<Delivery, 'kind' | 'occurrence' | 'sentAt'>): string {
  if (kind !== 'scheduled' || sentAt === undefined) return '';
  return `${durationWords(Date.parse(sentAt) - Date.parse(occurrence))} after its time`;
}
