import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { tick } from '../../src/delivery/tick.ts';
import { createLog } from '../../src/log.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aSubscription } from '../support/delivery.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const HOUR = 3_600_000;
const after = (hours: number) => new Date(Date.parse(NINE) + hours * HOUR);

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage({ memory: true });
  onTestFinished(() => storage.close());
});

const look = (at: Date, ledger: Ledger = storage.ledger) =>
  tick({ storage: { ...storage, ledger }, now: () => at, log: createLog('silent') });
const rows = async () =>
  (await storage.ledger.history({ most: 10_000 })).map(({ occurrence, state }) => [occurrence, state]);
const dueAt = async (id = 'd-222222') => (await storage.subscriptions.find(id))?.dueAt;

test('what is due goes into the ledger and gets its next time; what is not stays', async () => {
  await storage.subscriptions.add(aSubscription());
  await look(after(-1));
  expect(await rows()).toEqual([]);
  await look(after(0));
  expect(await rows()).toEqual([[NINE, 'due']]);
  expect(await dueAt()).toBe(after(24).toISOString());
  await look(after(0));
  expect(await rows()).toHaveLength(1);
  expect(await storage.ledger.lastTick()).toBe(NINE);
});

test('of 1,200 that are due at once each goes in once', async () => {
  const ids = Array.from({ length: 1200 }, (_, i) => `n${i}`);
  for (const id of ids) await storage.subscriptions.add(aSubscription({ id }));
  let plans = 0;
  await look(after(0), {
    ...storage.ledger,
    async plan(list, at) {
      plans += 1;
      await storage.ledger.plan(list, at);
    },
  });
  expect(await storage.ledger.backlog('slack')).toMatchObject({ due: 1200 });
  expect(await storage.subscriptions.due(after(23).toISOString(), 10)).toEqual([]);
  expect(plans).toBe(3); // some hundreds each, so that none holds up the process for long
});

test('one whose zone cannot be read gets no more posts, says why, and holds up nobody', async () => {
  await storage.subscriptions.add(aSubscription({ id: 'abolished', zone: 'Europe/Nowhere' }));
  await storage.subscriptions.add(aSubscription({ id: 'broken', cron: 'at nine' }));
  await storage.subscriptions.add(aSubscription({ id: 'fine' }));
  await look(after(0));
  await look(after(1));
  const history = await storage.ledger.history({ most: 10 });
  expect(
    Object.fromEntries(history.map(({ subscription, state, says }) => [subscription, `${state} ${says}`])),
  ).toEqual({
    abolished: 'missed its time zone or its times cannot be read',
    broken: 'missed its time zone or its times cannot be read',
    fine: 'due ',
  });
  expect(await dueAt('abolished')).toBeUndefined();
  expect(await dueAt('fine')).toBe(after(24).toISOString());
});

test('what cannot be written is planned again at the next look', async () => {
  await storage.subscriptions.add(aSubscription());
  const full = { ...storage.ledger, plan: () => Promise.reject(new Error('the disk is full')) };
  await expect(look(after(0), full)).rejects.toThrow('the disk is full');
  expect(await storage.ledger.lastTick()).toBeUndefined();
  await look(after(0));
  expect(await rows()).toEqual([[NINE, 'due']]);
});

describe('the clock', () => {
  test('put forward, is as after an outage: one post at most, the others missed', async () => {
    await storage.subscriptions.add(aSubscription());
    await look(after(-1));
    await look(after(48.5));
    expect(await rows()).toEqual([
      [after(48).toISOString(), 'due'],
      [after(24).toISOString(), 'missed'],
      [NINE, 'missed'],
    ]);
  });

  test('put back again, what was missed ahead of it comes in its time', async () => {
    await storage.subscriptions.add(aSubscription());
    await look(after(-2));
    await look(after(70)); // 1 h after the last one would be too late
    expect(await rows()).toHaveLength(3);
    await look(after(-1));
    expect(await rows()).toEqual([]);
    expect(await dueAt()).toBe(NINE);
    await look(after(0));
    expect(await rows()).toEqual([[NINE, 'due']]);
  });

  test('put back, what was posted is not posted again', async () => {
    await storage.subscriptions.add(aSubscription());
    await look(after(0));
    const claim = { platform: 'slack', at: NINE, until: after(1).toISOString(), holder: 'p', most: 9 } as const;
    const [{ id } = { id: '' }] = await storage.ledger.claim(claim);
    await storage.ledger.settle([{ id, state: 'sent', message: 'm', sentAt: NINE, late: false, says: '' }], NINE);
    await look(after(-5));
    expect(await dueAt()).toBe(NINE);
    await look(after(0));
    expect(await rows()).toEqual([[NINE, 'sent']]);
    expect(await dueAt()).toBe(after(24).toISOString());
  });

  test('put back by up to two minutes, changes nothing', async () => {
    await storage.subscriptions.add(aSubscription());
    await look(after(2)); // missed by then
    await look(after(2 - 2 / 60));
    expect(await rows()).toEqual([[NINE, 'missed']]);
    expect(await dueAt()).toBe(after(24).toISOString());
  });

  test('put back, leaves alone what rests or cannot be read, and gives a time to what had none left', async () => {
    await storage.subscriptions.add(aSubscription({ id: 'rests' }));
    await storage.subscriptions.add(aSubscription({ id: 'abolished', zone: 'Europe/Nowhere', dueAt: undefined }));
    await storage.subscriptions.add(aSubscription({ id: 'ended', dueAt: undefined }));
    await storage.subscriptions.pause('rests', { at: after(-10).toISOString(), why: 'asked', says: '' });
    await look(after(100));
    await look(after(50));
    expect([await dueAt('rests'), await dueAt('abolished'), await dueAt('ended')]).toEqual([
      NINE,
      undefined,
      after(72).toISOString(),
    ]);
  });
});
