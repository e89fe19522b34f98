import { ChannelType, PermissionFlagsBits as Bit } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import type { Origin } from '../../../src/origin.ts';
import { paragraph, post } from '../../../src/reply.ts';
import { channelKey, type Place } from '../../../src/schedule/subscription.ts';
import type { FakeDiscord } from '../../support/fake-discord.ts';
import type { Where } from '../../support/fake-discord/interactions.ts';
import { aRole, type PlaceName } from '../../support/fake-discord/world.ts';
import { connect } from './connection.ts';

const POSTING = Bit.ViewChannel | Bit.SendMessages | Bit.AttachFiles | Bit.ReadMessageHistory;
const IN_THREADS = Bit.ViewChannel | Bit.SendMessagesInThreads | Bit.AttachFiles | Bit.ReadMessageHistory;
const READER = Bit.ViewChannel;
const MANAGER = Bit.ViewChannel | Bit.ManageChannels;

/** A bot with a command that keeps its origin. Everyone may do as little as is said. */
async function aBot({ everyone = READER | POSTING, digestRoles = [] as string[] } = {}) {
  const origins: (Origin | undefined)[] = [];
  const where = defineCommand({
    name: 'where',
    description: 'Keep where it came from',
    options: z.strictObject({ channel: z.string().optional().meta({ description: 'Which', kind: 'place' }) }),
    run: ({ origin, options: { channel } }) => {
      origins.push(origin);
      return post({
        blocks: [paragraph(channel ?? 'here')],
        actions: [{ label: 'Again', command: '/where' }],
      });
    },
  });
  const connection = await connect({
    commands: [where],
    config: { digestRoles },
    before: ({ world }) => {
      const [role] = world.guildCreate.roles;
      if (role) role.permissions = String(everyone);
    },
  });
  const { fake } = connection;
  const last = (count: number) => fake.until(() => (origins.length >= count ? origins.at(-1) : undefined));
  return {
    ...connection,
    run: (where: Where = {}): Promise<Origin> => {
      fake.run('where', {}, where);
      return last(origins.length + 1);
    },
    say: (text: string, place: PlaceName): Promise<Origin> => {
      fake.say(text, { in: place });
      return last(origins.length + 1);
    },
    last,
  };
}

const here = (origin: Origin): Place => {
  if (!origin.place) throw new Error('there is no place');
  return origin.place;
};
const inServer = ({ world }: FakeDiscord, channel: string): Place => ({
  platform: 'discord',
  workspace: world.guild,
  channel,
});
const overwrite = (id: string, type: 0 | 1, { allow = 0n, deny = 0n }) => ({
  id,
  type,
  allow: String(allow),
  deny: String(deny),
});

describe('where a command came from', () => {
  test.for(['channel', 'thread', 'post'] as const)('is a place of its server: %s', async (place) => {
    const { fake, run } = await aBot();
    const origin = await run({ place });
    expect(origin).toMatchObject({ isDirect: false, place: inServer(fake, fake.world.places[place].id) });
    expect(channelKey(here(origin))).toBe(`discord:${fake.world.places[place].id}`);
    expect(await origin.zone()).toBeUndefined();
  });

  test('is the same of a button and a menu', async () => {
    const { fake, last } = await aBot();
    const asked = fake.run('where');
    const stored = await fake.until(() => asked.original);
    fake.press(stored, 'run /where', { permissions: READER });
    expect(await (await last(2)).refusal(inServer(fake, stored.channel))).toContain('Manage Channels');
    fake.select(stored, 'actions 1', 'run /where');
    expect(here(await last(3))).toEqual(inServer(fake, stored.channel));
  });

  test('is a conversation of the asker’s own, in which nobody else need be asked', async () => {
    const { fake, run, say } = await aBot();
    const { dm, channel } = fake.world.places;
    for (const origin of [await run({ place: 'dm' }), await say('/where', 'dm')]) {
      expect(origin).toMatchObject({ isDirect: true, place: { workspace: '', channel: dm.id } });
      expect(await origin.refusal(here(origin))).toBeUndefined();
      expect(await origin.refusal({ ...here(origin), channel: `@${fake.world.reader.id}` })).toBeUndefined();
      expect(await origin.refusal({ ...here(origin), channel: `@${fake.world.operator.id}` })).toBeDefined();
      // A channel of a server, as in a notice about it, is judged by the rights there.
      expect(await origin.refusal(inServer(fake, channel.id))).toContain('Manage Channels');
      expect(await origin.placeNamed(channel.id)).toEqual({ refusal: expect.stringContaining('server') as string });
    }
  });

  test.for([
    ['elsewhere', /no member of this server.*invite me: https:\/\/discord\.com\/oauth2/],
    ['groupDm', /not part of this conversation.*invited me: https:\/\/discord\.com\/oauth2/],
  ] as const)('is no place where the bot cannot post later: %s', async ([place, why]) => {
    const { fake, run } = await aBot();
    const origin = await run({ place });
    expect(origin.place).toBeUndefined();
    expect(origin.why).toMatch(why);
    expect(await origin.placeNamed(fake.world.places[place].id)).toEqual({ refusal: origin.why });
    expect(await origin.refusal(inServer(fake, fake.world.places[place].id))).toBe(origin.why);
  });

  test('is told of a message in a server, but not what its author may do there', async () => {
    const { fake, say } = await aBot();
    const origin = await say(`<@${fake.world.bot.id}> /where`, 'channel');
    expect(here(origin)).toEqual(inServer(fake, fake.world.places.channel.id));
    expect(await origin.refusal(here(origin))).toContain('slash command');
    expect(await origin.placeNamed(fake.world.places.thread.id)).toEqual({
      refusal: expect.stringContaining('slash command') as string,
    });
  });
});

