import { describe, expect, test } from 'vitest';
import { homeView } from '../../../src/platforms/slack/home.ts';
import { aLibrary, aStory } from '../../support/builders.ts';
import { buttonsOf, BOT, CHANNEL, READER, DIRECT } from '../../support/fake-slack.ts';
import { COMMANDS } from '../../support/run.ts';
import { slackFaults } from '../../support/slack-oracle.ts';
import { startBot, type Bot } from './bot.ts';

async function opened({ slack }: Bot): Promise<string> {
  await slack.event({ type: 'app_home_opened', user: READER, channel: 'D1', tab: 'home', event_ts: '1' });
  await slack.call('views.publish');
  return JSON.stringify(await slack.state.until('the Home tab', () => slack.state.homes.get(READER)));
}

describe('the Home tab', () => {
  test('shows the stories, the channels that both are in, and the commands', async () => {
    const bot = await startBot({
      before: ({ state }) => {
        state.channels.set('C0BOTONLY', [BOT]);
        state.channels.set('C0PERSONONLY', [READER]);
      },
    });
    const home = await opened(bot);
    expect(home).toContain('Port Ansel reopens its bridge');
    expect(home).toContain(CHANNEL);
    expect(home).not.toMatch(/C0BOTONLY|C0PERSONONLY/);
    expect(home).toContain('/pullquote-who <person>');
    const [summary] = buttonsOf(bot.slack.state.homes.get(READER) ?? {});
    await bot.slack.press(summary?.value ?? '');
    expect(await bot.slack.message()).toMatchObject({ channel: DIRECT });
  });

  test('says so where no story is published', async () => {
    expect(await opened(await startBot({ stories: false }))).toContain('No story is published yet');
  });

  test.for([
    ['missing_scope', 'channels:read and groups:read'],
    ['internal_error', 'could not be looked up just now'],
  ] as const)('says why it shows no channels after %s', async ([error, says]) => {
    const bot = await startBot();
    bot.slack.plan('users.conversations', { does: 'error', error });
    expect(await opened(bot)).toContain(says);
  });

  test('is not drawn anew for the Messages tab', async () => {
    const { slack } = await startBot();
    await slack.event({ type: 'app_home_opened', user: READER, channel: 'D1', tab: 'messages', event_ts: '1' });
    await slack.direct('/stories');
    await slack.message();
    expect(slack.calls('views.publish')).toEqual([]);
  });

  test('stays within what Slack takes with very many stories and channels', () => {
    const stories = Array.from({ length: 60 }, (_, i) =>
      aStory({ slug: `story-${i}`, title: `${'Long '.repeat(38)}${i}` }),
    );
    const ids = Array.from({ length: 90 }, (_, i) => `C${String(i).padStart(9, '0')}`);
    const { view } = homeView(aLibrary(...stories), COMMANDS, { ids });
    expect(slackFaults('views.publish', { user_id: READER, view })).toEqual([]);
    expect(JSON.stringify(view)).toContain('40 more: type /stories.');
  });
});
