import { REST } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { markOf } from '../../../src/button.ts';
import type { Outlet } from '../../../src/delivery/outlet.ts';
import { createOutlet } from '../../../src/platforms/discord/outlet.ts';
import { paragraph, post, type Block, type Reply } from '../../../src/reply.ts';
import type { Place } from '../../../src/schedule/subscription.ts';
import { aCitation } from '../../support/builders.ts';
import { buttonsOf, startFakeDiscord, wordsOf, type FakeDiscord } from '../../support/fake-discord.ts';
import type { Planned } from '../../support/fake-discord/faults.ts';
import { aLog, connect, FOR_ASKER, PIXEL } from './connection.ts';

const ID = 'pq_7Yt-3kQm0aZ9Lw2Xc8Vb51'; // as long as it may be
const PICTURE: Block = {
  type: 'image',
  picture: { type: 'quote', text: 'It is open.', speaker: 'Mira Vale', role: 'mayor', source: 'Ansel Courier' },
  alt: 'A quotation.',
};

const digest = (...blocks: Block[]): Reply =>
  post({
    title: 'Good morning',
    blocks: [paragraph('The bridge is open.'), ...blocks],
    actions: [{ label: 'Stop', command: '/digest pause' }],
  });
const inChannel = ({ world }: FakeDiscord): Place => ({
  platform: 'discord',
  workspace: world.guild,
  channel: world.places.channel.id,
});
const posts = ({ requests }: FakeDiscord) =>
  requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

/** Connected, with a place to post to. */
async function anOutlet(parts: Parameters<typeof connect>[0] = {}) {
  const connection = await connect(parts);
  const { bot, fake } = connection;
  const outlet: Outlet = bot.outlet;
  const place = inChannel(fake);
  const channel = fake.world.places.channel.id;
  return { ...connection, outlet, place, channel };
}

/** What delivery makes of a post that fails. */
async function faultOf(outlet: Outlet, work: Promise<unknown>) {
  const failed = await work.then(
    (done) => ({ done }),
    (error: unknown) => ({ error }),
  );
  if ('done' in failed) throw new Error(`it did not fail: ${JSON.stringify(failed.done)}`);
  // An error of discord.js’s holds the whole message, and would take it into the log.
  expect(failed.error).toMatchObject({ name: 'UpstreamError', cause: undefined });
  return outlet.explain(failed.error);
}

describe('what is taken back on Discord', () => {
  test('is told in reply to its message, and found by its id', async () => {
    const { fake, outlet, place } = await anOutlet();
    const { message } = await outlet.post({ id: ID, place, reply: digest() });
    const notice = await outlet.post({ id: 'correction-1', place, reply: digest(), inReplyTo: message });
    expect(fake.messages[1]?.body.message_reference).toEqual({ message_id: message, fail_if_not_exists: false });
    expect(await outlet.find({ id: 'correction-1', place, inReplyTo: message }, new Date(0))).toEqual(notice);
  });

  test('is taken out of the message itself, which is still found by its id', async () => {
    const { fake, outlet, place } = await anOutlet();
    const { message } = await outlet.post({ id: ID, place, reply: digest(PICTURE) });
    const reply = post({
      blocks: [paragraph('The bridge is shut.')],
      actions: [{ label: 'Stop', command: '/digest pause' }],
    });
    await outlet.edit({ place, message, reply, page: 0, mark: ID });
    expect(wordsOf(fake.messages[0] ?? { body: {} })).toContain('The bridge is shut');
    expect(fake.messages[0]?.files).toEqual([]);
    expect(await outlet.find({ id: ID, place }, new Date(0))).toEqual({ message });
  });

  test('of a message that is gone is refused', async () => {
    const { outlet, place } = await anOutlet();
    const edit = { place, message: '1234567890123456789', reply: digest(), page: 0, mark: undefined };
    expect(await faultOf(outlet, outlet.edit(edit))).toMatchObject({ kind: 'refused', mayHaveSucceeded: false });
  });
});

