import type { Database } from './schema.ts';

/** Keeps a text under the hash of its content, so that keeping it again changes nothing. */
export async function saveSourceText(db: Database, sha256: string, text: string, at: string): Promise<void> {
  await db
    .insertInto('source_texts')
    .values({ sha256, text, at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

export async function findSourceText(db: Database, sha256: string): Promise<string | undefined> {
  const row = await db.selectFrom('source_texts').select('text').where('sha256', '=', sha256).executeTakeFirst();
  return row?.text;
}
