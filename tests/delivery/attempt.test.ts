import { describe, expect, test } from 'vitest';
import { attempt, type Attempting } from '../../src/delivery/attempt.ts';
import type { Claimed } from '../../src/delivery/ledger.ts';
import { createPace } from '../../src/delivery/pace.ts';
import { createLog } from '../../src/log.ts';
import { aClaimed, aReply, fakeOutlet, OutletFault, type FakeOutlet } from '../support/delivery.ts';
import { virtualTime, type VirtualTime } from '../support/virtual-time.ts';

const NINE = '2031-05-06T09:00:00.000Z';
const SETTLES_MS = 5000;

type Scene = { time: VirtualTime; outlet: FakeOutlet; parts: Attempting; closed: string[]; waits: unknown[] };

function aScene(at = '2031-05-06T09:00:01.000Z'): Scene {
  const time = virtualTime(new Date(at));
  const outlet = fakeOutlet(time.clock);
  const closed: string[] = [];
  const waits: unknown[] = [];
  const parts: Attempting = {
    ...time,
    outlet,
    pace: createPace(Infinity, time),
    settlesWithinMs: SETTLES_MS,
    onClosed: async ({ id }, says) => void closed.push(`${id}: ${says}`),
    upToDate: async (claimed) => claimed,
    amended: async () => ({ skipped: 'nothing is edited here' }),
    standing: async ({ stopped, superseded }) => ({ stopped, superseded }),
    onWait: (ms, claimed) => void waits.push([ms, claimed?.id]),
    random: () => 0,
    log: createLog('silent'),
  };
  return { time, outlet, parts, closed, waits };
}

const inDoubt = (parts: Partial<Claimed> = {}) => aClaimed({ doubtfulSince: '2031-05-06T09:00:00.000Z', ...parts });

test('what is posted in time is sent, with when', async () => {
  const { parts, outlet } = aScene();
  expect(await attempt(aClaimed(), parts)).toEqual({
    id: 'delivery-1',
    state: 'sent',
    message: 'm1',
    sentAt: '2031-05-06T09:00:01.000Z',
    late: false,
    says: '',
  });
  expect(outlet.requests.map(({ what }) => what)).toEqual(['post']);
});

test.for([
  ['2031-05-06T09:05:00.000Z', 'scheduled', false],
  ['2031-05-06T09:05:00.001Z', 'scheduled', true],
  ['2031-05-06T09:55:00.000Z', 'asked', false],
  ['2031-05-06T09:55:00.000Z', 'notice', false],
] as const)('sent at %s, one that is %s is called late: %s', async ([at, kind, late]) => {
  const { parts } = aScene(at);
  expect(await attempt(aClaimed({ kind }), parts)).toMatchObject({ state: 'sent', late });
});

test('late is judged by when the answer came', async () => {
  const { parts, outlet, time } = aScene('2031-05-06T09:04:59.000Z');
  outlet.onPost = () => time.advance(2000);
  expect(await attempt(aClaimed(), parts)).toMatchObject({ late: true, sentAt: '2031-05-06T09:05:01.000Z' });
});

const due = (ms: number) => new Date(Date.parse('2031-05-06T09:00:01.000Z') + ms).toISOString();

