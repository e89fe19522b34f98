import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startDeliveries, type Deliveries, type DeliveriesParts } from '../../src/delivery/deliveries.ts';
import { defineDigest, skip, type Digest } from '../../src/digest.ts';
import { createLog } from '../../src/log.ts';
import type { Subscription } from '../../src/schedule/subscription.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aLibrary } from '../support/builders.ts';
import { aReply, aSubscription, fakeOutlet, OutletFault, type FakeOutlet } from '../support/delivery.ts';
import { textOf } from '../support/run.ts';
import { virtualTime, type VirtualTime } from '../support/virtual-time.ts';

const NINE = new Date('2031-05-06T09:00:00.000Z');
const MINUTE = 60_000;

let time: VirtualTime;
let storage: Storage;
let outlet: FakeOutlet;

beforeEach(async () => {
  time = virtualTime(NINE);
  storage = await openStorage({ memory: true }, time.now);
  onTestFinished(() => storage.close());
  outlet = fakeOutlet(time.clock, { perSecond: Infinity, channelGapMs: 0 });
});

const digest = (name: string, build: Digest['build']) =>
  defineDigest({ name, description: name, cron: '0 9 * * *', build });
const DIGESTS = [
  digest('morning', async () => aReply()),
  digest('quiet', async () => skip('nothing is new')),
  digest('broken', () => Promise.reject(new TypeError('oops'))),
];

async function start(parts: Partial<DeliveriesParts> = {}): Promise<Deliveries> {
  const library = aLibrary();
  const deliveries = await startDeliveries({
    ...time,
    parts: { digests: DIGESTS, commands: [], library: () => library, changes: () => ({ list: [], knownUntil: '' }) },
    storage,
    outlets: [outlet],
    log: createLog('silent'),
    random: () => 0,
    ...parts,
  });
  onTestFinished(async () => {
    const closed = deliveries.close();
    await time.advance(10_000); // an answer may never come
    await closed;
  });
  return deliveries;
}

/** A subscription of a channel of its own. */
async function subscribe(id: string, parts: Partial<Subscription> = {}): Promise<void> {
  await storage.subscriptions.add(
    aSubscription({ id, place: { platform: 'slack', workspace: 'T1', channel: `C-${id}` }, ...parts }),
  );
}

const outcomes = async () => {
  const rows = await storage.ledger.history({ most: 100 });
  return Object.fromEntries(
    rows.map(({ subscription, kind, state, says }) => [`${subscription} ${kind}`, [state, says]]),
  );
};
const channels = () => outlet.messages.map(({ channel }) => channel);

test('what is due is posted with why it comes, what has nothing to say is skipped, and what is broken has failed under its id and holds up nobody', async () => {
  await subscribe('a', { digest: 'broken' });
  await subscribe('b', { digest: 'quiet' });
  await subscribe('c');
  await subscribe('d', { digest: 'gone' });
  const deliveries = await start();
  await deliveries.tick();
  await deliveries.idle();
  const [broken] = await storage.ledger.history({ subscriptions: ['a'], most: 1 });
  expect(await outcomes()).toEqual({
    'a scheduled': ['failed', `a bug of ours; the log has it under ${broken?.id}`],
    'b scheduled': ['skipped', 'nothing is new'],
    'c scheduled': ['sent', ''],
    'd scheduled': ['skipped', 'there is no digest “gone” any more'],
  });
  expect(outlet.messages.map(({ reply }) => textOf(reply))).toEqual([
    expect.stringMatching(/^Good morning\.\nYou see this because Mira Vale subscribed to it/),
  ]);
});

test('what is late by more than a quarter of an hour says so', async () => {
  await subscribe('a');
  const deliveries = await start();
  await time.advance(15 * MINUTE + 1);
  await deliveries.tick();
  await deliveries.idle();
  expect(textOf(outlet.messages[0]?.reply ?? aReply())).toContain('This comes late; its time was Tue 6 May, 09:00');
  expect(await storage.ledger.history({ most: 1 })).toMatchObject([{ late: true }]);
});

