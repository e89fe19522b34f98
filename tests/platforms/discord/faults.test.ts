import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGE_AFTER_MS } from '../../../src/platforms/discord/limits.ts';
import { wordsOf, type FakeDiscord } from '../../support/fake-discord.ts';
import { aSlowCommand, connect, FOR_ASKER } from './connection.ts';

const call = (fake: FakeDiscord) => `<@${fake.world.bot.id}>`;

/** The bot still answers. */
async function isWell(fake: FakeDiscord): Promise<void> {
  const asked = fake.run('stories');
  expect(wordsOf(await fake.until(() => asked.original))).toContain('Port Ansel reopens its bridge');
}

describe('an answer to an interaction', () => {
  test('that comes too late is logged and nothing else', async () => {
    const slow = aSlowCommand();
    const { fake, logged } = await connect({ commands: [slow.command] });
    const asked = fake.run('slow');
    await fake.until(() => (asked.expired = true));
    slow.finish();
    await logged('warn', /too late/);
    expect(fake.messages).toEqual([]);
    await isWell(fake);
  });

  test('whose token ran out after the acknowledgement is logged', async () => {
    const slow = aSlowCommand();
    const { fake, pass, logged } = await connect({ commands: [slow.command] });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged);
    asked.expired = true;
    slow.finish();
    await logged('warn', /too late/);
    await isWell(fake);
  });

  test.for([
    ['a reply', 'stories'],
    ['a reply with a picture', 'timeline'],
  ] as const)('that Discord stored before it failed is there once, and no fuss is made: %s', async ([, name]) => {
    const { fake, log, logged } = await connect();
    fake.fail({ path: /callback$/, once: 'done', fault: { status: 502 } });
    fake.run(name);
    await logged('debug', /answered already/);
    expect(fake.messages).toHaveLength(1);
    expect(log.has('error', /./)).toBeUndefined();
  });

  test.for([
    ['fails', { status: 502 }],
    ['cuts the line', { does: 'drop' }],
  ] as const)('is sent again where Discord %s before it stored it', async ([, fault]) => {
    const { fake } = await connect();
    fake.fail({ path: /callback$/, fault });
    await isWell(fake);
    expect(fake.messages).toHaveLength(1);
  });

  test('that Discord never takes is given up after the second attempt', async () => {
    const { fake, logged } = await connect();
    fake.fail({ path: /callback$/, times: 2, fault: { status: 502 } });
    fake.run('stories');
    await logged('warn', /did not get through.*HTTP 502/);
    expect(fake.requests.filter(({ path }) => path.endsWith('/callback'))).toHaveLength(2);
    await isWell(fake);
  });

  test('that follows an acknowledgement is sent again where Discord fails', async () => {
    const slow = aSlowCommand();
    const { fake, pass } = await connect({ commands: [slow.command] });
    fake.fail({ method: 'PATCH', path: /@original$/, fault: { status: 503 } });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged);
    slow.finish();
    expect(wordsOf(await fake.until(() => asked.original))).toContain('Worth waiting for.');
  });

  test('whose acknowledgement was lost on the way back still arrives', async () => {
    const slow = aSlowCommand();
    const { fake, pass, logged } = await connect({ commands: [slow.command] });
    fake.fail({ path: /callback$/, once: 'done', fault: { does: 'drop' } });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await logged('warn', /may not have arrived/);
    slow.finish();
    expect(wordsOf(await fake.until(() => asked.original))).toContain('Worth waiting for.');
  });

  test('waits as long as Discord asks, and no longer than makes sense', async () => {
    const { fake, logged } = await connect();
    fake.fail({ path: /callback$/, fault: { status: 429, retryAfter: 0.01 } });
    await isWell(fake);
    fake.fail({ path: /callback$/, fault: { status: 429, retryAfter: 30 } });
    fake.run('stories');
    await logged('warn', /Discord asks to wait 3\d s/);
    await isWell(fake);
  });

  test('that Discord never answers is given up', async () => {
    const { fake, logged } = await connect({ timeoutMs: 50 });
    fake.fail({ path: /callback$/, times: 2, fault: { does: 'hang' } });
    fake.run('stories');
    await logged('warn', /did not answer in time/);
    await isWell(fake);
  });

  const REFUSED = { status: 400, code: 50_035, message: 'Invalid Form Body' };

  test('that Discord will not have is owned up to, under an id that is in the log', async () => {
    const { fake, logged } = await connect();
    fake.fail({ path: /callback$/, fault: REFUSED });
    const asked = fake.run('stories');
    const told = await fake.until(() => asked.original);
    const { data } = await logged('error', /could not be shown/);
    expect(told.ephemeral).toBe(true);
    expect(wordsOf(told)).toContain(`in the log under ${String(data['id'])}`);
    expect(JSON.stringify(data['err'])).not.toContain('token');
  });

  test.for([
    ['for all', undefined],
    ['for the asker alone', FOR_ASKER],
  ] as const)('%s that Discord will not have after the acknowledgement is owned up to', async ([, reply]) => {
    const slow = aSlowCommand(reply);
    const { fake, pass } = await connect({ commands: [slow.command] });
    fake.fail({ path: reply ? /webhooks\/\d+\/[^/]+$/ : /@original$/, fault: REFUSED });
    const asked = fake.run('slow');
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged);
    slow.finish();
    const told = await fake.until(() => (reply ? asked.followUps[0] : asked.original));
    expect(wordsOf(told)).toContain('Something went wrong on our side');
  });

  test.for([
    ['before', undefined],
    ['after', 'done'],
  ] as const)(
    'for the asker alone arrives though Discord fails %s it took the acknowledgement back',
    async ([, once]) => {
      const slow = aSlowCommand(FOR_ASKER);
      const { fake, pass } = await connect({ commands: [slow.command] });
      fake.fail({ method: 'DELETE', path: /@original$/, fault: { status: 503 }, ...(once && { once }) });
      const asked = fake.run('slow');
      await pass(ACKNOWLEDGE_AFTER_MS);
      await fake.until(() => asked.acknowledged);
      slow.finish();
      expect(await fake.until(() => asked.followUps[0])).toMatchObject({ ephemeral: true });
    },
  );

  test('whose excuse is refused too is given up', async () => {
    const { fake, logged } = await connect();
    fake.fail({ path: /callback$/, times: 2, fault: REFUSED });
    fake.run('stories');
    await logged('warn', /did not get through.*Invalid Form Body/);
    await isWell(fake);
  });

  test('to a message that was deleted is logged', async () => {
    const { fake, logged } = await connect();
    const asked = fake.run('quote');
    const first = await fake.until(() => asked.original);
    fake.fail({ path: /callback$/, fault: { status: 404, code: 10_008, message: 'Unknown Message' } });
    fake.press(first, 'run /stories');
    await logged('warn', /deleted/);
    await isWell(fake);
  });
});

