import { html } from 'hono/html';
import { hours } from '../../../schedule/plan.ts';
import { describeSchedule, formatTime } from '../../../schedule/say-when.ts';
import type { Pause, Subscription } from '../../../schedule/subscription.ts';
import type { Html } from '../page.ts';
import { address, search, type View } from './view.ts';
import { optionWords, wholePlace, readTimes } from './words.ts';

/** What a card needs beside its subscription; `own` is the visitor's channel. */
export type CardContext = {
  own: string;
  now: Date;
  view: View;
  /** Whether the visitor may change it. */
  mayChange: boolean;
  next: (subscription: Subscription, count: number) => Date[];
};

const SHOWN_TIMES = 3;

/** A subscription with its next times and, for who may, what can be done with it. */
export function subscriptionCard(subscription: Subscription, { own, now, view, mayChange, next }: CardContext): Html {
  const { id, digest, place, cron, zone, by, graceMinutes, paused } = subscription;
  const options = optionWords(subscription);
  const fields: [string, Html][] = [
    ['Where', wholePlace(place, own)],
    ['When', html`${readTimes(() => describeSchedule(cron, zone), `at “${cron}”, ${zone}`)}`],
    ['Next', nextTimes(subscription, now, next)],
    ...(options.length === 0
      ? []
      : [['Asks for', html`${options.map((each, i) => html`${i > 0 ? ', ' : ''}${each}`)}`] satisfies [string, Html]]),
    ['At most', html`${hours(graceMinutes)} late`],
    ['Subscribed', html`by ${by.name}, ${said(subscription.createdAt, zone, now)}`],
  ];
  return html`<article class="subscription ${paused ? 'paused' : ''}" aria-labelledby="${id}">
    <header>
      <h3 id="${id}">${digest}</h3>
      <span class="badge">${paused ? 'Paused' : 'Active'}</span>
      <a class="quiet" href="${address(view, { subscription: id })}"><code>${id}</code></a>
    </header>
    ${paused ? html`<p class="why">${pauseWords(paused, said(paused.at, zone, now))}</p>` : ''}
    <dl class="fields">
      ${fields.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${mayChange ? controls(subscription, view) : ''}
  </article>`;
}

function nextTimes({ cron, zone, paused, ...rest }: Subscription, now: Date, next: CardContext['next']): Html {
  if (paused) return html`none while it is paused`;
  const times = readTimes(() => next({ cron, zone, paused, ...rest }, SHOWN_TIMES), []);
  if (times.length === 0) return html`none`;
  return html`<ol class="times">
    ${times.map((at) => html`<li><time datetime="${at.toISOString()}">${formatTime(at, zone, now)}</time></li>`)}
  </ol>`;
}

/** Why it rests and since when; who is asked to pause leaves a whole reason. */
function pauseWords({ why, says }: Pause, since: string): string {
  return why === 'closed'
    ? `Paused by itself, ${since}: ${says}.`
    : `${says.charAt(0).toUpperCase()}${says.slice(1)}, ${since}.`;
}

/** An instant as the subscription's own zone has it. */
function said(instant: string, zone: string, now: Date): string {
  return readTimes(() => formatTime(new Date(instant), zone, now), instant);
}

/** Removing asks once more, without a script. */
function controls({ id, digest, paused }: Subscription, view: View): Html {
  const button = (value: string, name: string) =>
    html`<button name="action" value="${value}">${name}<span class="unseen"> ${digest}, ${id}</span></button>`;
  return html`<form class="actions" method="post" action="/schedule/${id}${search(view)}">
    ${paused ? button('resume', 'Resume') : button('pause', 'Pause')} ${button('send', 'Send now')}
    <details class="removal">
      <summary>Remove…<span class="unseen"> ${digest}, ${id}</span></summary>
      <p>Nothing more is posted of it; what was posted stays. ${button('remove', 'Remove it')}</p>
    </details>
  </form>`;
}
