import { describe, expect, test } from 'vitest';
import type { SlackConfig } from '../../../src/config.ts';
import type { Origin } from '../../../src/origin.ts';
import { notice } from '../../../src/reply.ts';
import type { Place } from '../../../src/schedule/subscription.ts';
import { BOT, CHANNEL, DIRECT, READER, TEAM } from '../../support/fake-slack.ts';
import { startBot, type Bot } from './bot.ts';

const THREAD = '1900000000.000001';
const OTHER = 'C0OTHERS1';
const place = (channel: string, thread?: string): Place => ({
  platform: 'slack',
  workspace: TEAM,
  channel,
  ...(thread !== undefined && { thread }),
});

/** A bot whose commands keep where they came from and say nothing. */
async function startKeeping(config: Partial<SlackConfig> = {}) {
  const bot = await startBot({ config });
  const origins: Origin[] = [];
  bot.engine.dispatch = async ({ origin }) => {
    if (origin) origins.push(origin);
    bot.slack.state.changed();
    return notice('Kept.');
  };
  /** Where the command came from that is given by this. */
  async function origin(give: (slack: Bot['slack']) => Promise<unknown>): Promise<Origin> {
    const nth = origins.length;
    await give(bot.slack);
    return bot.slack.state.until('the command', () => origins[nth]);
  }
  return { ...bot, origin, here: () => origin((slack) => slack.command('/digest')) };
}

type Keeping = Awaited<ReturnType<typeof startKeeping>>;

const isAdmin = ({ slack: { state } }: Keeping) => state.people.set(READER, { is_admin: true });
const lose = ({ slack: { state } }: Keeping, ...lost: string[]) => {
  const workspace = state.workspaces.get('xoxb-fake');
  const scopes = ['chat:write', 'channels:read', 'groups:read', 'users:read', 'usergroups:read', 'im:write'];
  if (workspace) workspace.scopes = scopes.filter((scope) => !lost.includes(scope));
};
/** Messages and their presses, as the fake keeps them. */
const shown = ({ slack: { state } }: Keeping, channel: string, thread?: string) => {
  const message = { ts: state.ts(), channel, thread, user: undefined, body: { text: 'x' } };
  state.post(message);
  return message;
};

describe('where a command came from', () => {
  test.for<[string, (bot: Keeping) => (slack: Bot['slack']) => Promise<unknown>, Pick<Origin, 'place' | 'isDirect'>]>([
    ['a slash command', () => (slack) => slack.command('/digest'), { place: place(CHANNEL), isDirect: false }],
    [
      'a slash command in the own conversation with the bot',
      () => (slack) => slack.command('/digest', { channel: DIRECT }),
      { place: place(DIRECT), isDirect: true },
    ],
    ['a mention', () => (slack) => slack.mention('/digest'), { place: place(CHANNEL), isDirect: false }],
    [
      'a mention in a thread',
      () => (slack) => slack.mention('/digest', { thread: THREAD }),
      { place: place(CHANNEL, THREAD), isDirect: false },
    ],
    ['a direct message', () => (slack) => slack.direct('/digest'), { place: place(DIRECT), isDirect: true }],
    [
      'a direct message in a thread, as in the agent’s panel',
      () => (slack) => slack.direct('/digest', { thread: THREAD }),
      { place: place(DIRECT), isDirect: true },
    ],
    [
      'a button',
      (bot) => (slack) => slack.press('run /digest', shown(bot, CHANNEL)),
      { place: place(CHANNEL), isDirect: false },
    ],
    [
      'a button in a thread',
      (bot) => (slack) => slack.press('run /digest', shown(bot, CHANNEL, THREAD)),
      { place: place(CHANNEL, THREAD), isDirect: false },
    ],
    [
      'a button in the own conversation with the bot',
      (bot) => (slack) => slack.press('run /digest', shown(bot, DIRECT, THREAD)),
      { place: place(DIRECT), isDirect: true },
    ],
    [
      'a button of the Home tab',
      () => (slack) => slack.press('run /digest'),
      { place: place(`@${READER}`), isDirect: true },
    ],
  ])('is told by %s', async ([, give, expected]) => {
    const bot = await startKeeping();
    const { place: told, isDirect } = await bot.origin(give(bot));
    expect({ place: told, isDirect }).toEqual(expected);
  });

  test('is nowhere in a conversation between two people', async () => {
    const bot = await startKeeping();
    const between = await bot.origin((slack) => slack.command('/digest', { channel: 'D0BETWEEN' }));
    expect(between).toMatchObject({
      place: undefined,
      isDirect: false,
      why: expect.stringMatching(/not in this conv/),
    });
    expect(await between.refusal(place('D0BETWEEN'))).toMatch(/Only the person themselves/);
  });

  test('is not known where whose conversation it is cannot be told', async () => {
    const bot = await startKeeping();
    lose(bot, 'im:write');
    const unknown = await bot.origin((slack) => slack.command('/digest', { channel: DIRECT }));
    expect(unknown).toMatchObject({
      place: undefined,
      why: expect.stringMatching(/I lack im:write .* update the app from its manifest/),
    });
    await bot.origin((slack) => slack.direct('/digest')); // which tells it
    expect(await bot.origin((slack) => slack.command('/digest', { channel: DIRECT }))).toMatchObject({
      place: place(DIRECT),
    });
  });

  test('is asked of Slack once for each person', async () => {
    const bot = await startKeeping();
    for (let i = 0; i < 3; i += 1) await bot.origin((slack) => slack.command('/digest', { channel: DIRECT }));
    expect(bot.slack.calls('conversations.open')).toHaveLength(1);
  });

  test('costs no question to Slack in a channel', async () => {
    const bot = await startKeeping();
    await bot.here();
    expect(
      bot.slack.state.calls.map(({ method }) => method).filter((method) => /^(?:users|conv)/.test(method)),
    ).toEqual([]);
  });
});

