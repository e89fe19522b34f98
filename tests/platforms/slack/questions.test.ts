import { describe, expect, test } from 'vitest';
import { BOT, CHANNEL, DIRECT, READER } from '../../support/fake-slack.ts';
import { startBot, startHttpBot, wordsOf } from './bot.ts';

describe.for([
  ['Socket Mode', startBot],
  ['HTTP', startHttpBot],
] as const)('over %s', ([, start]) => {
  test('a mention and a direct message are each answered in a thread', async () => {
    const { slack } = await start();
    await slack.mention('What did the work cost?');
    const { channel, thread, user, body } = await slack.message();
    expect({ channel, user }).toEqual({ channel: CHANNEL, user: undefined });
    expect(thread).toMatch(/^19\d{8}\./);
    expect(wordsOf(body)).toContain('42 million');
    await slack.direct('What did the work cost?');
    const { body: sent, ...answer } = await slack.message(1);
    expect(answer).toMatchObject({ channel: DIRECT, user: undefined });
    expect(answer.thread).not.toBe(thread);
    expect(wordsOf(sent)).toContain('42 million');
  });

  test('an event that Slack sends again is answered once', async () => {
    const { slack, platform } = await start();
    await slack.mention('/stories', {}, { id: 'one' });
    await slack.mention('/stories', {}, { id: 'one', retry: 1 });
    await slack.mention('/stories', {}, { id: 'two' });
    await slack.state.until('two messages', () => slack.state.messages.length > 1);
    await platform.close(); // after which nothing more is answered
    expect(slack.state.messages).toHaveLength(2);
  });
});

describe('a mention', () => {
  test('that begins with a slash runs the command; an empty one gets help', async () => {
    const { slack } = await startBot();
    await slack.mention('/who vale');
    expect(wordsOf((await slack.message()).body)).toContain('mayor of Port Ansel');
    await slack.mention('');
    const { body, user, thread } = await slack.message(1);
    expect(wordsOf(body)).toContain('What I can do');
    expect({ user, thread }).toEqual({ user: READER, thread: undefined });
  });

  test('that finds nothing is answered to the asker alone, in the thread where it stands', async () => {
    const { slack } = await startBot();
    await slack.mention('How tall is the tower of Vellin?', { thread: '1900000000.000001' });
    expect(await slack.message()).toMatchObject({ user: READER, thread: '1900000000.000001' });
  });

  test('follows up on what was asked in the same thread only', async () => {
    const { slack } = await startBot();
    await slack.mention('What did Quillón say?', { thread: '1900000000.000001' });
    await slack.message();
    await slack.mention('And Vale?', { thread: '1900000000.000001' });
    expect(wordsOf((await slack.message(1)).body)).toContain('The bridge is yours again');
    await slack.mention('What did she say about it?', { thread: '1900000000.000002' });
    expect(wordsOf((await slack.message(2)).body)).not.toContain('The bridge is yours again');
  });
});

describe('a direct message', () => {
  test('follows up on the one before it, wherever in the conversation it is written', async () => {
    const { slack } = await startBot();
    await slack.direct('What did Quillón say?');
    const { thread = '' } = await slack.message();
    await slack.direct('And Vale?');
    expect(wordsOf((await slack.message(1)).body)).toContain('The bridge is yours again');
    await slack.direct('And Quillón?', { thread });
    expect(await slack.message(2)).toMatchObject({ thread });
  });

  test('is answered also where a reply was sent to the whole conversation, or the sender’s profile says little', async () => {
    const { slack } = await startBot();
    await slack.direct('/stories', { thread: '1900000000.000001' }, { subtype: 'thread_broadcast' });
    expect(await slack.message()).toMatchObject({ thread: '1900000000.000001' });
    await slack.direct('/stories', {}, { user_profile: { display_name: null, real_name: null } });
    await slack.message(1);
  });
});

test.for(['/pullquote-who vale', '/Pullquote who vale', '/who vale'])(
  'a command is known in a message by the name that it has in Slack: %s',
  async (line) => {
    const { slack } = await startBot();
    await slack.mention(line);
    await slack.direct(line);
    for (const nth of [0, 1]) expect(wordsOf((await slack.message(nth)).body)).toContain('mayor of Port Ansel');
  },
);

test('nobody but people is answered: no bots, no edits, no notes of Slack’s own, not the bot itself', async () => {
  const { slack } = await startBot();
  await slack.direct('hello', {}, { bot_id: 'B0OTHER' });
  await slack.direct('hello', {}, { subtype: 'message_changed' });
  await slack.direct('hello', {}, { subtype: 'channel_join' });
  await slack.direct('hello', {}, { edited: { user: READER, ts: '1' } });
  await slack.direct('hello', { user: BOT });
  await slack.direct('hello', { user: 'USLACKBOT' });
  await slack.direct('hello', {}, { channel_type: 'channel' });
  await slack.mention('hello', { user: BOT });
  await slack.direct('/stories'); // the only one that is answered
  await slack.message();
  expect(slack.calls('chat.postMessage')).toHaveLength(1);
});
