import type { Database } from './schema.ts';

export async function saveInstallation(db: Database, id: string, value: string, at: string): Promise<void> {
  await db
    .insertInto('installations')
    .values({ id, value, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ value, at }))
    .execute();
}

export async function findInstallation(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('installations').select('value').where('id', '=', id).executeTakeFirst();
  return row?.value;
}

export async function listInstallations(db: Database): Promise<{ id: string; value: string }[]> {
  return db.selectFrom('installations').select(['id', 'value']).orderBy('id').execute();
}

export async function deleteInstallation(db: Database, id: string): Promise<void> {
  await db.deleteFrom('installations').where('id', '=', id).execute();
}