describe('a digest may be had', () => {
  test('in the own conversation with the bot, by anybody', async () => {
    const bot = await startKeeping();
    const direct = await bot.origin((slack) => slack.direct('/digest'));
    expect(await direct.refusal(place(DIRECT))).toBeUndefined();
    expect(await direct.refusal(place(`@${READER}`))).toBeUndefined();
    expect(await (await bot.here()).refusal(place(`@${READER}`))).toBeUndefined();
  });

  test.for<[string, Partial<SlackConfig>, (bot: Keeping) => void]>([
    ['an admin', {}, isAdmin],
    ['an owner', {}, ({ slack: { state } }) => state.people.set(READER, { is_owner: true })],
    ['the operator', { operators: [READER] }, () => {}],
    [
      'a member of a chosen group',
      { digestGroups: ['S0GONE', 'S0DESK'] },
      ({ slack: { state } }) => state.userGroups.set('S0DESK', [READER]),
    ],
    ['every member, where the operator says so', { digestGroups: ['everyone'] }, () => {}],
    [
      'a member of a chosen group, though it cannot be told whether they are an admin',
      { digestGroups: ['S0DESK'] },
      (bot) => {
        bot.slack.state.userGroups.set('S0DESK', [READER]);
        lose(bot, 'users:read');
      },
    ],
  ])('in a channel by %s', async ([, config, set]) => {
    const bot = await startKeeping(config);
    set(bot);
    const here = await bot.here();
    expect(await here.refusal(place(CHANNEL))).toBeUndefined();
    expect(await here.refusal(place(CHANNEL, THREAD))).toBeUndefined();
  });

  test('in another channel that the asker is in, however many are', async () => {
    const bot = await startKeeping();
    isAdmin(bot);
    bot.slack.state.channels.set(OTHER, [BOT, ...Array.from({ length: 2500 }, (_, i) => `U1${i}`), READER]);
    expect(await (await bot.here()).refusal(place(OTHER))).toBeUndefined();
    expect(bot.slack.calls('conversations.members')).toHaveLength(3);
  });
});

