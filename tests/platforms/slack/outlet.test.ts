import { describe, expect, test } from 'vitest';
import type { DeliveryFault } from '../../../src/delivery/outlet.ts';
import { ConfigError } from '../../../src/errors.ts';
import { code, paragraph, post, type Reply } from '../../../src/reply.ts';
import type { Place } from '../../../src/schedule/subscription.ts';
import { buttonsOf, CHANNEL, DIRECT, READER, TEAM, type Fault } from '../../support/fake-slack.ts';
import { startBot, wordsOf, type Bot } from './bot.ts';

const HERE: Place = { platform: 'slack', workspace: TEAM, channel: CHANNEL };
const THREAD = '1900000000.000001';
const DIGEST = post({
  title: 'Morning brief',
  blocks: [paragraph('The harbour bridge is open. See ', code('/who vale'), '.')],
});
/** Before all that the fake Slack dates. */
const SINCE = new Date(1_900_000_000_000);

const posted = ({ platform: { outlet } }: Bot, place: Place = HERE, id = 'delivery-1', reply: Reply = DIGEST) =>
  outlet.post({ id, place, reply });
const found = ({ platform: { outlet } }: Bot, place: Place = HERE, id = 'delivery-1', since = SINCE) =>
  outlet.find({ id, place }, since);

/** What follows from what this threw. */
async function fault({ platform: { outlet } }: Bot, work: Promise<unknown>): Promise<DeliveryFault> {
  const error: unknown = await work.then(
    () => Promise.reject(new Error('it threw nothing')),
    (thrown: unknown) => thrown,
  );
  return outlet.explain(error);
}

/** Posts of others, or of the bot itself, in a channel. */
function chatter(
  { slack: { state } }: Bot,
  many: number,
  body: Record<string, unknown> = { text: 'x' },
  by = 'U0OTHER',
) {
  for (let i = 0; i < many; i += 1)
    state.post({ ts: state.ts(), channel: CHANNEL, thread: undefined, user: undefined, by, body });
}

const marked = (delivery: string) => ({
  text: 'x',
  metadata: { event_type: 'pullquote_delivery', event_payload: { delivery } },
});

describe('what is taken back', () => {
  test.for([HERE, { ...HERE, channel: `@${READER}` }])(
    'is told in the thread of its message, and found there',
    async (place) => {
      const bot = await startBot();
      const { message } = await posted(bot, place);
      const { outlet } = bot.platform;
      const notice = await outlet.post({ id: 'correction-1', place, reply: DIGEST, inReplyTo: message });
      const { channel, thread } = await bot.slack.message(1);
      expect([channel, thread]).toEqual([place === HERE ? CHANNEL : DIRECT, message]);
      expect(await outlet.find({ id: 'correction-1', place, inReplyTo: message }, SINCE)).toEqual(notice);
      expect(await outlet.find({ id: 'correction-2', place, inReplyTo: message }, SINCE)).toBeUndefined();
    },
  );

  test('is taken out of the message itself, which is still found by its id', async () => {
    const bot = await startBot();
    const { message } = await posted(bot);
    const { outlet } = bot.platform;
    const reply = post({ blocks: [paragraph('The bridge is shut.')] });
    await outlet.edit({ place: HERE, message, reply, page: 0, mark: 'delivery-1' });
    expect(wordsOf((await bot.slack.message()).body)).toContain('The bridge is shut');
    expect(await found(bot)).toEqual({ message });
  });

  test('of a message that is gone says so, and pauses nothing else', async () => {
    const bot = await startBot();
    const edit = { place: HERE, message: '1900000000.000009', reply: DIGEST, page: 0, mark: undefined };
    expect(await fault(bot, bot.platform.outlet.edit(edit))).toMatchObject({ kind: 'closed', mayHaveSucceeded: false });
  });
});