/** Why digests are not posted where the command was sent. */
async function refusal(bot: Awaited<ReturnType<typeof aBot>>, where: Where): Promise<string | undefined> {
  const origin = await bot.run(where);
  return origin.refusal(here(origin));
}

describe('who may have digests posted here', () => {
  test('is who may manage the channel', async () => {
    const bot = await aBot();
    expect(await refusal(bot, { permissions: MANAGER })).toBeUndefined();
    expect(await refusal(bot, { permissions: Bit.Administrator })).toBeUndefined();
    expect(await refusal(bot, { permissions: READER })).toBe(
      'Somebody who may manage that channel has to do this: it needs the permission “Manage Channels” there.',
    );
  });

  test('is who has a role for it', async () => {
    const role = '1300000000000000777';
    const bot = await aBot({ digestRoles: [role] });
    const { world, gateway } = bot.fake;
    expect(await refusal(bot, { permissions: READER })).toContain('or a role that the operator set for it');
    gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: world.guild, role: aRole(role, '0') });
    world.roles.set(world.reader.id, [role]);
    expect(await refusal(bot, { permissions: READER })).toBeUndefined();
  });

  test('is an operator of the bot', async () => {
    const bot = await aBot();
    expect(await refusal(bot, { permissions: 0n, by: bot.fake.world.operator })).toBeUndefined();
  });

  test.for([
    ['channel', POSTING, undefined],
    ['channel', POSTING & ~Bit.SendMessages, '“Send Messages”'],
    ['channel', POSTING & ~Bit.AttachFiles & ~Bit.ReadMessageHistory, '“Attach Files” and “Read Message History”'],
    ['channel', POSTING & ~Bit.ViewChannel, '“View Channels”'],
    ['thread', IN_THREADS, undefined],
    ['thread', POSTING, '“Send Messages in Threads”'],
  ] as const)('the bot needs its permissions there too: %s %s', async ([place, botPermissions, missing]) => {
    const bot = await aBot();
    const said = await refusal(bot, { place, permissions: MANAGER, botPermissions });
    expect(said).toBe(
      missing &&
        `I lack ${missing} there; somebody who manages the server can allow it for my role in the channel’s settings.`,
    );
  });
});