test('what is due already when it starts goes out without a look at the clock', async () => {
  await subscribe('a');
  const first = await start({ outlets: [] });
  await first.tick();
  expect(await outcomes()).toEqual({ 'a scheduled': ['due', ''] });
  await start();
  await time.settle();
  expect(channels()).toEqual(['C-a']);
});

test('what was added to the ledger goes out once it is told', async () => {
  await subscribe('a');
  const deliveries = await start();
  const { place } = aSubscription({ place: { platform: 'slack', workspace: 'T1', channel: 'C-a' } });
  await storage.ledger.add(
    {
      id: 'x',
      subscription: 'a',
      kind: 'asked',
      occurrence: NINE.toISOString(),
      digest: 'morning',
      place,
      expiresAt: '2031-05-06T10:00:00.000Z',
    },
    NINE.toISOString(),
  );
  deliveries.wake();
  await deliveries.idle();
  expect(channels()).toEqual(['C-a']);
});

test('each platform has its own lane: one that fails holds up no other', async () => {
  const discord = fakeOutlet(time.clock, { perSecond: Infinity, channelGapMs: 0 }, 'discord');
  outlet.onPost = () => new OutletFault({ kind: 'signed-out' });
  await subscribe('a');
  await subscribe('b', { place: { platform: 'discord', workspace: '1', channel: '2' } });
  const deliveries = await start({ outlets: [outlet, discord] });
  await deliveries.tick();
  await deliveries.idle();
  expect(await outcomes()).toMatchObject({ 'a scheduled': ['due', expect.anything()], 'b scheduled': ['sent', ''] });
});

const closed = () => new OutletFault({ kind: 'closed', says: 'the channel is archived' });

describe('a closed channel', () => {
  test('is paused and its owner told, once, and all goes on once it is resumed', async () => {
    outlet.onPost = ({ place }) => (place.channel === 'C-a' ? closed() : undefined);
    await subscribe('a');
    const deliveries = await start();
    await deliveries.tick();
    await time.advance(24 * 60 * MINUTE);
    await deliveries.tick();
    await deliveries.idle();
    expect(channels()).toEqual(['@U7']);
    expect(textOf(outlet.messages[0]?.reply ?? aReply())).toContain('the channel is archived');
    expect(await outcomes()).toEqual({
      'a scheduled': ['failed', 'the channel is archived'],
      'a notice': ['sent', ''],
    });
    expect(await storage.subscriptions.find('a')).toMatchObject({
      paused: { why: 'closed', says: 'the channel is archived' },
    });
    outlet.onPost = () => undefined;
    await storage.subscriptions.resume('a', time.now().toISOString());
    await deliveries.tick();
    await deliveries.idle();
    expect(channels()).toEqual(['@U7', 'C-a']);
  });

  test('with several posts at once is told of once', async () => {
    outlet.onPost = ({ place }) => (place.channel === 'C-a' ? closed() : undefined);
    await subscribe('a');
    const { place } = (await storage.subscriptions.find('a')) ?? aSubscription();
    await storage.ledger.add(
      {
        id: 'x',
        subscription: 'a',
        kind: 'asked',
        occurrence: '2031-05-06T08:59:00.000Z',
        digest: 'morning',
        place,
        expiresAt: '2031-05-06T10:00:00.000Z',
      },
      NINE.toISOString(),
    );
    const deliveries = await start();
    await deliveries.tick();
    await time.advance(60 * MINUTE);
    expect(channels()).toEqual(['@U7']);
    const states = (await storage.ledger.history({ most: 9 })).map(({ kind, state }) => `${kind} ${state}`);
    expect(new Set(states)).toEqual(new Set(['notice sent', 'asked failed', 'scheduled skipped']));
  });

  test('is told to nobody where that is the conversation with the person, or the web', async () => {
    const web = fakeOutlet(time.clock, { perSecond: Infinity, channelGapMs: 0 }, 'web');
    outlet.onPost = closed;
    web.onPost = closed;
    await subscribe('a', { place: { platform: 'slack', workspace: 'T1', channel: '@U7' } });
    await subscribe('b', { place: { platform: 'web', workspace: '', channel: 'visitor' } });
    const deliveries = await start({ outlets: [outlet, web] });
    await deliveries.tick();
    await time.advance(60 * MINUTE);
    expect(new Set(Object.keys(await outcomes()))).toEqual(new Set(['a scheduled', 'b scheduled']));
    for (const id of ['a', 'b'])
      expect(await storage.subscriptions.find(id)).toMatchObject({ paused: { why: 'closed' } });
  });

  test('whose owner cannot be told either ends there', async () => {
    outlet.onPost = closed;
    await subscribe('a');
    const deliveries = await start();
    await deliveries.tick();
    await time.advance(60 * MINUTE);
    expect(await outcomes()).toMatchObject({
      'a scheduled': ['failed', expect.anything()],
      'a notice': ['failed', expect.anything()],
    });
    expect(outlet.requests).toHaveLength(2);
  });
});