describe('a delivery', () => {
  test('is posted once, with its id and with the commands by their names in Slack', async () => {
    const bot = await startBot();
    const { message } = await posted(bot);
    expect(bot.slack.calls('chat.postMessage')).toHaveLength(1);
    const { ts, channel, thread, body } = await bot.slack.message();
    expect({ ts, channel, thread }).toEqual({ ts: message, channel: CHANNEL, thread: undefined });
    expect(body).toMatchObject({ metadata: marked('delivery-1').metadata });
    expect(wordsOf(body)).toContain('The harbour bridge is open');
    expect(wordsOf(body)).toContain('/pullquote-who vale');
    expect(await found(bot)).toEqual({ message });
  });

  test('goes into the thread of its place, and is found there', async () => {
    const bot = await startBot();
    await posted(bot);
    const { message } = await posted(bot, { ...HERE, thread: THREAD }, 'delivery-2');
    expect(await bot.slack.message(1)).toMatchObject({ ts: message, thread: THREAD });
    expect(await found(bot, { ...HERE, thread: THREAD }, 'delivery-2')).toEqual({ message });
    expect(await found(bot, HERE, 'delivery-2')).toBeUndefined();
    expect(await found(bot, { ...HERE, thread: THREAD })).toBeUndefined();
  });

  test('to a person goes to their conversation with the bot, and is found there', async () => {
    const bot = await startBot();
    const place = { ...HERE, channel: `@${READER}` };
    const { message } = await posted(bot, place);
    expect(await bot.slack.message()).toMatchObject({ ts: message, channel: DIRECT });
    expect(await found(bot, place)).toEqual({ message });
    expect(await found(bot, { ...HERE, channel: DIRECT })).toEqual({ message });
  });

  test('has buttons that work, however long their lines', async () => {
    const bot = await startBot();
    const actions = [{ label: 'Cost', command: `/ask What did the work cost? ${'Please & thank you. '.repeat(5)}` }];
    await posted(bot, HERE, 'delivery-1', { ...DIGEST, actions });
    const message = await bot.slack.message();
    await bot.slack.press(buttonsOf(message.body)[0]?.value ?? '', message);
    expect(wordsOf((await bot.slack.message(1)).body)).toContain('42 million');
  });

  test('whose pictures Slack does not show goes out without them, with the same id', async () => {
    const bot = await startBot();
    const picture = await bot.engine.dispatch({
      channel: 'x',
      asker: { id: 'x', name: 'x', isOperator: false },
      line: '/numbers harbour-bridge',
    });
    bot.slack.plan('chat.postMessage', { does: 'error', error: 'invalid_blocks' });
    await posted(bot, HERE, 'delivery-1', picture);
    const [first, second] = bot.slack.calls('chat.postMessage').map(({ body }) => body);
    expect(JSON.stringify(first)).toContain('slack_file');
    expect(JSON.stringify(second)).not.toContain('slack_file');
    expect(second?.['metadata']).toEqual(first?.['metadata']);
    expect(bot.slack.state.messages).toHaveLength(1);
  });

  test('under way is waited for when the bot is stopped', async () => {
    const bot = await startBot();
    const { promise: isKept, resolve: keep } = Promise.withResolvers<void>();
    bot.engine.storage.keep = () => isKept;
    const order: string[] = [];
    const sending = posted(bot).then(() => order.push('posted'));
    const closing = bot.platform.close().then(() => order.push('closed'));
    for (let i = 0; i < 20; i += 1) await fetch(bot.slack.url); // time enough for hanging up
    keep();
    await Promise.all([sending, closing]);
    expect(order).toEqual(['posted', 'closed']);
    expect(bot.platform.outlet.isReady()).toBe(false);
  });
});

