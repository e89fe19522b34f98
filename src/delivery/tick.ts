import type { Log } from '../log.ts';
import { nextOccurrences } from '../schedule/occurrences.ts';
import { planOccurrences } from '../schedule/plan.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { Storage } from '../storage/storage.ts';
import { deliveryId, type Plan } from './ledger.ts';

type Parts = { storage: Pick<Storage, 'subscriptions' | 'ledger'>; now: () => Date; log: Log };

/** Planned in one transaction: some tens of milliseconds. */
const AT_ONCE = 500;
/** A clock that is put back by less than this moves no occurrence: the ledger holds each once in any case. */
const PUT_BACK_MS = 120_000;

/** One look at the clock: what is due goes into the ledger, and each subscription gets its next time. */
export async function tick({ storage, now, log }: Parts): Promise<void> {
  const { subscriptions, ledger } = storage;
  const at = now();
  const last = await ledger.lastTick();
  if (last !== undefined && Date.parse(last) - at.getTime() > PUT_BACK_MS) {
    log.warn({ last, now: at.toISOString() }, 'the clock was put back; the next times are worked out anew');
    await startOver({ storage, at, log });
  }
  for (;;) {
    const due = await subscriptions.due(at.toISOString(), AT_ONCE);
    if (due.length === 0) break;
    const plans = due.map((subscription) => planOne(subscription, at, log));
    await ledger.plan(plans, at.toISOString());
  }
  await ledger.expire(at.toISOString());
  await ledger.tick(at.toISOString());
}

function planOne(subscription: Subscription, now: Date, log: Log): Plan {
  const { id, digest, place, dueAt = '' } = subscription;
  const plan = { subscription: id, digest, place, dueAt };
  try {
    const { next, post, missed } = planOccurrences(subscription, now);
    const occurrence = post?.occurrence.toISOString();
    return {
      ...plan,
      nextDueAt: next?.toISOString(),
      post:
        post && occurrence !== undefined
          ? { id: deliveryId(id, occurrence, 'scheduled'), occurrence, expiresAt: post.expiresAt.toISOString() }
          : undefined,
      missed: missed.map(({ occurrence, says }) => ({ occurrence: occurrence.toISOString(), says })),
    };
  } catch (error) {
    // One that cannot be read, as after its zone was abolished, must not hold up the others.
    log.error(
      { err: error, subscription: id },
      'the times of a subscription cannot be worked out; it gets no more posts',
    );
    return {
      ...plan,
      nextDueAt: undefined,
      post: undefined,
      missed: [{ occurrence: dueAt, says: 'its time zone or its times cannot be read' }],
    };
  }
}

/** What was planned for a future that has not come: next times, and occurrences held to be missed. What was posted stays posted. */
async function startOver({
  storage: { subscriptions, ledger },
  at,
  log,
}: Omit<Parts, 'now'> & { at: Date }): Promise<void> {
  await ledger.unmiss(at.toISOString());
  const moved = (await subscriptions.list()).flatMap(({ id, cron, zone, dueAt }) => {
    try {
      const next = nextOccurrences(cron, zone, at, 1)[0]?.toISOString();
      const isAhead = next !== undefined && (dueAt === undefined || dueAt > next);
      return isAhead ? [{ id, dueAt: next }] : [];
    } catch (error) {
      log.error({ err: error, subscription: id }, 'the times of a subscription cannot be worked out');
      return [];
    }
  });
  await subscriptions.reschedule(moved);
}