describe('another channel', () => {
  test('is named by its id, its mention, or a link to it or into it', async () => {
    const { fake, run } = await aBot();
    const origin = await run();
    const { id } = fake.channels.add();
    const link = `https://discord.com/channels/${fake.world.guild}/${id}`;
    for (const typed of [
      id,
      ` <#${id}> `,
      link,
      `<${link}>`,
      `${link}/1300000000000000001`,
      link.replace('discord', 'canary.discord'),
    ])
      expect(await origin.placeNamed(typed)).toEqual(inServer(fake, id));
  });

  test('comes from the option as its id', async () => {
    const { fake, last } = await aBot();
    await fake.until(() => fake.commands().length > 0);
    const { id } = fake.channels.add();
    const asked = fake.run('where', { channel: id });
    expect(await (await last(1)).placeNamed(id)).toEqual(inServer(fake, id));
    expect(JSON.stringify((await fake.until(() => asked.original)).body)).toContain(id);
  });

  test.for([
    ['a word', () => '#news', 'pick it from the list'],
    ['nothing', () => '', 'pick it from the list'],
    ['no such channel', () => '1300000000000000999', 'no such channel'],
    [
      'of another server',
      ({ world }: FakeDiscord) => `https://discord.com/channels/${world.elsewhere}/${world.places.elsewhere.id}`,
      'not in this server',
    ],
    ['a direct message', ({ world }: FakeDiscord) => world.places.dm.id, 'not in this server'],
    ['a category', ({ channels }: FakeDiscord) => channels.add({ type: ChannelType.GuildCategory }).id, 'category'],
    [
      'a forum',
      ({ channels }: FakeDiscord) => channels.add({ type: ChannelType.GuildForum }).id,
      'name one of its posts',
    ],
    [
      'a directory',
      ({ channels }: FakeDiscord) => channels.add({ type: ChannelType.GuildDirectory }).id,
      'takes no messages',
    ],
    ['one that the bot may not see', ({ world }: FakeDiscord) => world.places.elsewhere.id, 'cannot see that channel'],
  ] as const)('that is %s is refused in a sentence', async ([, name, said]) => {
    const { fake, run } = await aBot();
    const origin = await run();
    expect(await origin.placeNamed(name(fake))).toEqual({ refusal: expect.stringContaining(said) as string });
  });

  test('that is a locked thread is refused', async () => {
    const { fake, run } = await aBot();
    const { thread } = fake.world.places;
    Object.assign(thread, { thread_metadata: { archived: true, locked: true } });
    expect(await (await run()).placeNamed(thread.id)).toEqual({
      refusal: 'That thread is locked; unlock it, or name another channel.',
    });
  });

  test.for([ChannelType.GuildAnnouncement, ChannelType.GuildVoice, ChannelType.PublicThread])(
    'of this kind takes posts: %i',
    async (type) => {
      const { fake, run } = await aBot();
      const { id } = fake.channels.add({ type });
      expect(await (await run()).placeNamed(id)).toEqual(inServer(fake, id));
    },
  );

  test('is judged by what the asker and the bot may do there', async () => {
    const { fake, run } = await aBot();
    const { world, channels } = fake;
    const origin = await run({ permissions: MANAGER });
    const channel = channels.add();
    const refusal = (...overwrites: ReturnType<typeof overwrite>[]) => {
      Object.assign(channel, { permission_overwrites: overwrites });
      return origin.refusal(inServer(fake, channel.id));
    };
    const manages = overwrite(world.reader.id, 1, { allow: Bit.ManageChannels });
    expect(await refusal()).toContain('“Manage Channels”');
    expect(await refusal(manages)).toBeUndefined();
    expect(
      await refusal(overwrite(world.reader.id, 1, { allow: Bit.ManageChannels, deny: Bit.ViewChannel })),
    ).toContain('“Manage Channels”');
    expect(await refusal(manages, overwrite(world.bot.id, 1, { deny: Bit.AttachFiles }))).toContain(
      'I lack “Attach Files”',
    );
  });

  test('that is a thread is judged by its parent', async () => {
    const { fake, run } = await aBot({ everyone: IN_THREADS });
    const { world, channels } = fake;
    const parent = channels.add();
    const thread = channels.add({ type: ChannelType.PublicThread, parent_id: parent.id });
    const origin = await run();
    expect(await origin.refusal(inServer(fake, thread.id))).toContain('“Manage Channels”');
    Object.assign(parent, { permission_overwrites: [overwrite(world.reader.id, 1, { allow: Bit.ManageChannels })] });
    expect(await origin.refusal(inServer(fake, thread.id))).toBeUndefined();
    expect(await origin.refusal(inServer(fake, parent.id))).toContain('I lack “Send Messages”');
  });

  test('with voices is open to the bot where it may connect', async () => {
    const { fake, run } = await aBot({ everyone: POSTING | Bit.ManageChannels });
    const { id } = fake.channels.add({ type: ChannelType.GuildVoice });
    expect(await (await run()).refusal(inServer(fake, id))).toContain('I lack “Connect”');
  });

  test('is open to a role for it, and to operators of the bot', async () => {
    const role = '1300000000000000777';
    const { fake, run } = await aBot({ digestRoles: [role] });
    const { world, channels } = fake;
    const place = inServer(fake, channels.add().id);
    expect(await (await run()).refusal(place)).toContain('a role that the operator set');
    world.roles.set(world.reader.id, [role]);
    expect(await (await run()).refusal(place)).toBeUndefined();
    world.guildCreate.owner_id = world.bot.id;
    expect(await (await run({ by: world.operator })).refusal(place)).toBeUndefined();
  });

  test('is not judged where Discord does not tell', async () => {
    const { fake, run, logged } = await aBot();
    const origin = await run();
    const place = inServer(fake, fake.channels.add().id);
    expect(await origin.refusal({ ...place, workspace: fake.world.elsewhere })).toContain('in its own server');
    expect(await origin.refusal({ ...place, platform: 'slack' })).toContain('in its own server');
    expect(await origin.refusal(inServer(fake, fake.world.places.dm.id))).toContain('in its own server');
    fake.channels.remove(place.channel);
    expect(await origin.refusal(place)).toContain('no such channel');
    fake.fail({ method: 'GET', path: /channels\/\d+$/, times: 2, fault: { status: 502 } });
    expect(await origin.refusal(inServer(fake, fake.channels.add().id))).toContain('try again');
    expect(await origin.placeNamed(fake.world.places.thread.id)).toEqual({
      refusal: expect.stringContaining('try again') as string,
    });
    await logged('warn', /could not be looked at/);
  });
});
