import { setTimeout as pause } from 'node:timers/promises';
import { startFakeDiscord, type FakeDiscord } from '../tests/support/fake-discord.ts';
import { startFakeSlack, type FakeSlack } from '../tests/support/fake-slack.ts';
import { startBot, type Bot } from './platforms/bots.ts';
import { askInSlack, askOnDiscord, askOnSchedule, type Ask } from './platforms/people.ts';
import { quantile, report, type Figure } from './report.ts';

const COMMAND = 'summary';
/** Sent to each bot at the middle rate before anything is measured, so that every program is compiled as far as it will be. */
const WARM_UP = 300;
/** Interactions to each bot at 1 a second; a p99 of so few is their second longest. */
const AT_ONE = 101;
/** Interactions to each bot at the higher rates, in blocks in which one bot at a time is asked. */
const BLOCKS = [
  { perSecond: 50, block: 10, blocks: 60 },
  { perSecond: 200, block: 40, blocks: 60 },
];
const SETTLE_MS = 15_000;
const P50_LIMIT = 1.25;
const P99_LIMIT = 1.5;
const MEMORY_LIMIT = 1.3;

/** A floor and ours on one platform: how to ask each, and what each took. */
type Pair = { platform: string; asks: [bare: Ask, ours: Ask]; took: [bare: number[], ours: number[]] };

/** From interaction to response beside bare programs that answer a constant, and resident memory at idle. */
export async function run(): Promise<boolean> {
  const latency = await withServers(2, async ([forBare, forOurs]) => {
    if (!forBare || !forOurs) throw new Error('two of each server');
    const bots = await Promise.all([
      startBot('bareDiscord', { discord: forBare.discord }),
      startBot('ours', { discord: forOurs.discord }),
      startBot('bareSlack', { slack: forBare.slack }),
      startBot('ours', { slack: forOurs.slack }),
    ]);
    try {
      return await measureTimes([
        { platform: 'Discord', asks: [askOnDiscord(forBare.discord, COMMAND), askOnDiscord(forOurs.discord, COMMAND)] },
        { platform: 'Slack', asks: [askInSlack(forBare.slack, COMMAND), askInSlack(forOurs.slack, COMMAND)] },
      ]);
    } finally {
      await stopAll(bots);
    }
  });
  const memory = await withServers(2, async ([forBare, forOurs]) => {
    const bots = await Promise.all([startBot('bareBoth', forBare ?? {}), startBot('ours', forOurs ?? {})]);
    try {
      await pause(SETTLE_MS);
      const [least = NaN, value = NaN] = bots.map((bot) => bot.mebibytes());
      return { least, value };
    } finally {
      await stopAll(bots);
    }
  });
  const { least, value } = memory;
  return report('platforms', [
    ...latency,
    { name: 'resident memory, both connected and idle, to bare', value: value / least, unit: '×', limit: MEMORY_LIMIT },
    { name: 'resident memory, both connected and idle', value, unit: 'MiB', floor: least },
  ]);
}

async function measureTimes(platforms: Omit<Pair, 'took'>[]): Promise<Figure[]> {
  const all = platforms.flatMap(({ asks }) => asks);
  await askOnSchedule(all, all.length * 50, WARM_UP);

  const figures: Figure[] = [];
  const times = await askOnSchedule(all, all.length, AT_ONE);
  platforms.forEach(({ platform }, i) =>
    figures.push(...figuresOf(platform, 1, times[i * 2] ?? [], times[i * 2 + 1] ?? [])),
  );
  for (const { perSecond, block, blocks } of BLOCKS) {
    for (const { platform, asks } of platforms) {
      const took: [number[], number[]] = [[], []];
      for (let i = 0; i < blocks; i += 1) {
        for (const turn of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
          const [times = []] = await askOnSchedule([asks[turn]], perSecond, block);
          took[turn].push(...times);
        }
      }
      figures.push(...figuresOf(platform, perSecond, ...took));
    }
  }
  return figures;
}

function figuresOf(platform: string, perSecond: number, bare: number[], ours: number[]): Figure[] {
  return (
    [
      ['p50', 0.5, P50_LIMIT],
      ['p99', 0.99, P99_LIMIT],
    ] as const
  ).flatMap(([name, share, limit]) => {
    const [floor, value] = [quantile(bare, share), quantile(ours, share)];
    const what = `${platform}, ${perSecond}/s, ${name}`;
    return [
      { name: `${what}, to bare`, value: value / floor, unit: '×', limit },
      { name: `${what} of ${ours.length}`, value, unit: 'ms', floor },
    ];
  });
}

type Both = { discord: FakeDiscord; slack: FakeSlack };

/** So many servers of each platform in this process, one for each bot. */
async function withServers<T>(many: number, work: (servers: Both[]) => Promise<T>): Promise<T> {
  const servers = await Promise.all(
    Array.from({ length: many }, async () => {
      const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
      slack.state.check = () => {}; // the oracle’s work would count as the bot’s
      return { discord, slack };
    }),
  );
  try {
    return await work(servers);
  } finally {
    await Promise.all(servers.flatMap(({ discord, slack }) => [discord.close(), slack.close()]));
  }
}

async function stopAll(bots: readonly Bot[]): Promise<void> {
  await Promise.all(bots.map((bot) => bot.stop()));
}
