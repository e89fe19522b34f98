import { sql, type Kysely } from 'kysely';

/** Deliveries that belong to a message and not to a subscription, and the replies that commands posted, each content once. */
export const corrections = { up };

const COLUMNS = [
  'id',
  'subscription',
  'kind',
  'occurrence',
  'digest',
  'platform',
  'channel_key',
  'place',
  'state',
  'says',
  'attempts',
  'late',
  'next_at',
  'expires_at',
  'holder',
  'doubtful_since',
  'content',
  'known_until',
  'message',
  'sent_at',
  'at',
];

async function up(db: Kysely<unknown>): Promise<void> {
  // SQLite changes no column: the tables are made anew, and what points at them before they go.
  await db.schema
    .createTable('deliveries_new')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('subscription', 'text', (column) => column.references('subscriptions.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('occurrence', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel_key', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('late', 'integer', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('holder', 'text')
    .addColumn('doubtful_since', 'text')
    .addColumn('content', 'text')
    .addColumn('known_until', 'text')
    .addColumn('message', 'text')
    .addColumn('sent_at', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('page', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('corrects', 'text')
    .addColumn('story', 'text')
    .addColumn('in_reply_to', 'text')
    .addUniqueConstraint('deliveries_occurrence', ['subscription', 'occurrence', 'kind'])
    .addCheckConstraint('deliveries_state', sql`state in ('due', 'sending', 'sent', 'skipped', 'failed', 'missed')`)
    .execute();
  const columns = sql.join(COLUMNS.map((name) => sql.ref(name)));
  await sql`insert into deliveries_new (${columns}) select ${columns} from deliveries`.execute(db);
  await createItems(db, 'delivery_items_new', 'deliveries_new');
  await sql`insert into delivery_items_new select delivery, ref from delivery_items`.execute(db);
  await db.schema.dropTable('delivery_items').execute();
  await db.schema.dropTable('deliveries').execute();
  await db.schema.alterTable('deliveries_new').renameTo('deliveries').execute();
  await db.schema.alterTable('delivery_items_new').renameTo('delivery_items').execute();
  await sql`create index deliveries_open on deliveries (platform, next_at) where state in ('due', 'sending')`.execute(
    db,
  );
  await sql`create index deliveries_posted on deliveries (channel_key, sent_at) where state = 'sent'`.execute(db);
  await db.schema.createIndex('deliveries_time').on('deliveries').column('occurrence').execute();
  await db.schema.createIndex('deliveries_at').on('deliveries').column('at').execute();
  await db.schema.createIndex('delivery_items_ref').on('delivery_items').column('ref').execute();

  await db.schema
    .createTable('reply_contents')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('reply_items')
    .addColumn('content', 'text', (column) => column.notNull().references('reply_contents.id').onDelete('cascade'))
    .addColumn('ref', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reply_items_key', ['content', 'ref'])
    .execute();
  await db.schema.createIndex('reply_items_ref').on('reply_items').column('ref').execute();
  await db.schema
    .createTable('posted_replies')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('channel_key', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('page', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull().references('reply_contents.id'))
    .addColumn('known_until', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('posted_replies_content').on('posted_replies').column('content').execute();
  await db.schema.createIndex('posted_replies_at').on('posted_replies').column('at').execute();
}

async function createItems(db: Kysely<unknown>, name: string, deliveries: string): Promise<void> {
  await db.schema
    .createTable(name)
    .addColumn('delivery', 'text', (column) => column.notNull().references(`${deliveries}.id`).onDelete('cascade'))
    .addColumn('ref', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('delivery_items_key', ['delivery', 'ref'])
    .execute();
}
