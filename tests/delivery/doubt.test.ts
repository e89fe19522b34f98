import { expect, test } from 'vitest';
import { attempt } from '../../src/delivery/attempt.ts';
import { startDeliveries } from '../../src/delivery/deliveries.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { createPace } from '../../src/delivery/pace.ts';
import { buildLibrary } from '../../src/facts/library.ts';
import { createLog } from '../../src/log.ts';
import { openStorage } from '../../src/storage/open.ts';
import { aClaimed, aReply, aSubscription, fakeOutlet, OutletFault } from '../support/delivery.ts';
import { virtualTime } from '../support/virtual-time.ts';

const START = new Date('2031-05-06T09:00:00Z');
const SETTLES_WITHIN_MS = 5000;
const log = createLog('silent', []);

test('after an attempt in doubt the message is looked for once it would be there, counted from when it was sent', async () => {
  const time = virtualTime(START);
  const outlet = fakeOutlet(time.clock);
  outlet.onPost = () => new OutletFault({ kind: 'passing', mayHaveSucceeded: true });
  const pace = createPace(50, time);
  pace.hold(8000);
  const ended = attempt(aClaimed({ attempts: 1 }), {
    ...time,
    outlet,
    pace,
    settlesWithinMs: SETTLES_WITHIN_MS,
    onClosed: async () => {},
    upToDate: async (claimed) => claimed,
    amended: async () => ({ skipped: 'nothing is edited here' }),
    standing: async ({ stopped, superseded }) => ({ stopped, superseded }),
    onWait: () => {},
    random: () => 1, // the shortest wait
    log,
  });
  await time.advance(8000);
  expect(await ended).toMatchObject({ state: 'due', doubtful: true, at: '2031-05-06T09:00:13.000Z' });
});

test('what was under way as a process died is looked for once it would be there, counted from the next start', async () => {
  const time = virtualTime(START);
  const storage = await openStorage({ memory: true }, time.now);
  const subscription = aSubscription({ dueAt: undefined });
  await storage.subscriptions.add(subscription);
  for (const id of ['first', 'second'])
    await storage.ledger.add(
      {
        id,
        subscription: subscription.id,
        kind: 'asked',
        occurrence: id,
        digest: 'morning',
        place: subscription.place,
        expiresAt: '2031-05-06T10:00:00.000Z',
        content: aReply(),
      },
      START.toISOString(),
    );
  const outlet = fakeOutlet(time.clock, { perSecond: 50, channelGapMs: 20_000 });
  const start = (ledger: Ledger) =>
    startDeliveries({
      ...time,
      parts: {
        digests: [],
        commands: [],
        library: () => buildLibrary([]),
        changes: () => ({ list: [], knownUntil: '' }),
      },
      storage: { ...storage, ledger },
      outlets: [outlet],
      log,
      settlesWithinMs: SETTLES_WITHIN_MS,
    });

  // The second waits for the first one's pause, is sent at 20 s, and is stored at 24 s.
  outlet.onPost = ({ id }, nth) =>
    id === 'second' && nth === 1 ? new Promise<void>((resolve) => void time.after(4000, resolve)) : undefined;
  const life = mortal(storage.ledger);
  await start(life.ledger);
  await time.advance(20_500);
  life.end();
  await start(storage.ledger);
  await time.advance(60_000);

  expect(outlet.messages.map(({ id }) => id)).toEqual(['first', 'second']);
  expect(await storage.ledger.find('second')).toMatchObject({ state: 'sent', message: 'm2' });
  await storage.close();
});

/** The ledger as a process has it until it dies; then nothing comes back. */
function mortal(ledger: Ledger): { ledger: Ledger; end(): void } {
  let isDead = false;
  const never = new Promise<never>(() => {});
  return {
    ledger: {
      ...ledger,
      claim: (claim) => (isDead ? never : ledger.claim(claim)),
      settle: (list, at) => (isDead ? never : ledger.settle(list, at)),
    },
    end: () => (isDead = true),
  };
}
