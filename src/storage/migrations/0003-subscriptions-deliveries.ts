import { sql, type Kysely } from 'kysely';

/** Subscriptions to digests, the ledger of their deliveries with what each message cites, and the clock's last tick. */
export const subscriptionsDeliveries = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('channel_key', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('cron', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('grace_minutes', 'integer', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text')
    .addColumn('paused', 'text')
    .addColumn('last_rest', 'text')
    .addColumn('removed_at', 'text')
    .execute();
  await db.schema.createIndex('subscriptions_channel').on('subscriptions').column('channel_key').execute();
  await sql`create index subscriptions_due on subscriptions (due_at) where paused is null and removed_at is null`.execute(
    db,
  );
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('subscription', 'text', (column) => column.notNull().references('subscriptions.id'))
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
    .addUniqueConstraint('deliveries_occurrence', ['subscription', 'occurrence', 'kind'])
    .addCheckConstraint('deliveries_state', sql`state in ('due', 'sending', 'sent', 'skipped', 'failed', 'missed')`)
    .execute();
  await sql`create index deliveries_open on deliveries (platform, next_at) where state in ('due', 'sending')`.execute(
    db,
  );
  await sql`create index deliveries_posted on deliveries (channel_key, sent_at) where state = 'sent'`.execute(db);
  await db.schema.createIndex('deliveries_time').on('deliveries').column('occurrence').execute();
  await db.schema.createIndex('deliveries_at').on('deliveries').column('at').execute();
  await db.schema
    .createTable('delivery_items')
    .addColumn('delivery', 'text', (column) => column.notNull().references('deliveries.id').onDelete('cascade'))
    .addColumn('ref', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('delivery_items_key', ['delivery', 'ref'])
    .execute();
  await db.schema.createIndex('delivery_items_ref').on('delivery_items').column('ref').execute();
  await db.schema
    .createTable('clock')
    .addColumn('name', 'text', (column) => column.notNull().primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}
