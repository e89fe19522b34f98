import type { Delivery } from '../../src/delivery/ledger.ts';
import { nextOccurrences } from '../../src/schedule/occurrences.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aSubscription } from './delivery.ts';
import type { WallSchedule } from './delivery-oracle.ts';
import { aPlatform, LONGEST_WAIT_MS, startProcess, type Process } from './delivery-process.ts';
import { virtualTime } from './virtual-time.ts';

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

/** What was seen on the way; a post's `at` is when it was sent by the clock on the wall. */
export type Travelled = {
  travellers: Traveller[];
  rows: Delivery[];
  posts: { id: string; at: number }[];
  troubles: Trouble[];
  /** The same without what the clock, put back, has gone through once more since, in peace. */
  lasting: Trouble[];
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
/** A clock that is put back by less is put back for nothing: what was missed stays missed. */
const UNNOTICED_MS = 2 * MINUTE + SECOND;
const GRACES = [60, 360, 1440];
const LONG_AGO = 62 * DAY;

/** Sends subscriptions in many zones through time: the process stops, crashes and comes back, clocks are put, people pause, the platform fails. */
export async function travel(journey: Journey): Promise<Travelled> {
  const { from, to, random } = journey;
  const time = virtualTime(new Date(from));
  const storage = await openStorage({ memory: true }, time.now);
  const travellers = await board(journey, storage);
  const troubles: Trouble[] = [];
  let lasting: Trouble[] = [];
  const suffer = (trouble: Trouble) => {
    troubles.push(trouble);
    lasting.push(trouble);
  };
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

  const mishaps = [
    async function stop() {
      const since = wall();
      await running?.end(random() < 0.5, time);
      running = undefined;
      await time.advance(between(MINUTE, 21 * DAY));
      await start();
      suffer({ from: since, to: wall(), what: 'stopped' });
    },
    () => putClock((random() < 0.5 ? -1 : 1) * between(MINUTE, 3 * DAY)),
    async function putForAWhile() {
      const ahead = between(10 * MINUTE, 30 * DAY);
      await putClock(ahead);
      await pass(between(MINUTE, HOUR));
      await putClock(-ahead);
    },
    async function rest() {
      const resting = travellers.filter(() => random() < 0.3);
      let since = wall();
      const pause = async () => {
        since = wall();
        for (const { id } of resting)
          await storage.subscriptions.pause(id, { at: time.now().toISOString(), why: 'asked', says: '' });
      };
      await (random() < 0.5 ? storm(between(MINUTE, DAY), pause) : pause()); // some are to be tried again just then
      await pass(between(10 * MINUTE, 10 * DAY));
      for (const { id } of resting) {
        await storage.subscriptions.resume(id, time.now().toISOString());
        suffer({ from: since, to: wall(), what: 'paused', subscription: id });
      }
      await tick();
    },
    () => storm(between(MINUTE, 2 * DAY)),
  ];

  /** The platform fails for a while; `amid` happens before it is well again. */
  async function storm(ms: number, amid = async () => {}): Promise<void> {
    const since = wall();
    platform.faulty = 0.2 + 0.7 * random();
    await pass(ms);
    await amid();
    platform.faulty = 0;
    await time.advance(LONGEST_WAIT_MS);
    suffer({ from: since, to: wall(), what: 'outlet' });
  }

  async function putClock(by: number): Promise<void> {
    await tick();
    const before = wall();
    const after = Math.max(from, before + by);
    const stops = random() < 0.3;
    if (stops) await running?.end(random() < 0.5, time);
    time.putClock(new Date(after));
    if (stops) await start();
    else await tick();
    troubles.push({ from: Math.min(before, after), to: Math.max(before, after), what: 'clock' });
    if (before - after > UNNOTICED_MS)
      lasting = lasting.flatMap((old) => (old.from < after ? { ...old, to: Math.min(old.to, after) } : []));
    lasting.push({
      from: Math.min(before, after),
      to: before - after > UNNOTICED_MS ? after : Math.max(before, after),
      what: 'clock',
    });
  }

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
  return { travellers, rows, posts: platform.posts, troubles, lasting, end, starts };
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
