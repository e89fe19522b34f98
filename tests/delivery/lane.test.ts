import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { createLane, type Lane, type LaneParts } from '../../src/delivery/lane.ts';
import type { Claimed, Ledger, NewDelivery } from '../../src/delivery/ledger.ts';
import { createPace } from '../../src/delivery/pace.ts';
import { createLog } from '../../src/log.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aReply, aSubscription, fakeOutlet, OutletFault, type FakeOutlet } from '../support/delivery.ts';
import { virtualTime, type VirtualTime } from '../support/virtual-time.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const TEN = '2031-05-06T10:00:00.000Z';

let time: VirtualTime;
let storage: Storage;
let outlet: FakeOutlet;
let lane: Lane;
let made: string[];
let closed: string[];

beforeEach(async () => {
  time = virtualTime(new Date(NINE));
  storage = await openStorage({ memory: true }, time.now);
  onTestFinished(() => storage.close());
  for (let i = 1; i <= 9; i += 1)
    await storage.subscriptions.add(
      aSubscription({ id: `s${i}`, place: { platform: 'slack', workspace: 'T1', channel: `C${i}` } }),
    );
  outlet = fakeOutlet(time.clock, { perSecond: 50, channelGapMs: 1000 });
  [made, closed] = [[], []];
  lane = aLane();
});

function aLane(parts: Partial<LaneParts> = {}): Lane {
  return createLane({
    ...time,
    outlet,
    work: 'posts',
    pace: createPace(outlet.rates.perSecond, time),
    ledger: storage.ledger,
    isStale: () => false,
    amended: async () => ({ skipped: 'nothing is edited here' }),
    async make({ id }) {
      made.push(id);
      return { content: aReply(id), items: [`story/${id}`], knownUntil: NINE };
    },
    onClosed: async ({ id }) => void closed.push(id),
    holder: 'p1',
    settlesWithinMs: 5000,
    random: () => 0,
    log: createLog('silent'),
    ...parts,
  });
}

/** The ledger, of which some methods are something else. */
function ledgerWith(parts: Partial<Ledger>): Ledger {
  return { ...storage.ledger, ...parts };
}

async function due(id: string, parts: Partial<NewDelivery> = {}): Promise<void> {
  const nth = id.slice(1);
  const place = { platform: 'slack' as const, workspace: 'T1', channel: `C${nth}` };
  await storage.ledger.add(
    {
      id,
      subscription: `s${nth}`,
      kind: 'asked',
      occurrence: NINE,
      digest: 'morning',
      place,
      expiresAt: TEN,
      ...parts,
    },
    time.now().toISOString(),
  );
}

const found = (id: string) => storage.ledger.find(id);
const posts = () => outlet.messages.map(({ id, at }) => [id, at]);
const inChannel = (channel: string) => ({ place: { platform: 'slack' as const, workspace: 'T1', channel } });

function claimAll() {
  const until = new Date(time.now().getTime() + 60_000).toISOString();
  return storage.ledger.claim({ platform: 'slack', at: time.now().toISOString(), until, holder: 'p2', most: 100 });
}

const full = () => new ConfigError('the disk is full', { code: 'storage_full' });

test('what is due is made, recorded, posted and settled, and then it is idle', async () => {
  await due('d1');
  await due('d2');
  lane.wake();
  await lane.idle();
  expect(posts()).toEqual([
    ['d1', 0],
    ['d2', 0],
  ]);
  expect(await found('d1')).toMatchObject({ state: 'sent', message: 'm1', items: ['story/d1'], content: aReply('d1') });
  expect(await storage.ledger.backlog('slack')).toEqual({ due: 0, nextAt: undefined, oldest: undefined });
});

test('a passing fault is tried again, with what it was going to say', async () => {
  await due('d1');
  outlet.onPost = (_, attempt) => (attempt < 3 ? new OutletFault({ kind: 'passing' }) : undefined);
  lane.wake();
  await lane.idle();
  expect(await found('d1')).toMatchObject({ state: 'due', attempts: 1, says: 'the platform says passing' });
  await time.advance(60_000);
  expect(await found('d1')).toMatchObject({ state: 'sent', attempts: 3, says: '' });
  expect(made).toEqual(['d1']);
  expect(outlet.requests.map(({ at }) => at)).toEqual([0, 5001, 15_002]);
});

test('an answer that was lost is looked for, and not posted again', async () => {
  await due('d1');
  outlet.onPost = () => new OutletFault({ kind: 'passing' }, true);
  lane.wake();
  await time.advance(30_000);
  expect(await found('d1')).toMatchObject({ state: 'sent', message: 'm1' });
  expect(outlet.requests.map(({ what }) => what)).toEqual(['post', 'find']);
});

