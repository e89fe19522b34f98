import type { Missed, NewDelivery, Plan } from '../delivery/ledger.ts';
import { deliveryId } from '../delivery/ledger.ts';
import { inGroups } from '../in-groups.ts';
import { channelKey } from '../schedule/subscription.ts';
import type { Database, Tables } from './schema.ts';

/** Rows of one statement: 25 columns each stay far below the 32,766 parameters that SQLite takes (https://sqlite.org/limits.html). */
const ROWS = 500;

type Row = Tables['deliveries'];

/** Records what a tick decided of those subscriptions that still are as they were seen. */
export async function recordPlans(db: Database, plans: readonly Plan[], at: string): Promise<void> {
  for (const some of inGroups(plans, ROWS)) {
    const standing = await asSeen(db, some);
    await passOver(db, standing, at);
    await insert(
      db,
      standing.flatMap((plan) => [
        ...plan.missed.map((missed) => missedRow(plan, missed, at)),
        ...(plan.post ? [dueRow({ ...plan, ...plan.post, kind: 'scheduled' }, at)] : []),
      ]),
    );
    for (const { subscription, nextDueAt } of standing)
      await db
        .updateTable('subscriptions')
        .set({ due_at: nextDueAt ?? null })
        .where('id', '=', subscription)
        .execute();
  }
}

/** Adds a delivery outside the schedule; false where there is one already. */
export async function addDelivery(db: Database, delivery: NewDelivery, at: string): Promise<boolean> {
  return (await insert(db, [dueRow(delivery, at)])) > 0;
}

async function asSeen(db: Database, plans: readonly Plan[]): Promise<Plan[]> {
  const ids = plans.map(({ subscription }) => subscription);
  const rows = await db
    .selectFrom('subscriptions')
    .select(['id', 'due_at'])
    .where('id', 'in', ids)
    .where('paused', 'is', null)
    .where('removed_at', 'is', null)
    .execute();
  const dueAt = new Map(rows.map((row) => [row.id, row.due_at]));
  return plans.filter((plan) => dueAt.get(plan.subscription) === plan.dueAt);
}

/** At most one post comes late: what still waits when the next one is due is missed, unless it may be there already. */
async function passOver(db: Database, plans: readonly Plan[], at: string): Promise<void> {
  const posts = plans.flatMap(({ subscription, post }) => (post ? [{ subscription, id: post.id }] : []));
  if (posts.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ state: 'missed', says: 'it could not be posted before the next one was due', next_at: null, at })
    .where(
      'subscription',
      'in',
      posts.map(({ subscription }) => subscription),
    )
    .where('kind', '=', 'scheduled')
    // After the clock was put back, what is due now may wait already, and so may what is due later.
    .where('occurrence', '<=', at)
    .where(
      'id',
      'not in',
      posts.map(({ id }) => id),
    )
    .where('state', '=', 'due')
    .where('doubtful_since', 'is', null)
    .execute();
}

async function insert(db: Database, rows: readonly Row[]): Promise<number> {
  let inserted = 0;
  for (const some of inGroups(rows, ROWS)) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('deliveries')
      .values(some)
      // What is in the ledger stays as it is, whatever the clock has done since.
      .onConflict((conflict) => conflict.columns(['subscription', 'occurrence', 'kind']).doNothing())
      .executeTakeFirst();
    inserted += Number(numInsertedOrUpdatedRows ?? 0);
  }
  return inserted;
}

function dueRow(delivery: NewDelivery, at: string): Row {
  const { id, subscription, kind, occurrence, digest, place, expiresAt, content } = delivery;
  return {
    ...blank,
    id,
    subscription,
    kind,
    occurrence,
    digest,
    platform: place.platform,
    channel_key: channelKey(place),
    place: JSON.stringify(place),
    state: 'due',
    next_at: at,
    expires_at: expiresAt,
    content: content === undefined ? null : JSON.stringify(content),
    at,
  };
}

function missedRow({ subscription, digest, place }: Plan, { occurrence, says }: Missed, at: string): Row {
  return {
    ...blank,
    id: deliveryId(subscription, occurrence, 'scheduled'),
    subscription,
    kind: 'scheduled',
    occurrence,
    digest,
    platform: place.platform,
    channel_key: channelKey(place),
    place: JSON.stringify(place),
    state: 'missed',
    says,
    expires_at: occurrence,
    at,
  };
}

/** A delivery of which nothing has come yet. */
export const blank = {
  says: '',
  attempts: 0,
  late: 0,
  next_at: null,
  holder: null,
  doubtful_since: null,
  content: null,
  known_until: null,
  message: null,
  sent_at: null,
  page: 0,
  corrects: null,
  story: null,
  in_reply_to: null,
} as const;