describe('what follows from a fault', () => {
  test.for([
    { fault: { kind: 'passing' }, state: 'due', at: due(5000), doubtful: false },
    { fault: { kind: 'passing', mayHaveSucceeded: true }, state: 'due', at: due(5000), doubtful: true },
    { fault: { kind: 'wait', retryAfterMs: 7000 }, state: 'due', at: due(7000), waits: [7000, 'delivery-1'] },
    {
      fault: { kind: 'wait', retryAfterMs: 7000, everywhere: true },
      state: 'due',
      at: due(7000),
      waits: [7000, undefined],
    },
    { fault: { kind: 'wait' }, state: 'due', at: due(1), waits: [0, 'delivery-1'] },
    { fault: { kind: 'signed-out' }, state: 'due', at: due(60_000), waits: [60_000, undefined] },
    { fault: { kind: 'closed' }, state: 'failed', closed: true },
    { fault: { kind: 'refused' }, state: 'failed' },
    { fault: { kind: 'refused', mayHaveSucceeded: true }, state: 'due', at: due(5000), doubtful: true },
  ] as const)('$fault: $state', async ({ fault, state, ...expected }) => {
    const { parts, outlet, closed, waits } = aScene();
    outlet.onPost = () => new OutletFault(fault);
    const settlement = await attempt(aClaimed(), parts);
    expect(settlement).toMatchObject({
      id: 'delivery-1',
      state,
      says: `the platform says ${fault.kind}`,
      ...('at' in expected && { at: expected.at, doubtful: 'doubtful' in expected && expected.doubtful }),
    });
    expect(closed).toEqual('closed' in expected ? ['delivery-1: the platform says closed'] : []);
    expect(waits).toEqual('waits' in expected ? [expected.waits] : []);
  });

  test('each further attempt waits longer', async () => {
    const { parts, outlet } = aScene();
    outlet.onPost = () => new OutletFault({ kind: 'passing' });
    const waits = await Promise.all(
      [1, 2, 3, 20].map(async (attempts) => {
        const settlement = await attempt(aClaimed({ attempts, expiresAt: '2031-05-07T09:00:00.000Z' }), parts);
        return settlement.state === 'due' ? settlement.at : settlement.state;
      }),
    );
    expect(waits).toEqual([due(5000), due(10_000), due(20_000), due(300_000)]);
  });

  test('an attempt that would come too late is not made: it is missed, with what stood in the way', async () => {
    const { parts, outlet } = aScene('2031-05-06T09:59:58.000Z');
    outlet.onPost = () => new OutletFault({ kind: 'passing' });
    expect(await attempt(aClaimed(), parts)).toEqual({
      id: 'delivery-1',
      state: 'missed',
      says: 'it could not be posted in time: the platform says passing',
    });
  });

  test('one that may be there is looked for even when it is too late to post', async () => {
    const { parts, outlet, time } = aScene('2031-05-06T09:59:58.000Z');
    outlet.onPost = () => new OutletFault({ kind: 'passing' }, true);
    expect(await attempt(aClaimed(), parts)).toMatchObject({ state: 'due', doubtful: true });
    await time.advance(10_000);
    expect(await attempt(inDoubt({ doubtfulSince: '2031-05-06T09:59:58.000Z' }), parts)).toMatchObject({
      state: 'sent',
      message: 'm1',
    });
    expect(outlet.messages).toHaveLength(1);
  });

  test('what the outlet cannot explain is a bug, and told', async () => {
    const { parts, outlet } = aScene();
    outlet.onPost = () => {
      throw new TypeError('oops');
    };
    await expect(attempt(aClaimed(), parts)).rejects.toThrow('oops');
  });
});

describe('in doubt', () => {
  test('nothing is asked before the message would be there', async () => {
    const { parts, outlet } = aScene('2031-05-06T09:00:04.999Z');
    expect(await attempt(inDoubt(), parts)).toEqual({
      id: 'delivery-1',
      state: 'due',
      at: '2031-05-06T09:00:05.000Z',
      doubtful: true,
      says: 'waits to be looked for',
    });
    expect(outlet.requests).toEqual([]);
  });

  test('what is there is not posted again', async () => {
    const { parts, outlet } = aScene('2031-05-06T09:00:05.000Z');
    await outlet.post({ id: 'delivery-1', place: aClaimed().place, reply: aReply() });
    expect(await attempt(inDoubt(), parts)).toMatchObject({
      state: 'sent',
      message: 'm1',
      says: 'it was there already after an attempt of unknown outcome',
    });
    expect(outlet.messages).toHaveLength(1);
  });

  test('what is not there is posted', async () => {
    const { parts, outlet } = aScene('2031-05-06T09:00:05.000Z');
    expect(await attempt(inDoubt(), parts)).toMatchObject({ state: 'sent', says: '' });
    expect(outlet.requests.map(({ what }) => what)).toEqual(['find', 'post']);
  });

  test('what is not there and comes too late is missed', async () => {
    const { parts, outlet } = aScene('2031-05-06T10:00:00.001Z');
    expect(await attempt(inDoubt(), parts)).toMatchObject({ state: 'missed', says: 'it could not be posted in time' });
    expect(outlet.messages).toEqual([]);
  });

  test('once it is known not to be there, a fault that posted nothing leaves no doubt', async () => {
    const { parts, outlet } = aScene('2031-05-06T09:00:05.000Z');
    outlet.onPost = () => new OutletFault({ kind: 'passing' });
    expect(await attempt(inDoubt(), parts)).toMatchObject({ state: 'due', doubtful: false });
  });

  test.for(['passing', 'wait', 'signed-out'] as const)(
    'while the platform cannot be asked (%s), it stays in doubt and nothing is posted, hours late too',
    async (kind) => {
      const { parts, outlet } = aScene('2031-05-06T18:00:00.000Z');
      outlet.onFind = () => new OutletFault({ kind });
      expect(await attempt(inDoubt(), parts)).toMatchObject({ state: 'due', doubtful: true });
      expect(outlet.requests.map(({ what }) => what)).toEqual(['find']);
    },
  );

  test('where the channel is closed meanwhile, it has failed', async () => {
    const { parts, outlet, closed } = aScene('2031-05-06T09:00:05.000Z');
    outlet.onFind = () => new OutletFault({ kind: 'closed' });
    expect(await attempt(inDoubt(), parts)).toMatchObject({ state: 'failed' });
    expect(closed).toHaveLength(1);
  });
});

