import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startFakeDiscord } from '../fake-discord.ts';
import { startFakeSlack, TEAM } from '../fake-slack.ts';
import { startBot, type Bot } from './bot.ts';
import { countStored, storedMessages, type Tally } from './count-stored.ts';
import { chooseCourse, chooseLast, STRAIGHT } from './courses.ts';
import { dueSubscription, fillDataFolder } from './due-subscriptions.ts';
import { chooseKills, type Kill } from './kills.ts';
import { seededRandom } from './seeded-random.ts';
import { startWire, type Kind, type Passing } from './wire.ts';

/** Which program is run, and when it has nothing left to do. */
export type Program = {
  script: string;
  env: Record<string, string>;
  settled(bot: Bot, dataDir: string): Promise<void>;
  /** The clock that the program and the platforms go by. */
  now: () => number;
  /** How late a request may arrive; far less than what the program waits before it looks for a message. */
  latestMs: number;
};

export type Outcome = { seed: number; discord: Tally; slack: Tally; kills: number; faults: Map<string, number> };

/** This share of the requests is at fault, until there were so many for each message; later ones would only make it long, for each wait is twice the one before. */
const FAULTY = 0.25;
const FAULTY_REQUESTS = 1.25;
/** So many subscriptions share a channel with another one. */
const SHARED = 0.1;

/** Fills a data file, starts the bot, kills it as the seed says, starts it again until all is settled, and counts what the platforms have. */
export async function crashOnce(seed: number, each: number, program: Program): Promise<Outcome> {
  const random = seededRandom(seed);
  const kills = chooseKills(random, each * 2);
  const isForgetful = random() < 0.5;
  const { now, latestMs } = program;
  const [discord, slack] = await Promise.all([startFakeDiscord({ now }), startFakeSlack({ now })]);
  slack.state.check = () => {}; // what the messages look like is tested elsewhere
  const dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
  const channels = Math.ceil(each * (1 - SHARED));
  const places = {
    discord: Array.from({ length: channels }, () => discord.channels.add().id),
    slack: slack.addChannels(channels),
  };
  const at = new Date(now());
  const subscriptionsOf = (platform: 'discord' | 'slack', workspace: string) =>
    Array.from({ length: each }, (_, i) => {
      const channel = places[platform][i % channels] ?? '';
      return dueSubscription(i, { platform, workspace, channel }, at);
    });
  const subscriptions = {
    discord: subscriptionsOf('discord', discord.world.guild),
    slack: subscriptionsOf('slack', TEAM),
  };
  await fillDataFolder(dataDir, [...subscriptions.discord, ...subscriptions.slack]);

  const faults = new Map<string, number>();
  let bot: Bot | undefined;
  let kill: Kill | undefined;
  let seen = 0;
  let inAll = 0;
  let killed = 0;
  const die = () => {
    bot?.kill();
  };
  const pass = (): Passing => {
    seen += 1;
    inAll += 1;
    const mine = kill && kill.when !== 'starting' && kill.nth === seen ? kill : undefined;
    const share = inAll > each * 2 * FAULTY_REQUESTS ? 0 : FAULTY;
    if (!mine) return { course: chooseCourse({ random, share, latestMs, counts: faults }) };
    if (mine.when === 'later') void pause(mine.afterMs).then(die);
    const course = mine.when === 'arriving' ? chooseLast(random, latestMs) : STRAIGHT;
    const at = (when: Kill['when']) => () => {
      if (mine.when === when) die();
    };
    return { course, onArriving: at('arriving'), onStored: at('stored'), onAnswered: at('answered') };
  };
  const wires = await Promise.all([
    startWire(new URL(discord.apiUrl).origin, { kindOf: kindOnDiscord, pass }),
    startWire(new URL(slack.apiUrl).origin, { kindOf: kindInSlack, pass }),
  ]);
  const [toDiscord, toSlack] = wires;
  const env = {
    DATA_DIR: dataDir,
    STORIES_DIR: resolve('stories'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: `${toDiscord.url}/api`,
    SLACK_BOT_TOKEN: 'xoxb-fake',
    SLACK_APP_TOKEN: 'xapp-fake',
    SLACK_API_URL: `${toSlack.url}/api/`,
    ...program.env,
  };

  try {
    for (;;) {
      kill = kills.shift();
      seen = 0;
      bot = startBot(program.script, env);
      if (kill?.when === 'starting') void pause(kill.afterMs).then(die);
      const end = await Promise.race([
        bot.killed.then(() => 'killed' as const),
        program.settled(bot, dataDir).then(() => 'settled' as const),
      ]);
      if (end === 'settled') break;
      killed += 1;
      if (isForgetful) discord.channels.forgetNonces();
    }
    die();
    await bot.killed;
    await Promise.all(wires.map((wire) => wire.idle()));
    const stored = storedMessages({ discord, slack });
    return {
      seed,
      discord: await countStored(stored.discord, subscriptions.discord, dataDir),
      slack: await countStored(stored.slack, subscriptions.slack, dataDir),
      kills: killed,
      faults,
    };
  } finally {
    die();
    await Promise.all([...wires, discord, slack].map((server) => server.close()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function kindOnDiscord(method: string, path: string): Kind | undefined {
  if (!/\/channels\/\d+\/messages(?:\?|$)/.test(path)) return undefined;
  return method === 'POST' ? 'post' : 'look';
}

function kindInSlack(_: string, path: string): Kind | undefined {
  if (path.endsWith('/chat.postMessage')) return 'post';
  return /\/conversations\.(?:history|replies)$/.test(path) ? 'look' : undefined;
}
