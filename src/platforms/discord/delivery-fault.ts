import type { DeliveryFault } from '../../delivery/outlet.ts';
import { isPassing, isToWait, upstreamError } from './faults.ts';

/** What only people can mend, by opening the channel to the bot or choosing another. */
const CLOSED = new Set([
  'unknown_channel',
  'unknown_server',
  'unknown_member',
  'missing_access',
  'missing_permission',
  'missing_history',
  'closed_to_messages',
  'closed_thread',
  'takes_no_messages',
]);
const SIGNED_OUT = new Set(['unauthorised', 'not_connected']);

/** What follows from whatever a delivery threw. */
export function deliveryFault(error: unknown): DeliveryFault {
  const fault = upstreamError(error);
  const { code, message: says, mayHaveSucceeded, retryAfterMs } = fault;
  if (isToWait(fault))
    return { kind: 'wait', says, retryAfterMs, everywhere: code === 'rate_limited_everywhere', mayHaveSucceeded };
  if (CLOSED.has(code)) return { kind: 'closed', says, mayHaveSucceeded };
  if (SIGNED_OUT.has(code)) return { kind: 'signed-out', says, mayHaveSucceeded };
  return { kind: isPassing(fault) || code === 'not_now' ? 'passing' : 'refused', says, mayHaveSucceeded };
}
