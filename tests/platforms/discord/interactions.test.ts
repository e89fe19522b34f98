import { InteractionResponseType, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import { drawPng } from '../../../src/pictures/png.ts';
import { ACKNOWLEDGE_AFTER_MS } from '../../../src/platforms/discord/limits.ts';
import { paragraph, post, type Picture } from '../../../src/reply.ts';
import { aStory } from '../../support/builders.ts';
import { buttonsOf, wordsOf, type Asked, type FakeDiscord, type Stored } from '../../support/fake-discord.ts';
import { aSlowCommand, connect, FOR_ASKER, PIXEL } from './connection.ts';

const answer = (fake: FakeDiscord, asked: Asked): Promise<Stored> => fake.until(() => asked.original);
const pressesOf = (stored: Stored, does: string) => buttonsOf(stored).filter(({ id }) => id.startsWith(`${does} `));
const MANY = Array.from({ length: 400 }, (_, i) =>
  paragraph(`Sentence ${i} of a long reply that goes on for a while.`),
);

const secret = defineCommand({
  name: 'secret',
  description: 'Say it to the asker alone',
  options: z.strictObject({}),
  run: () => post({ blocks: [paragraph('For your eyes.')], visibility: 'asker' }),
});
const long = defineCommand({
  name: 'long',
  description: 'A long reply',
  options: z.strictObject({}),
  run: () => post({ blocks: MANY }),
});
const longWithPicture = defineCommand({
  name: 'pictured',
  description: 'A long reply with a picture',
  options: z.strictObject({}),
  run: () => {
    const picture: Picture = {
      type: 'bars',
      title: 'Cost',
      groups: [{ unit: 'crowns', bars: [{ label: 'Work', value: 42 }] }],
    };
    return post({ blocks: [{ type: 'image', picture, alt: 'A bar chart.' }, ...MANY] });
  },
});
const whoAmI = defineCommand({
  name: 'whoami',
  description: 'Say who asks',
  options: z.strictObject({
    count: z.coerce.number().int().optional().meta({ description: 'A number', kind: 'number' }),
  }),
  run: ({ asker, options }) =>
    post({
      blocks: [
        paragraph(
          `${asker.id.replace(':', ' ')} ${asker.name} ${asker.isOperator} ${typeof options.count} ${options.count}`,
        ),
      ],
    }),
});

describe('a slash command', () => {
  test.for([
    ['ask', { question: 'what did the work cost?' }, '42 million crowns'],
    ['facts', { topic: 'transport', page: 1 }, 'piers'],
    ['help', { command: 'quote' }, '/quote'],
    ['numbers', {}, '42'],
    ['quote', { about: 'Mira Vale' }, 'The bridge is yours again'],
    ['source', { item: 'opening' }, 'Ansel Courier'],
    ['stories', {}, 'Port Ansel reopens its bridge'],
    ['summary', { story: 'harbour-bridge', length: 'long' }, 'reopened the harbour bridge'],
    ['timeline', {}, '2031'],
    ['who', { person: 'Quillón' }, 'engineer'],
  ] as const)('/%s is answered', async ([name, options, words]) => {
    const { fake } = await connect();
    const asked = fake.run(name, options);
    expect(wordsOf(await answer(fake, asked))).toContain(words);
    expect(asked.acknowledged).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(fake.messages).toHaveLength(1);
  });

  test.for(['channel', 'thread', 'post', 'dm', 'groupDm', 'elsewhere'] as const)(
    'is answered in this place: %s',
    async (place) => {
      const { fake } = await connect();
      const stored = await answer(fake, fake.run('quote', {}, { place }));
      expect(stored.channel).toBe(fake.world.places[place].id);
      expect(wordsOf(stored)).toContain('The bridge is yours again');
    },
  );

  test('knows who asks, and operators by their id', async () => {
    const { fake } = await connect({ commands: [whoAmI] });
    const { reader, operator } = fake.world;
    const first = await answer(fake, fake.run('whoami', { count: 3 }));
    const second = await answer(fake, fake.run('whoami', {}, { by: operator }));
    expect(wordsOf(first)).toContain(`discord ${reader.id} mira false number 3`);
    expect(wordsOf(second)).toContain(`discord ${operator.id} quillon true undefined undefined`);
  });

  test('says what is wrong with an option to the asker alone', async () => {
    const { fake } = await connect();
    const stored = await answer(fake, fake.run('summary', { story: 'harbour-bridge', length: 'endless' }));
    expect(stored.ephemeral).toBe(true);
    expect(wordsOf(stored)).toContain('choose short, standard, long');
  });

  test('that came twice is answered once', async () => {
    const { fake, bot } = await connect();
    const asked = fake.run('stories');
    await answer(fake, asked);
    fake.repeat(asked);
    await answer(fake, fake.run('numbers'));
    await bot.close(); // with all that was under way
    expect(fake.messages).toHaveLength(2);
    expect(fake.requests.filter(({ path }) => path.includes('/callback'))).toHaveLength(2);
  });

  test('that takes longer than a second is acknowledged, then answered in the same message', async () => {
    const slow = aSlowCommand();
    const { fake, pass } = await connect({ commands: [slow.command] });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged === InteractionResponseType.DeferredChannelMessageWithSource);
    slow.finish();
    expect(wordsOf(await answer(fake, asked))).toContain('Worth waiting for.');
    expect(fake.messages).toHaveLength(1);
  });

  test('that was acknowledged before all and is for the asker alone goes to the asker alone', async () => {
    const slow = aSlowCommand(FOR_ASKER);
    const { fake, pass } = await connect({ commands: [slow.command] });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged !== undefined);
    slow.finish();
    const [followUp] = await fake.until(() => asked.followUps.length > 0 && asked.followUps);
    expect(followUp).toMatchObject({ ephemeral: true });
    expect(fake.messages).toHaveLength(1);
    // Of the interaction alone: the commands may be registered meanwhile.
    const ours = fake.requests.filter(({ path }) => path.startsWith('/webhooks/'));
    expect(ours.map(({ method }) => method)).toEqual(['DELETE', 'POST']);
  });
});

