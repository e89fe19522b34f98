import type { Selectable } from 'kysely';
import type { DeskStore, Feed, FeedEntryState, NewAudit } from '../curation/desk/store.ts';
import { recordAudit } from './audit.ts';
import type { Database, Tables } from './schema.ts';

export async function addFeed(db: Database, feed: Feed, audit: NewAudit, at: string): Promise<boolean> {
  const { by, createdAt, nextAt, ...rest } = feed;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('feeds')
    .values({ ...rest, next_at: nextAt ?? null, by_id: by.id, by_name: by.name, created_at: createdAt })
    .onConflict((conflict) => conflict.column('url').doNothing())
    .executeTakeFirst();
  const added = (numInsertedOrUpdatedRows ?? 0n) > 0n;
  if (added) await recordAudit(db, audit, at);
  return added;
}

export async function listFeeds(db: Database): Promise<Feed[]> {
  const rows = await db.selectFrom('feeds').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(feedOf);
}

export async function saveFeed(db: Database, feed: Parameters<DeskStore['saveFeed']>[0]): Promise<void> {
  const { id, url, title, state, nextAt, says } = feed;
  await db
    .updateTable('feeds')
    .set({ title, state, next_at: nextAt ?? null, says })
    .where('id', '=', id)
    .execute();
  // A feed that moved to where another one already is stays where it was.
  const taken = await db.selectFrom('feeds').select('id').where('url', '=', url).executeTakeFirst();
  if (!taken) await db.updateTable('feeds').set({ url }).where('id', '=', id).execute();
}

export async function removeFeed(db: Database, id: string, audit: NewAudit, at: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('feeds').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await recordAudit(db, audit, at);
  return true;
}

export async function listEntries(db: Database, feed: string, entries: readonly string[]): Promise<FeedEntryState[]> {
  if (entries.length === 0) return [];
  const rows = await db
    .selectFrom('feed_entries')
    .selectAll()
    .where('feed', '=', feed)
    .where('entry', 'in', entries)
    .execute();
  return rows.map(({ entry, url, attempts, done, says }) => ({ entry, url, attempts, done: done !== 0, says }));
}

export async function saveEntry(db: Database, feed: string, state: FeedEntryState, at: string): Promise<void> {
  const values = { ...state, done: state.done ? 1 : 0, at };
  // The feed may have been removed while its entries were read.
  const there = await db.selectFrom('feeds').select('id').where('id', '=', feed).executeTakeFirst();
  if (!there) return;
  await db
    .insertInto('feed_entries')
    .values({ feed, ...values })
    .onConflict((conflict) => conflict.columns(['feed', 'entry']).doUpdateSet(values))
    .execute();
}

function feedOf({ by_id, by_name, next_at, created_at, ...rest }: Selectable<Tables['feeds']>): Feed {
  return { ...rest, nextAt: next_at ?? undefined, by: { id: by_id, name: by_name }, createdAt: created_at };
}
