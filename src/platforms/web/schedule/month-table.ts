import { html } from 'hono/html';
import type { Html } from '../page.ts';
import { monthBeside, type Happening, type Happenings, type Month } from './month.ts';
import { address, type View } from './view.ts';
import { stateMark, STATES } from './words.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** More in a day than these are counted by digest. */
const SHOWN_SINGLY = 4;

type Shown = { month: Month; happenings: Happenings; today: string; zone: string; view: View };

/** A month as a table of weeks; on a narrow screen, as a list of the days on which something happens. */
export function monthTable({ month, happenings: { byDay }, today, zone, view }: Shown): Html {
  const title = monthTitle(month.name);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return html`<div class="month-head">
      <h3 id="the_days">${title}</h3>
      <nav aria-label="Month">${[-1, 1].map((by) => monthLink(month, by, view))}</nav>
    </div>
    ${byDay.size === 0 ? html`<p class="quiet">Nothing was posted, and nothing is planned, in ${title}.</p>` : ''}
    <table class="month ${byDay.size === 0 ? 'bare' : ''}" aria-labelledby="the_days">
      <thead>
        <tr>
          ${WEEKDAYS.map((name) => html`<th scope="col"><abbr title="${name}">${name.slice(0, 3)}</abbr></th>`)}
        </tr>
      </thead>
      <tbody>
        ${weeksOf(month).map(
          (week) =>
            html`<tr>
              ${week.map((date) => (date === undefined ? html`<td class="beside"></td>` : dayCell(date, byDay.get(date) ?? [], { today, time })))}
            </tr>`,
        )}
      </tbody>
    </table>
    ${byDay.size === 0 ? '' : legend([...byDay.values()].flat())}`;
}

function monthLink(month: Month, by: number, view: View): Html {
  const name = monthBeside(month.name, by);
  return html`<a href="${address(view, { month: name })}#the_month" rel="${by < 0 ? 'prev' : 'next'}"
    >${by < 0 ? '← ' : ''}${monthTitle(name)}${by > 0 ? ' →' : ''}</a
  >`;
}

function monthTitle(name: string): string {
  return new Date(`${name}-01`).toLocaleDateString('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });
}

/** From Monday; undefined where a week reaches into another month. */
function weeksOf({ days }: Month): (string | undefined)[][] {
  const first = (new Date(days[0] ?? '').getUTCDay() + 6) % 7;
  const weeks = Math.ceil((first + days.length) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, day) => days[week * 7 + day - first]),
  );
}

function dayCell(
  date: string,
  list: readonly Happening[],
  { today, time }: { today: string; time: Intl.DateTimeFormat },
): Html {
  const isToday = date === today;
  const kind = [isToday ? 'today' : '', list.length === 0 ? 'quiet-day' : ''].filter(Boolean).join(' ');
  const weekday = new Date(date).toLocaleDateString('en-GB', { timeZone: 'UTC', weekday: 'short' });
  return html`<td class="${kind}" ${isToday ? html`aria-current="date"` : ''}>
    <time datetime="${date}"><span class="weekday">${weekday} </span>${Number(date.slice(8))}</time>
    ${
      list.length === 0
        ? ''
        : html`<ul>
            ${list.reduce((sum, { count }) => sum + count, 0) <= SHOWN_SINGLY ? list.map((each) => single(each, time)) : counted(list)}
          </ul>`
    }
  </td>`;
}

function single({ state, at, digest, count, delivery }: Happening, time: Intl.DateTimeFormat): Html {
  const name = delivery === undefined ? digest : html`<a href="/schedule/deliveries/${delivery}">${digest}</a>`;
  return html`<li>
    <span class="at">${stateMark(state, `${time.format(at)} ${state}`)}</span> ${name}${count > 1 ? ` ×${count}` : ''}
  </li>`;
}

/** One line for each digest and state, in the order of the states. */
function counted(list: readonly Happening[]): Html[] {
  return [...Map.groupBy(list, ({ digest }) => digest)].map(([digest, same]) => {
    const states = STATES.flatMap((state) => {
      const of = same.filter((each) => each.state === state);
      const count = of.reduce((sum, each) => sum + each.count, 0);
      const [only] = of;
      const words = `${count.toLocaleString('en')} ${state}`;
      if (count === 1 && only?.delivery !== undefined)
        return [html`<a href="/schedule/deliveries/${only.delivery}">${stateMark(state, words)}</a>`];
      return count === 0 ? [] : [stateMark(state, words)];
    });
    return html`<li>${digest} <span class="counts">${states}</span></li>`;
  });
}

const MEANINGS: Record<(typeof STATES)[number], string> = {
  planned: 'still to come',
  due: 'waits for its turn',
  sending: 'on its way',
  sent: 'on time',
  late: 'more than five minutes after its time',
  skipped: 'nothing to post, or paused',
  failed: 'the platform did not take it',
  missed: 'too late to post',
};

function legend(list: readonly Happening[]): Html {
  const shown = STATES.filter((state) => list.some((each) => each.state === state));
  return html`<ul class="legend">
    ${shown.map((state) => html`<li>${stateMark(state)}: ${MEANINGS[state]}</li>`)}
  </ul>`;
}
