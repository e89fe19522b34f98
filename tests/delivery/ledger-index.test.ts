import { expect, test } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import { postedTo } from '../../src/storage/ledger-history.ts';
import { backlogOf, claimDeliveries } from '../../src/storage/ledger-send.ts';
import { openSqlite, overSqlite } from '../../src/storage/sqlite.ts';

// The ledger holds four hundred days; what is due is looked for many times a second.
test('what is due, and what a channel had, is found without going through what has ended', async () => {
  const sqlite = openSqlite(':memory:');
  const db = overSqlite(sqlite);
  await migrate(db, 'the memory store');
  const texts: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = (text) => {
    texts.push(text);
    return prepare(text);
  };
  const at = '2031-05-06T09:00:00.000Z';
  await claimDeliveries(db, { platform: 'discord', at, until: at, holder: 'a', most: 10 });
  await backlogOf(db, 'discord');
  await postedTo(db, 'discord:1', at);

  const plans = texts.flatMap((text) =>
    prepare(`explain query plan ${text}`)
      .all(...(text.match(/\?/g) ?? []).map(() => null))
      .map(({ detail }) => String(detail)),
  );
  sqlite.close();
  expect(plans.filter((step) => step.includes('deliveries'))).toEqual([
    'SEARCH deliveries USING INDEX deliveries_open (platform=? AND next_at<?)',
    'SEARCH deliveries USING INDEX deliveries_open (platform=?)',
    'SEARCH deliveries USING INDEX deliveries_posted (channel_key=? AND sent_at>?)',
  ]);
});