describe('after an attempt of unknown outcome', () => {
  test.for<Fault>([
    { does: 'http', status: 500, stored: true },
    { does: 'drop', stored: true },
    { does: 'hang', stored: true },
  ])('the message is found where it was stored: $does', async (trouble) => {
    const bot = await startBot({ timing: { call: 1000 } });
    bot.slack.plan('chat.postMessage', trouble);
    expect(await fault(bot, posted(bot))).toMatchObject({ kind: 'passing', mayHaveSucceeded: true });
    expect(bot.slack.calls('chat.postMessage')).toHaveLength(1);
    expect(await found(bot)).toEqual({ message: (await bot.slack.message()).ts });
  });

  test.for<Fault>([{ does: 'http', status: 502 }, { does: 'error', error: 'fatal_error' }, { does: 'drop' }])(
    'it is surely not there where it was not: $does',
    async (trouble) => {
      const bot = await startBot();
      bot.slack.plan('chat.postMessage', trouble);
      expect(await fault(bot, posted(bot))).toMatchObject({ kind: 'passing', mayHaveSucceeded: true });
      chatter(bot, 3);
      expect(await found(bot)).toBeUndefined();
    },
  );

  test('it is found behind many others, page by page', async () => {
    const bot = await startBot();
    const { message } = await posted(bot);
    chatter(bot, 450);
    expect(await found(bot)).toEqual({ message });
    expect(bot.slack.calls('conversations.history')).toHaveLength(3);
  });

  test('neither another app’s copy, nor another delivery, nor an older one is taken for it', async () => {
    const bot = await startBot();
    chatter(bot, 1, marked('delivery-1'), 'U0OTHER');
    chatter(
      bot,
      1,
      { ...marked('delivery-1'), metadata: { event_type: 'x', event_payload: { delivery: 'delivery-1' } } },
      'U0BOT',
    );
    await posted(bot, HERE, 'delivery-2');
    expect(await found(bot)).toBeUndefined();
    const { message } = await posted(bot);
    const at = new Date(Number(message) * 1000);
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
    expect(await found(bot, HERE, 'delivery-1', later(4))).toEqual({ message });
    expect(await found(bot, HERE, 'delivery-1', later(6))).toBeUndefined();
  });

  test('it is not said to be missing where more have come than are looked through', async () => {
    const bot = await startBot();
    chatter(bot, 3001);
    expect(await fault(bot, found(bot))).toMatchObject({
      kind: 'passing',
      says: expect.stringMatching(/cannot be told: more than 3000/),
    });
  });

  test('a search that a limit broke off goes on where it was', async () => {
    let clock = 1_900_000_000_000;
    const bot = await startBot({ now: () => clock });
    const { message } = await posted(bot);
    chatter(bot, 20);
    bot.slack.state.limits.isCommercial = true;
    expect(await fault(bot, found(bot))).toMatchObject({ kind: 'wait', retryAfterMs: 60_000 });
    clock += 60_000;
    chatter(bot, 20);
    expect(await found(bot)).toEqual({ message });
    expect(bot.slack.calls('conversations.history')).toHaveLength(3);
  });

  test.for<[string, (bot: Bot) => void, Partial<DeliveryFault>]>([
    [
      'a permission is missing',
      ({ slack: { state } }) => state.workspaces.set('xoxb-fake', { ...home(state), scopes: ['chat:write'] }),
      { kind: 'passing', says: expect.stringMatching(/needs channels:history.*update the app from its manifest/) },
    ],
    ['the bot is out', ({ slack }) => slack.leave(CHANNEL), { kind: 'closed' }],
    [
      'Slack asks to wait',
      ({ slack }) => slack.plan('conversations.history', { does: 'rate-limit', retryAfter: 1 }),
      { kind: 'wait' },
    ],
    [
      'Slack fails',
      ({ slack }) => slack.plan('conversations.history', { does: 'http', status: 500 }),
      { kind: 'passing' },
    ],
    ['the answer is none', ({ slack }) => slack.plan('conversations.history', { does: 'drop' }), { kind: 'passing' }],
  ])('it is not said to be missing where %s', async ([, trouble, follows]) => {
    const bot = await startBot();
    trouble(bot);
    expect(await fault(bot, found(bot))).toMatchObject(follows);
  });

  test('a thread that is gone is told', async () => {
    const bot = await startBot();
    expect(await fault(bot, found(bot, { ...HERE, thread: THREAD }))).toMatchObject({
      kind: 'closed',
      says: expect.stringMatching(/the thread is gone/),
    });
  });
});

function home(state: Bot['slack']['state']) {
  const workspace = state.workspaces.get('xoxb-fake');
  if (!workspace) throw new Error('there is no workspace');
  return workspace;
}

const error = (name: string): Fault => ({ does: 'error', error: name });

