import { describe, expect, test, vi } from 'vitest';
import { writePress } from '../../../src/button.ts';
import { post, paragraph } from '../../../src/reply.ts';
import { aCitation } from '../../support/builders.ts';
import { buttonsOf, CHANNEL, DIRECT, READER, TEAM } from '../../support/fake-slack.ts';
import { startBot, startHttpBot, wordsOf, type Bot } from './bot.ts';

const pressFor = (line: string) => writePress({ does: 'run', line }, 2000).id;

/** Sends a command and gives the message that answers it. */
async function answered({ slack }: Bot, line: string) {
  const many = slack.state.messages.length;
  await slack.command(line);
  return slack.message(many);
}

function button(body: Record<string, unknown>, label: RegExp): string {
  const found = buttonsOf(body).find((each) => label.test(each.label));
  if (!found)
    throw new Error(
      `no button ${label} among ${buttonsOf(body)
        .map((each) => each.label)
        .join(', ')}`,
    );
  return found.value;
}

/** A reply too long for one message. */
const LONG = post({
  title: 'Everything',
  blocks: Array.from({ length: 60 }, (_, i) =>
    paragraph(`Part ${i}: ${'the bridge was rebuilt stone by stone. '.repeat(12)}`),
  ),
});

function answeringWith(bot: Bot, reply: typeof LONG): void {
  bot.engine.dispatch = async () => reply;
}

describe.for([
  ['Socket Mode', startBot],
  ['HTTP', startHttpBot],
] as const)('a press over %s', ([, start]) => {
  test('of a button or a menu sends the next answer as a new message', async () => {
    const bot = await start();
    const { slack } = bot;
    const message = await answered(bot, '/quote vale');
    await slack.press(pressFor('/summary harbour-bridge'), message);
    await slack.press(pressFor('/who vale'), message, { menu: true });
    const [, summary, who] = [message, await slack.message(1), await slack.message(2)];
    expect(wordsOf(summary.body)).toContain('42 million');
    expect(wordsOf(who.body)).toContain('Mira Vale');
    expect(slack.state.messages[0]).toEqual(message);
  });
});

