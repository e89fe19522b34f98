import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import { loadCommands } from '../../../src/load-files.ts';
import { commandBodies, isRegistered, registerCommands } from '../../../src/platforms/discord/register.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { startFakeDiscord, type FakeDiscord } from '../../support/fake-discord.ts';
import { COMMANDS } from '../../support/run.ts';
import { aLog, connect } from './connection.ts';

describe('what Discord is told of the commands', () => {
  test('looks the same as last time', async () => {
    const bodies = commandBodies(await loadCommands());
    expect(discordFaults('commands', bodies)).toEqual([]);
    await expect(`${JSON.stringify(bodies, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../rendered/discord/commands.json',
    );
  });

  test('puts required options first, and says of each kind what it takes', () => {
    const every = defineCommand({
      name: 'every',
      description: 'd'.repeat(150),
      options: z.strictObject({
        size: z.enum(['short', 'long']).optional().meta({ description: 'How long', kind: 'text' }),
        story: z.string().max(80).optional().meta({ description: 'Which', kind: 'story' }),
        zone: z.string().max(60).optional().meta({ description: 'Where the clock is', kind: 'zone' }),
        at: z.string().max(20).optional().meta({ description: 'When', kind: 'time' }),
        days: z.string().max(30).optional().meta({ description: 'On which days', kind: 'days' }),
        channel: z.string().optional().meta({ description: 'Which channel', kind: 'place' }),
        page: z.coerce.number().int().min(1).optional().meta({ description: 'Page', kind: 'number' }),
        words: z.string().max(9000).meta({ description: 'Anything', kind: 'text' }),
      }),
      run: () => {
        throw new Error('never run');
      },
    });
    const [body] = commandBodies([every]);
    expect(body?.description).toHaveLength(100);
    expect(body?.options).toEqual([
      { name: 'words', description: 'Anything', required: true, type: 3, max_length: 6000 },
      {
        name: 'size',
        description: 'How long',
        required: false,
        type: 3,
        choices: [
          { name: 'short', value: 'short' },
          { name: 'long', value: 'long' },
        ],
      },
      { name: 'story', description: 'Which', required: false, type: 3, max_length: 80, autocomplete: true },
      { name: 'zone', description: 'Where the clock is', required: false, type: 3, max_length: 60, autocomplete: true },
      { name: 'at', description: 'When', required: false, type: 3, max_length: 20 },
      { name: 'days', description: 'On which days', required: false, type: 3, max_length: 30 },
      {
        name: 'channel',
        description: 'Which channel',
        required: false,
        type: 7,
        channel_types: [0, 2, 5, 10, 11, 12, 13],
      },
      { name: 'page', description: 'Page', required: false, type: 4, min_value: 1 },
    ]);
  });
});

describe('registration', () => {
  let fake: FakeDiscord;
  beforeEach(async () => {
    fake = await startFakeDiscord({ check: discordFaults });
  });
  afterEach(() => fake.close());
  const register = (commands = COMMANDS, guildId?: string) =>
    registerCommands({
      rest: new REST({ api: fake.apiUrl, retries: 0 }).setToken(fake.token),
      applicationId: fake.world.bot.id,
      guildId,
      commands,
      log: aLog().log,
    });
  const written = () => fake.requests.filter(({ method }) => method === 'PUT');

  test('writes all commands at once, and nothing where Discord has them already', async () => {
    expect(await register()).toBe('written');
    expect(await register()).toBe('unchanged');
    expect(written()).toHaveLength(1);
    expect(fake.problems).toEqual([]);
    expect(isRegistered(fake.commands(), COMMANDS)).toBe(true);
  });

  test('writes them where one differs, is missing or is too many', async () => {
    await register();
    const [first, ...rest] = COMMANDS;
    if (!first) throw new Error('there are no commands');
    expect(await register([{ ...first, description: 'Something else' }, ...rest])).toBe('written');
    expect(await register(rest)).toBe('written');
    expect(await register()).toBe('written');
    expect(await register()).toBe('unchanged');
  });

  test('writes them where a channel is chosen from other kinds than before', async () => {
    const choose = defineCommand({
      name: 'choose',
      description: 'Choose a channel',
      options: z.strictObject({ channel: z.string().meta({ description: 'Which', kind: 'place' }) }),
      run: () => {
        throw new Error('never run');
      },
    });
    await register([choose]);
    expect(await register([choose])).toBe('unchanged');
    const [held] = commandBodies([choose]);
    fake.hold([{ ...held, options: held?.options?.map((option) => ({ ...option, channel_types: [0] })) }]);
    expect(await register([choose])).toBe('written');
  });

  test('for one server writes there only, and does not write it again', async () => {
    expect(await register(COMMANDS, fake.world.guild)).toBe('written');
    expect(await register(COMMANDS, fake.world.guild)).toBe('unchanged');
    expect(fake.commands()).toEqual([]);
    expect(fake.guildCommands()).toHaveLength(COMMANDS.length);
    expect(JSON.stringify(written()[0]?.body)).not.toContain('contexts');
  });

  test('is done all the same where what is registered cannot be read', async () => {
    fake.fail({ method: 'GET', path: /commands$/, fault: { status: 500 } });
    expect(await register()).toBe('written');
    fake.hold([{ name: 'strange', options: 'none' }]);
    expect(await register()).toBe('written');
  });

  test.for([
    ['unauthorised', { status: 401, code: 0, message: '401: Unauthorized' }],
    ['missing_access', { status: 403, code: 50_001, message: 'Missing Access' }],
  ] as const)('is not tried where Discord says no: %s', async ([code, fault]) => {
    fake.fail({ method: 'GET', path: /commands$/, fault });
    await expect(register()).rejects.toMatchObject({ name: 'UpstreamError', code });
    expect(written()).toEqual([]);
  });
});

describe('a bot whose commands cannot be registered goes on', () => {
  test.for([
    ['the scope is missing', { status: 403, code: 50_001, message: 'Missing Access' }, /applications\.commands/],
    [
      'there were too many today',
      { status: 400, code: 30_034, message: 'Max number of daily application command creates' },
      /tomorrow/,
    ],
  ] as const)('where %s', async ([, fault, remedy]) => {
    const { fake, logged, announced } = await connect({
      before: (fresh) => fresh.fail({ method: 'PUT', path: /commands$/, fault }),
    });
    await logged('warn', remedy);
    expect(announced.join('\n')).toMatch(remedy);
    const asked = fake.run('quote');
    await fake.until(() => asked.original);
  });

  test('and tries again where Discord had a fault', async () => {
    const { fake, logged, pass } = await connect({
      before: (fresh) => fresh.fail({ method: 'PUT', path: /commands$/, fault: { status: 503 } }),
    });
    await logged('warn', /trying again in 2 s/);
    await pass(2000);
    await logged('info', /commands on Discord are written/);
    expect(fake.commands().length).toBeGreaterThan(0);
  });

  test('and tries again where Discord asks to wait, when it may', async () => {
    const { logged, clock, announced } = await connect({
      before: (fresh) => fresh.fail({ method: 'PUT', path: /commands$/, fault: { status: 429, retryAfter: 90 } }),
    });
    await logged('warn', /trying again in 91 s/);
    expect(announced).toHaveLength(1);
    expect(clock.waits()).toContain(90_050);
  });
});
