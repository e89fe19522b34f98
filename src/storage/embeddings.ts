import type { StoredVector } from '../answers/embeddings.ts';
import type { Database } from './schema.ts';

/** A longer list is asked for in parts: a statement takes a limited number of parameters. */
const MOST_PARAMETERS = 500;

/** Those of these texts' vectors that are held of a model. */
export async function findVectors(db: Database, model: string, hashes: readonly string[]): Promise<StoredVector[]> {
  const found: StoredVector[] = [];
  for (let i = 0; i < hashes.length; i += MOST_PARAMETERS) {
    const rows = await db
      .selectFrom('embeddings')
      .select(['text_hash as hash', 'vector'])
      .where('model', '=', model)
      .where('text_hash', 'in', hashes.slice(i, i + MOST_PARAMETERS))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Holds vectors; one that is held already stays. */
export async function saveVectors(
  db: Database,
  model: string,
  vectors: readonly StoredVector[],
  at: string,
): Promise<void> {
  for (let i = 0; i < vectors.length; i += MOST_PARAMETERS / 4) {
    const values = vectors.slice(i, i + MOST_PARAMETERS / 4).map(({ hash, vector }) => {
      return { model, text_hash: hash, vector, at };
    });
    await db
      .insertInto('embeddings')
      .values(values)
      .onConflict((conflict) => conflict.columns(['model', 'text_hash']).doNothing())
      .execute();
  }
}

/** Deletes all vectors of a model but those of these texts, and all of other models; gives how many. */
export async function keepVectors(db: Database, model: string, hashes: readonly string[]): Promise<number> {
  const wanted = new Set(hashes);
  const others = await db.deleteFrom('embeddings').where('model', '!=', model).executeTakeFirst();
  const held = await db.selectFrom('embeddings').select('text_hash').where('model', '=', model).execute();
  const gone = held.flatMap((row) => (wanted.has(row.text_hash) ? [] : [row.text_hash]));
  for (let i = 0; i < gone.length; i += MOST_PARAMETERS)
    await db
      .deleteFrom('embeddings')
      .where('model', '=', model)
      .where('text_hash', 'in', gone.slice(i, i + MOST_PARAMETERS))
      .execute();
  return Number(others.numDeletedRows) + gone.length;
}