test.for([
  ['2031-05-06T10:00:00.000Z', false, 'sent', ''],
  ['2031-05-06T10:00:00.001Z', false, 'missed', 'it could not be posted in time'],
  [NINE, true, 'missed', 'it could not be posted before the next one was due'],
] as const)('at %s, superseded %s: %s', async ([at, superseded, state, says]) => {
  const { parts, outlet } = aScene(at);
  expect(await attempt(aClaimed({ superseded }), parts)).toMatchObject({ state, says });
  expect(outlet.messages).toHaveLength(state === 'sent' ? 1 : 0);
});

test.for(['paused', 'removed'] as const)(
  'a subscription that was %s meanwhile gets nothing more, unless it is there already',
  async (stopped) => {
    const { parts, outlet } = aScene('2031-05-06T09:00:05.000Z');
    const skipped = { state: 'skipped', says: `the subscription was ${stopped}` };
    expect(await attempt(aClaimed({ stopped }), parts)).toMatchObject(skipped);
    expect(await attempt(inDoubt({ stopped }), parts)).toMatchObject(skipped);
    await outlet.post({ id: 'delivery-1', place: aClaimed().place, reply: aReply() });
    expect(await attempt(inDoubt({ stopped }), parts)).toMatchObject({ state: 'sent' });
    expect(outlet.messages).toHaveLength(1);
  },
);

test('what turns out not to be there waits for its time, where the clock was put back before it', async () => {
  const { parts, outlet } = aScene('2031-05-06T07:00:00.000Z');
  const doubtfulSince = '2031-05-05T07:00:00.000Z';
  expect(await attempt(inDoubt({ doubtfulSince }), parts)).toMatchObject({ state: 'due', at: NINE, doubtful: false });
  expect(await attempt(inDoubt({ doubtfulSince, kind: 'asked' }), parts)).toMatchObject({ state: 'sent' });
  expect(outlet.messages).toHaveLength(1);
});

test('what waited for its turn past its time is not posted', async () => {
  const { parts, outlet, time } = aScene('2031-05-06T09:59:59.000Z');
  parts.pace.hold(1001);
  const settled = attempt(aClaimed(), parts);
  await time.advance(1001);
  expect(await settled).toMatchObject({ state: 'missed', says: 'it could not be posted in time' });
  expect(outlet.messages).toEqual([]);
});

test('what may have landed is looked for no earlier than it would be there', async () => {
  const { parts, outlet, time } = aScene('2031-05-06T09:00:01.000Z');
  parts.settlesWithinMs = 30_000;
  parts.pace.hold(2000);
  outlet.onPost = () => new OutletFault({ kind: 'passing' }, true);
  const settled = attempt(aClaimed(), parts);
  await time.advance(2000);
  expect(await settled).toMatchObject({ state: 'due', doubtful: true, at: '2031-05-06T09:00:33.000Z' });
});

test('once Pullquote stops, what waits for its turn is due again, in no more doubt than before', async () => {
  const { parts, outlet } = aScene('2031-05-06T09:00:05.000Z');
  parts.pace.close();
  const stopped = { state: 'due', at: '2031-05-06T09:00:05.000Z', says: 'Pullquote was stopped' };
  expect(await attempt(aClaimed(), parts)).toMatchObject({ ...stopped, doubtful: false });
  expect(await attempt(inDoubt(), parts)).toMatchObject({ ...stopped, doubtful: true });
  expect(outlet.requests).toEqual([]);
});

test('what was paused while it waited for its turn is not posted', async () => {
  const { parts, outlet } = aScene();
  const paused = { ...parts, standing: async () => ({ stopped: 'paused' as const, superseded: false }) };
  expect(await attempt(aClaimed({ claimedAt: '2031-05-06T08:59:00.000Z' }), paused)).toMatchObject({
    state: 'skipped',
  });
  expect(outlet.requests).toEqual([]);
});

test.for([
  ['refused, past its time', { kind: 'refused' as const }, '2031-05-06T10:00:01.000Z'],
  ['passing, a day past its time', { kind: 'passing' as const }, '2031-05-07T10:00:01.000Z'],
] as const)('a look-up that fails for good ends it, and says that it may be there: %s', async ([, fault, at]) => {
  const { parts, outlet } = aScene(at);
  outlet.onFind = () => new OutletFault(fault);
  expect(await attempt(inDoubt({ attempts: 9999 }), parts)).toMatchObject({
    state: 'failed',
    says: expect.stringContaining('it may be there'),
  });
  expect(outlet.requests.map(({ what }) => what)).toEqual(['find']);
});
