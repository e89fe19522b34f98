import { html } from 'hono/html';
import { count } from '../../../count.ts';
import type { Health } from '../../../delivery/health.ts';
import type { Delivery } from '../../../delivery/ledger.ts';
import type { Digest } from '../../../digest.ts';
import type { Subscription } from '../../../schedule/subscription.ts';
import { page, type Html } from '../page.ts';
import { deliveryTable, type Known } from './delivery-table.ts';
import { dateIn, type Happenings, type Month } from './month.ts';
import { monthTable } from './month-table.ts';
import { saidWords } from './said.ts';
import { subscriptionCard, type CardContext } from './subscription-card.ts';
import { address, type View } from './view.ts';

/** All that the page shows. `problems` are the operator's to mend; `isAll` where no visitor's own is meant. */
export type Schedule = {
  view: View;
  isAll: boolean;
  problems: Health['problems'];
  subscriptions: readonly Subscription[];
  /** Those that the view asks for. */
  chosen: readonly Subscription[];
  digests: readonly Digest[];
  known: Known;
  zone: string;
  month: Month;
  happenings: Happenings;
  /** Whether the month had more deliveries than are shown. */
  isMonthCut: boolean;
  delivered: readonly Delivery[];
  card: CardContext;
};

/** As many as one reads through; any other is found by its id. */
const MOST_CARDS = 20;
const MOST_ZONES = 6;

/** Subscriptions, what is planned and what became of what was. */
export function schedulePage(schedule: Schedule): Html {
  const { view, problems, subscriptions, delivered, isAll, card } = schedule;
  const isEmpty = subscriptions.length === 0 && delivered.length === 0 && view.subscription === undefined;
  const body = html`<div class="schedule">
    <header>
      <h1>Schedule</h1>
      <p class="lead">
        ${isAll ? 'Every digest that is posted by itself, on all platforms.' : 'The digests that this conversation gets by itself.'}
      </p>
    </header>
    ${saidWords(view)}
    ${
      problems.length === 0
        ? ''
        : html`<div class="problems" role="status">
            <h2>Something is wrong</h2>
            <ul>
              ${problems.map((problem) => html`<li>${problem.charAt(0).toUpperCase()}${problem.slice(1)}.</li>`)}
            </ul>
          </div>`
    }
    ${isEmpty ? empty(schedule) : html`${subscribed(schedule)} ${calendar(schedule)} ${deliveries(schedule)}`}
    ${isEmpty || !card.mayChange ? '' : html`<p class="quiet">${howTo(schedule)}</p>`}
  </div>`;
  return page({ title: 'Schedule', here: 'schedule', body, styles: ['schedule.css'] });
}

function subscribed({ view, subscriptions, chosen, card }: Schedule): Html {
  const shown = chosen.slice(0, MOST_CARDS);
  return html`<section aria-labelledby="the_subscriptions">
    <h2 id="the_subscriptions">Subscriptions</h2>
    ${
      view.subscription === undefined
        ? ''
        : html`<p>
            Only <code>${view.subscription}</code>${chosen.length === 0 ? ', which is removed or never was' : ''}.
            <a href="${address(view, { subscription: undefined })}">Show all</a>
          </p>`
    }
    ${chosen.length === 0 && view.subscription === undefined ? html`<p class="quiet">None at present.</p>` : ''}
    <div class="subscriptions">${shown.map((each) => subscriptionCard(each, card))}</div>
    ${
      chosen.length <= MOST_CARDS
        ? ''
        : html`<form class="find" action="/schedule">
            <label for="subscription"
              >These are the first ${MOST_CARDS} of ${count(subscriptions.length, 'subscription', 'subscriptions')}.
              Show one by its id:</label
            >
            <input id="subscription" name="subscription" required placeholder="d-…" autocomplete="off" />
            <button>Show</button>
          </form>`
    }
  </section>`;
}

function calendar({ view, zone, month, happenings, isMonthCut, chosen, card }: Schedule): Html {
  const zones = [...new Set([zone, ...chosen.slice(0, MOST_CARDS).map((each) => each.zone), 'UTC'])].slice(
    0,
    MOST_ZONES,
  );
  return html`<section aria-labelledby="the_month">
    <h2 id="the_month">Month</h2>
    <nav class="choice" aria-label="Time zone of the month">
      ${zones.map((name) => html`<a href="${address(view, { zone: name })}#the_month" ${name === zone ? html`aria-current="true"` : ''}>${name}</a>`)}
    </nav>
    ${monthTable({ month, happenings, today: dateIn(zone)(card.now), zone, view })}
    ${isMonthCut ? html`<p class="quiet">Only the newest of what was delivered in this month; choose a subscription to see all of its own.</p>` : ''}
    ${happenings.isCut ? html`<p class="quiet">Not all that is planned in this month; choose a subscription to see all of its own.</p>` : ''}
  </section>`;
}

function deliveries({ delivered, known, card: { own, now } }: Schedule): Html {
  return html`<section aria-labelledby="the_deliveries">
    <h2 id="the_deliveries">Delivered</h2>
    ${delivered.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : deliveryTable(delivered, { known, own, now })}
  </section>`;
}

function empty(schedule: Schedule): Html {
  const { card } = schedule;
  return html`<div class="empty">
    <h2>Nothing is scheduled yet</h2>
    <p>
      ${card.mayChange ? howTo(schedule) : html`A digest comes by itself to channels on Discord and Slack that subscribe to one with <code>/digest subscribe</code>. On this page only the operator can subscribe, for nobody signs in here.`}
    </p>
  </div>`;
}

/** How to subscribe, with a line that works as it stands. */
function howTo({ digests: [first], zone }: Schedule): Html {
  if (!first) return html`There is no digest to subscribe to; add one under <code>digests/</code>.`;
  const line = `/digest subscribe ${first.name} 09:00 weekdays ${zone}`;
  return html`Say <code>${line}</code> in <a href="/">the chat</a> to get it here, or in a channel on Discord or Slack
    to have it posted there.`;
}
