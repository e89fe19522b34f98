import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDeliveries } from '../../src/delivery/deliveries.ts';
import type { Outlet, Outbound } from '../../src/delivery/outlet.ts';
import { openEngine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { renderDiscord } from '../../src/platforms/discord/render.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { dueSubscription, fillDataFolder } from '../../tests/support/crash/due-subscriptions.ts';
import type { Figure } from '../report.ts';
import { startSink } from './post-to-sink.ts';

const PER_SECOND = 1000;
const BARE = 1000;

/** Deliveries a second where no platform sets a limit: to an outlet in memory, and over HTTP beside a bare loop that posts the same bodies one after the other and writes one row each. */
export async function measureThroughput(deliveries: number): Promise<Figure[]> {
  const inMemory = await deliverAll(deliveries, async () => 'm');
  const sink = await startSink();
  try {
    const bodies: string[] = [];
    const overHttp = await deliverAll(deliveries, (body) => {
      bodies.push(body);
      return sink.post(body);
    });
    const bare = await bareLoop(bodies.slice(0, BARE), sink.post);
    return [
      { name: `${deliveries} deliveries to memory`, value: inMemory, unit: '/s', atLeast: PER_SECOND },
      { name: `${deliveries} deliveries over HTTP`, value: overHttp, unit: '/s', atLeast: PER_SECOND, floor: bare },
      { name: 'deliveries over HTTP, to the bare loop', value: overHttp / bare, unit: '×' },
    ];
  } finally {
    await sink.close();
  }
}

/** From the tick that finds them due to the last one settled, all in one data file; gives how many a second. */
async function deliverAll(many: number, send: (body: string) => Promise<string>): Promise<number> {
  return inFolder(async (dataDir) => {
    const now = new Date();
    await fillDataFolder(
      dataDir,
      Array.from({ length: many }, (_, i) =>
        dueSubscription(i, { platform: 'discord', workspace: '1', channel: String(i) }, now),
      ),
    );
    const log = createLog('warn', []);
    const engine = await openEngine({ dataDir, storiesDir: 'stories', log, exclusive: true });
    const outlets = [outletTo(send)];
    const deliveries = await startDeliveries({ parts: engine.digestParts, storage: engine.storage, outlets, log });
    const start = performance.now();
    await deliveries.tick();
    await deliveries.idle();
    const took = performance.now() - start;
    const tally = await engine.storage.ledger.tally();
    await deliveries.close();
    await engine.close();
    const sent = tally.find(({ state }) => state === 'sent')?.count;
    if (sent !== many) throw new Error(`${sent} of ${many} were sent`);
    return (many * 1000) / took;
  });
}

/** Takes all that comes, as messages that Discord's renderer makes. */
function outletTo(send: (body: string) => Promise<string>): Outlet {
  return {
    platform: 'discord',
    rates: { perSecond: Infinity, channelGapMs: 0 },
    isReady: () => true,
    post: async ({ id, reply }: Outbound) => {
      const { body } = renderDiscord(reply, { share: true, mark: id });
      return { message: await send(JSON.stringify({ ...body, nonce: id, enforce_nonce: true })) };
    },
    edit: async () => {},
    find: async () => undefined,
    explain: (error) => ({ kind: 'passing', says: String(error), mayHaveSucceeded: false }),
  };
}

/** The floor: each body is posted once the one before is recorded. */
async function bareLoop(bodies: readonly string[], send: (body: string) => Promise<string>): Promise<number> {
  return inFolder(async (dataDir) => {
    const sqlite = openSqlite(join(dataDir, 'bare.db'));
    sqlite.exec('create table sent (id integer primary key, body text, message text)');
    const insert = sqlite.prepare('insert into sent (body, message) values (?, ?)');
    const start = performance.now();
    for (const body of bodies) insert.run(body, await send(body));
    const took = performance.now() - start;
    sqlite.close();
    return (bodies.length * 1000) / took;
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-delivery-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
