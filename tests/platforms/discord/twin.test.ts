import { ChannelType, InteractionResponseType } from 'discord.js';
import { DigitalDiscord } from 'discord-digital-twin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDiscord } from '../../../src/platforms/discord/connect.ts';
import { ACKNOWLEDGE_AFTER_MS } from '../../../src/platforms/discord/limits.ts';
import type { Platform } from '../../../src/platform.ts';
import { buttonsOf, wordsOf } from '../../support/fake-discord.ts';
import { aClock, aLog, anEngine, aSlowCommand, PIXEL } from './connection.ts';

/** A Discord that somebody else wrote: it knows neither uploads nor reading the commands, so what it takes is not made to fit our own fake. */
const slow = aSlowCommand();
const clock = aClock();
const log = aLog();
let twin: DigitalDiscord;
let bot: Platform;
let engine: Awaited<ReturnType<typeof anEngine>>;
let channelId = '';
let userId = '';

beforeAll(async () => {
  twin = new DigitalDiscord({
    guild: { name: 'Port Ansel' },
    channels: [{ name: 'news', type: ChannelType.GuildText }],
    users: [{ username: 'mira' }],
    dbUrl: 'file::memory:?cache=shared',
  });
  await twin.start();
  channelId = (await twin.prisma.channel.findFirstOrThrow()).id;
  userId = (await twin.getFirstNonBotUserId()) ?? '';
  engine = await anEngine({ commands: [slow.command] });
  bot = connectDiscord({
    engine: engine.engine,
    config: {
      token: twin.botToken,
      guildId: undefined,
      operators: [],
      digestRoles: [],
      editors: [],
      apiUrl: twin.restUrl,
    },
    log: log.log,
    announce: () => {},
    after: clock.after,
    draw: async () => ({ png: PIXEL }),
  });
  await bot.ready;
});
afterAll(async () => {
  await bot.close();
  await twin.stop();
  await engine.close();
});

/** Runs a command and waits for the message that answers it. */
async function answerTo(name: string, options: { name: string; type: number; value: string }[] = []) {
  const before = new Set((await twin.channel(channelId).getMessages()).map(({ id }) => id));
  const { id } = await twin.channel(channelId).user(userId).runSlashCommand({ name, options });
  const ack = await twin.channel(channelId).waitForInteractionAck({ interactionId: id });
  const message = await twin.channel(channelId).waitForMessage({ predicate: (one) => !before.has(one.id) });
  return { ack, message: { ...message, body: { components: message.components as { type: number }[] } } };
}

describe('a Discord that somebody else wrote', () => {
  test('takes the login', () => {
    expect(bot.status()).toMatchObject({ state: 'connected', says: expect.stringContaining('in 1 server') as string });
  });

  test('is given all commands though it cannot say which it has', async () => {
    while (!log.has('info', /commands on Discord are written/)) await new Promise(setImmediate);
    const commands = await twin.prisma.applicationCommand.findMany();
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['ask', 'quote', 'summary', 'slow']));
  });

  test('shows the answer to a slash command', async () => {
    const { ack, message } = await answerTo('quote', [{ name: 'about', type: 3, value: 'vale' }]);
    expect(ack.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(wordsOf(message)).toContain('The bridge is yours again');
  });

  test('shows the answer without its picture, for it takes no files', async () => {
    const { message } = await answerTo('timeline');
    expect(wordsOf(message)).toContain('2031');
    expect(message.attachments).toEqual([]);
    expect(log.has('warn', /without its pictures/)).toBeDefined();
  });

  test('shows the answer to a button', async () => {
    const { message } = await answerTo('quote', [{ name: 'about', type: 3, value: 'vale' }]);
    const button = buttonsOf(message).find(({ id }) => id.startsWith('run '));
    const pressed = await twin
      .channel(channelId)
      .user(userId)
      .clickButton({ messageId: message.id, customId: button?.id ?? '' });
    const ack = await twin.channel(channelId).waitForInteractionAck({ interactionId: pressed.id });
    expect(ack).toMatchObject({ acknowledged: true, type: InteractionResponseType.ChannelMessageWithSource });
  });

  test('shows an answer that was long in coming', async () => {
    const { id } = await twin.channel(channelId).user(userId).runSlashCommand({ name: 'slow' });
    while (!clock.pass(ACKNOWLEDGE_AFTER_MS)) await new Promise(setImmediate);
    const ack = await twin.channel(channelId).waitForInteractionAck({ interactionId: id });
    expect(ack.type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    slow.finish();
    const message = await twin.channel(channelId).waitForMessage({
      predicate: ({ components }) => JSON.stringify(components).includes('Worth waiting for'),
    });
    expect(message.author.id).toBe(twin.botUserId);
  });
});