describe('a delivery that fails', () => {
  test.for<[Fault, Partial<DeliveryFault>]>([
    [error('channel_not_found'), { kind: 'closed' }],
    [error('is_archived'), { kind: 'closed' }],
    [error('not_in_channel'), { kind: 'closed' }],
    [error('no_permission'), { kind: 'closed' }],
    [error('restricted_action_thread_only_channel'), { kind: 'closed' }],
    [error('thread_not_found'), { kind: 'closed' }],
    [error('user_disabled'), { kind: 'closed' }],
    [error('token_revoked'), { kind: 'signed-out' }],
    [error('not_allowed_token_type'), { kind: 'signed-out' }],
    [error('missing_scope'), { kind: 'passing' }],
    [error('team_added_to_org'), { kind: 'passing' }],
    [error('msg_blocks_too_long'), { kind: 'refused' }],
    [error('invalid_blocks'), { kind: 'refused' }],
    [error('something_new'), { kind: 'refused' }],
    [error('message_limit_exceeded'), { kind: 'wait', retryAfterMs: 60_000, everywhere: true }],
    [
      { does: 'rate-limit', retryAfter: 1 },
      { kind: 'wait', retryAfterMs: 1000, everywhere: false },
    ],
    [
      { does: 'rate-limit', retryAfter: 30 },
      { kind: 'wait', retryAfterMs: 30_000, everywhere: true },
    ],
    [{ does: 'rate-limit' }, { kind: 'wait', retryAfterMs: 60_000, everywhere: true }],
    [{ does: 'http', status: 403 }, { kind: 'passing' }],
  ])('%j tells what follows, and is not tried again', async ([trouble, follows]) => {
    const bot = await startBot();
    bot.slack.plan('chat.postMessage', trouble);
    const told = await fault(bot, posted(bot));
    expect(told).toMatchObject({ ...follows, mayHaveSucceeded: false });
    expect(told.says).not.toMatch(/\n|xox/);
    expect(bot.slack.calls('chat.postMessage')).toHaveLength(1);
    expect(bot.pauses).toEqual([]);
  });

  test('tells people what mends it', async () => {
    const bot = await startBot();
    bot.slack.leave(CHANNEL);
    expect((await fault(bot, posted(bot))).says).toMatch(
      /not_in_channel; I am not in the channel: type \/invite @pullquote/,
    );
    bot.slack.state.channels.set('G0SECRET', [READER]);
    expect((await fault(bot, posted(bot, { ...HERE, channel: 'G0SECRET' }))).says).toMatch(/gone, or I am not in it/);
    bot.slack.state.channels.set(CHANNEL, ['U0BOT']);
    bot.slack.state.archived.add(CHANNEL);
    expect((await fault(bot, posted(bot))).says).toMatch(/the channel is archived/);
  });

  test('because it cannot be shown is refused and logged', async () => {
    const bot = await startBot();
    const broken = { ...DIGEST, blocks: [{ type: 'text' } as Reply['blocks'][number]] };
    expect(await fault(bot, posted(bot, HERE, 'delivery-1', broken))).toMatchObject({ kind: 'refused' });
    await bot.logged(/^error: a message could not be shown in Slack/);
    expect(bot.slack.calls('chat.postMessage')).toEqual([]);
  });

  test('because the token is withdrawn makes the status say so, until one goes out again', async () => {
    const bot = await startBot();
    bot.slack.plan('chat.postMessage', error('account_inactive'));
    expect(await fault(bot, posted(bot))).toMatchObject({ kind: 'signed-out' });
    expect(bot.platform.status().state).toBe('failed');
    expect(bot.platform.outlet.isReady()).toBe(true); // else nobody would find out that it is mended
    await posted(bot);
    expect(bot.platform.status().state).toBe('connected');
  });

  test('because the disk is at fault is tried later', async () => {
    const { platform } = await startBot();
    expect(platform.outlet.explain(new ConfigError('the disk is full'))).toEqual({
      kind: 'passing',
      says: 'the data cannot be reached just now',
      mayHaveSucceeded: false,
    });
  });
});

