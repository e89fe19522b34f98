import type { Database } from './schema.ts';

/** Whether the key is new; the database decides, so that of several processes only one is told so. */
export async function recordSeen(db: Database, key: string, at: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('seen')
    .values({ key, at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteSeen(db: Database, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('seen').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
