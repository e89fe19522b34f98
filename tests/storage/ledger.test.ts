import { describe, expect, onTestFinished, test } from 'vitest';
import type { NewDelivery, Plan, Settlement } from '../../src/delivery/ledger.ts';
import { deliveryId } from '../../src/delivery/ledger.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aReply, aSubscription } from '../support/delivery.ts';
import { BACKENDS } from './backends.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const TOMORROW = '2031-05-07T09:00:00.000Z';
const ONE = '2031-05-06T09:01:00.000Z';
const EXPIRES = '2031-05-06T15:00:00.000Z';
const minute = (n: number) => new Date(Date.parse(NINE) + n * 60_000).toISOString();
const day = (n: number) => new Date(Date.parse(NINE) + n * 86_400_000).toISOString();

const inChannel = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel }) as const;

function aDelivery(parts: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: `${parts.kind ?? 'scheduled'} ${parts.occurrence ?? NINE}`,
    subscription: 's1',
    kind: 'scheduled',
    occurrence: NINE,
    digest: 'morning',
    place: inChannel('C1'),
    expiresAt: EXPIRES,
    ...parts,
  };
}

function aPlan(parts: Partial<Plan> = {}): Plan {
  return {
    subscription: 's1',
    digest: 'morning',
    place: inChannel('C1'),
    dueAt: NINE,
    nextDueAt: TOMORROW,
    post: { id: deliveryId('s1', NINE, 'scheduled'), occurrence: NINE, expiresAt: EXPIRES },
    missed: [],
    ...parts,
  };
}

const sent = (id: string, parts: Partial<Settlement & { state: 'sent' }> = {}): Settlement => ({
  id,
  state: 'sent',
  message: `m-${id}`,
  sentAt: ONE,
  late: false,
  says: '',
  ...parts,
});

const claim = ({ ledger }: Storage, at = NINE, parts: { holder?: string; most?: number } = {}) =>
  ledger.claim({ platform: 'slack', at, until: minute(120), holder: 'p1', most: 100, ...parts });
const rows = async ({ ledger }: Storage) =>
  (await ledger.history({ most: 100 })).map(({ occurrence, state, says }) => [occurrence, state, says]);

