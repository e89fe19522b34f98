import { describe, expect, test } from 'vitest';
import type { NewDelivery } from '../../src/delivery/ledger.ts';
import { aSubscription } from '../support/delivery.ts';
import { BACKENDS } from './backends.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const inChannel = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel }) as const;

function aDelivery(parts: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: 'x',
    subscription: 'd-222222',
    kind: 'scheduled',
    occurrence: NINE,
    digest: 'morning',
    place: inChannel('C1'),
    expiresAt: '2031-05-06T10:00:00.000Z',
    ...parts,
  };
}

describe.each(BACKENDS)('subscriptions on $name', ({ open }) => {
  test.for([
    aSubscription(),
    aSubscription({ options: { story: 'xi-putin', topic: 'trade', quiet: 'repeat', as: 'card' }, dueAt: undefined }),
    aSubscription({ place: { ...inChannel('C1'), thread: '1730000000.000100' } }),
    aSubscription({ place: { platform: 'web', workspace: '', channel: 'visitor “ü”; --' } }),
  ])('%j is given back as it was', async (subscription) => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    await subscriptions.add(subscription);
    expect(await subscriptions.find(subscription.id)).toEqual(subscription);
    expect(await subscriptions.list()).toEqual([subscription]);
    expect(await subscriptions.find('d-333333')).toBeUndefined();
  });

  test('a second one under the same id is refused and changes nothing', async () => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    await subscriptions.add(aSubscription());
    await expect(subscriptions.add(aSubscription({ digest: 'other' }))).rejects.toThrow('UNIQUE');
    expect(await subscriptions.list()).toEqual([aSubscription()]);
  });

  test('those of a channel are listed with its threads, oldest first; a channel of another workspace is another one', async () => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    const made = [
      { id: 'late', createdAt: '2031-05-03T00:00:00.000Z', place: inChannel('C1') },
      { id: 'b', createdAt: '2031-05-02T00:00:00.000Z', place: { ...inChannel('C1'), thread: '1.2' } },
      { id: 'a', createdAt: '2031-05-02T00:00:00.000Z', place: inChannel('C1') },
      { id: 'elsewhere', place: inChannel('C2') },
      { id: 'other-team', place: { ...inChannel('C1'), workspace: 'T2' } },
    ];
    for (const parts of made) await subscriptions.add(aSubscription(parts));
    const ids = async (channel?: string) => (await subscriptions.list(channel)).map(({ id }) => id);
    expect(await ids('slack:T1:C1')).toEqual(['a', 'b', 'late']);
    expect(await ids('slack:T1:C9')).toEqual([]);
    expect(await ids()).toEqual(['elsewhere', 'other-team', 'a', 'b', 'late']);
  });

  test('due are those whose time has come, earliest first, and no more than asked', async () => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    for (const [id, dueAt] of [
      ['later', '2031-05-06T09:01:00.000Z'],
      ['second', '2031-05-06T09:00:00.000Z'],
      ['first', '2031-05-06T09:00:00.000Z'],
      ['never', undefined],
      ['old', '2030-01-01T00:00:00.000Z'],
      ['paused', '2031-05-06T09:00:00.000Z'],
      ['removed', '2031-05-06T09:00:00.000Z'],
    ] as const)
      await subscriptions.add(aSubscription({ id, dueAt }));
    await subscriptions.pause('paused', { at: NINE, why: 'asked', says: '' });
    await subscriptions.remove('removed', NINE);
    const ids = async (time: string, most = 10) => (await subscriptions.due(time, most)).map(({ id }) => id);
    expect(await ids(NINE)).toEqual(['old', 'first', 'second']);
    expect(await ids('2031-05-06T09:01:00.000Z')).toEqual(['old', 'first', 'second', 'later']);
    expect(await ids(NINE, 2)).toEqual(['old', 'first']);
    expect(await ids('2031-05-06T08:59:59.999Z')).toEqual(['old']);
  });

  test('a rest is remembered while it lasts and once it is over; pausing and resuming twice is told apart', async () => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    await subscriptions.add(aSubscription());
    const pause = { at: NINE, why: 'closed', says: 'the channel is gone' } as const;
    expect(await subscriptions.pause('d-222222', pause)).toBe(true);
    expect(await subscriptions.pause('d-222222', { at: NINE, why: 'asked', says: 'again' })).toBe(false);
    expect(await subscriptions.find('d-222222')).toMatchObject({ paused: pause, lastRest: undefined });
    expect(await subscriptions.resume('d-222222', '2031-05-07T09:00:00.000Z')).toBe(true);
    expect(await subscriptions.resume('d-222222', '2031-05-08T09:00:00.000Z')).toBe(false);
    expect(await subscriptions.find('d-222222')).toMatchObject({
      paused: undefined,
      lastRest: { from: NINE, to: '2031-05-07T09:00:00.000Z' },
      dueAt: NINE,
    });
    expect(await subscriptions.pause('nobody', pause)).toBe(false);
    expect(await subscriptions.resume('nobody', NINE)).toBe(false);
  });

  test('what was removed is nowhere found, may not come back, and its history stays', async () => {
    await using opened = await open();
    const { subscriptions, ledger } = opened.storage;
    await subscriptions.add(aSubscription());
    await ledger.add(aDelivery(), NINE);
    expect(await subscriptions.remove('d-222222', NINE)).toBe(true);
    expect(await subscriptions.remove('d-222222', NINE)).toBe(false);
    expect(await subscriptions.find('d-222222')).toBeUndefined();
    expect(await subscriptions.list('slack:T1:C1')).toEqual([]);
    expect(await subscriptions.pause('d-222222', { at: NINE, why: 'asked', says: '' })).toBe(false);
    expect(await ledger.history({ most: 10 })).toMatchObject([
      { state: 'skipped', says: 'the subscription was removed' },
    ]);
  });

  test.for(['paused', 'removed'] as const)(
    'once it is %s, what waits is skipped, but neither words to a person nor what may be there already nor what is under way',
    async (what) => {
      await using opened = await open();
      const { subscriptions, ledger } = opened.storage;
      await subscriptions.add(aSubscription());
      await subscriptions.add(aSubscription({ id: 'other' }));
      const claim = { platform: 'slack', at: NINE, until: '2031-05-06T09:02:00.000Z', holder: 'p1', most: 10 } as const;
      await ledger.add(aDelivery({ id: 'doubtful', occurrence: '2031-05-04T09:00:00.000Z' }), NINE);
      await ledger.add(aDelivery({ id: 'sending', occurrence: '2031-05-05T09:00:00.000Z' }), NINE);
      await ledger.claim(claim);
      await ledger.settle([{ id: 'doubtful', state: 'due', at: NINE, doubtful: true, says: '' }], NINE);
      await ledger.add(aDelivery({ id: 'waits' }), NINE);
      await ledger.add(aDelivery({ id: 'asked', kind: 'asked' }), NINE);
      await ledger.add(aDelivery({ id: 'notice', kind: 'notice' }), NINE);
      await ledger.add(aDelivery({ id: 'other', subscription: 'other' }), NINE);
      await (what === 'paused'
        ? subscriptions.pause('d-222222', { at: NINE, why: 'asked', says: '' })
        : subscriptions.remove('d-222222', NINE));
      const rows = await ledger.history({ most: 10 });
      expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual({
        doubtful: 'due',
        sending: 'sending',
        waits: 'skipped',
        asked: 'skipped',
        notice: 'due',
        other: 'due',
      });
      expect(rows.find(({ id }) => id === 'waits')?.says).toBe(`the subscription was ${what}`);
      const claimed = await ledger.claim(claim);
      expect(Object.fromEntries(claimed.map(({ id, stopped }) => [id, stopped]))).toEqual({
        doubtful: what,
        notice: undefined,
        other: undefined,
      });
    },
  );

  test('what is asked for while it rests is not stopped by that', async () => {
    await using opened = await open();
    const { subscriptions, ledger } = opened.storage;
    await subscriptions.add(aSubscription());
    await subscriptions.pause('d-222222', { at: NINE, why: 'asked', says: '' });
    await ledger.add(aDelivery({ kind: 'asked' }), NINE);
    const claim = { platform: 'slack', at: NINE, until: '2031-05-06T09:02:00.000Z', holder: 'p1', most: 10 } as const;
    expect(await ledger.claim(claim)).toMatchObject([{ stopped: undefined }]);
  });

  test('the next time is set, or taken away', async () => {
    await using opened = await open();
    const { subscriptions } = opened.storage;
    for (const id of ['a', 'b', 'c']) await subscriptions.add(aSubscription({ id }));
    await subscriptions.reschedule([
      { id: 'a', dueAt: '2031-05-05T09:00:00.000Z' },
      { id: 'b', dueAt: undefined },
      { id: 'nobody', dueAt: NINE },
    ]);
    await subscriptions.reschedule([]);
    expect((await subscriptions.list()).map(({ dueAt }) => dueAt)).toEqual([
      '2031-05-05T09:00:00.000Z',
      undefined,
      NINE,
    ]);
  });
});