describe('before the bot is connected', () => {
  test('nothing is posted or looked for', async () => {
    const bot = await startBot({
      before: (slack) => slack.plan('auth.test', { does: 'error', error: 'invalid_auth' }),
    });
    expect(bot.platform.outlet.isReady()).toBe(false);
    for (const work of [posted(bot), found(bot)])
      expect(await fault(bot, work)).toMatchObject({ kind: 'signed-out', mayHaveSucceeded: false });
    expect(bot.slack.calls('chat.postMessage')).toEqual([]);
  });

  test('once it is, it is ready', async () => {
    const { platform } = await startBot();
    expect(platform.outlet).toMatchObject({ platform: 'slack', rates: { perSecond: 50, channelGapMs: 1000 } });
    expect(platform.outlet.isReady()).toBe(true);
  });
});

describe('with several workspaces', () => {
  const OAUTH = { clientId: '1.2', clientSecret: 'fake-client-secret', stateSecret: 'a long random text of our own' };
  const SOUTH = { team: 'T0SOUTH', name: 'South Pier', bot: 'U0BOTSOUTH', token: 'xoxb-fake-south' };
  const PIER: Place = { platform: 'slack', workspace: SOUTH.team, channel: 'C0PIER' };

  async function startWithSouth(kept: object = { team: { id: SOUTH.team } }, id = `slack:${SOUTH.team}`) {
    const bot = await startBot({ config: { botToken: undefined, oauth: OAUTH, installPort: 0 } });
    bot.slack.state.workspaces.set(SOUTH.token, SOUTH);
    bot.slack.state.channels.set(PIER.channel, [SOUTH.bot, READER]);
    await install(bot, kept, id);
    return bot;
  }

  const install = ({ engine }: Bot, kept: object, id: string) =>
    engine.storage.putInstallation(
      id,
      JSON.stringify({
        ...kept,
        user: { id: 'U1' },
        bot: { token: SOUTH.token, id: 'B0BOTSOUTH', userId: SOUTH.bot, scopes: [] },
      }),
    );

  test('each is posted to with its own token, and looked through for its own bot', async () => {
    const bot = await startWithSouth();
    const { message } = await posted(bot, PIER);
    expect(bot.slack.calls('chat.postMessage')[0]?.token).toBe(SOUTH.token);
    expect(await found(bot, PIER)).toEqual({ message });
  });

  test('one that has not installed the app, or withdrew it, is closed, and the others are not', async () => {
    const bot = await startWithSouth();
    expect(await fault(bot, posted(bot))).toMatchObject({
      kind: 'closed',
      says: 'T0HARBOUR has not installed the app',
      mayHaveSucceeded: false,
    });
    bot.slack.plan('chat.postMessage', { does: 'error', error: 'account_inactive' });
    expect(await fault(bot, posted(bot, PIER))).toMatchObject({ kind: 'closed' });
    expect(bot.platform.status().state).toBe('connected');
  });

  test('a limit of one holds up no other', async () => {
    const bot = await startWithSouth();
    bot.slack.plan('chat.postMessage', { does: 'rate-limit', retryAfter: 30 });
    expect(await fault(bot, posted(bot, PIER))).toMatchObject({ kind: 'wait', everywhere: false });
  });

  test('one of an organisation is posted to with the organisation’s token, once it is known which that is', async () => {
    const bot = await startWithSouth({ enterprise: { id: 'E0ALL' }, isEnterpriseInstall: true }, 'slack:E0ALL');
    await posted(bot, PIER);
    expect(bot.slack.calls('chat.postMessage')[0]?.token).toBe(SOUTH.token);
    await install(bot, { enterprise: { id: 'E0OTHER' }, isEnterpriseInstall: true }, 'slack:E0OTHER');
    expect(await fault(bot, posted(bot, PIER))).toMatchObject({ kind: 'passing', mayHaveSucceeded: false });
    await bot.slack.out.deliver('events_api', {
      type: 'event_callback',
      team_id: SOUTH.team,
      enterprise_id: 'E0ALL',
      event_id: 'Ev1',
      event: { type: 'message', channel_type: 'im', user: READER, text: '/stories', ts: '1.1', channel: DIRECT },
      authorizations: [
        { team_id: SOUTH.team, enterprise_id: 'E0ALL', user_id: SOUTH.bot, is_bot: true, is_enterprise_install: true },
      ],
    });
    await bot.slack.message(1);
    await posted(bot, PIER, 'delivery-2');
  });
});
