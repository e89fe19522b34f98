import { rmSync } from 'node:fs';
import { Migrator } from 'kysely/migration';
import { expect, onTestFinished, test } from 'vitest';
import { createStorage } from '../../src/storage/create.ts';
import { dataFile } from '../../src/storage/data-file.ts';
import { storiesPicksTexts } from '../../src/storage/migrations/0001-stories-picks-texts.ts';
import { keptSeenInstallations } from '../../src/storage/migrations/0002-kept-seen-installations.ts';
import { subscriptionsDeliveries } from '../../src/storage/migrations/0003-subscriptions-deliveries.ts';
import { modelCallsEmbeddings } from '../../src/storage/migrations/0004-model-calls-embeddings.ts';
import { addCorrections, messagesTelling } from '../../src/storage/corrections.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openStorage } from '../../src/storage/open.ts';
import { openSqlite, overSqlite, withoutSync } from '../../src/storage/sqlite.ts';
import { addSubscription } from '../../src/storage/subscriptions.ts';
import { aStory } from '../support/builders.ts';
import { aSubscription } from '../support/delivery.ts';
import { tempDir } from './backends.ts';

/** A data file as the version before digests left it, with something of each kind in it. */
async function beforeDigests(dataDir: string): Promise<void> {
  const sqlite = openSqlite(dataFile(dataDir));
  const db = overSqlite(sqlite);
  const migrations = {
    '0001-stories-picks-texts': storiesPicksTexts,
    '0002-kept-seen-installations': keptSeenInstallations,
  };
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  expect(error).toBeUndefined();
  const storage = createStorage({
    db,
    now: () => new Date('2031-05-06T09:00:00Z'),
    explain: (cause) => new Error('the test’s own storage', { cause }),
    close: () => sqlite.close(),
    quickly: (work) => withoutSync(db, work),
  });
  await storage.revise({ story: aStory(), author: 'ed', note: 'first' });
  await storage.nextPick('c', ['a', 'b']);
  await storage.keep([{ id: 'k', value: 'x' }]);
  await storage.firstTime('slack:Ev1');
  await storage.putInstallation('slack:T1', '{}');
  await storage.close();
}

test('a data file from before digests keeps all it held, and takes subscriptions and deliveries', async () => {
  const dataDir = tempDir();
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  await beforeDigests(dataDir);
  for (let time = 0; time < 2; time += 1) {
    const storage = await openStorage({ dataDir });
    expect(await storage.published()).toEqual([{ story: aStory(), revision: 1 }]);
    expect(await storage.history()).toMatchObject([{ slug: 'harbour-bridge', at: '2031-05-06T09:00:00.000Z' }]);
    expect(await storage.had('c')).toEqual([{ ref: 'a', at: '2031-05-06T09:00:00.000Z' }]);
    expect([await storage.kept('k'), await storage.firstTime('slack:Ev1')]).toEqual(['x', false]);
    expect(await storage.installation('slack:T1')).toBe('{}');
    expect(await storage.subscriptions.list()).toEqual(time === 0 ? [] : [aSubscription()]);
    expect(await storage.ledger.lastTick()).toBeUndefined();
    if (time === 0) await storage.subscriptions.add(aSubscription());
    await storage.close();
  }
});

test('a ledger from before corrections keeps its deliveries with what they cite, and takes those of no subscription', async () => {
  const sqlite = openSqlite(':memory:');
  onTestFinished(() => sqlite.close());
  const db = overSqlite(sqlite);
  const before = {
    '0001-stories-picks-texts': storiesPicksTexts,
    '0002-kept-seen-installations': keptSeenInstallations,
    '0003-subscriptions-deliveries': subscriptionsDeliveries,
    '0004-model-calls-embeddings': modelCallsEmbeddings,
  };
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest();
  expect(error).toBeUndefined();
  await addSubscription(db, aSubscription());
  sqlite.exec(`insert into deliveries values ('x', 'd-222222', 'scheduled', '2031-05-06T09:00:00.000Z', 'morning', 'slack',
    'slack:T1:C1', '{"platform":"slack","workspace":"T1","channel":"C1"}', 'sent', '', 1, 0, null, '2031-05-06T10:00:00.000Z',
    null, null, '{}', '2031-05-06T08:00:00.000Z', '17.1', '2031-05-06T09:00:01.000Z', '2031-05-06T09:00:01.000Z')`);
  sqlite.exec(`insert into delivery_items values ('x', 'harbour-bridge/cost')`);
  await migrate(db, 'the file');
  const query = {
    from: 'digests' as const,
    story: 'harbour-bridge',
    items: ['harbour-bridge/cost'],
    after: '',
    most: 9,
  };
  const [told] = await messagesTelling(db, { ...query, before: '2031-05-07' });
  expect(told).toMatchObject({ about: 'd:x', message: '17.1' });
  const owed = {
    id: 'y',
    kind: 'edit' as const,
    story: 'harbour-bridge',
    changedAt: '2031-05-07',
    expiresAt: '2031-05-14',
  };
  if (told) expect(await addCorrections(db, [{ ...told, ...owed }], '2031-05-07')).toBe(1);
  if (told) expect(await addCorrections(db, [{ ...told, ...owed }], '2031-05-07')).toBe(0);
  expect(sqlite.prepare('pragma foreign_key_check').all()).toEqual([]);
  sqlite.exec(`delete from deliveries where id = 'x'`);
  expect(sqlite.prepare('select * from delivery_items').all()).toEqual([]);
});

test('a ledger outlives its process as it was', async () => {
  const dataDir = tempDir();
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const first = await openStorage({ dataDir });
  const { place, digest, id: subscription } = aSubscription();
  await first.subscriptions.add(aSubscription());
  await first.ledger.add(
    {
      id: 'x',
      subscription,
      kind: 'scheduled',
      occurrence: '2031-05-06T09:00:00.000Z',
      digest,
      place,
      expiresAt: '2031-05-06T10:00:00.000Z',
    },
    '2031-05-06T09:00:00.000Z',
  );
  await first.ledger.tick('2031-05-06T09:00:00.000Z');
  const before = await first.ledger.find('x');
  await first.close();
  const second = await openStorage({ dataDir });
  onTestFinished(() => second.close());
  expect(await second.ledger.find('x')).toEqual(before);
  expect(await second.ledger.lastTick()).toBe('2031-05-06T09:00:00.000Z');
});
