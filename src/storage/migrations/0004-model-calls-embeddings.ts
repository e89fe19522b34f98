import type { Kysely } from 'kysely';

/** How often the model was asked, by day and person, and the vectors of texts that it gave. */
export const modelCallsEmbeddings = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('model_calls')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('calls', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_calls_key', ['day', 'person'])
    .execute();
  await db.schema
    .createTable('embeddings')
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('text_hash', 'text', (column) => column.notNull())
    .addColumn('vector', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('embeddings_key', ['model', 'text_hash'])
    .execute();
}