describe.each(BACKENDS)('the ledger on $name', ({ open }) => {
  async function opened(now?: () => Date): Promise<Storage> {
    const one = await open(now);
    onTestFinished(() => one[Symbol.asyncDispose]());
    for (const id of ['s1', 's2', 's3']) await one.storage.subscriptions.add(aSubscription({ id, dueAt: NINE }));
    return one.storage;
  }
  describe('planning', () => {
    test('records what is due and what was missed, and when the next one is', async () => {
      const storage = await opened();
      const yesterday = day(-1);
      await storage.ledger.plan(
        [aPlan({ missed: [{ occurrence: yesterday, says: 'Pullquote was not running' }] })],
        ONE,
      );
      expect(await rows(storage)).toEqual([
        [NINE, 'due', ''],
        [yesterday, 'missed', 'Pullquote was not running'],
      ]);
      expect(await storage.subscriptions.find('s1')).toMatchObject({ dueAt: TOMORROW });
      expect(await storage.subscriptions.find('s2')).toMatchObject({ dueAt: NINE });
      expect(await storage.ledger.find(deliveryId('s1', NINE, 'scheduled'))).toEqual({
        id: deliveryId('s1', NINE, 'scheduled'),
        subscription: 's1',
        digest: 'morning',
        kind: 'scheduled',
        occurrence: NINE,
        place: inChannel('C1'),
        state: 'due',
        says: '',
        attempts: 0,
        late: false,
        message: undefined,
        sentAt: undefined,
        content: undefined,
        items: [],
      });
    });

    test('takes effect only where the subscription still is as it was seen', async () => {
      const storage = await opened();
      const { subscriptions, ledger } = storage;
      await subscriptions.pause('s1', { at: NINE, why: 'asked', says: '' });
      await subscriptions.remove('s2', NINE);
      await subscriptions.reschedule([{ id: 's3', dueAt: TOMORROW }]);
      await ledger.plan(
        ['s1', 's2', 's3', 'nobody'].map((subscription) => aPlan({ subscription, nextDueAt: day(2) })),
        NINE,
      );
      expect(await rows(storage)).toEqual([]);
      expect(await subscriptions.find('s1')).toMatchObject({ dueAt: NINE });
      expect(await subscriptions.find('s3')).toMatchObject({ dueAt: TOMORROW });
    });

    test('the same occurrence again changes nothing, whatever became of it', async () => {
      const storage = await opened();
      const { subscriptions, ledger } = storage;
      const { id } = aPlan().post ?? { id: '' };
      const again = async () => {
        await subscriptions.reschedule([{ id: 's1', dueAt: NINE }]);
        await ledger.plan([aPlan({ missed: [{ occurrence: NINE, says: 'no' }] })], ONE);
        await subscriptions.reschedule([{ id: 's1', dueAt: NINE }]);
        await ledger.plan([aPlan()], ONE);
        return (await ledger.find(id))?.state;
      };
      await ledger.plan([aPlan()], NINE);
      expect(await again()).toBe('due'); // it is not older than itself
      await claim(storage);
      expect(await again()).toBe('sending');
      await ledger.settle([sent(id)], ONE);
      expect(await again()).toBe('sent');
      expect(await ledger.find(id)).toMatchObject({ message: `m-${id}` });
      expect(await rows(storage)).toHaveLength(1);
    });

    test('what still waits when the next one is due is missed, unless it may be there already', async () => {
      const storage = await opened();
      const { ledger } = storage;
      const days = [-5, -4, -3, -2, -1].map((n) => day(n));
      const [waits = '', doubtful = '', sending = '', done = '', asked = ''] = days;
      for (const occurrence of [doubtful, sending, done])
        await ledger.add(aDelivery({ occurrence, id: occurrence }), done);
      await claim(storage, done);
      await ledger.settle([{ id: doubtful, state: 'due', at: NINE, doubtful: true, says: '' }, sent(done)], done);
      await ledger.add(aDelivery({ occurrence: waits, id: waits }), done);
      await ledger.add(aDelivery({ occurrence: asked, id: asked, kind: 'asked' }), done);
      await ledger.add(aDelivery({ occurrence: waits, id: 'other', subscription: 's2' }), done);
      await ledger.plan([aPlan()], NINE);
      const states = (await ledger.history({ most: 100 })).map(({ id, state }) => [id, state]);
      expect(Object.fromEntries(states)).toEqual({
        [deliveryId('s1', NINE, 'scheduled')]: 'due',
        [asked]: 'due',
        [done]: 'sent',
        [sending]: 'sending',
        [doubtful]: 'due',
        [waits]: 'missed',
        other: 'due',
      });
      expect(await ledger.find(waits)).toMatchObject({ says: 'it could not be posted before the next one was due' });
    });

    test('what is due later, as after the clock was put back, is passed over by nothing that is due now', async () => {
      const storage = await opened();
      await storage.ledger.add(aDelivery({ occurrence: TOMORROW }), NINE);
      await storage.ledger.plan([aPlan()], NINE);
      expect((await rows(storage)).map(([, state]) => state)).toEqual(['due', 'due']);
      // Nor does it count as the newer one, until its time comes.
      expect((await claim(storage, NINE)).map(({ superseded }) => superseded)).toEqual([false, false]);
      expect(
        Object.fromEntries(
          (await claim(storage, TOMORROW)).map(({ occurrence, superseded }) => [occurrence, superseded]),
        ),
      ).toEqual({ [NINE]: true, [TOMORROW]: false });
    });

    test('nothing to post passes nothing over', async () => {
      const storage = await opened();
      await storage.ledger.add(aDelivery({ occurrence: day(-1) }), NINE);
      await storage.ledger.plan(
        [aPlan({ post: undefined, missed: [{ occurrence: NINE, says: 'late' }], nextDueAt: undefined })],
        NINE,
      );
      expect(await rows(storage)).toEqual([
        [NINE, 'missed', 'late'],
        [day(-1), 'due', ''],
      ]);
      expect(await storage.subscriptions.find('s1')).toMatchObject({ dueAt: undefined });
    });

    test('thousands at once', async () => {
      const storage = await opened();
      const ids = Array.from({ length: 600 }, (_, i) => `n${i}`);
      for (const id of ids) await storage.subscriptions.add(aSubscription({ id, dueAt: NINE }));
      await storage.ledger.plan(
        ids.map((subscription) =>
          aPlan({
            subscription,
            post: { id: `${subscription}!`, occurrence: NINE, expiresAt: EXPIRES },
            missed: [-3, -2, -1].map((n) => ({ occurrence: day(n), says: '' })),
          }),
        ),
        NINE,
      );
      expect(await storage.ledger.backlog('slack')).toMatchObject({ due: 600 });
      expect(await storage.ledger.tally()).toHaveLength(2);
      expect(await storage.subscriptions.due(NINE, 5000)).toHaveLength(3);
    });
  });

  test('each is added once by subscription, occurrence and kind', async () => {
    const { ledger } = await opened();
    expect(await ledger.add(aDelivery({ id: 'a' }), NINE)).toBe(true);
    expect(await ledger.add(aDelivery({ id: 'b' }), NINE)).toBe(false);
    expect(await ledger.add(aDelivery({ id: 'c', kind: 'asked' }), NINE)).toBe(true);
    expect(await ledger.add(aDelivery({ id: 'd', kind: 'notice', content: aReply('Sorry.') }), NINE)).toBe(true);
    expect(await ledger.add(aDelivery({ id: 'e', subscription: 's2' }), NINE)).toBe(true);
    expect(await ledger.find('b')).toBeUndefined();
    expect(await ledger.find('d')).toMatchObject({ content: aReply('Sorry.'), kind: 'notice' });
    const many = await Promise.all(
      Array.from({ length: 10 }, (_, i) => ledger.add(aDelivery({ id: `x${i}`, occurrence: TOMORROW }), NINE)),
    );
    expect(many.filter(Boolean)).toHaveLength(1);
  });

  describe('claiming', () => {
    test('gives the first of each channel before the second of any, in the order of their time', async () => {
      const storage = await opened();
      const { ledger } = storage;
      for (const [id, channel, subscription, at] of [
        ['a1', 'C1', 's1', 0],
        ['a2', 'C1', 's2', 1],
        ['a3', 'C1', 's3', 2],
        ['b1', 'C2', 's1', 3],
        ['b2', 'C2', 's2', 4],
        ['c1', 'C3', 's1', 5],
      ] as const)
        await ledger.add(
          aDelivery({ id, subscription, occurrence: minute(at), place: inChannel(channel) }),
          minute(at),
        );
      const ids = async (most: number) => (await claim(storage, minute(10), { most })).map(({ id }) => id);
      expect(await ids(4)).toEqual(['a1', 'b1', 'c1', 'a2']);
      expect(await ids(4)).toEqual(['a3', 'b2']);
      expect(await ids(4)).toEqual([]);
    });

    test('gives what its platform has to post, and nothing before its time', async () => {
      const storage = await opened();
      await storage.ledger.add(
        aDelivery({ id: 'discord', place: { platform: 'discord', workspace: '1', channel: '2' } }),
        NINE,
      );
      await storage.ledger.add(aDelivery({ id: 'later', subscription: 's2' }), minute(1));
      expect(await claim(storage, minute(0))).toEqual([]);
      expect((await claim(storage, minute(1))).map(({ id }) => id)).toEqual(['later']);
    });

    test('gives all that an attempt needs', async () => {
      const storage = await opened();
      await storage.ledger.plan([aPlan()], NINE);
      const first = {
        id: deliveryId('s1', NINE, 'scheduled'),
        subscription: 's1',
        kind: 'scheduled',
        occurrence: NINE,
        digest: 'morning',
        place: inChannel('C1'),
        attempts: 1,
        expiresAt: EXPIRES,
        claimedAt: NINE,
        doubtfulSince: undefined,
        content: undefined,
        knownUntil: undefined,
        about: undefined,
        superseded: false,
        stopped: undefined,
      };
      expect(await claim(storage)).toEqual([first]);
      await storage.ledger.prepare([{ id: first.id, content: aReply('Hi.'), items: [], knownUntil: NINE }]);
      await storage.ledger.settle([{ id: first.id, state: 'due', at: ONE, doubtful: false, says: 'later' }], NINE);
      expect(await claim(storage, NINE)).toEqual([]);
      expect(await claim(storage, ONE)).toEqual([
        { ...first, claimedAt: ONE, attempts: 2, content: aReply('Hi.'), knownUntil: NINE },
      ]);
    });

    test('gives again what another’s lease ran out on, in doubt since it was claimed', async () => {
      const storage = await opened();
      await storage.ledger.add(aDelivery({ id: 'a' }), NINE);
      await claim(storage, ONE);
      expect(await claim(storage, minute(119), { holder: 'p2' })).toEqual([]);
      expect(await claim(storage, minute(120), { holder: 'p2' })).toMatchObject([
        { id: 'a', attempts: 2, doubtfulSince: ONE },
      ]);
      // In doubt it stays, since then, until it is known.
      await storage.ledger.settle([{ id: 'a', state: 'due', at: minute(121), doubtful: true, says: '' }], minute(121));
      expect(await claim(storage, minute(122))).toMatchObject([{ doubtfulSince: ONE }]);
      await storage.ledger.settle([{ id: 'a', state: 'due', at: minute(123), doubtful: false, says: '' }], minute(123));
      expect(await claim(storage, minute(124))).toMatchObject([{ doubtfulSince: undefined }]);
    });

    test('one that a newer occurrence of the schedule followed is superseded; what was asked for is not', async () => {
      const storage = await opened();
      await storage.ledger.add(aDelivery({ id: 'old', occurrence: day(-1) }), NINE);
      await storage.ledger.add(aDelivery({ id: 'new' }), NINE);
      await storage.ledger.add(aDelivery({ id: 'asked', kind: 'asked', occurrence: day(-2) }), NINE);
      await storage.ledger.add(aDelivery({ id: 'alone', subscription: 's2', occurrence: day(-1) }), NINE);
      await storage.ledger.add(aDelivery({ id: 'asked-2', subscription: 's2', kind: 'asked' }), NINE);
      const claimed = await claim(storage);
      expect(Object.fromEntries(claimed.map(({ id, superseded }) => [id, superseded]))).toEqual({
        old: true,
        new: false,
        asked: false,
        alone: false,
        'asked-2': false,
      });
    });

    test('at the same time gives nothing twice', async () => {
      const storage = await opened();
      for (let i = 0; i < 20; i += 1)
        await storage.ledger.add(aDelivery({ id: `a${i}`, occurrence: minute(-i) }), NINE);
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, i) => claim(storage, NINE, { holder: `p${i}`, most: 3 })),
      );
      const ids = claims.flat().map(({ id }) => id);
      expect(ids).toHaveLength(20);
      expect(new Set(ids).size).toBe(20);
    });
  });

  test('taking over frees what others had, in doubt and from an instant on, and not what is one’s own', async () => {
    const storage = await opened();
    await storage.ledger.add(aDelivery({ id: 'theirs' }), NINE);
    await claim(storage, ONE, { holder: 'p1' });
    await storage.ledger.add(aDelivery({ id: 'mine', subscription: 's2' }), NINE);
    await claim(storage, ONE, { holder: 'p2' });
    await storage.ledger.add(aDelivery({ id: 'waits', subscription: 's3' }), NINE);
    expect(await storage.ledger.takeOver('p2', minute(5))).toBe(1);
    expect(await storage.ledger.takeOver('p2', minute(6))).toBe(0);
    expect((await claim(storage, minute(4), { holder: 'p2' })).map(({ id }) => id)).toEqual(['waits']);
    expect(await claim(storage, minute(5), { holder: 'p2' })).toMatchObject([
      { id: 'theirs', doubtfulSince: ONE, attempts: 2 },
    ]);
  });

  describe('settling', () => {
    test.for([
      [
        sent('a', { late: true, says: 'it was there already' }),
        { state: 'sent', message: 'm-a', sentAt: ONE, late: true, says: 'it was there already' },
      ],
      [
        { id: 'a', state: 'failed', says: 'refused' },
        { state: 'failed', says: 'refused', message: undefined },
      ],
      [
        { id: 'a', state: 'skipped', says: 'nothing new' },
        { state: 'skipped', says: 'nothing new' },
      ],
      [
        { id: 'a', state: 'missed', says: 'too late' },
        { state: 'missed', says: 'too late' },
      ],
    ] as const)('%j is final', async ([settlement, expected]) => {
      const storage = await opened();
      const { ledger } = storage;
      await ledger.add(aDelivery({ id: 'a' }), NINE);
      await claim(storage);
      await ledger.settle([settlement], ONE);
      expect(await ledger.find('a')).toMatchObject(expected);
      for (const other of [
        sent('a', { message: 'second' }),
        { id: 'a', state: 'failed', says: 'no' } as const,
        { id: 'a', state: 'due', at: NINE, doubtful: true, says: '' } as const,
      ])
        await ledger.settle([other], ONE);
      await ledger.takeOver('p2', ONE);
      expect(await claim(storage, day(30))).toEqual([]);
      expect(await ledger.find('a')).toMatchObject(expected);
      expect(await ledger.backlog('slack')).toEqual({ due: 0, nextAt: undefined, oldest: undefined });
    });

    test('what is not under way is not settled', async () => {
      const { ledger } = await opened();
      await ledger.add(aDelivery({ id: 'a' }), NINE);
      await ledger.settle([sent('a'), sent('nobody')], ONE);
      expect(await ledger.find('a')).toMatchObject({ state: 'due' });
    });
  });

  test('what a message says and cites is kept, once each, and what it is made anew of takes its place', async () => {
    const storage = await opened();
    const { ledger } = storage;
    await ledger.add(aDelivery({ id: 'a' }), NINE);
    await ledger.prepare([{ id: 'a', content: aReply('One.'), items: ['x/2', 'x/1'], knownUntil: NINE }]);
    await ledger.prepare([{ id: 'a', content: aReply('Two.'), items: ['x/2', 'x/3'], knownUntil: NINE }]);
    await ledger.prepare([]);
    expect(await ledger.find('a')).toMatchObject({ content: aReply('Two.'), items: ['x/2', 'x/3'] });
  });

  test('the history is filtered by subscription and time, newest first', async () => {
    const { ledger } = await opened();
    for (const n of [0, 1, 2, 3]) await ledger.add(aDelivery({ id: `a${n}`, occurrence: day(n) }), NINE);
    await ledger.add(aDelivery({ id: 'b', subscription: 's2', occurrence: day(1) }), NINE);
    const ids = async (filter: Partial<Parameters<typeof ledger.history>[0]>) =>
      (await ledger.history({ most: 100, ...filter })).map(({ id }) => id);
    expect(await ids({})).toEqual(['a3', 'a2', 'a1', 'b', 'a0']);
    expect(await ids({ subscriptions: ['s1'], most: 2 })).toEqual(['a3', 'a2']);
    expect(await ids({ subscriptions: ['s2', 's1'], from: day(1), to: day(3) })).toEqual(['a2', 'a1', 'b']);
    expect(await ids({ subscriptions: [] })).toEqual([]);
  });

  test('what was posted to a channel is told without notices, newest first, from an instant on', async () => {
    const storage = await opened();
    const { ledger } = storage;
    for (const [id, parts] of Object.entries({
      a: {},
      thread: { subscription: 's2', place: { ...inChannel('C1'), thread: '1.2' } },
      silent: { subscription: 's3' },
      notice: { kind: 'notice' },
      elsewhere: { place: inChannel('C2'), kind: 'asked' },
    } satisfies Record<string, Partial<NewDelivery>>))
      await ledger.add(aDelivery({ ...parts, id }), NINE);
    await claim(storage);
    await ledger.prepare([{ id: 'a', content: aReply(), items: ['x/2', 'x/1'], knownUntil: day(-1) }]);
    await ledger.settle(
      [
        sent('a', { sentAt: minute(1) }),
        sent('thread', { sentAt: minute(2) }),
        { id: 'silent', state: 'skipped', says: '' },
        sent('notice'),
        sent('elsewhere'),
      ],
      minute(3),
    );
    expect(await ledger.posted('slack:T1:C1', NINE)).toEqual([
      { id: 'thread', subscription: 's2', digest: 'morning', sentAt: minute(2), knownUntil: minute(2), items: [] },
      { id: 'a', subscription: 's1', digest: 'morning', sentAt: minute(1), knownUntil: day(-1), items: ['x/1', 'x/2'] },
    ]);
    expect((await ledger.posted('slack:T1:C1', minute(2))).map(({ id }) => id)).toEqual(['thread']);
    expect(await ledger.posted('slack:T2:C1', NINE)).toEqual([]);
  });

  test('the backlog of a platform is what waits or is under way, and the tally how all ended', async () => {
    const storage = await opened();
    const { ledger } = storage;
    for (const n of [0, 1, 2]) await ledger.add(aDelivery({ id: `a${n}`, occurrence: day(n) }), minute(n));
    await ledger.add(
      aDelivery({ id: 'd', subscription: 's2', place: { platform: 'discord', workspace: '1', channel: '2' } }),
      NINE,
    );
    await claim(storage, minute(1));
    await ledger.settle([sent('a0', { late: true })], ONE);
    expect(await ledger.backlog('slack')).toEqual({ due: 2, nextAt: minute(2), oldest: day(1) });
    expect(await ledger.backlog('web')).toEqual({ due: 0, nextAt: undefined, oldest: undefined });
    const tally = (await ledger.tally()).map(
      ({ platform, state, late, count }) => `${platform} ${state} ${late} ${count}`,
    );
    expect(tally.toSorted()).toEqual([
      'discord due false 1',
      'slack due false 1',
      'slack sending false 1',
      'slack sent true 1',
    ]);
  });

  describe('after the clock was put back', () => {
    test('what did not happen in the future is forgotten, and what was posted there or may have been is not', async () => {
      const storage = await opened();
      const { ledger } = storage;
      for (const [id, n] of [
        ['sent', 1],
        ['skipped', 2],
        ['missed', 3],
        ['doubtful', 4],
        ['sending', 5],
        ['failed', 6],
      ] as const)
        await ledger.add(aDelivery({ id, occurrence: day(n) }), NINE);
      await claim(storage);
      await ledger.settle(
        [
          sent('sent'),
          { id: 'skipped', state: 'skipped', says: '' },
          { id: 'missed', state: 'missed', says: '' },
          { id: 'doubtful', state: 'due', at: NINE, doubtful: true, says: '' },
          { id: 'failed', state: 'failed', says: '' },
        ],
        NINE,
      );
      await ledger.prepare([{ id: 'missed', content: aReply(), items: ['x/1'], knownUntil: NINE }]);
      await ledger.add(aDelivery({ id: 'due', occurrence: day(7) }), NINE);
      await ledger.add(aDelivery({ id: 'asked', kind: 'asked', occurrence: day(7) }), NINE);
      await ledger.plan([aPlan({ post: undefined, missed: [{ occurrence: NINE, says: 'past' }] })], NINE);
      expect(await ledger.unmiss(NINE)).toBe(3);
      const ids = (await ledger.history({ most: 100 })).map(({ id }) => id);
      expect(new Set(ids)).toEqual(
        new Set(['sent', 'doubtful', 'sending', 'failed', 'asked', deliveryId('s1', NINE, 'scheduled')]),
      );
    });

    test('what waits for a later time goes on at once, and what is in doubt is looked for in what came before', async () => {
      const storage = await opened();
      const { ledger } = storage;
      await ledger.add(aDelivery({ id: 'retry' }), NINE);
      await ledger.add(aDelivery({ id: 'doubtful', subscription: 's2' }), NINE);
      await ledger.add(aDelivery({ id: 'leased', subscription: 's3' }), NINE);
      await claim(storage, day(30));
      await ledger.settle(
        [
          { id: 'retry', state: 'due', at: day(31), doubtful: false, says: '' },
          { id: 'doubtful', state: 'due', at: day(31), doubtful: true, says: '' },
        ],
        day(30),
      );
      await ledger.unmiss(day(1));
      const claimed = await claim(storage, day(1));
      expect(Object.fromEntries(claimed.map(({ id, doubtfulSince }) => [id, doubtfulSince]))).toEqual({
        retry: undefined,
        doubtful: NINE,
        leased: NINE,
      });
    });
  });

  test('what ended more than so many days ago is forgotten with what it cited, and what is open is not', async () => {
    let now = new Date(NINE);
    const storage = await opened(() => now);
    const { ledger, subscriptions } = storage;
    const ids = ['sent', 'missed', 'due', 'sending'];
    for (const [n, id] of ids.entries())
      await ledger.add(aDelivery({ id, occurrence: minute(n) }), minute(id === 'due' ? 90 : 0));
    await ledger.prepare([{ id: 'sent', content: aReply(), items: ['x/1'], knownUntil: NINE }]);
    await claim(storage);
    await ledger.settle([sent('sent'), { id: 'missed', state: 'missed', says: '' }], NINE);
    await ledger.add(aDelivery({ id: 'gone', subscription: 's2' }), NINE);
    await subscriptions.remove('s2', NINE);
    now = new Date(day(400));
    expect(await ledger.forget(400)).toBe(0); // 400 days to the second are not more
    now = new Date(Date.parse(day(400)) + 1000);
    expect(await ledger.forget(400)).toBe(3);
    expect((await ledger.history({ most: 100 })).map(({ id }) => id).toSorted()).toEqual(['due', 'sending']);
    expect(await ledger.find('sent')).toBeUndefined();
    // What it cited is gone too: under the same id there is nothing of it.
    await ledger.add(aDelivery({ id: 'sent' }), NINE);
    expect(await ledger.find('sent')).toMatchObject({ items: [] });
    // Removed for as long and without a history, the subscription itself is gone: its id is free.
    await subscriptions.add(aSubscription({ id: 's2' }));
    await expect(subscriptions.add(aSubscription({ id: 's1' }))).rejects.toThrow('UNIQUE');
  });

  test('the last tick is kept', async () => {
    const { ledger } = await opened();
    expect(await ledger.lastTick()).toBeUndefined();
    await ledger.tick(ONE);
    await ledger.tick(NINE);
    expect(await ledger.lastTick()).toBe(NINE);
  });
});
