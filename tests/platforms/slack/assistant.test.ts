import { describe, expect, test } from 'vitest';
import { DIRECT, READER } from '../../support/fake-slack.ts';
import { startBot, wordsOf, type Bot } from './bot.ts';

const THREAD = '1900000000.000009';

const started = ({ slack }: Bot) =>
  slack.event({
    type: 'assistant_thread_started',
    assistant_thread: { user_id: READER, channel_id: DIRECT, thread_ts: THREAD, context: {} },
    event_ts: THREAD,
  });

describe('the Messages tab', () => {
  test('offers what to ask first, without a thread, of which Slack would take no prompts', async () => {
    const { slack } = await startBot();
    await slack.event({ type: 'app_home_opened', user: READER, channel: DIRECT, tab: 'messages', event_ts: '1' });
    const { body } = await slack.call('assistant.threads.setSuggestedPrompts');
    expect(body).toMatchObject({ channel_id: DIRECT, prompts: expect.objectContaining({ length: 4 }) });
    expect(body).not.toHaveProperty('thread_ts');
    expect(slack.state.messages).toEqual([]);
  });

  test('gives each new message a thread with a status, a title and the answer', async () => {
    const { slack } = await startBot();
    await slack.direct('What did the work cost?');
    const { thread } = await slack.message();
    expect(thread).toMatch(/^19\d{8}\./);
    for (const method of ['assistant.threads.setStatus', 'assistant.threads.setTitle'])
      expect(slack.calls(method)[0]?.body).toMatchObject({ channel_id: DIRECT, thread_ts: thread });
  });
});

describe('an assistant thread', () => {
  test('begins with a greeting and prompts from the newest story', async () => {
    const bot = await startBot();
    await started(bot);
    expect(await bot.slack.message()).toMatchObject({ channel: DIRECT, thread: THREAD });
    const { body } = await bot.slack.call('assistant.threads.setSuggestedPrompts');
    expect(body['prompts']).toEqual([
      { title: 'Summary: Port Ansel reopens its bridge', message: '/summary harbour-bridge' },
      { title: 'A quotation, with its source', message: '/quote story:harbour-bridge' },
      { title: 'The figures', message: '/numbers harbour-bridge' },
      { title: 'What else is there?', message: '/stories' },
    ]);
  });

  test('offers help where no story is published', async () => {
    const bot = await startBot({ stories: false });
    await started(bot);
    const { body } = await bot.slack.call('assistant.threads.setSuggestedPrompts');
    expect(body['prompts']).toEqual([{ title: 'What can you do?', message: '/pullquote-help' }]);
  });

  test('answers in the thread, with a status while it works and a title', async () => {
    const { slack } = await startBot();
    await slack.direct('What did the work cost?', { thread: THREAD });
    const { thread, body } = await slack.message();
    expect(thread).toBe(THREAD);
    expect(wordsOf(body)).toContain('42 million');
    expect(slack.state.calls.map(({ method }) => method).filter((method) => /assistant|chat/.test(method))).toEqual([
      'assistant.threads.setStatus',
      'assistant.threads.setTitle',
      'chat.postMessage',
    ]);
    expect(slack.calls('assistant.threads.setTitle')[0]?.body).toMatchObject({
      title: 'What did the work cost?',
      thread_ts: THREAD,
    });
  });

  test('answers without the trimmings where Slack refuses them', async () => {
    const { slack } = await startBot();
    slack.plan('assistant.threads.setStatus', { does: 'error', error: 'missing_scope' });
    slack.plan('assistant.threads.setTitle', { does: 'http', status: 500 });
    await slack.direct('What did the work cost?', { thread: THREAD });
    expect((await slack.message()).thread).toBe(THREAD);
  });

  test('does not wait for trimmings that hang', async () => {
    const { slack } = await startBot({ timing: { call: 60_000, trimming: 20 } });
    slack.plan('assistant.threads.setStatus', { does: 'hang' });
    await slack.direct('What did the work cost?', { thread: THREAD });
    expect(wordsOf((await slack.message()).body)).toContain('42 million');
  });

  test('takes its status back where the answer did not go out', async () => {
    const { slack, logged } = await startBot();
    slack.plan('chat.postMessage', { does: 'error', error: 'is_archived' });
    await slack.direct('What did the work cost?', { thread: THREAD });
    await logged(/is_archived/);
    expect(slack.calls('assistant.threads.setStatus').at(-1)?.body).toMatchObject({ status: '' });
  });

  test('needs no further permission when what the person looks at changes', async () => {
    const { slack } = await startBot();
    await slack.event({
      type: 'assistant_thread_context_changed',
      assistant_thread: { user_id: READER, channel_id: DIRECT, thread_ts: THREAD, context: { channel_id: 'C1' } },
      event_ts: THREAD,
    });
    await slack.direct('/stories');
    await slack.message();
    expect(slack.calls('conversations.replies')).toEqual([]);
  });
});