describe('an answer to a mention', () => {
  test.for([
    ['Discord fails before it stored it', { status: 500 }, undefined],
    ['Discord fails after it stored it', { status: 500 }, 'done'],
    ['the line is cut before', { does: 'drop' }, undefined],
    ['the line is cut after', { does: 'drop' }, 'done'],
    ['Discord does not answer', { does: 'hang' }, undefined],
    ['Discord stored it and does not answer', { does: 'hang' }, 'done'],
    ['Discord asks to wait', { status: 429, retryAfter: 0.01 }, undefined],
    ['Discord asks all to wait', { status: 429, retryAfter: 0.01, global: true }, undefined],
  ] as const)('is there exactly once where %s', async ([, fault, once]) => {
    const { fake, clock } = await connect({ timeoutMs: 500 });
    fake.fail({ method: 'POST', path: /messages$/, fault, ...(once && { once }) });
    fake.say(`${call(fake)} /stories`);
    const sent = () => fake.requests.filter(({ path }) => path.endsWith('/messages')).length;
    await fake.until(() => sent() === 1);
    while (sent() < 2) {
      clock.pass(500);
      await new Promise(setImmediate);
    }
    await fake.until(() => fake.messages.length > 0);
    await isWell(fake);
    expect(fake.messages.filter(({ body }) => body.nonce)).toHaveLength(1);
  });

  test('still comes after one that Discord refused the token for', async () => {
    const { fake, logged } = await connect();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 401, message: '401: Unauthorized' } });
    fake.say(`${call(fake)} /stories`);
    await logged('warn', /could not be answered.*DISCORD_TOKEN was reset/);
    fake.say(`${call(fake)} /stories`);
    expect(wordsOf(await fake.until(() => fake.messages[0]))).toContain('Port Ansel reopens its bridge');
  });

  test('waits as long as Discord asks, and no longer than makes sense', async () => {
    const { fake, pass, logged } = await connect();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 429, retryAfter: 20 } });
    fake.say(`${call(fake)} /stories`);
    await pass(20_050);
    // discord.js holds the channel back for as long in its own time, so nothing more is sent there.
    await logged('warn', /wait longer than makes sense/);
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 429, retryAfter: 90 } });
    fake.say(`${call(fake)} /stories`, { in: 'thread' });
    await logged('warn', /could not be answered.*Discord asks to wait 91 s/);
  });

  test('is given up after three attempts', async () => {
    const { fake, pass, logged } = await connect();
    fake.fail({ method: 'POST', path: /messages$/, times: 3, fault: { status: 503 } });
    fake.say(`${call(fake)} /stories`);
    await pass(500);
    await pass(3000);
    await logged('warn', /could not be answered.*HTTP 503/);
    await isWell(fake);
  });

  test.for([
    ['Missing Permissions', 50_013],
    ['Missing Access', 50_001],
  ] as const)(
    'that the bot may not give (%s) is explained to the asker in a direct message',
    async ([message, code]) => {
      const { fake, logged } = await connect();
      const path = new RegExp(`${fake.world.places.channel.id}/messages$`);
      fake.fail({ method: 'POST', path, times: 2, fault: { status: 403, code, message } });
      fake.say(`${call(fake)} /stories`);
      const told = await fake.until(() => fake.messages[0]);
      expect(told.channel).toBe(fake.world.places.dm.id);
      expect(wordsOf(told)).toContain('Send Messages');
      await logged('warn', /could not be answered/);
    },
  );

  test('is given up quietly where the asker takes no direct messages either', async () => {
    const { fake, logged } = await connect();
    fake.fail({
      method: 'POST',
      path: /messages$/,
      times: 2,
      fault: { status: 403, code: 50_013, message: 'Missing Permissions' },
    });
    fake.fail({
      path: /@me\/channels$/,
      fault: { status: 403, code: 50_007, message: 'Cannot send messages to this user' },
    });
    fake.say(`${call(fake)} /stories`);
    await logged('warn', /direct message could not be sent/);
    expect(fake.messages).toEqual([]);
    await isWell(fake);
  });

  test('goes out without its pictures where files are not allowed', async () => {
    const { fake, logged } = await connect();
    fake.fail({
      method: 'POST',
      path: /messages$/,
      fault: { status: 403, code: 50_013, message: 'Missing Permissions' },
    });
    fake.say(`${call(fake)} /timeline`);
    const stored = await fake.until(() => fake.messages[0]);
    expect(stored.files).toEqual([]);
    expect(wordsOf(stored)).toContain('2031');
    await logged('warn', /without its pictures/);
  });

  test('is no reply to it where the history may not be read', async () => {
    const { fake } = await connect();
    fake.fail({
      method: 'POST',
      path: /messages$/,
      fault: { status: 403, code: 160_002, message: 'Cannot reply without permission to read message history' },
    });
    fake.say(`${call(fake)} /stories`);
    const stored = await fake.until(() => fake.messages[0]);
    expect(stored.body.message_reference).toBeUndefined();
  });

  test('that Discord will not have is owned up to', async () => {
    const { fake, logged } = await connect();
    fake.fail({
      method: 'POST',
      path: /messages$/,
      fault: { status: 400, code: 50_035, message: 'Invalid Form Body' },
    });
    fake.say(`${call(fake)} /stories`);
    const told = await fake.until(() => fake.messages[0]);
    expect(wordsOf(told)).toContain('Something went wrong on our side');
    await logged('error', /could not be shown/);
  });

  test('in a channel that was deleted is logged', async () => {
    const { fake, logged } = await connect();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 404, code: 10_003, message: 'Unknown Channel' } });
    fake.say(`${call(fake)} /stories`);
    await logged('warn', /channel was deleted/);
    await isWell(fake);
  });
});

