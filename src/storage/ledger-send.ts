import { sql } from 'kysely';
import { CORRECTION_EXPIRES_MS } from '../delivery/corrections/store.ts';
import type { Backlog, Claimed, DeliveryKind, Ledger, Settlement, Work } from '../delivery/ledger.ts';
import { parseJson } from '../parse-json.ts';
import { Reply } from '../reply.ts';
import type { DigestPlatform } from '../schedule/subscription.ts';
import type { Database } from './schema.ts';
import { readPlace } from './subscriptions.ts';

const ofWork = { posts: sql<boolean>`kind != 'edit'`, edits: sql<boolean>`kind = 'edit'` } as const;

type Claim = Parameters<Ledger['claim']>[0];

/** As the index `deliveries_open` has it: SQLite takes a partial index where it sees the same words, not parameters (https://sqlite.org/partialindex.html#queries_using_partial_indexes). */
export const isOpen = sql<boolean>`state in ('due', 'sending')`;

/** Leases what is due, or whose lease ran out: the first of each channel before the second of any. */
export async function claimDeliveries(
  db: Database,
  { platform, work = 'posts', at, until, holder, most }: Claim,
): Promise<Claimed[]> {
  const turns = db
    .selectFrom('deliveries')
    .select(['id', 'next_at'])
    .select(sql<number>`row_number() over (partition by channel_key order by next_at, id)`.as('turn'))
    .where('platform', '=', platform)
    .where(isOpen)
    .where(ofWork[work])
    .where('next_at', '<=', at);
  const next = await db
    .selectFrom(turns.as('turns'))
    .select('id')
    .orderBy('turn')
    .orderBy('next_at')
    .orderBy('id')
    .limit(most)
    .execute();
  if (next.length === 0) return [];
  const ids = next.map(({ id }) => id);
  await db
    .updateTable('deliveries')
    .set((row) => ({
      state: 'sending' as const,
      holder,
      next_at: until,
      attempts: row('attempts', '+', 1),
      // Whoever had it may have sent it before their lease ran out.
      doubtful_since: row
        .case()
        .when('state', '=', 'sending')
        .then(row.fn.coalesce('doubtful_since', 'at'))
        .else(row.ref('doubtful_since'))
        .end(),
      at,
    }))
    .where('id', 'in', ids)
    .execute();
  const rows = await standingOf(db, at).selectAll('row').where('row.id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { subscription, kind, occurrence, digest, place, attempts, expires_at, doubtful_since, content } = row;
    return {
      id,
      subscription: subscription ?? undefined,
      kind,
      occurrence,
      digest,
      place: readPlace(place),
      attempts,
      expiresAt: expires_at,
      claimedAt: at,
      doubtfulSince: doubtful_since ?? undefined,
      content: content === null ? undefined : readContent(content),
      knownUntil: row.known_until ?? undefined,
      about:
        row.corrects === null
          ? undefined
          : { corrects: row.corrects, message: row.in_reply_to ?? '', story: row.story ?? '' },
      superseded: Boolean(row.superseded),
      stopped: stoppedBy(row),
    };
  });
}

/** Deliveries with what has become of their subscriptions and whether a newer occurrence has come. */
function standingOf(db: Database, at: string) {
  return db
    .selectFrom('deliveries as row')
    .leftJoin('subscriptions', 'subscriptions.id', 'row.subscription')
    .select(['subscriptions.paused', 'subscriptions.removed_at'])
    .select((query) =>
      query
        .exists(
          query
            .selectFrom('deliveries as newer')
            .select('newer.id')
            .whereRef('newer.subscription', '=', 'row.subscription')
            .whereRef('newer.occurrence', '>', 'row.occurrence')
            // What was posted before the clock was put back may lie in the future, and supersedes nothing until then.
            .where('newer.occurrence', '<=', at)
            .where('newer.kind', '=', 'scheduled')
            .where('row.kind', '=', 'scheduled'),
        )
        .as('superseded'),
    );
}

