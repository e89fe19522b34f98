import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStorage } from '../../../src/storage/open.ts';
import type { Bot } from './bot.ts';
import type { Program } from './crash-run.ts';
import { quickClock } from './quick-clock.ts';

const TIMES_AS_FAST = 10;
const LOOK_EVERY_MS = 250;

/** The bot itself, which goes by the time of day; its data file is looked into until nothing is left to post. */
export const MAIN: Program = {
  script: resolve('src/main.ts'),
  env: {},
  now: Date.now,
  latestMs: 3500, // src/delivery/deliveries.ts waits five seconds
  async settled(bot, dataDir) {
    await Promise.all([bot.says('Discord: connected'), bot.says('Slack: connected')]);
    while (!(await isSettled(dataDir))) {
      if (await Promise.race([bot.killed.then(() => true), pause(LOOK_EVERY_MS, false)])) return new Promise(() => {});
    }
  },
};

/** The same, put together by `quick-bot.ts`, with a clock that is ten times as fast. */
export function quickProgram(): Program {
  const since = Date.now();
  return {
    script: resolve('tests/support/crash/quick-bot.ts'),
    env: { TIMES_AS_FAST: String(TIMES_AS_FAST), SINCE: String(since) },
    now: quickClock(TIMES_AS_FAST, since).now,
    latestMs: 800, // of one and a half seconds, as the clock of the others has it
    settled: (bot: Bot) => bot.says('settled'),
  };
}

/** Whether the schedule has been looked at and nothing is due of it. */
async function isSettled(dataDir: string): Promise<boolean> {
  const storage = await openStorage({ dataDir });
  try {
    const [due, ...backlogs] = await Promise.all([
      storage.subscriptions.due(new Date().toISOString(), 1),
      storage.ledger.backlog('discord'),
      storage.ledger.backlog('slack'),
    ]);
    return due.length === 0 && backlogs.every((backlog) => backlog.due === 0);
  } finally {
    await storage.close();
  }
}
