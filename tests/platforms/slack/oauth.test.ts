import { describe, expect, test } from 'vitest';
import type { SlackConfig } from '../../../src/config.ts';
import { BOT, DIRECT, READER } from '../../support/fake-slack.ts';
import { startBot, startHttpBot, wordsOf, type Bot } from './bot.ts';

const OAUTH: Partial<SlackConfig> = {
  botToken: undefined,
  installPort: 0,
  oauth: { clientId: '1.2', clientSecret: 'fake-client-secret', stateSecret: 'a long random text of our own' },
};

const SOUTH = { team: 'T0SOUTH', name: 'South Pier', bot: 'U0BOTSOUTH', token: 'xoxb-fake-south' };

const installAddress = ({ announced }: Bot) =>
  /http:\S+/.exec(announced.find((line) => line.includes('install it at')) ?? '')?.[0] ?? '';

/** Goes through the install page as a browser does; gives the last answer. */
async function installed(
  bot: Bot,
  workspace: typeof SOUTH & { enterprise?: string },
  { cookie: own, code = 'code-1' }: { cookie?: string; code?: string } = {},
) {
  bot.slack.state.oauthCodes.set('code-1', workspace);
  const address = installAddress(bot);
  const page = await fetch(address);
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const html = await page.text();
  const authorize = new URL(
    /https:\/\/slack\.com\/oauth\/v2\/authorize[^"]*/.exec(html)?.[0].replaceAll('&amp;', '&') ?? '',
  );
  const back = new URL('/slack/oauth_redirect', address);
  back.searchParams.set('code', code);
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '');
  const response = await fetch(back, { headers: { cookie: own ?? cookie } });
  return { authorize, status: response.status, text: await response.text() };
}

const ask = ({ slack }: Bot, team: string, extra: Record<string, unknown> = {}) =>
  slack.event(
    {
      type: 'message',
      channel_type: 'im',
      user: READER,
      text: '/stories',
      ts: slack.state.ts(),
      channel: DIRECT,
      ...extra,
    },
    { team },
  );

describe.for([
  ['Socket Mode', () => startBot({ config: OAUTH })],
  ['HTTP', () => startHttpBot({ config: OAUTH })],
] as const)('several workspaces over %s', ([, start]) => {
  test('install by the page, and are served from then on, each with its own token', async () => {
    const bot = await start();
    const { authorize, status, text } = await installed(bot, SOUTH);
    expect(authorize.searchParams.get('scope')?.split(',')).toContain('commands');
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('installed in South Pier') });
    expect(bot.announced).toContain('Slack: Pullquote was installed in South Pier.');
    await ask(bot, SOUTH.team);
    expect(wordsOf((await bot.slack.message()).body)).toContain('Port Ansel');
    expect(bot.slack.calls('chat.postMessage')[0]?.token).toBe(SOUTH.token);
    expect((await bot.engine.storage.installations()).map(({ id }) => id)).toEqual(['slack:T0SOUTH']);
  });
});

describe('the install page', () => {
  test.for([
    ['without the cookie', { cookie: '' }],
    ['with another browser’s cookie', { cookie: 'slack-app-oauth-state=stolen' }],
    ['with a code that Slack did not give', { code: 'made-up' }],
  ] as const)('installs nothing %s', async ([, how]) => {
    const bot = await startBot({ config: OAUTH });
    const { status, text } = await installed(bot, SOUTH, how);
    expect(status).toBe(400);
    expect(text).toContain('was not installed');
    expect(await bot.engine.storage.installations()).toEqual([]);
  });

  test('serves nothing else, and tells where it is under the public address', async () => {
    const bot = await startBot({ config: { ...OAUTH, publicUrl: 'https://bot.example.org' } });
    expect(bot.announced).toContain('Slack: install it at https://bot.example.org/slack/install');
  });

  test('answers 404 to what it does not know', async () => {
    const bot = await startBot({ config: OAUTH });
    const origin = new URL(installAddress(bot)).origin;
    for (const path of ['/', '/slack', '//x', '/slack/events']) expect((await fetch(origin + path)).status).toBe(404);
    expect((await fetch(installAddress(bot), { method: 'POST' })).status).toBe(404);
  });
});

describe('a workspace', () => {
  test('of an organisation that installed the app for all is served by the organisation’s token', async () => {
    const bot = await startBot({ config: OAUTH });
    await installed(bot, { ...SOUTH, enterprise: 'E0ALL' });
    expect((await bot.engine.storage.installations()).map(({ id }) => id)).toEqual(['slack:E0ALL']);
    await bot.slack.out.deliver('events_api', {
      type: 'event_callback',
      team_id: 'T0ANY',
      enterprise_id: 'E0ALL',
      event_id: 'Ev1',
      event: { type: 'message', channel_type: 'im', user: READER, text: '/stories', ts: '1.1', channel: DIRECT },
      authorizations: [
        { team_id: 'T0ANY', enterprise_id: 'E0ALL', user_id: BOT, is_bot: true, is_enterprise_install: true },
      ],
    });
    await bot.slack.message();
    expect(bot.slack.calls('chat.postMessage')[0]?.token).toBe(SOUTH.token);
  });

  test('that has not installed the app is not served, and the log says which', async () => {
    const bot = await startBot({ config: OAUTH });
    await ask(bot, 'T0STRANGER');
    await bot.logged(/T0STRANGER has not installed the app/);
    expect(bot.slack.state.messages).toEqual([]);
  });

  test.for([{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOTSOUTH'] } }])(
    'that withdraws the app is forgotten: $type',
    async (event) => {
      const bot = await startBot({ config: OAUTH });
      await installed(bot, SOUTH);
      await bot.slack.event(event, { team: SOUTH.team });
      await bot.slack.state.until('the news', () =>
        bot.announced.some((line) => line.includes('T0SOUTH has removed Pullquote')),
      );
      expect(await bot.engine.storage.installations()).toEqual([]);
    },
  );

  test('stays where only a person’s token is revoked, or what is kept of it cannot be read', async () => {
    const bot = await startBot({ config: OAUTH });
    await installed(bot, SOUTH);
    await bot.slack.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }, { team: SOUTH.team });
    await ask(bot, SOUTH.team);
    await bot.slack.message();
    await bot.engine.storage.putInstallation('slack:T0SOUTH', '{"bot":');
    await ask(bot, SOUTH.team);
    await bot.logged(/T0SOUTH has not installed the app/);
  });

  test('that is the only one and removes the app is told to the operator', async () => {
    const { slack, platform } = await startBot();
    await slack.event({ type: 'app_uninstalled' });
    await slack.state.until('the status', () => platform.status().state === 'failed');
    expect(platform.status().says).toMatch(/has removed the app: install it again and set the new SLACK_BOT_TOKEN/);
  });
});

test('being removed from a channel is logged', async () => {
  const { slack, logged } = await startBot();
  await slack.event({ type: 'channel_left', channel: 'C0GENERAL', actor_id: READER });
  await logged(/removed from C0GENERAL/);
});
