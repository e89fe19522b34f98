import { dataFile } from '../../../src/storage/data-file.ts';
import { openStorage } from '../../../src/storage/open.ts';
import { openSqlite, overSqlite } from '../../../src/storage/sqlite.ts';
import { addSubscription } from '../../../src/storage/subscriptions.ts';
import type { Place, Subscription } from '../../../src/schedule/subscription.ts';

const MINUTE_MS = 60_000;
const DIGESTS = ['quote-of-the-day', 'daily-brief'];
const GRACE_MINUTES = 360;

/** A subscription to one of the shipped digests in turn, whose time was so many minutes before `now`. */
export function dueSubscription(
  index: number,
  place: Place,
  now: Date,
  minutesAgo = 2,
): Subscription & { dueAt: string } {
  const dueAt = new Date((Math.floor(now.getTime() / MINUTE_MS) - minutesAgo) * MINUTE_MS);
  return {
    id: `d-${place.platform}-${index}`,
    place,
    digest: DIGESTS[index % DIGESTS.length] ?? '',
    options: {},
    cron: `${dueAt.getUTCMinutes()} ${dueAt.getUTCHours()} * * *`,
    zone: 'UTC',
    graceMinutes: GRACE_MINUTES,
    by: { id: `${place.platform}:100`, name: 'Mira' },
    createdAt: new Date(dueAt.getTime() - 24 * 60 * MINUTE_MS).toISOString(),
    dueAt: dueAt.toISOString(),
    paused: undefined,
    lastRest: undefined,
  };
}

/** Makes a data file with these subscriptions, in one transaction. */
export async function fillDataFolder(dataDir: string, subscriptions: readonly Subscription[]): Promise<void> {
  await (await openStorage({ dataDir })).close(); // makes the tables
  const sqlite = openSqlite(dataFile(dataDir));
  await overSqlite(sqlite)
    .transaction()
    .execute(async (db) => {
      for (const subscription of subscriptions) await addSubscription(db, subscription);
    });
  sqlite.close();
}