describe('a digest on Discord', () => {
  test('is posted once, for all, under its id as the nonce, which its first button carries', async () => {
    const { fake, outlet, place } = await anOutlet();
    const { message } = await outlet.post({ id: ID, place, reply: { ...digest(), visibility: 'asker' } });
    expect(posts(fake)).toHaveLength(1);
    const [stored] = fake.messages;
    expect(stored).toMatchObject({ id: message, channel: place.channel, ephemeral: false });
    expect(stored?.body).toMatchObject({ nonce: ID, enforce_nonce: true, allowed_mentions: { parse: [] } });
    expect(stored && buttonsOf(stored)).toEqual([{ id: `run@${ID} /digest pause`, label: 'Stop' }]);
  });

  test('comes with its picture, and its buttons do what they say', async () => {
    const { fake, outlet, place } = await anOutlet();
    const command = `/quote ${'quillon '.repeat(20).trim()}`;
    const reply = { ...digest(PICTURE), actions: [{ label: 'More', command }] };
    await outlet.post({ id: ID, place, reply });
    const [stored] = fake.messages;
    if (!stored) throw new Error('nothing was posted');
    expect(stored.files).toHaveLength(1);
    const [button] = buttonsOf(stored);
    expect(button?.id).toMatch(new RegExp(`^line@${ID} `));
    const pressed = fake.press(stored, button?.id ?? '');
    expect(wordsOf(await fake.until(() => pressed.original !== stored && pressed.original))).toContain(
      'We kept the arches',
    );
  });

  test('under one id is there once, however often it is sent within minutes', async () => {
    const { fake, outlet, place } = await anOutlet();
    const first = await outlet.post({ id: ID, place, reply: digest() });
    expect(await outlet.post({ id: ID, place, reply: digest() })).toEqual(first);
    expect(fake.messages).toHaveLength(1);
  });

  test.for([
    ['refuses files', { status: 403, code: 50_013, message: 'Missing Permissions' }],
    ['finds them too large', { status: 413, code: 40_005, message: 'Request entity too large' }],
    ['will not have them', { status: 400, code: 50_035, message: 'Invalid Form Body' }],
  ] as const)('is posted without its picture where Discord %s', async ([, fault]) => {
    const { fake, outlet, place } = await anOutlet();
    fake.fail({ method: 'POST', path: /messages$/, fault });
    await outlet.post({ id: ID, place, reply: digest(PICTURE) });
    expect(fake.messages).toMatchObject([{ files: [], body: { nonce: ID } }]);
    expect(wordsOf({ body: fake.messages[0]?.body ?? {} })).toContain('A quotation.');
  });

  test('is given up where it is refused without its picture too', async () => {
    const { fake, outlet, place } = await anOutlet();
    const fault = { status: 403, code: 50_013, message: 'Missing Permissions' };
    fake.fail({ method: 'POST', path: /messages$/, times: 2, fault });
    expect(await faultOf(outlet, outlet.post({ id: ID, place, reply: digest(PICTURE) }))).toMatchObject({
      kind: 'closed',
      mayHaveSucceeded: false,
    });
    expect(posts(fake)).toHaveLength(2);
  });

  test('goes to a person where the two talk, which is opened once', async () => {
    const { fake, outlet } = await anOutlet();
    const place: Place = { platform: 'discord', workspace: '', channel: `@${fake.world.reader.id}` };
    const { message } = await outlet.post({ id: ID, place, reply: digest() });
    expect(fake.messages).toMatchObject([{ id: message, channel: fake.world.places.dm.id }]);
    fake.channels.forgetNonces();
    expect(await outlet.find({ id: ID, place }, new Date())).toEqual({ message });
    expect(fake.requests.filter(({ path }) => path === '/users/@me/channels')).toHaveLength(1);
  });

  test('that cannot be shown is not posted as an apology', async () => {
    const { fake, outlet, place, log } = await anOutlet();
    const reply = {
      ...digest(),
      get blocks(): Block[] {
        throw new Error('broken');
      },
    };
    const fault = await faultOf(outlet, outlet.post({ id: ID, place, reply }));
    expect(fault).toMatchObject({ kind: 'refused', mayHaveSucceeded: false });
    expect(log.has('error', /could not be shown/)).toBeDefined();
    expect(posts(fake)).toEqual([]);
  });
});

