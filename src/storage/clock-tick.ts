import type { Database } from './schema.ts';

const NAME = 'tick';

export async function lastTick(db: Database): Promise<string | undefined> {
  const row = await db.selectFrom('clock').select('at').where('name', '=', NAME).executeTakeFirst();
  return row?.at;
}

export async function recordTick(db: Database, at: string): Promise<void> {
  await db
    .insertInto('clock')
    .values({ name: NAME, at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
    .execute();
}
