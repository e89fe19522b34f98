import { MessageType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import { ACKNOWLEDGE_AFTER_MS } from '../../../src/platforms/discord/limits.ts';
import { notice } from '../../../src/reply.ts';
import { wordsOf, type FakeDiscord, type Stored } from '../../support/fake-discord.ts';
import { aSlowCommand, connect } from './connection.ts';

const call = (fake: FakeDiscord) => `<@${fake.world.bot.id}>`;
/** Says to the asker alone as whom it sees them. */
const whoAmI = defineCommand({
  name: 'whoami',
  description: 'Say who asks',
  options: z.strictObject({}),
  run: ({ asker }) => notice(asker.isOperator ? 'operator' : 'reader', { outcome: 'answer' }),
});
const nth = (fake: FakeDiscord, n: number): Promise<Stored> => fake.until(() => fake.messages[n]);

describe('a message that mentions the bot', () => {
  test.for(['channel', 'thread', 'post'] as const)(
    'is answered as a question, as a reply to it, in this place: %s',
    async (place) => {
      const { fake } = await connect();
      const id = fake.say(`${call(fake)} what did the work cost?`, { in: place });
      const stored = await nth(fake, 0);
      expect(wordsOf(stored)).toContain('42 million crowns');
      expect(stored.channel).toBe(fake.world.places[place].id);
      expect(stored.body).toMatchObject({
        message_reference: { message_id: id, fail_if_not_exists: false },
        nonce: id,
        enforce_nonce: true,
        allowed_mentions: { parse: [] },
      });
    },
  );

  test('runs a command where the text begins with a slash', async () => {
    const { fake } = await connect();
    fake.say(`${call(fake)} /quote quillon`);
    expect(wordsOf(await nth(fake, 0))).toContain('We kept the arches');
  });

  test.for([
    ['before @ after', (bot: string) => `what did <@${bot}> the work cost?`] as const,
    ['an old mark', (bot: string) => `<@!${bot}> what did the work cost?`] as const,
  ])('is understood with the mention anywhere: %s', async ([, text]) => {
    const { fake } = await connect();
    fake.say(text(fake.world.bot.id));
    expect(wordsOf(await nth(fake, 0))).toContain('42 million crowns');
  });

  test('without words is told what to type', async () => {
    const { fake } = await connect();
    fake.say(call(fake));
    expect(wordsOf(await nth(fake, 0))).toContain('/help');
  });

  test('is answered also where the answer is that nothing is held', async () => {
    const { fake } = await connect();
    fake.say(`${call(fake)} /quote nobody`);
    const stored = await nth(fake, 0);
    expect(stored.ephemeral).toBe(false);
    expect(stored.channel).toBe(fake.world.places.channel.id);
  });

  test('is answered for all to see, so what only operators see is not in it', async () => {
    const { fake } = await connect({ commands: [whoAmI] });
    fake.say(`${call(fake)} /whoami`, { by: fake.world.operator });
    expect(await nth(fake, 0)).toMatchObject({ ephemeral: false, channel: fake.world.places.channel.id });
    expect(wordsOf(await nth(fake, 0))).toContain('reader');
    fake.say('/whoami', { by: fake.world.operator, in: 'dm' });
    expect(wordsOf(await nth(fake, 1))).toContain('operator');
  });

  test('shows the typing sign only where the answer takes longer than a second', async () => {
    const slow = aSlowCommand();
    const { fake, pass } = await connect({ commands: [slow.command] });
    fake.say(`${call(fake)} /stories`);
    await nth(fake, 0);
    expect(fake.typing).toEqual([]);
    fake.say(`${call(fake)} /slow`);
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => fake.typing.length > 0);
    slow.finish();
    expect(wordsOf(await nth(fake, 1))).toContain('Worth waiting for.');
    expect(fake.typing).toEqual([fake.world.places.channel.id]);
  });

  test('that comes twice is answered once', async () => {
    const { fake, bot } = await connect();
    const id = fake.say(`${call(fake)} /stories`);
    fake.say(`${call(fake)} /stories`, { id });
    fake.say(`${call(fake)} /numbers`);
    await nth(fake, 1);
    await bot.close(); // with all that was under way
    expect(fake.requests.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2);
  });
});

describe('a message that asks nothing is passed over:', () => {
  test.for([
    ['from another bot', { by: 'bot2' }],
    ['from a webhook', { webhook: true }],
    ['to everyone', { everyone: true, unnamed: true }],
    ['without a mention', { unnamed: true }],
    [
      'a reply that pings by itself and says nothing',
      { unnamed: true, empty: true, pings: true, type: MessageType.Reply },
    ],
    ['a notice of Discord’s', { type: MessageType.UserJoin }],
  ] as const)('%s', async ([, how]) => {
    const { fake } = await connect();
    const by = 'by' in how ? { ...fake.world.reader, bot: true } : fake.world.reader;
    const text =
      'empty' in how
        ? ''
        : 'unnamed' in how
          ? '@everyone what did the work cost?'
          : `${call(fake)} what did the work cost?`;
    fake.say(text, { ...how, by });
    fake.say(`${call(fake)} /stories`);
    expect(wordsOf(await nth(fake, 0))).toContain('Port Ansel reopens its bridge');
    expect(fake.messages).toHaveLength(1);
  });

  test('its own', async () => {
    const { fake } = await connect();
    fake.say(`${call(fake)} /numbers`, { by: { ...fake.world.bot, bot: false } });
    fake.say(`${call(fake)} /stories`);
    expect(wordsOf(await nth(fake, 0))).toContain('Port Ansel reopens its bridge');
  });
});

test('a reply that pings the bot and says something is answered', async () => {
  const { fake } = await connect();
  fake.say('what did the work cost?', { pings: true, type: MessageType.Reply });
  expect(wordsOf(await nth(fake, 0))).toContain('42 million crowns');
});

describe('a direct message', () => {
  test('needs no mention', async () => {
    const { fake } = await connect();
    fake.say('what did the work cost?', { in: 'dm' });
    const stored = await nth(fake, 0);
    expect(stored.channel).toBe(fake.world.places.dm.id);
    expect(wordsOf(stored)).toContain('42 million crowns');
  });

  test('runs commands, and shows there what is for the asker alone', async () => {
    const { fake } = await connect();
    fake.say('/help', { in: 'dm' });
    expect(wordsOf(await nth(fake, 0))).toContain('/summary');
    fake.say('/timeline', { in: 'dm' });
    expect((await nth(fake, 1)).files).toHaveLength(1);
  });

  test('is the start of a conversation: a follow-up knows the question before', async () => {
    const { fake } = await connect();
    fake.say('who is Mira Vale?', { in: 'dm' });
    await nth(fake, 0);
    fake.say('what did she say?', { in: 'dm' });
    expect(wordsOf(await nth(fake, 1))).toContain('The bridge is yours again');
  });
});
