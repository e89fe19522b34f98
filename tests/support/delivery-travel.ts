import { startDeliveries, type Deliveries } from '../../src/delivery/deliveries.ts';
import type { Delivery } from '../../src/delivery/ledger.ts';
import type { DeliveryFault, Landed, Outbound, Outlet } from '../../src/delivery/outlet.ts';
import { defineDigest, skip, type Digest } from '../../src/digest.ts';
import { createLog } from '../../src/log.ts';
import { nextOccurrences } from '../../src/schedule/occurrences.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { waitFor } from '../../src/after.ts';
import { aLibrary } from './builders.ts';
import { aReply, aSubscription, OutletFault } from './delivery.ts';
import type { WallSchedule } from './delivery-oracle.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

/** Where and when is travelled; instants are milliseconds. */
export type Journey = {
  zones: readonly string[];
  schedules: readonly WallSchedule[];
  from: number;
  to: number;
  random: () => number;
  /** Days between two things that go wrong, about. */
  calmDays: number;
};

/** A stretch of the clock on the wall in which something was wrong. */
export type Trouble = {
  from: number;
  to: number;
  what: 'stopped' | 'paused' | 'clock' | 'outlet';
  subscription?: string;
};

export type Traveller = { id: string; zone: string; schedule: WallSchedule; graceMinutes: number };

/** What was seen on the way; a post's `at` is when it landed by the clock on the wall. */
export type Travelled = {
  travellers: Traveller[];
  rows: Delivery[];
  posts: { id: string; at: number }[];
  troubles: Trouble[];
  /** What the clock on the wall showed at the end. */
  end: number;
  starts: number;
};

/** Times that the clock skips, shows twice, or that begin or end a day. */
export const AWKWARD: readonly WallSchedule[] = [
  { expr: '30 2 * * *', times: [150] },
  { expr: '0 0 * * *', times: [0] },
  { expr: '30 0,1 * * *', times: [30, 90] },
  { expr: '59 23 * * *', times: [1439] },
  { expr: '0 9 * * 1-5', times: [540], day: (date) => date.getUTCDay() >= 1 && date.getUTCDay() <= 5 },
  { expr: '15 2 1,15 * *', times: [135], day: (date) => [1, 15].includes(date.getUTCDate()) },
];
export const HOURLY: WallSchedule = { expr: '10 * * * *', times: { past: 10 } };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Shorter than the dispatcher takes a message to be under way. */
const LONGEST_WAY_MS = 3000;
const LONGEST_WAIT_MS = 3 * MINUTE;
const SETTLES_MS = 5000;
const GRACES = [60, 360, 1440];
/** As far as a platform's clock may differ from ours, a message is found all the same. */
const CLOCKS_DIFFER_MS = 300_000;
const LONG_AGO = 62 * DAY;

