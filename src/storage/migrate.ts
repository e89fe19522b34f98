import { ConfigError } from '../errors.ts';
import { storiesPicksTexts } from './migrations/0001-stories-picks-texts.ts';
import { keptSeenInstallations } from './migrations/0002-kept-seen-installations.ts';
import { subscriptionsDeliveries } from './migrations/0003-subscriptions-deliveries.ts';
import { modelCallsEmbeddings } from './migrations/0004-model-calls-embeddings.ts';
import { corrections } from './migrations/0005-corrections.ts';
import { desk } from './migrations/0006-desk.ts';
import type { Database } from './schema.ts';

/** Every migration, in order; one that has been released never changes. */
const MIGRATIONS = {
  '0001-stories-picks-texts': storiesPicksTexts,
  '0002-kept-seen-installations': keptSeenInstallations,
  '0003-subscriptions-deliveries': subscriptionsDeliveries,
  '0004-model-calls-embeddings': modelCallsEmbeddings,
  '0005-corrections': corrections,
  '0006-desk': desk,
};

/** Brings the tables up to date in one transaction. Throws a ConfigError where a newer program has been at them. */
export async function migrate(db: Database, file: string): Promise<void> {
  const done = await executed(db);
  const unknown = done.filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new ConfigError(
      `${file} was written by a newer Pullquote (it has “${unknown.join('”, “')}”, which this one does not know). Update Pullquote, or set DATA_DIR to another folder.`,
      { code: 'storage_newer' },
    );
  }
  if (done.length === Object.keys(MIGRATIONS).length) return;
  const { Migrator } = await import('kysely/migration');
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the tables could not be brought up to date', { cause: error });
}

async function executed(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