describe('a press', () => {
  test('of a page button edits the message in place, until the last page', async () => {
    const bot = await startBot();
    const { slack } = bot;
    answeringWith(bot, LONG);
    const message = await answered(bot, '/summary');
    const first = wordsOf(message.body);
    expect(first).toContain('Part 0:');
    await slack.press(button(message.body, /next|›|→/i), message);
    await slack.call('response_url', 1);
    await slack.state.until('page 2', () => wordsOf(message.body) !== first);
    expect(wordsOf(message.body)).not.toContain('Part 0:');
    expect(slack.state.messages).toHaveLength(1);
  });

  test('of a page button is remembered, and so is what is shared, for what may be corrected', async () => {
    const bot = await startBot();
    const { slack, engine } = bot;
    const told = async () => {
      await engine.recorder.settled();
      const found = await engine.storage.corrections.recent('', '9');
      return Promise.all(found.map(({ about }) => engine.storage.corrections.find(about)));
    };
    answeringWith(bot, { ...LONG, citations: [aCitation(1)], knownUntil: '2031-05-06T00:00:00.000Z' });
    const message = await answered(bot, '/facts');
    const first = wordsOf(message.body);
    await slack.press(button(message.body, /Next/), message);
    await slack.state.until('page 2', () => wordsOf(message.body) !== first);
    await vi.waitUntil(async () => (await told())[0]?.page === 1);
    expect(await told()).toMatchObject([
      { message: message.ts, page: 1, place: { channel: CHANNEL, workspace: TEAM } },
    ]);
    answeringWith(bot, {
      ...LONG,
      blocks: LONG.blocks.slice(0, 1),
      visibility: 'asker',
      tells: ['harbour-bridge/cost'],
    });
    const own = await answered(bot, '/source cost');
    expect(await told()).toHaveLength(1); // what one person alone sees is not
    await slack.press(button(own.body, /Share/), own);
    const shared = await slack.message(2);
    await vi.waitUntil(async () => (await told()).length === 2);
    expect((await told()).map((each) => each?.message)).toContain(shared.ts);
  });

  test('of a page button whose message was deleted in the meantime shows the page to the presser', async () => {
    const bot = await startBot();
    const { slack } = bot;
    answeringWith(bot, LONG);
    const message = await answered(bot, '/summary');
    slack.plan('response_url', { does: 'error', error: 'message_not_found' });
    await slack.press(button(message.body, /next|›|→/i), message);
    const { user, channel, body } = await slack.message(1);
    expect({ user, channel }).toEqual({ user: READER, channel: CHANNEL });
    expect(wordsOf(body)).not.toContain('Part 0:');
  });

  test('of “Share to channel” shows the channel what the asker alone saw', async () => {
    const bot = await startBot();
    const { slack } = bot;
    const message = await answered(bot, '/pullquote-help');
    expect(message.user).toBe(READER);
    await slack.press(button(message.body, /share/i), message);
    const shared = await slack.message(1);
    expect(shared).toMatchObject({ channel: CHANNEL, user: undefined });
    expect(wordsOf(shared.body)).toContain('What I can do');
    expect(buttonsOf(shared.body).some(({ label }) => /share/i.test(label))).toBe(false);
    expect(slack.state.messages[0]).toEqual(message);
    expect(wordsOf(shared.body)).toContain('Shared by reader');
    await slack.press(button(message.body, /share/i), message);
    expect(await slack.message(2)).toMatchObject({ user: READER });
  });

  test('in a thread is answered in that thread', async () => {
    const { slack } = await startBot();
    await slack.mention('What did the work cost?', { thread: '1900000000.000001' });
    const message = await slack.message();
    await slack.press(pressFor('/summary harbour-bridge'), message);
    expect(await slack.message(1)).toMatchObject({ channel: CHANNEL, thread: '1900000000.000001' });
  });

  test('in the conversation with the bot is answered by a message that stays', async () => {
    const { slack } = await startBot();
    await slack.direct('/stories');
    await slack.press(pressFor('/pullquote-nothing'), await slack.message());
    expect(await slack.message(1)).toMatchObject({ channel: DIRECT, user: undefined });
    expect(slack.calls('response_url')).toHaveLength(0);
  });

  test('on the Home tab is answered in the conversation with the bot', async () => {
    const { slack } = await startBot();
    await slack.press(pressFor('/summary harbour-bridge'));
    expect(await slack.message()).toMatchObject({ channel: DIRECT, user: undefined });
  });

  test.for(['share 0123456789012345678901', 'page nothing 3', 'line gone', 'from another version', ''])(
    'of a button that means nothing any more tells the presser alone: “%s”',
    async (value) => {
      const bot = await startBot();
      const { slack } = bot;
      await slack.press(value, await answered(bot, '/stories'));
      const { user, body } = await slack.message(1);
      expect(user).toBe(READER);
      expect(wordsOf(body)).toContain('Type the command again');
    },
  );

  test('whose meaning cannot be read is answered to the presser, and the operator is told', async () => {
    const bot = await startBot();
    const { slack, engine, logged } = bot;
    const message = await answered(bot, '/stories');
    engine.storage.kept = () => Promise.reject(new Error('disk at fault'));
    await slack.press('line 0123456789012345678901', message);
    expect(await slack.message(1)).toMatchObject({ user: READER });
    await logged(/^error: what a button stands for could not be read/);
  });

  test('whose time is over is answered to the presser by a message of its own', async () => {
    const bot = await startBot();
    const { slack } = bot;
    await slack.press(pressFor('/help'), await answered(bot, '/stories'), { expired: true });
    expect(await slack.message(1)).toMatchObject({ user: READER, channel: CHANNEL });
    expect(slack.calls('chat.postEphemeral')).toHaveLength(1);
  });

  test('of a button that is a link is acknowledged, and nothing else', async () => {
    const bot = await startHttpBot();
    const { slack } = bot;
    expect(await slack.press('', await answered(bot, '/stories'), { action: 'link-0' })).toEqual({ status: 200 });
    await bot.platform.close();
    expect(slack.state.messages).toHaveLength(1);
  });
});
