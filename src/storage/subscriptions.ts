import type { Selectable } from 'kysely';
import { channelKey, DigestOptions, Pause, Place, Rest, type Subscription } from '../schedule/subscription.ts';
import type { Database, Tables } from './schema.ts';

export function readPlace(text: string): Place {
  return Place.parse(JSON.parse(text));
}

export async function addSubscription(db: Database, subscription: Subscription): Promise<void> {
  const { id, place, digest, options, cron, zone, graceMinutes, by, createdAt, dueAt } = subscription;
  await db
    .insertInto('subscriptions')
    .values({
      id,
      channel_key: channelKey(place),
      place: JSON.stringify(place),
      digest,
      options: JSON.stringify(options),
      cron,
      zone,
      grace_minutes: graceMinutes,
      by_id: by.id,
      by_name: by.name,
      created_at: createdAt,
      due_at: dueAt ?? null,
      paused: null,
      last_rest: null,
      removed_at: null,
    })
    .execute();
}

export async function findSubscription(db: Database, id: string): Promise<Subscription | undefined> {
  const row = await standing(db).where('id', '=', id).executeTakeFirst();
  return row && subscriptionOf(row);
}

export async function listSubscriptions(db: Database, channel?: string): Promise<Subscription[]> {
  const all = standing(db).orderBy('created_at').orderBy('id');
  const rows = await (channel === undefined ? all : all.where('channel_key', '=', channel)).execute();
  return rows.map(subscriptionOf);
}

export async function dueSubscriptions(db: Database, at: string, most: number): Promise<Subscription[]> {
  const rows = await standing(db)
    .where('paused', 'is', null)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(subscriptionOf);
}

export async function pauseSubscription(db: Database, id: string, pause: Pause): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscriptions')
    .set({ paused: JSON.stringify(pause) })
    .where('id', '=', id)
    .where('paused', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await dropDue(db, id, 'the subscription was paused', pause.at);
  return true;
}

export async function resumeSubscription(db: Database, id: string, at: string): Promise<boolean> {
  const held = await findSubscription(db, id);
  if (!held?.paused) return false;
  const rest = { from: held.paused.at, to: at };
  await db
    .updateTable('subscriptions')
    .set({ paused: null, last_rest: JSON.stringify(rest) })
    .where('id', '=', id)
    .execute();
  return true;
}

export async function removeSubscription(db: Database, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscriptions')
    .set({ removed_at: at, due_at: null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await dropDue(db, id, 'the subscription was removed', at);
  return true;
}

/** What waits and may not be there already goes no further. */
async function dropDue(db: Database, id: string, says: string, at: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'skipped', says, at, next_at: null })
    .where('subscription', '=', id)
    .where('kind', '!=', 'notice')
    .where('state', '=', 'due')
    .where('doubtful_since', 'is', null)
    .execute();
}

export async function rescheduleSubscriptions(
  db: Database,
  list: readonly { id: string; dueAt: string | undefined }[],
): Promise<void> {
  for (const { id, dueAt } of list)
    await db
      .updateTable('subscriptions')
      .set({ due_at: dueAt ?? null })
      .where('id', '=', id)
      .execute();
}

function standing(db: Database) {
  return db.selectFrom('subscriptions').selectAll().where('removed_at', 'is', null);
}

function subscriptionOf(row: Selectable<Tables['subscriptions']>): Subscription {
  return {
    id: row.id,
    place: readPlace(row.place),
    digest: row.digest,
    options: DigestOptions.parse(JSON.parse(row.options)),
    cron: row.cron,
    zone: row.zone,
    graceMinutes: row.grace_minutes,
    by: { id: row.by_id, name: row.by_name },
    createdAt: row.created_at,
    dueAt: row.due_at ?? undefined,
    paused: row.paused === null ? undefined : Pause.parse(JSON.parse(row.paused)),
    lastRest: row.last_rest === null ? undefined : Rest.parse(JSON.parse(row.last_rest)),
  };
}
