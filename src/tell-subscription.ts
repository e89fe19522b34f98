import type { Delivery } from './delivery/ledger.ts';
import type { Action } from './reply.ts';
import { hours } from './schedule/plan.ts';
import { describeSchedule, formatTime } from './schedule/say-when.ts';
import type { Subscription } from './schedule/subscription.ts';

/** How late a post may be unless somebody says otherwise, in minutes. */
export const GRACE_MINUTES = 360;

const QUIET = { silent: 'silent when there is nothing new', repeat: 'an older one when there is nothing new' };
const LABELS = {
  preview: 'Preview',
  'send-now': 'Send now',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Remove',
  history: 'History',
} as const;

/** When it comes and what was asked for besides: “at 09:00, every day, Berlin time (Europe/Berlin), about trade”. */
export function tellSchedule({ cron, zone, options, graceMinutes }: Subscription): string {
  const { story, topic, quiet, as } = options;
  return [
    describeSchedule(cron, zone),
    story === undefined ? '' : `about ${story}`,
    topic === undefined ? '' : `about ${topic}`,
    quiet === undefined ? '' : QUIET[quiet],
    as === undefined ? '' : 'as a picture',
    graceMinutes === GRACE_MINUTES ? '' : `up to ${hours(graceMinutes)} late`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** One subscription in a line, with its next time. */
export function tellSubscription(subscription: Subscription, next: Date | undefined, now: Date): string {
  const { digest, zone, paused, by } = subscription;
  const state = paused
    ? `paused: ${paused.says}`
    : next
      ? `next ${formatTime(next, zone, now)}`
      : 'there is no next time';
  return `${digest}, ${tellSchedule(subscription)}; ${state}; subscribed by ${by.name}`;
}

/** What became of a delivery, with the reason where it was not plainly sent. */
export function tellOutcome({ state, late, sentAt, says }: Delivery, zone: string, now: Date): string {
  const outcome =
    state === 'sent' && sentAt !== undefined
      ? `sent${late ? ' late' : ''}, ${formatTime(new Date(sentAt), zone, now)}`
      : state;
  return says === '' ? outcome : `${outcome}: ${says}`;
}

/** Buttons that do something with a subscription. */
export function subscriptionActions({ id }: Subscription, which: readonly (keyof typeof LABELS)[]): Action[] {
  return which.map((action) => ({ label: LABELS[action], command: `/digest ${action} ${id}` }));
}
