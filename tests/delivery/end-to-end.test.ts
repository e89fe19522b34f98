import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDeliveries, type Deliveries } from '../../src/delivery/deliveries.ts';
import { openEngine, type Engine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import type { Platform } from '../../src/platform.ts';
import { connectDiscord } from '../../src/platforms/discord/connect.ts';
import { connectSlack } from '../../src/platforms/slack/connect.ts';
import { discordFaults } from '../support/discord-oracle.ts';
import { buttonsOf as discordButtons, startFakeDiscord, wordsOf, type Stored } from '../support/fake-discord.ts';
import { buttonsOf as slackButtons, CHANNEL, READER, startFakeSlack, type Posted } from '../support/fake-slack.ts';
import { addChecked } from '../support/oracle-total.ts';

const log = createLog('silent');
const draw = async () => ({ png: new Uint8Array([137, 80, 78, 71]) });

/** What happens on a platform, as people there see it. Messages are counted from the first that the bot sent. */
type Scene<Message> = {
  connect(engine: Engine): Platform;
  command(options: Record<string, string>): void;
  press(message: Message, label: string): void;
  /** The nth message, once it is there, and how many there are. */
  message(nth: number): Promise<Message>;
  count(): number;
  words(message: Message): string;
  labels(message: Message): string[];
  /** From now on the channel is closed to the bot. */
  closeChannel(): void;
  openChannel(): void;
  /** Whether only the person who subscribed reads it. */
  isDirect(message: Message): boolean;
};

async function discordScene(): Promise<Scene<Stored>> {
  const fake = await startFakeDiscord({ check: discordFaults });
  onTestFinished(async () => {
    await fake.close();
    addChecked('discord', fake.checked());
    expect(fake.problems).toEqual([]);
  });
  const config = {
    token: fake.token,
    guildId: undefined,
    operators: [],
    digestRoles: [],
    editors: [],
    apiUrl: fake.apiUrl,
  };
  return {
    connect: (engine) => connectDiscord({ engine, config, log, announce: () => {}, draw }),
    command: (options) => void fake.run('digest', options),
    press(message, label) {
      const button = discordButtons(message).find((each) => each.label === label);
      fake.press(message, button?.id ?? `no button “${label}”`);
    },
    message: (nth) => fake.until(() => fake.messages[nth]),
    count: () => fake.messages.length,
    words: (message) => wordsOf(message).replaceAll('\\', ''),
    labels: (message) => discordButtons(message).map(({ label }) => label),
    closeChannel: () => fake.channels.close(fake.world.places.channel.id, 50_001),
    openChannel: () => fake.channels.close(fake.world.places.channel.id, undefined),
    isDirect: ({ channel }) => channel === fake.channels.conversationWith(fake.world.reader.id).id,
  };
}

async function slackScene(): Promise<Scene<Posted>> {
  const fake = await startFakeSlack();
  onTestFinished(async () => {
    await fake.close();
    addChecked('slack', fake.state.checked);
    expect(fake.state.violations).toEqual([]);
  });
  const config = {
    botToken: 'xoxb-fake',
    oauth: undefined,
    events: { by: 'socket' as const, appToken: 'xapp-fake' },
    installPort: undefined,
    host: '127.0.0.1',
    publicUrl: undefined,
    operators: [READER],
    digestGroups: [],
    editors: [],
    apiUrl: fake.apiUrl,
  };
  return {
    connect: (engine) => connectSlack({ engine, config, log, announce: () => {}, draw }),
    command: ({ action = '', ...options }) =>
      void fake.command(
        `/digest ${action} ${Object.entries(options)
          .map(([name, value]) => `${name}:${value}`)
          .join(' ')}`,
        { channel: CHANNEL },
      ),
    press(message, label) {
      const button = slackButtons(message.body).find((each) => each.label === label);
      void fake.press(button?.value ?? `no button “${label}”`, message);
    },
    message: (nth) => fake.message(nth),
    count: () => fake.state.messages.length,
    words: ({ body }) => JSON.stringify(body),
    labels: ({ body }) => slackButtons(body).map(({ label }) => label),
    closeChannel: () => void fake.state.archived.add(CHANNEL),
    openChannel: () => void fake.state.archived.delete(CHANNEL),
    isDirect: ({ channel }) => channel === READER || channel.startsWith('D'),
  };
}

/** A bot on one data file, with a clock that stands where the test puts it. */
async function startBot(dataDir: string, now: () => Date, scene: Pick<Scene<unknown>, 'connect'>) {
  const engine = await openEngine({ dataDir, storiesDir: 'stories', log, exclusive: true, now });
  const platform = scene.connect(engine);
  await platform.ready;
  const deliveries: Deliveries = await startDeliveries({
    parts: engine.digestParts,
    storage: engine.storage,
    outlets: [platform.outlet],
    log,
    now,
  });
  engine.onDue(() => void deliveries.tick());
  return {
    engine,
    async tick() {
      await deliveries.tick();
      await deliveries.idle();
    },
    async stop() {
      await deliveries.close();
      await platform.close();
      await engine.close();
    },
  };
}

const scenes = [
  ['Discord', discordScene],
  ['Slack', slackScene],
] as const;

test.for(scenes)('on %s: subscribe, get the post, press its buttons, pause, restart, resume', async ([, open]) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'digests-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const scene = (await open()) as Scene<Stored | Posted>;
  let at = new Date('2026-11-23T10:00:00Z');
  let bot = await startBot(dataDir, () => at, scene);
  onTestFinished(() => bot.stop());

  scene.command({ action: 'subscribe', digest: 'quote-of-the-day', at: '9am', timezone: 'Europe/Berlin' });
  expect(scene.words(await scene.message(0))).toContain('Next: Tue 24 Nov, 09:00 CET');
  await bot.tick();
  expect(scene.count()).toBe(1); // not before its time

  at = new Date('2026-11-24T08:00:30Z');
  await bot.tick();
  const post = await scene.message(1);
  expect(scene.words(post)).toContain('Quote of the day');
  expect(scene.words(post)).toContain('subscribed to it, at 09:00 every day, Berlin time');
  await bot.tick();
  expect(scene.count()).toBe(2); // once

  scene.press(post, 'Another quote');
  expect(scene.words(await scene.message(2))).toContain('“');
  scene.press(post, 'Pause');
  const paused = await scene.message(3);
  expect(scene.words(paused)).toContain('Paused: quote-of-the-day');
  expect(scene.labels(paused)).toContain('Resume');

  await bot.stop();
  bot = await startBot(dataDir, () => at, scene);
  at = new Date('2026-11-26T07:00:00Z');
  await bot.tick();
  expect(scene.count()).toBe(4); // it rests, through the restart too

  at = new Date('2026-11-26T07:30:00Z');
  scene.press(paused, 'Resume');
  expect(scene.words(await scene.message(4))).toContain('Next: Thu 26 Nov, 09:00 CET');
  at = new Date('2026-11-26T08:00:10Z');
  await bot.tick();
  const next = await scene.message(5);
  expect(scene.words(next)).toContain('Quote of the day');
  expect(scene.count()).toBe(6);
  const history = await bot.engine.storage.ledger.history({ most: 10 });
  expect(history.map(({ occurrence, state, says }) => [occurrence, state, says])).toEqual([
    ['2026-11-26T08:00:00.000Z', 'sent', ''],
    ['2026-11-25T08:00:00.000Z', 'missed', 'it was paused then; more than 6 h late'],
    ['2026-11-24T08:00:00.000Z', 'sent', ''],
  ]);
});

