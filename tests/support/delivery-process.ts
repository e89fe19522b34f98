import { waitFor } from '../../src/after.ts';
import { startDeliveries, type Deliveries } from '../../src/delivery/deliveries.ts';
import type { DeliveryFault, Landed, Outbound, Outlet } from '../../src/delivery/outlet.ts';
import { defineDigest, skip, type Digest } from '../../src/digest.ts';
import { createLog } from '../../src/log.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aLibrary } from './builders.ts';
import { aReply, OutletFault } from './delivery.ts';
import type { VirtualTime } from './virtual-time.ts';

const MINUTE = 60_000;
/** Shorter than the dispatcher takes a message to be under way. */
const LONGEST_WAY_MS = 3000;
export const LONGEST_WAIT_MS = 3 * MINUTE;
const SETTLES_MS = 5000;
/** As far as a platform's clock may differ from ours, a message is found all the same. */
const CLOCKS_DIFFER_MS = 300_000;

/** A platform to travel with; a post's `at` is when it was sent by the clock on the wall. */
export type Platform = {
  posts: { id: string; at: number }[];
  faulty: number;
  outlet(isAlive: () => boolean): Outlet;
};

/** Requests take a while, and arrive also where whoever sent them ends meanwhile; `faulty` is the share that fails. */
export function aPlatform(time: VirtualTime, random: () => number): Platform {
  const posts: Platform['posts'] = [];
  const platform: Platform = {
    posts,
    faulty: 0,
    outlet(isAlive) {
      async function request<T>(arrive: () => T): Promise<T> {
        await waitFor(Math.floor((random() * LONGEST_WAY_MS) / 2), time.after);
        const fault = random() < platform.faulty ? chooseFault(random) : undefined;
        const answer = fault && !fault.landed ? undefined : arrive();
        await waitFor(Math.floor((random() * LONGEST_WAY_MS) / 2), time.after);
        if (!isAlive()) return new Promise<T>(() => {}); // nobody hears the answer
        if (fault) throw fault;
        if (answer === undefined) throw new Error('a request without a fault is answered');
        return answer;
      }
      return {
        platform: 'slack',
        rates: { perSecond: Infinity, channelGapMs: 0 },
        isReady: () => true,
        post({ id }: Outbound): Promise<Landed> {
          const at = time.now().getTime();
          return request(() => {
            posts.push({ id, at });
            return { message: id };
          });
        },
        edit: async () => request(() => undefined).catch(() => {}),
        async find({ id }, since) {
          const { found } = await request(() => ({
            found: posts.some((post) => post.id === id && post.at >= since.getTime() - CLOCKS_DIFFER_MS),
          }));
          return found ? { message: id } : undefined;
        },
        explain(error) {
          if (error instanceof OutletFault) return error.fault;
          throw error;
        },
      };
    },
  };
  return platform;
}

function chooseFault(random: () => number): OutletFault {
  const kinds: (Partial<DeliveryFault> & Pick<DeliveryFault, 'kind'>)[] = [
    { kind: 'passing' },
    { kind: 'passing', mayHaveSucceeded: true },
    { kind: 'wait', retryAfterMs: Math.ceil(random() * LONGEST_WAIT_MS) },
    { kind: 'wait', retryAfterMs: Math.ceil(random() * LONGEST_WAIT_MS), everywhere: true },
    { kind: 'signed-out' },
    { kind: 'refused' },
  ];
  const [first = { kind: 'passing' as const }] = kinds;
  if (random() < 0.3) return new OutletFault(first, true);
  return new OutletFault(kinds[Math.floor(random() * kinds.length)] ?? first);
}

/** One run of the dispatcher, until it is stopped or killed. */
export type Process = { deliveries: Deliveries; end(suddenly: boolean, time: VirtualTime): Promise<void> };

export async function startProcess(
  storage: Storage,
  platform: Platform,
  time: VirtualTime,
  random: () => number,
): Promise<Process> {
  let isAlive = true;
  const library = aLibrary();
  const deliveries = await startDeliveries({
    ...time,
    after: (ms, run) => time.after(ms, () => isAlive && run()),
    parts: {
      digests: [travelDigest(random)],
      commands: [],
      library: () => library,
      changes: () => ({ list: [], knownUntil: '' }),
    },
    storage: { ...storage, ledger: { ...storage.ledger, posted: async () => [] } }, // nobody asks what was posted
    outlets: [platform.outlet(() => isAlive)],
    log: createLog('silent'),
    random,
    settlesWithinMs: SETTLES_MS,
  });
  return {
    deliveries,
    async end(suddenly) {
      if (!suddenly) {
        const closed = deliveries.close();
        await time.advance(LONGEST_WAY_MS);
        await closed;
      }
      isAlive = false;
    },
  };
}

/** Now and then it has nothing to say, and now and then it is broken. */
function travelDigest(random: () => number): Digest {
  return defineDigest({
    name: 'travel',
    description: 'On the way',
    cron: '0 9 * * *',
    async build() {
      const chance = random();
      if (chance < 0.01) throw new TypeError('a digest of ours is broken');
      return chance < 0.05 ? skip('nothing is new') : aReply();
    },
  });
}