describe('a mark', () => {
  test('is on the first source where there are some', async () => {
    const { fake, outlet, place } = await anOutlet();
    const cited = [aCitation(1), aCitation(2)];
    await outlet.post({ id: ID, place, reply: { ...digest(), citations: cited } });
    const marks = JSON.stringify(fake.messages[0]?.body.components).match(/(run|line)@[\w-]+/g);
    expect(marks).toEqual([`run@${ID}`]);
    fake.channels.forgetNonces();
    expect(await outlet.find({ id: ID, place }, new Date())).toEqual({ message: fake.messages[0]?.id });
  });

  test('stays when somebody turns the pages', async () => {
    const { fake, outlet, place } = await anOutlet();
    const long = Array.from({ length: 200 }, (_, i) => paragraph(`Sentence ${i} of a long digest, on and on.`));
    const { message } = await outlet.post({ id: ID, place, reply: digest(...long) });
    const [stored] = fake.messages;
    const next = stored && buttonsOf(stored).find(({ label }) => label === 'Next');
    if (!stored || !next) throw new Error('there are no pages');
    expect(markOf(next.id)).toBe(ID);
    fake.press(stored, next.id);
    await fake.until(() => stored.edits > 0);
    fake.channels.forgetNonces();
    expect(await outlet.find({ id: ID, place }, new Date())).toEqual({ message });
  });
});

