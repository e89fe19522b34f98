import { sql, type Kysely } from 'kysely';

/** Stories as append-only revisions, what channels have had, and the operator's copies of source texts. */
export const storiesPicksTexts = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('revisions')
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('revisions_key', ['slug', 'number'])
    .addCheckConstraint('revisions_status', sql`status in ('draft', 'published', 'retracted')`)
    .execute();
  await appendOnly(db, 'revisions');
  await db.schema
    .createTable('story_files')
    .addColumn('slug', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addForeignKeyConstraint('story_files_revision', ['slug', 'number'], 'revisions', ['slug', 'number'])
    .execute();
  await db.schema
    .createTable('picks')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('picks_key', ['channel', 'ref'])
    .execute();
  await db.schema.createIndex('picks_sequence').on('picks').columns(['channel', 'sequence']).execute();
  await db.schema
    .createTable('source_texts')
    .addColumn('sha256', 'text', (column) => column.notNull().primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}

/** History is never rewritten, not even by a bug: the database itself refuses. */
async function appendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  for (const event of ['update', 'delete']) {
    const refuse = sql`create trigger ${sql.id(`${table}_no_${event}`)} before ${sql.raw(event)} on ${sql.id(table)} begin select raise(abort, ${sql.lit(`${table} are append-only`)}); end`;
    await refuse.execute(db);
  }
}
