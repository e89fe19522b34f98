import type { DigestControls } from '../../../delivery/digest-controls.ts';
import type { Delivery } from '../../../delivery/ledger.ts';
import type { Subscription } from '../../../schedule/subscription.ts';
import { knownZone } from '../origin.ts';
import type { Known } from './delivery-table.ts';
import { happenings, monthOf } from './month.ts';
import type { Schedule } from './schedule-page.ts';
import type { View } from './view.ts';

/** Who looks: the operator at all, another visitor at their own channel's. */
export type Looker = { isOperator: boolean; channel: string };

const MOST_DELIVERED = 50;
/** Of one month; more would be slow to read, for the program and for people. */
const MOST_OF_MONTH = 2000;

/** Everything that the schedule page shows of a view. */
export async function loadSchedule(
  digests: DigestControls,
  { isOperator, channel }: Looker,
  view: View,
): Promise<Omit<Schedule, 'problems'>> {
  const now = digests.now();
  const subscriptions = await digests.list(isOperator ? undefined : channel);
  const { subscription: wanted } = view;
  const chosen = wanted === undefined ? subscriptions : subscriptions.filter(({ id }) => id === wanted);
  const zone = (view.zone === undefined ? undefined : knownZone(view.zone)) ?? zoneOf(chosen[0]);
  const month = monthOf(view.month, zone, now);
  const known = knownOf(subscriptions, zone);

  /** A removed subscription has a history yet; whose it was, only the operator may know. */
  async function history(filter: { from?: string; to?: string; most: number }): Promise<Delivery[]> {
    if (isOperator) return digests.history({ ...filter, ...(wanted === undefined ? {} : { subscriptions: [wanted] }) });
    return chosen.length === 0 ? [] : digests.history({ ...filter, subscriptions: chosen.map(({ id }) => id) });
  }

  const [delivered, ofMonth] = await Promise.all([
    history({ most: MOST_DELIVERED }),
    history({ from: month.from.toISOString(), to: month.to.toISOString(), most: MOST_OF_MONTH }),
  ]);
  return {
    view,
    isAll: isOperator,
    subscriptions,
    chosen,
    digests: digests.digests,
    known,
    zone,
    month,
    happenings: happenings(month, { zone, now, subscriptions: chosen, history: ofMonth }),
    isMonthCut: ofMonth.length === MOST_OF_MONTH,
    delivered,
    card: { own: channel, now, view, mayChange: isOperator, next: (of, most) => digests.next(of, most) },
  };
}

/** What a list of subscriptions tells of deliveries; `otherwise` is the zone for those of removed ones. */
export function knownOf(subscriptions: readonly Subscription[], otherwise: string): Known {
  const byId = new Map(subscriptions.map((each) => [each.id, each]));
  return {
    zone: ({ subscription }) => byId.get(subscription ?? '')?.zone ?? otherwise,
  };
}

/** The zone of a subscription, or UTC where that zone is known no more. */
function zoneOf(subscription: Subscription | undefined): string {
  return (subscription && knownZone(subscription.zone)) ?? 'UTC';
}
