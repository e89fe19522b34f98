import type { DeskKey } from '../curation/desk/store.ts';
import type { Database } from './schema.ts';

export async function addKey(db: Database, { hash, kind, editor, expiresAt }: DeskKey): Promise<void> {
  await db
    .insertInto('desk_keys')
    .values({ hash, kind, editor_id: editor.id, editor_name: editor.name, expires_at: expiresAt })
    .execute();
}

/** The key, where it is of that kind and still good at an instant; a link's is deleted, so that it works once. */
export async function useKey(
  db: Database,
  hash: string,
  kind: DeskKey['kind'],
  at: string,
): Promise<DeskKey | undefined> {
  const row = await db
    .selectFrom('desk_keys')
    .selectAll()
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (!row) return undefined;
  if (kind === 'link') await removeKey(db, hash);
  return { hash, kind, editor: { id: row.editor_id, name: row.editor_name }, expiresAt: row.expires_at };
}

export async function removeKey(db: Database, hash: string): Promise<void> {
  await db.deleteFrom('desk_keys').where('hash', '=', hash).execute();
}

/** Deletes keys that are good no more, and entries of feeds older than an instant. */
export async function forgetDesk(db: Database, at: string, before: string): Promise<number> {
  const keys = await db.deleteFrom('desk_keys').where('expires_at', '<=', at).executeTakeFirst();
  const entries = await db.deleteFrom('feed_entries').where('at', '<', before).executeTakeFirst();
  return Number(keys.numDeletedRows + entries.numDeletedRows);
}