/** Sends subscriptions in many zones through time: the process stops, crashes and comes back, clocks are put, people pause, the platform fails. */
export async function travel(journey: Journey): Promise<Travelled> {
  const { from, to, random } = journey;
  const time = virtualTime(new Date(from));
  const storage = await openStorage({ memory: true }, time.now);
  const travellers = await board(journey, storage);
  const troubles: Trouble[] = [];
  const platform = aPlatform(time, random);
  const wall = () => time.now().getTime();
  let running: Process | undefined;
  let starts = 0;

  async function start(): Promise<void> {
    starts += 1;
    running = await startProcess(storage, platform, time, random);
    await running.deliveries.tick();
    await time.settle();
  }
  async function tick(): Promise<void> {
    await running?.deliveries.tick();
    await time.settle();
  }
  const between = (low: number, high: number) => low * (high / low) ** random(); // as often by minutes as by days
  const some = () => travellers.filter(() => random() < 0.2);

  const mishaps = [
    async function stop() {
      const since = wall();
      await running?.end(random() < 0.5, time);
      running = undefined;
      await time.advance(between(MINUTE, 21 * DAY));
      await start();
      troubles.push({ from: since, to: wall(), what: 'stopped' });
    },
    async function putClock() {
      const before = wall();
      const after = Math.max(from, before + (random() < 0.5 ? -1 : 1) * between(MINUTE, 3 * DAY));
      const stops = random() < 0.3;
      if (stops) await running?.end(random() < 0.5, time);
      time.putClock(new Date(after));
      if (stops) await start();
      else await tick();
      troubles.push({ from: Math.min(before, after), to: Math.max(before, after), what: 'clock' });
    },
    async function rest() {
      const resting = some();
      const since = wall();
      for (const { id } of resting)
        await storage.subscriptions.pause(id, { at: time.now().toISOString(), why: 'asked', says: '' });
      await pass(between(10 * MINUTE, 10 * DAY));
      for (const { id } of resting) {
        await storage.subscriptions.resume(id, time.now().toISOString());
        troubles.push({ from: since, to: wall(), what: 'paused', subscription: id });
      }
      await tick();
    },
    async function storm() {
      const since = wall();
      platform.faulty = 0.2 + 0.7 * random();
      await pass(between(MINUTE, 2 * DAY));
      platform.faulty = 0;
      await time.advance(LONGEST_WAIT_MS);
      troubles.push({ from: since, to: wall(), what: 'outlet' });
    },
  ];

  /** Lets time pass; the process looks at the clock whenever something is due. */
  async function pass(ms: number, end = to): Promise<void> {
    const until = time.clock() + ms;
    while (time.clock() < until && wall() < end) {
      const [first] = await storage.subscriptions.due('9999-12-31T00:00:00.000Z', 1);
      const dueIn =
        first?.dueAt === undefined ? Infinity : Date.parse(first.dueAt) - wall() + Math.floor(random() * 900);
      const left = until - time.clock();
      await time.advance(Math.max(0, Math.min(dueIn, left)));
      if (dueIn <= left) await tick();
    }
  }

  await start();
  while (wall() < to) {
    await pass(between(journey.calmDays / 8, journey.calmDays * 2) * DAY);
    if (wall() >= to) break;
    await tick();
    await mishaps[Math.floor(random() * mishaps.length)]?.();
  }
  platform.faulty = 0;
  await tick();
  await pass(2 * HOUR, Infinity); // whatever is tried again
  await tick();
  const end = wall();
  await time.advance(MINUTE);
  await running?.end(true, time);
  const rows = await storage.ledger.history({ most: 10_000_000 });
  await storage.close();
  return { travellers, rows, posts: platform.posts, troubles, end, starts };
}

async function board({ zones, schedules, from }: Journey, storage: Storage): Promise<Traveller[]> {
  const travellers = zones.flatMap((zone) =>
    schedules.map((schedule, i) => ({
      id: `${zone} ${schedule.expr}`,
      zone,
      schedule,
      graceMinutes: GRACES[i % GRACES.length] ?? 0,
    })),
  );
  for (const { id, zone, schedule, graceMinutes } of travellers) {
    const [next] = nextOccurrences(schedule.expr, zone, new Date(from - 1), 1);
    await storage.subscriptions.add(
      aSubscription({
        id,
        place: { platform: 'slack', workspace: 'T1', channel: id },
        digest: 'travel',
        cron: schedule.expr,
        zone,
        graceMinutes,
        createdAt: new Date(from - LONG_AGO).toISOString(),
        dueAt: next?.toISOString(),
      }),
    );
  }
  return travellers;
}

type Platform = {
  posts: { id: string; at: number }[];
  faulty: number;
  outlet(isAlive: () => boolean): Outlet;
};

/** Requests take a while, and arrive also where whoever sent them ends meanwhile; `faulty` is the share that fails. */
function aPlatform(time: VirtualTime, random: () => number): Platform {
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
        post: ({ id }: Outbound): Promise<Landed> =>
          request(() => {
            posts.push({ id, at: time.now().getTime() });
            return { message: id };
          }),
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

type Process = { deliveries: Deliveries; end(suddenly: boolean, time: VirtualTime): Promise<void> };

async function startProcess(
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