describe('what is the bot’s own fault', () => {
  test('a disk that keeps nothing costs the buttons, not the reply', async () => {
    const { fake, engine, logged } = await connect();
    engine.storage.keep = () => Promise.reject(new Error('disk full'));
    engine.storage.kept = () => Promise.reject(new Error('disk full'));
    fake.run('timeline');
    const stored = await fake.until(() => fake.messages[0]);
    expect(wordsOf(stored)).toContain('2031');
    const pressed = fake.press(stored, 'share x');
    await fake.until(() => fake.messages.length === 2);
    expect(pressed.original && wordsOf(pressed.original)).toContain('too old');
    await logged('error', /could not be read/);
  });

  test('an event that makes no sense ends nothing', async () => {
    const { fake, logged } = await connect();
    fake.press(
      { id: '1', channel: '2', body: {}, files: [], ephemeral: false, edits: 0, deleted: false },
      '\u0000'.repeat(500),
    );
    fake.gateway.dispatch('SOMETHING_NEW', { id: 1 });
    await isWell(fake);
    fake.gateway.dispatch('MESSAGE_CREATE', { id: '1', channel_id: fake.world.places.channel.id });
    fake.gateway.dispatch('INTERACTION_CREATE', { id: '2', type: 2, token: 'x', data: { type: 1, name: 'stories' } });
    await logged('error', /could not read an event/);
    await isWell(fake);
    fake.gateway.dispatch('GUILD_DELETE', { id: fake.world.guild });
    await logged('info', /removed from a Discord server/);
    await isWell(fake);
  });
});
