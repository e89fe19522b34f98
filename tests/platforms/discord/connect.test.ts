import { GatewayIntentBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { connectDiscord } from '../../../src/platforms/discord/connect.ts';
import { aStory } from '../../support/builders.ts';
import { startFakeDiscord, wordsOf, type FakeDiscord } from '../../support/fake-discord.ts';
import { aClock, aLog, anEngine, aSlowCommand, bodiesChecked, connect } from './connection.ts';

/** The bot still answers. */
async function isWell(fake: FakeDiscord): Promise<void> {
  const asked = fake.run('quote');
  await fake.until(() => asked.original ?? asked.followUps[0]);
}

describe('a connection', () => {
  test('asks for the least, says that it is there and how to invite it', async () => {
    const { fake, bot, announced } = await connect();
    expect(bot.status()).toEqual({ state: 'connected', says: 'connected as pullquote in 1 server' });
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
    expect(fake.gateway.arrivals).toEqual([{ how: 'identify', intents: Guilds | GuildMessages | DirectMessages }]);
    expect(announced).toEqual([
      `Discord: connected as pullquote in 1 server. Invite it to a server: https://discord.com/oauth2/authorize?client_id=${fake.world.bot.id}&scope=bot+applications.commands&permissions=274878008320`,
    ]);
  });

  test('registers for one server where one is set', async () => {
    const { fake, logged } = await connect({ config: { guildId: '1300000000000000999' } });
    await logged('info', /commands on Discord are written/);
    expect(fake.guildCommands()).not.toEqual([]);
    expect(fake.commands()).toEqual([]);
  });

  test('shows the newest story beside the name, a new one once a command was answered, none where there is none', async () => {
    const { fake, engine } = await connect();
    const shown = () => JSON.stringify(fake.gateway.presences.at(-1));
    await fake.until(() => fake.gateway.presences.length === 1);
    expect(shown()).toContain('Port Ansel reopens its bridge');
    await isWell(fake);
    expect(fake.gateway.presences).toHaveLength(1);
    const library = engine.library();
    engine.library = () => ({ ...library, version: 'next', stories: [] });
    await isWell(fake);
    await fake.until(() => fake.gateway.presences.length === 2);
    expect(fake.gateway.presences.at(-1)).toMatchObject({ activities: [] });
  });

  test('cuts a title that is too long to show', async () => {
    const { fake } = await connect({ stories: [aStory({ title: 'Bridge '.repeat(25).trim() })] });
    const sent = await fake.until(() => fake.gateway.presences[0]);
    expect(JSON.stringify(sent)).toMatch(/"state":"(Bridge ){18}B…"/);
  });
});

describe('a lost connection', () => {
  test.for([
    ['cut', undefined],
    ['closed by Discord', 4000],
    ['closed as timed out', 4009],
  ] as const)('that was %s is taken up again, and what happened meanwhile is answered once', async ([, code]) => {
    const { fake, log, stands } = await connect();
    fake.gateway.close(code);
    await stands('connecting');
    const asked = fake.run('quote');
    await fake.until(() => asked.original);
    expect(fake.gateway.arrivals.map(({ how }) => how)).toEqual(['identify', 'resume']);
    await stands('connected');
    expect(fake.messages).toHaveLength(1);
    expect(log.lines.filter(({ text }) => text.includes('connection to Discord was lost'))).toHaveLength(1);
  });

  test('is complained of once, however often it is tried', async () => {
    const { fake, log, stands } = await connect();
    fake.gateway.turnAway(503);
    fake.gateway.close();
    const complaints = () => log.lines.filter(({ text }) => text.includes('503'));
    await stands('connecting');
    while (complaints().length < 2) await new Promise(setImmediate);
    fake.gateway.turnAway(undefined);
    await stands('connected');
    expect(complaints().filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('that Discord asks to move elsewhere is moved', async () => {
    const { fake } = await connect();
    fake.gateway.askToReconnect();
    await fake.until(() => fake.gateway.arrivals.length === 2);
    await isWell(fake);
  });

  // discord.js waits five seconds between two introductions: Discord's own rule.
  test('of a session that Discord forgot begins a new one', { timeout: 20_000 }, async () => {
    const { fake, stands } = await connect();
    await fake.until(() => fake.gateway.presences.length === 1);
    fake.gateway.forgetSessions();
    fake.gateway.close();
    await stands('connecting');
    await fake.until(() => fake.gateway.arrivals.length === 2);
    await stands('connected');
    await fake.until(() => fake.gateway.presences.length === 2);
    await isWell(fake);
  });
});

describe('what Discord refuses for good is told once with its remedy:', () => {
  test('a token that is wrong', async () => {
    const { bot, log, announced, fake } = await connect({ config: { token: 'MTIz.wrong.token-of-some-length' } });
    expect(bot.status().state).toBe('failed');
    expect(bot.status().says).toMatch(/DISCORD_TOKEN.*Reset Token/);
    expect(announced).toHaveLength(1);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(JSON.stringify([log.lines, announced])).not.toContain('MTIz.wrong');
    expect(fake.requests).toHaveLength(1);
  });

  test('a token that no request can carry', async () => {
    const { bot, announced } = await connect({ config: { token: 'MTIz.copied…badly' } });
    expect(bot.status()).toMatchObject({ state: 'failed', says: expect.stringMatching(/DISCORD_TOKEN/) as string });
    expect(announced).toHaveLength(1);
  });

  test.for([
    [4004, /DISCORD_TOKEN/],
    [4014, /does not allow this application the events/],
    [4013, /4013/],
  ] as const)('close code %i at the start', async ([code, says]) => {
    const { bot, announced } = await connect({ before: (fake) => fake.gateway.refuseWith(code) });
    expect(bot.status()).toMatchObject({ state: 'failed', says: expect.stringMatching(says) as string });
    expect(announced).toHaveLength(1);
  });

  test('a token that is taken back later', async () => {
    const { fake, bot, logged } = await connect();
    fake.gateway.refuseWith(4004);
    fake.gateway.close(4004);
    await logged('error', /DISCORD_TOKEN/);
    expect(bot.status().state).toBe('failed');
  });
});

describe('a Discord that cannot be reached at the start', () => {
  test('is tried again until it is there', async () => {
    const gone = await startFakeDiscord();
    await gone.close();
    const { engine, close } = await anEngine();
    const clock = aClock();
    const log = aLog();
    const config = {
      token: gone.token,
      guildId: undefined,
      operators: [],
      digestRoles: [],
      editors: [],
      apiUrl: gone.apiUrl,
    };
    const bot = connectDiscord({ engine, config, log: log.log, announce: () => {}, after: clock.after });
    await bot.ready;
    expect(bot.status()).toEqual({
      state: 'connecting',
      says: 'Discord cannot be reached (ECONNREFUSED); trying again in 2 s',
    });
    expect(clock.pass(2000)).toBe(true);
    while (!clock.waits().includes(5000)) await new Promise(setImmediate);
    await bot.close();
    expect(clock.waits()).not.toContain(5000);
    await close();
  });

  test('that turns it away at its gateway is tried again by one connection at a time', async () => {
    const { fake, bot, pass, stands } = await connect({ before: (fresh) => fresh.gateway.turnAway(503) });
    expect(bot.status()).toMatchObject({ state: 'connecting', says: expect.stringContaining('503') as string });
    fake.gateway.turnAway(undefined);
    await pass(2000);
    await stands('connected');
    // The half second that discord.js waits here is over later than that of the login that failed.
    fake.gateway.close();
    await stands('connecting');
    await stands('connected');
    expect(fake.gateway.arrivals.map(({ how }) => how)).toEqual(['identify', 'resume']);
    await isWell(fake);
  });

  test('whose gateway does not answer is told of', async () => {
    const fake = await startFakeDiscord();
    fake.gateway.turnAway('silently');
    const { engine, close } = await anEngine();
    const clock = aClock();
    const log = aLog();
    const config = {
      token: fake.token,
      guildId: undefined,
      operators: [],
      digestRoles: [],
      editors: [],
      apiUrl: fake.apiUrl,
    };
    const bot = connectDiscord({ engine, config, log: log.log, announce: () => {}, after: clock.after });
    await fake.until(() => fake.requests.length > 0);
    clock.pass(20_000);
    await bot.ready;
    expect(bot.status()).toEqual({
      state: 'connecting',
      says: 'Discord’s gateway has not let the bot in yet; trying on',
    });
    expect(log.has('warn', /gateway has not let the bot in/)).toBeDefined();
    const closed = bot.close();
    clock.pass(3000);
    await closed;
    await fake.close();
    await close();
  });

  test('that asks to wait is tried again once it may be', async () => {
    const { fake, bot, pass, stands } = await connect({
      before: (fresh) => fresh.fail({ path: /gateway\/bot$/, fault: { status: 429, retryAfter: 90 } }),
    });
    expect(bot.status().says).toMatch(/trying again in 91 s/);
    await pass(90_050);
    await stands('connected');
    await isWell(fake);
  });

  test.for([
    ['fails', { status: 503 }],
    ['cuts the line', { does: 'drop' }],
    ['does not answer', { does: 'hang' }],
  ] as const)('because it %s is tried again', async ([, fault]) => {
    const { fake, bot, pass, stands } = await connect({
      timeoutMs: 100,
      before: (fresh) => fresh.fail({ path: /gateway\/bot$/, fault }),
    });
    expect(bot.status().state).toBe('connecting');
    await pass(2000);
    await stands('connected');
    await isWell(fake);
  });
});

describe('closing', () => {
  test('lets the replies under way go out, takes no more, and is harmless twice', async () => {
    const slow = aSlowCommand();
    const { fake, bot } = await connect({ commands: [slow.command] });
    const asked = fake.run('slow');
    const other = fake.run('quote');
    await fake.until(() => other.original);
    const closed = Promise.all([bot.close(), bot.close()]);
    fake.run('numbers');
    slow.finish();
    await closed;
    expect(asked.original && wordsOf(asked.original)).toContain('Worth waiting for.');
    expect(fake.messages).toHaveLength(2);
  });

  test('does not wait for ever', async () => {
    const slow = aSlowCommand();
    const { fake, bot, pass, clock } = await connect({ commands: [slow.command] });
    fake.run('slow');
    while (!clock.waits().includes(1000)) await new Promise(setImmediate);
    const closed = bot.close();
    await pass(3000);
    await closed;
    slow.finish();
  });
});

test('every body that these tests sent was checked', () => {
  expect(bodiesChecked()).toBeGreaterThan(20);
});
