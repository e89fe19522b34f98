import type { DigestControls } from '../../delivery/digest-controls.ts';
import type { Outlet } from '../../delivery/outlet.ts';
import { channelKey } from '../../schedule/subscription.ts';
import type { Conversations } from './conversations.ts';

/**
 * The page as delivery uses it. What was posted is in the ledger, where the schedule page shows it; where the visitor's
 * conversation is held, it stands there too. Posting again changes nothing, so nothing need be found.
 */
export function createOutlet(
  conversations: Pick<Conversations, 'deliver' | 'amend'>,
  digests: Pick<DigestControls, 'find' | 'delivery'> | undefined,
): Outlet {
  /** What stands where a visitor's own line would. */
  async function lineOf(id: string): Promise<string> {
    const delivery = await digests?.delivery(id);
    const subscription = delivery && (await digests?.find(delivery.subscription ?? ''));
    if (delivery?.kind === 'correction') return 'Correction';
    const why = delivery?.kind === 'asked' ? 'Sent now' : 'Scheduled';
    return subscription ? `${why}: ${subscription.digest}` : why;
  }

  return {
    platform: 'web',
    rates: { perSecond: Infinity, channelGapMs: 0 },
    isReady: () => true,
    async post({ id, place, reply }) {
      conversations.deliver(channelKey(place), { delivery: id, line: await lineOf(id), reply });
      return { message: id };
    },
    async edit({ place, message, reply }) {
      conversations.amend(channelKey(place), message, reply);
    },
    find: async () => undefined,
    explain: () => ({ kind: 'passing', says: 'the conversation could not be reached', mayHaveSucceeded: false }),
  };
}