describe('completion', () => {
  test.for([
    ['summary', 'story', 'harb', 'harbour-bridge'],
    ['quote', 'about', 'val', 'Mira Vale'],
    ['facts', 'topic', 'tran', 'transport'],
    ['source', 'item', 'cost', 'cost'],
    ['help', 'command', 'quo', 'quote'],
    ['digest', 'digest', 'dai', 'daily-brief'],
    ['digest', 'timezone', 'berl', 'Europe/Berlin'],
  ] as const)('of /%s %s offers what begins with “%s”', async ([name, option, typed, value]) => {
    const { fake } = await connect();
    const asked = fake.complete(name, option, typed);
    const choices = await fake.until(() => asked.choices);
    expect(choices.map((choice) => choice.value)).toEqual(expect.arrayContaining([expect.stringContaining(value)]));
    expect(choices.every((choice) => choice.name.length <= 100 && String(choice.value).length <= 100)).toBe(true);
  });

  test.for([
    ['nothing', 'story'],
    ['summary', 'nothing'],
  ])('of what does not exist (/%s %s) offers nothing', async ([name = '', option = '']) => {
    const { fake } = await connect();
    const asked = fake.complete(name, option, 'x');
    expect(await fake.until(() => asked.choices)).toEqual([]);
  });

  test('offers at most 25', async () => {
    const stories = Array.from({ length: 40 }, (_, i) =>
      aStory({ slug: `bridge-${i}`, title: `${'Long title '.repeat(12)}${i}` }),
    );
    const { fake } = await connect({ stories });
    const asked = fake.complete('summary', 'story', '');
    expect(await fake.until(() => asked.choices)).toHaveLength(25);
  });

  test('that fails offers nothing', async () => {
    const { fake, engine } = await connect();
    engine.library = () => {
      throw new Error('broken');
    };
    const asked = fake.complete('summary', 'story', '');
    expect(await fake.until(() => asked.choices)).toEqual([]);
  });
});

