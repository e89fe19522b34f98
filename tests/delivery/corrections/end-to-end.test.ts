import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startDeliveries } from '../../../src/delivery/deliveries.ts';
import { openEngine, type Engine } from '../../../src/engine.ts';
import type { Story } from '../../../src/facts/story.ts';
import { createLog } from '../../../src/log.ts';
import type { Platform } from '../../../src/platform.ts';
import { connectDiscord } from '../../../src/platforms/discord/connect.ts';
import { connectSlack } from '../../../src/platforms/slack/connect.ts';
import { aStory } from '../../support/builders.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { buttonsOf as discordButtons, startFakeDiscord, wordsOf } from '../../support/fake-discord.ts';
import { BOT, buttonsOf as slackButtons, CHANNEL, READER, startFakeSlack } from '../../support/fake-slack.ts';

const log = createLog('silent');
const draw = async () => ({ png: new Uint8Array([137, 80, 78, 71]) });

/** A message as people see it: its words, and the message that it belongs beneath. */
type Seen = { id: string; words: string; beneath: string | undefined };

type Scene = {
  connect(engine: Engine): Platform;
  /** Types `/summary long`, mentions the bot with a question, or presses a button of the first message. */
  summary(): void;
  ask(question: string): void;
  press(label: string): void;
  seen(): Seen[];
  until(many: number): Promise<unknown>;
};

async function discordScene(): Promise<Scene> {
  const fake = await startFakeDiscord({ check: discordFaults });
  onTestFinished(async () => {
    await fake.close();
    expect(fake.problems).toEqual([]);
  });
  const config = {
    token: fake.token,
    guildId: undefined,
    operators: [],
    editors: [],
    digestRoles: [],
    apiUrl: fake.apiUrl,
  };
  return {
    connect: (engine) => connectDiscord({ engine, config, log, announce: () => {}, draw }),
    summary: () => void fake.run('summary', { length: 'long' }),
    ask: (question) => void fake.say(`<@${fake.world.bot.id}> ${question}`),
    press(label) {
      const [message] = fake.messages;
      const button = message && discordButtons(message).find((each) => each.label === label);
      if (message && button) fake.press(message, button.id);
    },
    seen: () =>
      fake.messages.map(({ id, body }) => ({
        id,
        words: wordsOf({ body }).replaceAll(/[\\_]/g, ''),
        beneath: body.message_reference?.message_id,
      })),
    until: (many) => fake.until(() => fake.messages.length >= many),
  };
}

async function slackScene(): Promise<Scene> {
  const fake = await startFakeSlack();
  onTestFinished(async () => {
    await fake.close();
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
    editors: [],
    digestGroups: [],
    apiUrl: fake.apiUrl,
  };
  return {
    connect: (engine) => connectSlack({ engine, config, log, announce: () => {}, draw }),
    summary: () => void fake.command('/summary length:long', { channel: CHANNEL }),
    ask: (question) => void fake.mention(question),
    press(label) {
      const [message] = fake.state.messages;
      const button = message && slackButtons(message.body).find((each) => each.label === label);
      if (message && button) void fake.press(button.value, message);
    },
    seen: () =>
      fake.state.messages.map(({ ts, thread, body }) => ({ id: ts, words: JSON.stringify(body), beneath: thread })),
    until: (many) => fake.state.until(`${many} messages`, () => fake.state.messages.length >= many),
  };
}

const corrected = () =>
  aStory({
    corrections: [{ date: '2031-05-09', was: 'It cost 42 million.', now: 'It cost 52 million.', items: ['cost'] }],
    facts: aStory().facts.map((fact) =>
      fact.id === 'cost' ? { ...fact, text: 'The work cost 52 million crowns.' } : fact,
    ),
  });

const scenes = [
  ['Discord', discordScene],
  ['Slack', slackScene],
] as const;

test.for(scenes)(
  'on %s what commands, questions and buttons posted is corrected in its thread and in place',
  async ([name, open]) => {
    const scene = await open();
    const dir = mkdtempSync(join(tmpdir(), 'corrections-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    let at = new Date('2031-05-08T10:00:00Z');
    const now = () => at;
    const engine = await openEngine({ memory: true, storiesDir: dir, log, now });
    const publish = async (story: Story) => {
      at = new Date(at.getTime() + 60_000);
      await engine.storage.revise({ story, author: 'an editor', note: '' });
      await engine.reload();
    };
    await publish(aStory());
    const platform = scene.connect(engine);
    await platform.ready;
    const deliveries = await startDeliveries({
      parts: engine.digestParts,
      storage: engine.storage,
      // Without the distance between two posts of a channel.
      outlets: [{ ...platform.outlet, rates: { perSecond: Infinity, channelGapMs: 0 } }],
      log,
      now,
    });
    onTestFinished(async () => {
      await deliveries.close();
      await platform.close();
      await engine.close();
    });

    scene.summary();
    await scene.until(1);
    scene.ask('What did the work cost?');
    await scene.until(2);
    scene.press('Standard summary');
    await scene.until(3);
    await engine.recorder.settled();
    const [summary, answer, button] = scene.seen();
    for (const message of [summary, answer, button]) expect(message?.words).toContain('42 million crowns');

    await publish(corrected());
    await vi.waitUntil(async () => (await engine.storage.corrections.recent('', '9')).length === 3);
    await deliveries.tick();
    await deliveries.idle();
    const all = scene.seen();
    expect(all).toHaveLength(6);
    for (const message of all.slice(0, 3)) {
      expect(message.words).toContain('52 million crowns. (corrected on 9 May 2031)');
      expect(message.words).not.toContain('42 million crowns');
    }
    const beneath = all.slice(3);
    // In Slack an answer to a mention is in a thread, and so is what is said of it.
    const threads = [summary?.id, name === 'Slack' ? answer?.beneath : answer?.id, button?.id];
    expect(new Set(beneath.map((notice) => notice.beneath))).toEqual(new Set(threads));
    for (const notice of beneath)
      expect(notice.words).toContain('It cost 52 million. (It had said: It cost 42 million.)');
    await deliveries.tick();
    await deliveries.idle();
    expect(scene.seen()).toHaveLength(6);
  },
);

test('in Slack a channel that is closed to the bot is answered all the same, and nothing of it is recorded', async () => {
  const fake = await startFakeSlack();
  onTestFinished(() => fake.close());
  fake.leave(CHANNEL, BOT);
  const dir = mkdtempSync(join(tmpdir(), 'corrections-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const engine = await openEngine({ memory: true, storiesDir: dir, log });
  await engine.storage.revise({ story: aStory(), author: 'an editor', note: '' });
  await engine.reload();
  const events = { by: 'socket' as const, appToken: 'xapp-fake' };
  const more = { oauth: undefined, installPort: undefined, host: '127.0.0.1', publicUrl: undefined };
  const config = {
    botToken: 'xoxb-fake',
    events,
    ...more,
    operators: [],
    editors: [],
    digestGroups: [],
    apiUrl: fake.apiUrl,
  };
  const platform = connectSlack({ engine, config, log, announce: () => {}, draw });
  await platform.ready;
  for (const nth of [0, 1]) {
    await fake.command('/summary');
    expect(JSON.stringify((await fake.message(nth)).body)).toContain('42 million crowns');
  }
  expect(fake.calls('chat.postMessage')).toHaveLength(1); // asked once
  await platform.close();
  await engine.recorder.settled();
  expect(await engine.storage.corrections.recent('', '9')).toEqual([]);
  await engine.close();
});
