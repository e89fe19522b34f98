import type { Kysely } from 'kysely';

/** What buttons stand for, which events were handled, and the workspaces that installed the app. */
export const keptSeenInstallations = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['kept', 'installations']) {
    await db.schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute();
  }
  await db.schema
    .createTable('seen')
    .addColumn('key', 'text', (column) => column.notNull().primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  for (const table of ['kept', 'seen']) {
    await db.schema.createIndex(`${table}_at`).on(table).column('at').execute();
  }
}