test.for(scenes)(
  'on %s: a channel that closes rests its digest, and whoever subscribed is told once',
  async ([, open]) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'digests-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const scene = (await open()) as Scene<Stored | Posted>;
    let at = new Date('2026-11-23T10:00:00Z');
    const bot = await startBot(dataDir, () => at, scene);
    onTestFinished(() => bot.stop());
    scene.command({ action: 'subscribe', digest: 'daily-brief', at: '9am', timezone: 'Europe/Berlin' });
    await scene.message(0);

    scene.closeChannel();
    at = new Date('2026-11-24T08:00:30Z');
    await bot.tick();
    const notice = await scene.message(1);
    expect(scene.isDirect(notice)).toBe(true);
    expect(scene.words(notice)).toMatch(/I could not post daily-brief \(d-\w+\) and have paused it/);
    expect(scene.labels(notice)).toEqual(expect.arrayContaining(['Resume', 'Remove']));
    const [subscription] = await bot.engine.digests.list();
    expect(subscription?.paused).toMatchObject({ why: 'closed' });

    at = new Date('2026-11-25T08:00:30Z');
    await bot.tick();
    expect(scene.count()).toBe(2); // told once
    scene.press(notice, 'Remove');
    expect(scene.words(await scene.message(2))).toContain('Removed: daily-brief');
  },
);
