import { sql, type Kysely } from 'kysely';

/** The desk: articles that came in, drafts, what editors did (append-only), feeds with the entries seen, and sign-ins. */
export const desk = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('articles')
    .addColumn('sha256', 'text', (column) => column.notNull().primaryKey())
    .addColumn('url', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('articles_url').on('articles').column('url').execute();
  await db.schema
    .createTable('drafts')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('base', 'integer')
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addCheckConstraint('drafts_state', sql`state in ('open', 'published', 'discarded')`)
    .execute();
  // Two editors who add the same article, or revise the same story, at once work on one draft.
  await sql`create unique index drafts_slug on drafts (slug) where state = 'open'`.execute(db);
  await db.schema.createIndex('drafts_at').on('drafts').columns(['state', 'at']).execute();
  await db.schema.createIndex('drafts_source').on('drafts').column('source').execute();
  await db.schema
    .createTable('audit')
    .addColumn('number', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('editor_id', 'text', (column) => column.notNull())
    .addColumn('editor_name', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_subject').on('audit').column('subject').execute();
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.raw(`audit_no_${change}`)} before ${sql.raw(change)} on audit begin select raise(abort, 'the audit log is append-only'); end`.execute(
      db,
    );
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('url', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('feed_entries')
    .addColumn('feed', 'text', (column) => column.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('feed_entries_key', ['feed', 'entry'])
    .execute();
  await db.schema
    .createTable('desk_keys')
    .addColumn('hash', 'text', (column) => column.notNull().primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('editor_id', 'text', (column) => column.notNull())
    .addColumn('editor_name', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
}
