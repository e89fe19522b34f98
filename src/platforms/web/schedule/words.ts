import { html } from 'hono/html';
import { PLATFORM_NAMES } from '../../../delivery/health.ts';
import type { Delivery, DeliveryState } from '../../../delivery/ledger.ts';
import { UserError } from '../../../errors.ts';
import { channelKey, type Place, type Subscription } from '../../../schedule/subscription.ts';
import type { Html } from '../page.ts';

/** What became of a delivery, or will: `late` was sent after its time, `planned` is not in the ledger yet. */
export type ShownState = DeliveryState | 'late' | 'planned';

export const STATES = ['planned', 'due', 'sending', 'sent', 'late', 'skipped', 'failed', 'missed'] as const;

/** Told by sign and word, so that nobody need see colours. */
const SIGNS: Record<ShownState, string> = {
  planned: '◇',
  due: '◔',
  sending: '→',
  sent: '✓',
  late: '◷',
  skipped: '–',
  failed: '✕',
  missed: '!',
};

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Of a visitor's name on the web, which is as good as a key: enough to tell one from another. */
const SHOWN_OF_VISITOR = 5;

export function stateOf({ state, late }: Pick<Delivery, 'state' | 'late'>): ShownState {
  return state === 'sent' && late ? 'late' : state;
}

/** A state with its sign, such as “✓ sent”. */
export function stateMark(state: ShownState, words: string = state): Html {
  return html`<span class="state state-${state}"
    ><span class="sign" aria-hidden="true">${SIGNS[state]}</span>${words}</span
  >`;
}

/** Where a digest is posted; `own` is the visitor's channel. */
export function placeWords(place: Place, own: string): Html {
  const { platform, channel } = place;
  if (platform === 'web')
    return channelKey(place) === own
      ? html`This conversation`
      : html`Web page, visitor <code>${channel.slice(0, SHOWN_OF_VISITOR)}…</code>`;
  return channel.startsWith('@')
    ? html`${PLATFORM_NAMES[platform]}, direct message with <code>${channel.slice(1)}</code>`
    : html`${PLATFORM_NAMES[platform]}, channel <code>${channel}</code>`;
}

/** The place with the workspace and the thread in which it is. */
export function wholePlace(place: Place, own: string): Html {
  const { platform, workspace, thread } = place;
  const around = [
    ...(workspace === '' ? [] : [html`${platform === 'slack' ? 'workspace' : 'server'} <code>${workspace}</code>`]),
    ...(thread === undefined ? [] : [html`thread <code>${thread}</code>`]),
  ];
  return html`${placeWords(place, own)}
  ${around.length === 0 ? '' : html`<span class="around">${around.map((each, i) => html`${i > 0 ? ', ' : ''}${each}`)}</span>`}`;
}

/** A length of time in its two largest units: “8 s”, “12 min”, “5 h 30 min”. */
export function durationWords(ms: number): string {
  const part = (unit: number, name: string) => (ms >= unit ? `${Math.floor(ms / unit)} ${name}` : '');
  const rest = (whole: number, unit: number, name: string) => {
    const number = Math.floor((ms % whole) / unit);
    return number === 0 ? '' : ` ${number} ${name}`;
  };
  if (ms >= DAY_MS) return `${part(DAY_MS, 'd')}${rest(DAY_MS, HOUR_MS, 'h')}`;
  if (ms >= HOUR_MS) return `${part(HOUR_MS, 'h')}${rest(HOUR_MS, MINUTE_MS, 'min')}`;
  return part(MINUTE_MS, 'min') || `${Math.max(0, Math.floor(ms / SECOND_MS))} s`;
}

/** What a subscription asks of its digest, each in a few words. */
export function optionWords({ options: { story, topic, quiet, as } }: Pick<Subscription, 'options'>): Html[] {
  return [
    ...(story === undefined ? [] : [html`story <a href="/stories/${story}">${story}</a>`]),
    ...(topic === undefined ? [] : [html`topic ${topic}`]),
    ...(quiet === undefined
      ? []
      : [html`${quiet === 'silent' ? 'silent when nothing is new' : 'repeats an older one when nothing is new'}`]),
    ...(as === undefined ? [] : [html`as a picture card`]),
  ];
}

/** What a subscription's times come to; one whose times or zone cannot be read any more must not take the page with it. */
export function readTimes<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError || error instanceof RangeError) return otherwise;
    throw error;
  }
}