test('a limit of one channel holds those that wait there, and nobody else', async () => {
  await due('d1');
  await due('e1', { occurrence: TEN, ...inChannel('C1') });
  await due('d2');
  outlet.onPost = ({ id }, attempt) =>
    id === 'd1' && attempt === 1 ? new OutletFault({ kind: 'wait', retryAfterMs: 30_000 }) : undefined;
  lane.wake();
  await time.advance(40_000);
  expect(posts()).toEqual([
    ['d2', 0],
    ['e1', 30_000],
    ['d1', 31_000],
  ]);
});

test('a limit for all holds everybody', async () => {
  for (const id of ['d1', 'd2', 'd3', 'd4']) await due(id);
  outlet.onPost = ({ id }, attempt) =>
    id === 'd1' && attempt === 1
      ? new OutletFault({ kind: 'wait', retryAfterMs: 30_000, everywhere: true })
      : undefined;
  lane.wake();
  await time.advance(29_999);
  await due('d5');
  lane.wake();
  await time.settle();
  // Only the one that was on its way already, before the answer came.
  expect(posts()).toEqual([['d2', 0]]);
  await time.advance(10_000);
  expect(
    posts()
      .map(([id]) => id)
      .toSorted((a, b) => String(a).localeCompare(String(b))),
  ).toEqual(['d1', 'd2', 'd3', 'd4', 'd5']);
  for (const { at } of outlet.messages.slice(1)) expect(at).toBeGreaterThanOrEqual(30_000);
});

test('a channel has one post at a time, with the pause between', async () => {
  for (const id of ['a1', 'b1', 'c1'])
    await due(id, { kind: 'asked', occurrence: `2031-05-06T09:0${id === 'a1' ? 1 : id === 'b1' ? 2 : 3}:00.000Z` });
  lane.wake();
  await time.advance(10_000);
  expect(posts()).toEqual([
    ['a1', 0],
    ['b1', 1000],
    ['c1', 2000],
  ]);
});

test('while the platform is not ready, nothing is claimed; it is looked at again', async () => {
  await due('d1');
  outlet.ready = false;
  lane.wake();
  await time.advance(60_000);
  expect(await found('d1')).toMatchObject({ state: 'due', attempts: 0 });
  outlet.ready = true;
  await time.advance(10_000);
  expect(await found('d1')).toMatchObject({ state: 'sent', attempts: 1 });
});

test('not ready and with nothing to do, it sleeps until somebody wakes it', async () => {
  outlet.ready = false;
  lane.wake();
  await lane.idle();
  expect(time.next()).toBeUndefined();
});

describe('what is made', () => {
  test('nothing to post is skipped, with the reason', async () => {
    lane = aLane({ make: async () => ({ skipped: 'nothing is new' }) });
    await due('d1');
    lane.wake();
    await lane.idle();
    expect(await found('d1')).toMatchObject({ state: 'skipped', says: 'nothing is new' });
  });

  test('one that cannot be made has failed under its id, and holds up nobody', async () => {
    lane = aLane({
      async make({ id }) {
        if (id === 'd1') throw new TypeError('oops');
        return { content: aReply(), items: [], knownUntil: NINE };
      },
    });
    await due('d1');
    await due('d2');
    lane.wake();
    await lane.idle();
    expect(await found('d1')).toMatchObject({ state: 'failed', says: 'a bug of ours; the log has it under d1' });
    expect(await found('d2')).toMatchObject({ state: 'sent' });
  });

  test('nothing is sent before what it says is recorded', async () => {
    let isFull = true;
    lane = aLane({
      ledger: ledgerWith({
        prepare: async (list) => {
          if (isFull) throw full();
          await storage.ledger.prepare(list);
        },
      }),
    });
    await due('d1');
    lane.wake();
    await lane.idle();
    expect(outlet.requests).toEqual([]);
    isFull = false;
    await time.advance(130_000); // until the lease runs out
    expect(await found('d1')).toMatchObject({ state: 'sent' });
    // Nothing was asked of the platform before, so there is nothing to look for.
    expect(outlet.requests.map(({ what }) => what)).toEqual(['post']);
  });
});