describe('a digest whose fate is unknown', () => {
  test.for([
    ['Discord fails', { status: 502 }],
    ['the line is cut', { does: 'drop' }],
    ['there is no answer', { does: 'hang' }],
  ] as const)('is sent by nobody again, and found long after, where %s once it was stored', async ([, fault]) => {
    const { fake, outlet, place } = await anOutlet({ timeoutMs: 300 });
    const since = new Date();
    fake.fail({ method: 'POST', path: /messages$/, once: 'done', fault });
    const told = await faultOf(outlet, outlet.post({ id: ID, place, reply: digest(PICTURE) }));
    expect(told).toMatchObject({ kind: 'passing', mayHaveSucceeded: true });
    expect(posts(fake)).toHaveLength(1);
    fake.channels.forgetNonces();
    expect(await outlet.find({ id: ID, place }, since)).toEqual({ message: fake.messages[0]?.id });
  });

  test('is surely not there where Discord failed before it stored it', async () => {
    const { fake, outlet, place, channel } = await anOutlet();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 502 } });
    const told = await faultOf(outlet, outlet.post({ id: ID, place, reply: digest() }));
    expect(told).toMatchObject({ kind: 'passing', mayHaveSucceeded: true });
    expect(await outlet.find({ id: ID, place }, new Date())).toBeUndefined();
    fake.channels.chatter(channel, 3);
    expect(await outlet.find({ id: ID, place }, new Date())).toBeUndefined();
  });

  test('is found behind what others said meanwhile, and not where somebody else copied it', async () => {
    const { fake, outlet, place, channel } = await anOutlet();
    const since = new Date();
    fake.channels.chatter(channel, 250);
    const { message } = await outlet.post({ id: ID, place, reply: digest() });
    await outlet.post({ id: 'another', place, reply: digest() });
    fake.channels.chatter(channel, 5);
    expect(await outlet.find({ id: ID, place }, since)).toEqual({ message });
    const mine = fake.messages.find(({ id }) => id === message);
    if (mine) mine.by = fake.world.reader;
    expect(await outlet.find({ id: ID, place }, since)).toBeUndefined();
  });

  test('is looked for since then, and somewhat earlier in case our clock is fast', async () => {
    const { outlet, place } = await anOutlet();
    const { message } = await outlet.post({ id: ID, place, reply: digest() });
    const [soon, late] = [5, 30].map((minutes) => new Date(Date.now() + minutes * 60_000));
    expect(await outlet.find({ id: ID, place }, soon ?? new Date())).toEqual({ message });
    expect(await outlet.find({ id: ID, place }, late ?? new Date())).toBeUndefined();
  });

  test('stays unknown where more was said than can be read', async () => {
    const { fake, outlet, place, channel } = await anOutlet();
    fake.channels.chatter(channel, 2000);
    const told = await faultOf(outlet, outlet.find({ id: ID, place }, new Date()));
    expect(told).toMatchObject({ kind: 'refused', mayHaveSucceeded: true });
    expect(fake.requests.filter(({ path }) => path === `/channels/${channel}/messages`)).toHaveLength(20);
  });

  test('stays unknown where the bot may not read the history', async () => {
    const { fake, outlet, place } = await anOutlet();
    const { world } = fake;
    const [everyone] = world.guildCreate.roles;
    if (everyone) everyone.permissions = String((1n << 50n) - 1n - (1n << 3n));
    await outlet.post({ id: ID, place, reply: digest() });
    const deny = String(1n << 16n);
    Object.assign(world.places.channel, {
      permission_overwrites: [{ id: world.guild, type: 0, allow: '0', deny }],
    });
    const told = await faultOf(outlet, outlet.find({ id: ID, place }, new Date()));
    expect(told).toMatchObject({ kind: 'closed', mayHaveSucceeded: true });
    expect(told.says).toContain('Read Message History');
  });

  test.for([
    ['deleted', (fake: FakeDiscord, id: string): void => fake.channels.remove(id)],
    ['closed', (fake: FakeDiscord, id: string): void => fake.channels.close(id, 50_001)],
  ] as const)('stays unknown where the channel was %s', async ([, change]) => {
    const { fake, outlet, place, channel } = await anOutlet();
    change(fake, channel);
    expect(await faultOf(outlet, outlet.find({ id: ID, place }, new Date()))).toMatchObject({ kind: 'closed' });
  });
});

