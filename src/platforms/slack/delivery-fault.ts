import { WebAPIHTTPError } from '@slack/web-api';
import type { DeliveryFault } from '../../delivery/outlet.ts';
import { ConfigError } from '../../errors.ts';
import { asUpstream, slackErrorName } from './explain.ts';

/** Slack counts by the minute where it does not say how long to wait (https://docs.slack.dev/apis/web-api/rate-limits). */
const UNSAID_WAIT_MS = 60_000;
/** A channel takes a message a second: what is asked beyond that is for the whole workspace. */
const OF_A_CHANNEL_MS = 1000;

/** What only people can mend, by opening the channel to the bot or choosing another. */
const CLOSED = new Set(['channel_gone', 'forbidden', 'message_gone', 'not_installed']);
/** What holds for all that the token may do; where there are several workspaces, for the one alone. */
const SIGNED_OUT = new Set(['unauthorised', 'wrong_token']);
/** What waiting may mend, an operator in the case of a permission. */
const PASSING = new Set(['unreachable', 'upstream', 'moving', 'missing_scope', 'unsure']);

const MENDS: Record<string, string> = {
  is_archived: 'the channel is archived',
  channel_not_found: 'the channel is gone, or I am not in it: type /invite @pullquote there',
  not_in_channel: 'I am not in the channel: type /invite @pullquote there',
  no_permission: 'I am not in the channel: type /invite @pullquote there',
  thread_not_found: 'the thread is gone',
  missing_scope: 'the operator must update the app from its manifest and install it again',
};

/** What follows from whatever a delivery threw; `several` is whether workspaces install the app, each with a token of its own. */
export function deliveryFault(error: unknown, several: boolean): DeliveryFault {
  if (error instanceof ConfigError)
    return { kind: 'passing', says: 'the data cannot be reached just now', mayHaveSucceeded: false };
  const upstream = asUpstream(error);
  const { code, message, retryAfterMs = UNSAID_WAIT_MS, mayHaveSucceeded } = upstream;
  const mend = MENDS[slackErrorName(upstream) ?? ''];
  const fault = { says: mend === undefined ? message : `${message}; ${mend}`, mayHaveSucceeded };
  if (code === 'rate_limited')
    // Slack does not say whose limit it was. Another workspace has limits of its own.
    return { ...fault, kind: 'wait', retryAfterMs, everywhere: !several && retryAfterMs > OF_A_CHANNEL_MS };
  if (CLOSED.has(code)) return { ...fault, kind: 'closed' };
  if (code === 'not_connected') return { ...fault, kind: 'signed-out' };
  if (SIGNED_OUT.has(code)) return { ...fault, kind: several ? 'closed' : 'signed-out' };
  // Slack's own refusals come with HTTP 200; any other status is of something on the way.
  if (mayHaveSucceeded || PASSING.has(code) || upstream.cause instanceof WebAPIHTTPError)
    return { ...fault, kind: 'passing' };
  return { ...fault, kind: 'refused' };
}
