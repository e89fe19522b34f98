import { describe, expect, test } from 'vitest';
import { startBot, wordsOf, type Bot } from './bot.ts';

async function numbers({ slack }: Bot, nth = 0) {
  await slack.command('/numbers harbour-bridge');
  return slack.message(nth);
}

describe('a picture', () => {
  test('is uploaded once, waited for, and shown', async () => {
    const bot = await startBot();
    const { body } = await numbers(bot);
    expect(wordsOf(body)).toMatch(/"slack_file":\{"id":"F0HARBOUR000001"\}/);
    expect(bot.slack.calls('files.info')).toHaveLength(2);
    expect(wordsOf((await numbers(bot, 1)).body)).toContain('F0HARBOUR000001');
    expect(bot.slack.calls('files.getUploadURLExternal')).toHaveLength(1);
  });

  test.for([
    [
      'files.getUploadURLExternal',
      { does: 'error', error: 'missing_scope', details: { needed: 'files:write', provided: 'commands' } },
      /files:write/,
    ],
    ['upload', { does: 'http', status: 503 }, /HTTP 503/],
    ['files.completeUploadExternal', { does: 'drop' }, /connection to Slack failed/],
    ['files.info', { does: 'error', error: 'file_not_found' }, /file_not_found/],
  ] as const)('is left out where %s fails, and the log says why', async ([method, fault, says]) => {
    const bot = await startBot();
    bot.slack.plan(method, fault);
    const { body } = await numbers(bot);
    expect(wordsOf(body)).not.toContain('slack_file');
    expect(wordsOf(body)).toContain('Bar chart');
    await bot.logged(says);
    expect(wordsOf((await numbers(bot, 1)).body)).toContain('slack_file'); // the next time it goes well
  });

  test('that Slack is slow to process is not waited for longer than a conversation bears', async () => {
    const bot = await startBot({ timing: { pictureLooks: 3 } });
    bot.slack.state.looksAtFiles = 99;
    expect(wordsOf((await numbers(bot)).body)).not.toContain('slack_file');
    await bot.logged(/not processed it after 3 looks/);
  });

  test('that a message is refused for is left out of it', async () => {
    const bot = await startBot();
    bot.slack.plan('chat.postMessage', { does: 'error', error: 'invalid_blocks' });
    expect(wordsOf((await numbers(bot)).body)).not.toContain('slack_file');
    await bot.logged(/goes out without it/);
    expect(bot.slack.calls('chat.postMessage')).toHaveLength(2);
  });
});
