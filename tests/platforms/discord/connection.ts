import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { defineCommand, type Command } from '../../../src/command.ts';
import type { DiscordConfig } from '../../../src/config.ts';
import { openEngine, type Engine } from '../../../src/engine.ts';
import { formatStoryFile } from '../../../src/facts/story-file.ts';
import type { Story } from '../../../src/facts/story.ts';
import { createLog, type Log } from '../../../src/log.ts';
import type { Platform, PlatformStatus } from '../../../src/platform.ts';
import type { After } from '../../../src/after.ts';
import { connectDiscord, type ConnectDiscord } from '../../../src/platforms/discord/connect.ts';
import { notice, paragraph, post, type Reply } from '../../../src/reply.ts';
import { aStory } from '../../support/builders.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { startFakeDiscord, type FakeDiscord } from '../../support/fake-discord.ts';
import { addChecked } from '../../support/oracle-total.ts';
import { COMMANDS } from '../../support/run.ts';

/** A picture of one pixel, for tests in which it does not matter what is drawn. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Line = { level: 'debug' | 'info' | 'warn' | 'error'; text: string; data: Record<string, unknown> };

/** A clock that stands still until the test says that some time is over. */
export function aClock(changed: () => void = () => {}) {
  const set = new Set<{ ms: number; run: () => void }>();
  const after: After = (ms, run) => {
    const timer = { ms, run };
    set.add(timer);
    changed();
    return () => set.delete(timer);
  };
  return {
    after,
    /** Lets the timers of this length run out; whether there was one. */
    pass(ms: number): boolean {
      const due = [...set].filter((timer) => timer.ms === ms);
      for (const timer of due) {
        set.delete(timer);
        timer.run();
      }
      return due.length > 0;
    },
    waits: () => [...set].map(({ ms }) => ms),
  };
}

/** A log that is kept, with the logger itself for what it writes of an error. */
export function aLog(changed: () => void = () => {}) {
  const lines: Line[] = [];
  const at =
    (level: Line['level']) =>
    (...[first, second]: [unknown, unknown?]) => {
      lines.push(
        typeof first === 'string'
          ? { level, text: first, data: {} }
          : { level, text: typeof second === 'string' ? second : '', data: first as Record<string, unknown> },
      );
      changed();
    };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const has = (level: Line['level'], pattern: RegExp) =>
    lines.find((line) => line.level === level && pattern.test(`${line.text} ${JSON.stringify(line.data)}`));
  return { log, lines, has };
}

/** A command that waits until the test lets it go on. */
export function aSlowCommand(reply: Reply = post({ blocks: [paragraph('Worth waiting for.')] })) {
  const gate = Promise.withResolvers<void>();
  const command: Command = defineCommand({
    name: 'slow',
    description: 'Takes its time',
    options: z.strictObject({}),
    run: async () => {
      await gate.promise;
      return reply;
    },
  });
  return { command, finish: () => gate.resolve() };
}

/** A reply that is for the asker alone and says so. */
export const FOR_ASKER = notice('Only you can see this.');

type Parts = Partial<Pick<ConnectDiscord, 'draw' | 'timeoutMs'>> & {
  config?: Partial<DiscordConfig>;
  commands?: readonly Command[];
  stories?: Story[];
  /** Runs before the bot connects. */
  before?: (fake: FakeDiscord) => void;
};

export type Connection = {
  fake: FakeDiscord;
  bot: Platform;
  engine: Engine;
  clock: ReturnType<typeof aClock>;
  log: ReturnType<typeof aLog>;
  announced: string[];
  /** Waits until this much waiting is asked for, and lets it be over. */
  pass: (ms: number) => Promise<void>;
  /** Waits until the connection stands so. */
  stands: (state: PlatformStatus['state']) => Promise<unknown>;
  /** Waits for a line in the log. */
  logged: (level: Line['level'], pattern: RegExp) => Promise<Line>;
};

let checked = 0;

/** How many bodies the oracle has checked in this file. */
export function bodiesChecked(): number {
  return checked;
}

/** An engine over the real commands and one story, in memory, for one test. */
export async function anEngine({ commands = [], stories = [aStory()] }: Pick<Parts, 'commands' | 'stories'> = {}) {
  const storiesDir = mkdtempSync(join(tmpdir(), 'pullquote-'));
  stories.forEach((story, i) => writeFileSync(join(storiesDir, `story-${i}.yaml`), formatStoryFile(story)));
  const engine = await openEngine({
    memory: true,
    storiesDir,
    log: createLog('silent'),
    commands: [...COMMANDS, ...commands],
  });
  return {
    engine,
    storiesDir,
    close: async () => {
      await engine.close();
      rmSync(storiesDir, { recursive: true, force: true });
    },
  };
}

/** The bot and a fake Discord, connected; both are closed when the test ends, and every body that the bot sent must have been right. */
export async function connect(parts: Parts = {}): Promise<Connection> {
  const fake = await startFakeDiscord({ check: discordFaults });
  parts.before?.(fake);
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const look of watchers) look();
  };
  const clock = aClock(changed);
  const log = aLog(changed);
  const announced: string[] = [];
  const { engine, close } = await anEngine(parts);
  const bot = connectDiscord({
    engine,
    config: {
      token: fake.token,
      guildId: undefined,
      operators: [fake.world.operator.id],
      digestRoles: [],
      editors: [],
      apiUrl: fake.apiUrl,
      ...parts.config,
    },
    log: log.log,
    announce: (line) => announced.push(line),
    after: clock.after,
    draw: parts.draw ?? (async () => ({ png: PIXEL })),
    ...(parts.timeoutMs !== undefined && { timeoutMs: parts.timeoutMs }),
  });
  onTestFinished(async () => {
    await bot.close();
    await fake.close();
    await close();
    checked += fake.checked();
    addChecked('discord', fake.checked());
    expect(fake.problems).toEqual([]);
    const written = JSON.stringify([log.lines, announced]);
    expect(written).not.toContain(fake.token);
    expect(written).not.toMatch(/-token-x/);
  });
  await bot.ready;
  const wait = <T>(holds: () => T | undefined | false) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = holds();
        if (found === undefined || found === false) return;
        watchers.delete(look);
        resolve(found);
      };
      watchers.add(look);
      look();
    });
  return {
    fake,
    bot,
    engine,
    clock,
    log,
    announced,
    pass: async (ms) => void (await wait(() => clock.pass(ms))),
    stands: (state) => wait(() => bot.status().state === state),
    logged: (level, pattern) => wait(() => log.has(level, pattern)),
  };
}