/** What has become of a delivery since it was claimed. */
export async function standingOfDelivery(db: Database, id: string, at: string): ReturnType<Ledger['standing']> {
  const row = await standingOf(db, at).select('row.kind').where('row.id', '=', id).executeTakeFirst();
  return row
    ? { stopped: stoppedBy(row), superseded: Boolean(row.superseded) }
    : { stopped: 'removed', superseded: false };
}

/** What waits past its time and may not be there already, as of a platform that is not connected, is missed. */
export async function expireDeliveries(db: Database, at: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ state: 'missed', says: 'it could not be posted in time', next_at: null, at })
    .where(isOpen)
    .where('state', '=', 'due')
    .where('doubtful_since', 'is', null)
    .where('expires_at', '<', at)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Another version may have written it. */
function readContent(text: string): Reply | 'unreadable' {
  return Reply.safeParse(parseJson(text)).data ?? 'unreadable';
}

/** What was asked for while it rests is posted all the same, and a word to a person is none of the subscription's posts. */
function stoppedBy(row: { kind: DeliveryKind; paused: string | null; removed_at: string | null }): Claimed['stopped'] {
  if (row.removed_at !== null && row.kind !== 'notice') return 'removed';
  return row.paused !== null && row.kind === 'scheduled' ? 'paused' : undefined;
}

/** What others were sending is due again from an instant on, in doubt. */
export async function takeOverDeliveries(db: Database, holder: string, from: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set(({ fn }) => ({
      state: 'due' as const,
      next_at: from,
      holder: null,
      doubtful_since: fn.coalesce('doubtful_since', 'at'),
    }))
    .where('state', '=', 'sending')
    .where('holder', '!=', holder)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Keeps what each message is going to say and cite. */
export async function prepareDeliveries(db: Database, list: Parameters<Ledger['prepare']>[0]): Promise<void> {
  for (const { id, content, items, knownUntil } of list) {
    // It may be made anew, of other items.
    await db.deleteFrom('delivery_items').where('delivery', '=', id).execute();
    await db
      .updateTable('deliveries')
      .set({ content: JSON.stringify(content), known_until: knownUntil })
      .where('id', '=', id)
      .execute();
    if (items.length > 0)
      await db
        .insertInto('delivery_items')
        .values(items.map((ref) => ({ delivery: id, ref })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }
}

/** Records how attempts ended; what has ended already stays as it is. */
export async function settleDeliveries(db: Database, list: readonly Settlement[], at: string): Promise<void> {
  for (const settlement of list) {
    const { id, says } = settlement;
    const update = db.updateTable('deliveries').where('id', '=', id).where('state', '=', 'sending');
    const ended = { says, at, next_at: null, holder: null };
    if (settlement.state === 'sent') {
      const { message, sentAt, late } = settlement;
      await update.set({ ...ended, state: 'sent', message, sent_at: sentAt, late: late ? 1 : 0 }).execute();
    } else if (settlement.state === 'due') {
      const { doubtful, at: next } = settlement;
      await update
        .set(({ fn }) => ({
          state: 'due' as const,
          says,
          holder: null,
          next_at: next,
          doubtful_since: doubtful ? fn.coalesce('doubtful_since', 'at') : null,
          at,
        }))
        .execute();
    } else await update.set({ ...ended, state: settlement.state }).execute();
  }
}

/** What waits on a platform. */
export async function backlogOf(db: Database, platform: DigestPlatform, work: Work = 'posts'): Promise<Backlog> {
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [
      fn.countAll<number>().as('due'),
      fn.min('next_at').as('next'),
      fn.min('occurrence').filterWhere('kind', '!=', 'correction').as('oldest'),
      // What is owed after a change is due since it was found, however long ago the change was.
      fn.min('expires_at').filterWhere('kind', '=', 'correction').as('expires'),
    ])
    .where('platform', '=', platform)
    .where(isOpen)
    .where(ofWork[work])
    .executeTakeFirstOrThrow();
  const owed = row.expires && new Date(Date.parse(row.expires) - CORRECTION_EXPIRES_MS).toISOString();
  const [oldest] = [row.oldest, owed].flatMap((at) => at ?? []).sort();
  return { due: row.due, nextAt: row.next ?? undefined, oldest };
}