test('a subscription that was removed gets nothing more, also where a post was to be tried again', async () => {
  outlet.onPost = () => new OutletFault({ kind: 'passing', mayHaveSucceeded: true });
  await subscribe('a');
  const deliveries = await start();
  await deliveries.tick();
  await deliveries.idle();
  await storage.subscriptions.remove('a', time.now().toISOString());
  outlet.onPost = () => undefined;
  await time.advance(60 * MINUTE);
  await deliveries.tick();
  expect(outlet.messages).toEqual([]);
  expect(await outcomes()).toEqual({ 'a scheduled': ['skipped', 'the subscription was removed'] });
});

describe('a look at the clock', () => {
  test('that comes while another is under way follows it, once', async () => {
    await subscribe('a');
    const { promise: read, resolve: goOn } = Promise.withResolvers<void>();
    let looks = 0;
    const deliveries = await start({
      storage: {
        ...storage,
        subscriptions: {
          ...storage.subscriptions,
          async due(at, most) {
            looks += 1;
            await read;
            return storage.subscriptions.due(at, most);
          },
        },
      },
    });
    const both = [deliveries.tick(), deliveries.tick(), deliveries.tick()];
    await time.settle();
    expect(looks).toBe(1);
    goOn();
    await Promise.all(both);
    expect(looks).toBe(3); // the first until nothing is due
    await deliveries.idle();
    expect(channels()).toEqual(['C-a']);
  });

  test('that fails is tried again at the next, and tells how long ago the last good one was', async () => {
    await subscribe('a');
    let isFull = true;
    const deliveries = await start({
      storage: {
        ...storage,
        ledger: {
          ...storage.ledger,
          plan: (plans, at) =>
            isFull ? Promise.reject(new Error('the disk is full')) : storage.ledger.plan(plans, at),
        },
      },
    });
    expect(deliveries.sinceTick()).toBeUndefined();
    await deliveries.tick();
    expect(deliveries.sinceTick()).toBeUndefined();
    isFull = false;
    await deliveries.tick();
    await time.advance(1500);
    expect(deliveries.sinceTick()).toBe(1500);
    expect(channels()).toEqual(['C-a']);
  });
});

test('stopping waits for what is on its way, but not for an answer that does not come', async () => {
  outlet.onPost = () => new Promise<void>(() => {});
  await subscribe('a');
  const deliveries = await start();
  await deliveries.tick();
  await time.settle();
  const { promise: closed, resolve } = Promise.withResolvers<boolean>();
  void deliveries.close().finally(() => resolve(true));
  await time.advance(10_000);
  expect(await closed).toBe(true);
  // It is looked for at the next start.
  outlet.onPost = () => undefined;
  await start();
  await time.advance(10_000);
  expect(outlet.requests.map(({ what }) => what)).toEqual(['post', 'find', 'post']);
});
