import { UserError } from '../../errors.ts';
import type { Origin } from '../../origin.ts';
import { channelKey, type Place } from '../../schedule/subscription.ts';
import { findZone } from '../../schedule/zones.ts';
import { VISITORS, type Conversation } from './conversations.ts';

const ONE_PLACE =
  'This page has no channels; leave the channel away to have it in this conversation, or subscribe where it is to be posted.';
const OPERATOR_ONLY =
  'On this page only the operator can do that, for nobody signs in here; use the command in a channel on Discord or Slack.';

/** Where a line that a visitor said came from: their own conversation. `zone` is the browser's, as it was sent. */
export function webOrigin(
  { channel }: Pick<Conversation, 'channel'>,
  { isOperator, isEditor = false, zone }: { isOperator: boolean; isEditor?: boolean; zone?: string | undefined },
): Origin {
  return {
    place: webPlace(channel),
    isDirect: true,
    placeNamed: async () => ({ refusal: ONE_PLACE }),
    async refusal(place) {
      if (!isOperator) return OPERATOR_ONLY;
      return channelKey(place) === channel ? undefined : ONE_PLACE;
    },
    isEditor: async () => isEditor,
    zone: async () => (zone === undefined ? undefined : knownZone(zone)),
  };
}

/** The place whose channelKey is a visitor's channel. */
function webPlace(channel: string): Place {
  return { platform: 'web', workspace: '', channel: channel.slice(VISITORS.length) };
}

/** The zone of that name, if it is one. */
export function knownZone(typed: string): string | undefined {
  try {
    return findZone(typed);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