describe('a disk at fault', () => {
  test('what was posted but not recorded is found again and not posted twice', async () => {
    let writes = 0;
    lane = aLane({
      ledger: ledgerWith({
        settle: async (list, at) => {
          writes += 1;
          if (writes <= 2) throw full();
          await storage.ledger.settle(list, at);
        },
      }),
    });
    await due('d1');
    lane.wake();
    await lane.idle();
    expect(await found('d1')).toMatchObject({ state: 'sending' });
    await time.advance(600_000);
    expect(await found('d1')).toMatchObject({ state: 'sent', message: 'm1' });
    expect(posts()).toEqual([['d1', 0]]);
    expect(outlet.requests.map(({ what }) => what)).toEqual(['post', 'find', 'find']);
  });

  test('a ledger that cannot be read is read again', async () => {
    let reads = 0;
    lane = aLane({
      ledger: ledgerWith({
        claim: async (claim) => {
          reads += 1;
          if (reads === 1) throw full();
          return storage.ledger.claim(claim);
        },
      }),
    });
    await due('d1');
    lane.wake();
    await time.advance(10_000);
    expect(await found('d1')).toMatchObject({ state: 'sent' });
  });

  test('where a closed channel cannot be recorded, it is tried again, and the others go on', async () => {
    let tries = 0;
    lane = aLane({
      onClosed: async ({ id }) => {
        tries += 1;
        if (tries === 1) throw full();
        closed.push(id);
      },
    });
    outlet.onPost = ({ id }) => (id === 'a1' ? new OutletFault({ kind: 'closed' }) : undefined);
    outlet.onFind = ({ id }) => (id === 'a1' ? new OutletFault({ kind: 'closed' }) : undefined);
    await due('a1');
    await due('b1', { occurrence: TEN });
    lane.wake();
    await time.advance(10_000);
    expect(await found('b1')).toMatchObject({ state: 'sent' });
    expect(await found('a1')).toMatchObject({ state: 'sending' });
    await time.advance(130_000);
    expect(await found('a1')).toMatchObject({ state: 'failed' });
    expect(closed).toEqual(['a1']);
  });
});

describe('closing', () => {
  test('lets what is on its way end, and what has not begun is due again, in no doubt', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    outlet.onPost = () => promise;
    for (const id of ['a1', 'b1']) await due(id, { occurrence: id === 'a1' ? NINE : TEN });
    lane.wake();
    await time.settle();
    let isClosed = false;
    const closing = lane.close().then(() => (isClosed = true));
    await time.settle();
    expect(isClosed).toBe(false);
    resolve();
    await closing;
    expect(await found('a1')).toMatchObject({ state: 'sent' });
    expect(await found('b1')).toMatchObject({ state: 'due', says: 'Pullquote was stopped' });
    expect(outlet.requests).toHaveLength(1);
    await lane.close();
    lane.wake();
    await time.advance(600_000);
    expect(outlet.requests).toHaveLength(1);
    expect(await claimAll()).toMatchObject([{ id: 'b1', doubtfulSince: undefined }]);
  });

  test('waits for nobody’s turn, however long a limit is', async () => {
    outlet.onPost = () => new OutletFault({ kind: 'wait', retryAfterMs: 3_600_000 });
    await due('a1');
    await due('b1', { occurrence: TEN });
    lane.wake();
    await time.settle();
    await lane.close();
    expect(time.clock()).toBe(0);
    expect(await found('b1')).toMatchObject({ state: 'due' });
  });

  test('also ends what is being claimed just then', async () => {
    const { promise: read, resolve: goOn } = Promise.withResolvers<void>();
    lane = aLane({
      ledger: ledgerWith({
        claim: async (claim) => {
          const claimed: Claimed[] = await storage.ledger.claim(claim);
          await read;
          return claimed;
        },
      }),
    });
    await due('d1');
    lane.wake();
    await time.settle();
    const closing = lane.close();
    goOn();
    await closing;
    expect(await found('d1')).toMatchObject({ state: 'due' });
    expect(outlet.requests).toEqual([]);
  });
});

test('of very many, no more are in hand than the platform takes in a second, and the first of each channel goes first', async () => {
  lane = aLane({ outlet: (outlet = fakeOutlet(time.clock, { perSecond: 2, channelGapMs: 0 })) });
  for (let nth = 1; nth <= 9; nth += 1)
    for (const hour of [NINE, TEN]) await due(`${hour === NINE ? 'a' : 'b'}${nth}`, { occurrence: hour });
  lane.wake();
  await time.settle();
  const { length: leased } = (await storage.ledger.history({ most: 100 })).filter(({ state }) => state === 'sending');
  expect(leased).toBeLessThanOrEqual(2);
  await time.advance(20_000);
  expect(posts().map(([id]) => id)).toEqual(
    ['a', 'b'].flatMap((first) => Array.from({ length: 9 }, (_, i) => `${first}${i + 1}`)),
  );
});