describe('why a digest was not posted', () => {
  test.for<[string, Planned['fault'], object]>([
    ['Unknown Channel', { status: 404, code: 10_003 }, { kind: 'closed' }],
    ['Missing Access', { status: 403, code: 50_001 }, { kind: 'closed' }],
    ['Missing Permissions', { status: 403, code: 50_013 }, { kind: 'closed' }],
    ['Cannot send messages to this user', { status: 403, code: 50_007 }, { kind: 'closed' }],
    ['no server in common', { status: 403, code: 50_278 }, { kind: 'closed' }],
    ['Thread is archived', { status: 400, code: 50_083 }, { kind: 'closed' }],
    ['Thread is locked', { status: 403, code: 160_005 }, { kind: 'closed' }],
    ['a forum', { status: 400, code: 40_058 }, { kind: 'closed' }],
    ['a wait', { status: 429, retryAfter: 30 }, { kind: 'wait', retryAfterMs: 30_050, everywhere: false }],
    ['a wait for all', { status: 429, retryAfter: 30, global: true }, { kind: 'wait', everywhere: true }],
    ['Unauthorized', { status: 401 }, { kind: 'signed-out' }],
    ['API resource is currently overloaded', { status: 503, code: 130_000 }, { kind: 'passing' }],
    ['messages are disabled for now', { status: 400, code: 40_004 }, { kind: 'passing' }],
    ['Invalid Form Body', { status: 400, code: 50_035 }, { kind: 'refused' }],
  ])('%s', async ([message, fault, expected]) => {
    const { fake, outlet, place } = await anOutlet();
    fake.fail({ method: 'POST', path: /messages$/, fault: 'status' in fault ? { ...fault, message } : fault });
    const told = await faultOf(outlet, outlet.post({ id: ID, place, reply: digest() }));
    const mayHaveSucceeded = 'status' in fault && fault.status >= 500;
    expect(told).toMatchObject({ ...expected, mayHaveSucceeded, says: expect.stringMatching(/^Discord /) as string });
    expect(told.says).not.toContain('bridge');
    expect(posts(fake)).toHaveLength(1);
    expect(fake.messages).toEqual([]);
  });

  test('a short wait is waited out', async () => {
    const { fake, outlet, place } = await anOutlet();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 429, retryAfter: 0.01 } });
    await outlet.post({ id: ID, place, reply: digest() });
    expect(fake.messages).toHaveLength(1);
  });

  test('a token that Discord refused once is shown again', async () => {
    const { fake, outlet, place } = await anOutlet();
    fake.fail({ method: 'POST', path: /messages$/, fault: { status: 401, message: '401: Unauthorized' } });
    await faultOf(outlet, outlet.post({ id: ID, place, reply: digest() }));
    await outlet.post({ id: ID, place, reply: digest() });
    expect(fake.messages).toHaveLength(1);
  });

  test('a person who takes no messages', async () => {
    const { fake, outlet } = await anOutlet();
    const place: Place = { platform: 'discord', workspace: '', channel: '@900000000000000001' };
    fake.fail({ path: /@me\/channels$/, fault: { status: 502 } });
    const passing = await faultOf(outlet, outlet.post({ id: ID, place, reply: digest() }));
    expect(passing).toMatchObject({ kind: 'passing', mayHaveSucceeded: false });
    fake.channels.close(fake.channels.conversationWith('900000000000000001').id, 50_007);
    const closed = await faultOf(outlet, outlet.post({ id: ID, place, reply: digest() }));
    expect(closed).toMatchObject({ kind: 'closed', mayHaveSucceeded: false });
  });

  test('a Discord that nobody reaches has surely not stored it', async () => {
    const gone = await startFakeDiscord();
    await gone.close();
    const outlet = createOutlet(() => ({
      botId: gone.world.bot.id,
      sending: {
        rest: new REST({ api: gone.apiUrl, version: '10', retries: 0 }).setToken(gone.token),
        storage: { keep: async () => {} },
        draw: async () => ({ png: PIXEL }),
        log: aLog().log,
      },
    }));
    const told = await faultOf(outlet, outlet.post({ id: ID, place: inChannel(gone), reply: digest(PICTURE) }));
    expect(told).toMatchObject({ kind: 'passing', mayHaveSucceeded: false });
  });

  test('a bot that is not connected', async () => {
    const { outlet, place, fake, pass, stands } = await anOutlet({
      before: (fresh) => fresh.gateway.turnAway(503),
    });
    expect(outlet.isReady()).toBe(false);
    for (const work of [outlet.post({ id: ID, place, reply: FOR_ASKER }), outlet.find({ id: ID, place }, new Date())])
      expect(await faultOf(outlet, work)).toMatchObject({ kind: 'signed-out', mayHaveSucceeded: false });
    fake.gateway.turnAway(undefined);
    await pass(2000);
    await stands('connected');
    expect(outlet.isReady()).toBe(true);
    await outlet.post({ id: ID, place, reply: digest() });
    expect(fake.messages).toHaveLength(1);
  });

  test('a bot that has stopped', async () => {
    const { outlet, bot } = await anOutlet();
    expect(outlet.isReady()).toBe(true);
    await bot.close();
    expect(outlet.isReady()).toBe(false);
  });

  test('is no gateway that is being taken up again', async () => {
    const { fake, outlet, place, stands } = await anOutlet();
    fake.gateway.turnAway(503);
    fake.gateway.close();
    await stands('connecting');
    await outlet.post({ id: ID, place, reply: digest() });
    expect(fake.messages).toHaveLength(1);
  });
});
