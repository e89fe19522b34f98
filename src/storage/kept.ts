import type { Database } from './schema.ts';
import type { Kept } from './storage.ts';

/** The content under an id never changes, so keeping it again only makes it new again. */
export async function saveKept(db: Database, kept: readonly Kept[], at: string): Promise<void> {
  await db
    .insertInto('kept')
    .values(kept.map(({ id, value }) => ({ id, value, at })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute();
}

export async function findKept(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('kept').select('value').where('id', '=', id).executeTakeFirst();
  return row?.value;
}

export async function deleteKept(db: Database, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('kept').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
