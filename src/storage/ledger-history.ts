import { sql, type Selectable } from 'kysely';
import type { Delivery, Ledger, Posted, Tally } from '../delivery/ledger.ts';
import { parseJson } from '../parse-json.ts';
import { Reply } from '../reply.ts';
import { isOpen } from './ledger-send.ts';
import type { Database, Tables } from './schema.ts';
import { readPlace } from './subscriptions.ts';

const DAY_MS = 86_400_000;

/** As the index `deliveries_posted` has it; with a parameter that the choice of an index hangs on, SQLite compiles the statement anew each time (https://sqlite.org/c3ref/prepare.html). */
const isSent = sql<boolean>`state = 'sent'`;

type Filter = Parameters<Ledger['history']>[0];

/** Deliveries, newest occurrence first. */
export async function deliveryHistory(db: Database, { subscriptions, from, to, most }: Filter): Promise<Delivery[]> {
  let query = db.selectFrom('deliveries').selectAll().where('kind', '!=', 'edit');
  if (subscriptions) query = query.where('subscription', 'in', subscriptions);
  if (from !== undefined) query = query.where('occurrence', '>=', from);
  if (to !== undefined) query = query.where('occurrence', '<', to);
  const rows = await query.orderBy('occurrence', 'desc').orderBy('id').limit(most).execute();
  return rows.map(deliveryOf);
}

/** One delivery with what it says and cites. */
export async function findDelivery(db: Database, id: string): ReturnType<Ledger['find']> {
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const items = await db.selectFrom('delivery_items').select('ref').where('delivery', '=', id).orderBy('ref').execute();
  const content = row.content === null ? undefined : Reply.safeParse(parseJson(row.content)).data;
  return { ...deliveryOf(row), content, items: items.map(({ ref }) => ref) };
}

/** What was posted to a channel since an instant, newest first. */
export async function postedTo(db: Database, channel: string, since: string): Promise<Posted[]> {
  const rows = await db
    .selectFrom('deliveries')
    .leftJoin('delivery_items', 'delivery_items.delivery', 'deliveries.id')
    .select(['deliveries.id', 'subscription', 'digest', 'sent_at', 'known_until', 'ref'])
    .where('channel_key', '=', channel)
    .where(isSent)
    .where('kind', 'in', ['scheduled', 'asked'])
    .where('sent_at', '>=', since)
    .orderBy('sent_at', 'desc')
    .orderBy('deliveries.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((same) => {
    const [first] = same;
    const items = same.flatMap(({ ref }) => ref ?? []);
    if (!first) return [];
    const { id, subscription, digest, sent_at: sentAt, known_until: knownUntil } = first;
    return [
      {
        id,
        subscription: subscription ?? '',
        digest,
        sentAt: sentAt ?? '',
        knownUntil: knownUntil ?? sentAt ?? '',
        items,
      },
    ];
  });
}

/** How many ended how. */
export async function tallyDeliveries(db: Database): Promise<Tally[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['platform', 'kind', 'state', 'late', fn.countAll<number>().as('count')])
    .groupBy(['platform', 'kind', 'state', 'late'])
    .execute();
  return rows.map(({ late, ...rest }) => ({ ...rest, late: late !== 0 }));
}

/** What was planned for a time that has not come is forgotten, unless it was posted or may have been; what waits until then waits no longer. */
export async function unmissDeliveries(db: Database, after: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('deliveries')
    .where('kind', '=', 'scheduled')
    .where('occurrence', '>', after)
    .where((row) =>
      row.or([
        row('state', 'in', ['missed', 'skipped']),
        row.and([row('state', '=', 'due'), row('doubtful_since', 'is', null)]),
      ]),
    )
    .executeTakeFirst();
  await db.updateTable('deliveries').set({ next_at: after }).where(isOpen).where('next_at', '>', after).execute();
  // When it was really sent nobody knows any more: it is looked for among what was posted in a whole day.
  await db
    .updateTable('deliveries')
    .set({ doubtful_since: new Date(Date.parse(after) - DAY_MS).toISOString() })
    .where(isOpen)
    .where((row) =>
      row.or([row('doubtful_since', '>', after), row.and([row('state', '=', 'sending'), row('at', '>', after)])]),
    )
    .execute();
  return Number(numDeletedRows);
}

/** Deletes what ended before an instant, and removed subscriptions of which nothing is left. */
export async function deleteDeliveries(db: Database, before: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('deliveries')
    .where('state', 'not in', ['due', 'sending'])
    .where('at', '<', before)
    .executeTakeFirst();
  await db
    .deleteFrom('subscriptions')
    .where('removed_at', '<', before)
    .where((row) => {
      const left = row.selectFrom('deliveries').select('id').whereRef('subscription', '=', 'subscriptions.id');
      return row.not(row.exists(left));
    })
    .execute();
  return Number(numDeletedRows);
}

function deliveryOf(row: Selectable<Tables['deliveries']>): Delivery {
  const {
    id,
    subscription,
    kind,
    occurrence,
    digest,
    place,
    state,
    says,
    attempts,
    late,
    message,
    sent_at: sentAt,
  } = row;
  return {
    id,
    subscription: subscription ?? undefined,
    kind,
    occurrence,
    digest,
    place: readPlace(place),
    state,
    says,
    attempts,
    late: late !== 0,
    message: message ?? undefined,
    sentAt: sentAt ?? undefined,
  };
}