describe('a digest is refused, with what mends it,', () => {
  test.for<[string, string, Partial<SlackConfig>, (bot: Keeping) => void, RegExp]>([
    ['who has no right', CHANNEL, {}, () => {}, /^Digests in #general are up to .* admins and owners: ask one of them/],
    [
      'who is in no chosen group',
      CHANNEL,
      { digestGroups: ['S0GONE', 'S0DESK'] },
      ({ slack: { state } }) => state.userGroups.set('S0DESK', ['U0OTHER']),
      /admins and owners and the user groups that the operator has chosen/,
    ],
    [
      'where the bot is not',
      CHANNEL,
      {},
      ({ slack }) => slack.leave(CHANNEL),
      /^I am not in #general: type \/invite @pullquote/,
    ],
    [
      'where the bot is not, in a private channel',
      'G0SECRET1',
      {},
      ({ slack: { state } }) => state.channels.set('G0SECRET1', [READER]),
      /^I cannot see that channel, or you are not in it: type \/invite @pullquote there/,
    ],
    [
      'who is not in a private channel, without its name',
      'G0SECRET1',
      {},
      ({ slack: { state } }) => state.channels.set('G0SECRET1', [BOT]),
      /^I cannot see that channel, or you are not in it/,
    ],
    ['of a channel that there is not', 'C0NOWHERE1', {}, () => {}, /^I cannot see that channel/],
    [
      'who is not in the channel',
      OTHER,
      {},
      ({ slack: { state } }) => state.channels.set(OTHER, [BOT]),
      /^You are not in #others1: join it/,
    ],
    [
      'where it cannot be told who is in the channel',
      OTHER,
      {},
      ({ slack: { state } }) => state.channels.set(OTHER, [BOT, ...Array.from({ length: 9_999 }, (_, i) => `U1${i}`)]),
      /more than 9,990 members, .*type the command there/,
    ],
    [
      'of an archived channel',
      CHANNEL,
      {},
      ({ slack: { state } }) => state.archived.add(CHANNEL),
      /^#general is archived/,
    ],
    ['of somebody else', '@U0OTHER', {}, () => {}, /^Only the person themselves/],
    ['of a conversation of others', 'D0OTHER', {}, () => {}, /^Only the person themselves/],
    [
      'where Slack does not say who is an admin',
      CHANNEL,
      {},
      (bot) => lose(bot, 'users:read'),
      /^I lack users:read .* update the app from its manifest and install it again/,
    ],
    [
      'where Slack does not say who is in a group',
      CHANNEL,
      { digestGroups: ['S0DESK'] },
      (bot) => lose(bot, 'usergroups:read'),
      /^I lack usergroups:read/,
    ],
    [
      'of a group conversation',
      CHANNEL,
      {},
      ({ slack }) =>
        slack.plan('conversations.info', {
          does: 'error',
          error: 'missing_scope',
          details: { needed: 'mpim:read', provided: 'channels:read' },
        }),
      /group conversation: make it a channel/,
    ],
    [
      'while Slack asks to wait',
      CHANNEL,
      {},
      ({ slack }) => slack.plan('users.info', { does: 'rate-limit', retryAfter: 3 }),
      /^Slack did not tell .*asks to wait 3 s.*try again/,
    ],
  ])('to one %s', async ([, channel, config, set, says]) => {
    const bot = await startKeeping(config);
    set(bot);
    expect(await (await bot.here()).refusal(place(channel))).toMatch(says);
  });

  test('in the private channel itself where the bot is not', async () => {
    const bot = await startKeeping();
    bot.slack.state.channels.set('G0SECRET1', [READER]);
    const there = await bot.origin((slack) => slack.command('/digest', { channel: 'G0SECRET1' }));
    expect(await there.refusal(place('G0SECRET1'))).toMatch(/^I am not in this channel: type \/invite @pullquote here/);
  });

  test('to another workspace', async () => {
    const bot = await startKeeping({ operators: [READER] });
    const here = await bot.here();
    expect(await here.refusal({ ...place(CHANNEL), workspace: 'T0SOUTH' })).toMatch(/in another workspace/);
  });

  test('until the rights are there, without delay', async () => {
    const bot = await startKeeping();
    expect(await (await bot.here()).refusal(place(CHANNEL))).toMatch(/admins/);
    isAdmin(bot);
    expect(await (await bot.here()).refusal(place(CHANNEL))).toBeUndefined();
  });
});

describe('the asker’s time zone', () => {
  test('is what Slack says, asked once for a command', async () => {
    const bot = await startKeeping();
    const here = await bot.here();
    expect(await here.zone()).toBe('Europe/Lisbon');
    await here.refusal(place(CHANNEL));
    expect(bot.slack.calls('users.info')).toHaveLength(1);
  });

  test.for<[string, (bot: Keeping) => void]>([
    ['has none', ({ slack: { state } }) => state.people.set(READER, { tz: '' })],
    ['does not know them', ({ slack: { state } }) => state.people.delete(READER)],
    ['may not say', (bot) => lose(bot, 'users:read')],
    ['fails', ({ slack }) => slack.plan('users.info', { does: 'drop' })],
  ])('is not known where Slack %s', async ([, set]) => {
    const bot = await startKeeping();
    set(bot);
    expect(await (await bot.here()).zone()).toBeUndefined();
  });
});

test('a channel that is mentioned is known by the name that was typed', async () => {
  const bot = await startKeeping();
  const commands = [
    await bot.origin((slack) => slack.command(`/digest channel:<#${OTHER}|others>`)),
    await bot.origin((slack) => slack.mention(`/digest channel:<#${OTHER}|others>`)),
    await bot.origin((slack) => slack.direct(`/digest channel:<#${OTHER}|others>`)),
  ];
  for (const origin of commands) expect(await origin.placeNamed('#others')).toEqual(place(OTHER));
  expect(await (await bot.here()).placeNamed('#others')).toEqual({ refusal: expect.stringMatching(/by its id/) });
});
