import type { Database, Tables } from './schema.ts';
import type { ImportedFile } from './storage.ts';

/** Remembers which file a story stands in, as it was imported. */
export async function saveStoryFile(db: Database, row: Tables['story_files']): Promise<void> {
  const { slug: _, ...values } = row;
  await db
    .insertInto('story_files')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(values))
    .execute();
}

export function listStoryFiles(db: Database): Promise<ImportedFile[]> {
  return db.selectFrom('story_files').select(['path', 'sha256', 'slug']).orderBy('path').orderBy('slug').execute();
}