describe('a button', () => {
  test('runs the next command as a new message', async () => {
    const { fake } = await connect();
    const first = await answer(fake, fake.run('quote'));
    const [button] = pressesOf(first, 'run');
    const pressed = fake.press(first, button?.id ?? '');
    await fake.until(() => pressed.acknowledged);
    const second = await answer(fake, pressed);
    expect(second.id).not.toBe(first.id);
    expect(fake.messages).toHaveLength(2);
    expect(first.edits).toBe(0);
  });

  test('of a list to choose from runs what was chosen', async () => {
    const { fake } = await connect();
    const first = await answer(fake, fake.run('quote'));
    const pressed = fake.select(first, 'run', 'run /quote quillon');
    await fake.until(() => pressed.acknowledged);
    expect(wordsOf(await answer(fake, pressed))).toContain('We kept the arches');
  });

  test('that asks for a page changes the message in place', async () => {
    const { fake } = await connect({ commands: [long] });
    const first = await answer(fake, fake.run('long'));
    const before = wordsOf(first);
    const next = pressesOf(first, 'page').find(({ label }) => label === 'Next');
    fake.press(first, next?.id ?? '');
    await fake.until(() => first.edits > 0);
    expect(fake.messages).toHaveLength(1);
    expect(wordsOf(first)).not.toBe(before);
  });

  test('that asks for a page whose picture takes long is acknowledged, and the message changed then', async () => {
    const drawn = Promise.withResolvers<{ png: Uint8Array }>();
    let drawings = 0;
    const { fake, pass } = await connect({
      commands: [longWithPicture],
      draw: async () => ((drawings += 1) === 1 ? { png: PIXEL } : drawn.promise),
    });
    const first = await answer(fake, fake.run('pictured'));
    const of = pressesOf(first, 'page')[0]?.id.split(' ')[1] ?? '';
    const pressed = fake.press(first, `page ${of} 0`);
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => pressed.acknowledged === InteractionResponseType.DeferredMessageUpdate);
    drawn.resolve({ png: PIXEL });
    await fake.until(() => first.edits > 0);
    expect(first.files).toHaveLength(1);
    expect(fake.messages).toHaveLength(1);
  });

  test('that takes longer than a second is acknowledged and then answered', async () => {
    const slow = aSlowCommand();
    const { fake, pass } = await connect({ commands: [slow.command] });
    const first = await answer(fake, fake.run('quote'));
    const pressed = fake.press(first, 'run /slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => pressed.acknowledged === InteractionResponseType.DeferredChannelMessageWithSource);
    slow.finish();
    await fake.until(() => fake.messages.length === 2);
    expect(wordsOf(fake.messages[1] as Stored)).toContain('Worth waiting for.');
  });

  test('shares with all what was for the asker alone', async () => {
    const { fake } = await connect({ commands: [secret] });
    const first = await answer(fake, fake.run('secret'));
    expect(first.ephemeral).toBe(true);
    const [share] = pressesOf(first, 'share');
    const pressed = fake.press(first, share?.id ?? '');
    await fake.until(() => pressed.acknowledged);
    const shared = await answer(fake, pressed);
    expect(shared).toMatchObject({ ephemeral: false });
    expect(wordsOf(shared)).toContain('For your eyes.');
    expect(wordsOf(shared)).toContain('Shared by mira');
    expect(pressesOf(shared, 'share')).toEqual([]);
    const again = fake.press(first, share?.id ?? '');
    await fake.until(() => again.acknowledged);
    expect((await answer(fake, again)).ephemeral).toBe(true);
  });

  test.for(['page 0000000000000000000000 1', 'share gone', 'of another version', 'line x', ''])(
    'that means nothing any more (%s) is told to the presser alone',
    async (id) => {
      const { fake } = await connect();
      const first = await answer(fake, fake.run('quote'));
      const pressed = fake.press(first, id);
      await fake.until(() => pressed.acknowledged);
      const told = await answer(fake, pressed);
      expect(told.ephemeral).toBe(true);
      expect(wordsOf(told)).toContain('too old');
    },
  );

  test('pressed twice while the first press is at work does no harm', async () => {
    const slow = aSlowCommand();
    const { fake, clock } = await connect({ commands: [slow.command] });
    const first = await answer(fake, fake.run('quote'));
    const presses = [fake.press(first, 'run /slow'), fake.press(first, 'run /slow')];
    slow.finish();
    await Promise.all(presses.map((pressed) => fake.until(() => pressed.acknowledged)));
    expect(fake.messages).toHaveLength(3);
    expect(clock.waits()).not.toContain(ACKNOWLEDGE_AFTER_MS);
  });
});

describe('a picture', () => {
  test('is drawn and uploaded with its description', async () => {
    const { fake } = await connect({ draw: drawPng });
    const stored = await answer(fake, fake.run('timeline'));
    expect(stored.files).toHaveLength(1);
    expect(stored.files[0]?.type).toBe('image/png');
    expect([...(stored.files[0]?.bytes.slice(0, 4) ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(stored.body.attachments?.[0]?.description).toMatch(/\w/);
    expect((stored.body.flags ?? 0) & MessageFlags.IsComponentsV2).not.toBe(0);
  });

  test('that cannot be drawn is told in words', async () => {
    const { fake, logged } = await connect({ draw: () => Promise.reject(new Error('no pencil')) });
    const stored = await answer(fake, fake.run('timeline'));
    expect(stored.files).toEqual([]);
    expect(wordsOf(stored)).toContain('2031');
    await logged('error', /could not be drawn/);
  });

  test.for([
    ['Discord refuses it', { status: 403, code: 50_013, message: 'Missing Permissions' }],
    ['it is too large', { status: 413, code: 40_005, message: 'Request entity too large' }],
    ['Discord fails on it', { status: 500 }],
    ['the line is cut', { does: 'drop' }],
  ] as const)('is left out where %s', async ([, fault]) => {
    const { fake, logged } = await connect();
    fake.fail({ path: /callback$/, fault });
    const stored = await answer(fake, fake.run('timeline'));
    expect(stored.files).toEqual([]);
    expect(wordsOf(stored)).toContain('2031');
    await logged('warn', /without its pictures/);
    expect(fake.messages).toHaveLength(1);
  });
});
