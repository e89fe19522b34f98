import { describe, expect, test } from 'vitest';
import type { SlackConfig } from '../../../src/config.ts';
import type { Finding } from '../../../src/finding.ts';
import { examineSlack } from '../../../src/platforms/slack/examine.ts';
import { BOT_SCOPES } from '../../../src/platforms/slack/scopes.ts';
import { serve, type Answer } from '../../support/canned-server.ts';

const SLACK: Record<string, Answer> = {
  '/auth.test': {
    body: { ok: true, team: 'Harbour News', user: 'pullquote' },
    headers: { 'x-oauth-scopes': BOT_SCOPES.map(({ scope }) => scope).join(',') },
  },
  '/apps.connections.open': { body: { ok: true, url: 'ws://x' } },
  '/conversations.info': { body: { ok: true, channel: { name: 'general', is_member: true } } },
};

const OVER_HTTP: Partial<SlackConfig> = {
  events: { by: 'http', signingSecret: 'very-secret', port: 3001 },
};

/** What is found where Slack answers so, and else as it should. */
async function examine(
  answers: Record<string, Answer>,
  more: Partial<SlackConfig> = {},
  installations: { id: string; value: string }[] = [],
): Promise<Finding[]> {
  const config: SlackConfig = {
    botToken: 'xoxb-very-secret',
    oauth: undefined,
    events: { by: 'socket', appToken: 'xapp-very-secret' },
    installPort: undefined,
    publicUrl: undefined,
    host: '127.0.0.1',
    operators: [],
    digestGroups: [],
    editors: [],
    apiUrl: `${await serve({ ...SLACK, ...answers })}/`,
    ...more,
  };
  const findings = await Array.fromAsync(
    examineSlack({ config, installations, channels: ['C0GENERAL'], now: () => new Date() }),
  );
  expect(JSON.stringify(findings)).not.toContain('secret');
  return findings;
}

const notGood = (findings: Finding[]) => findings.filter(({ state }) => state !== 'good');
const words = ({ about, says, mend = '' }: Finding) => `${about}: ${says} ${mend}`;

test('where all is as it should be there is nothing to mend', async () => {
  const findings = await examine({});
  expect(notGood(findings)).toEqual([]);
  expect(findings.map(words).join('\n')).toContain('the bot is in #general.');
});

test.for<[string, Record<string, Answer>, Partial<SlackConfig>, string]>([
  [
    'a token that is refused',
    { '/auth.test': { body: { ok: false, error: 'invalid_auth' } } },
    {},
    'is not accepted: invalid_auth',
  ],
  ['a token of another kind', {}, { botToken: 'xoxp-very-secret' }, 'does not begin with xoxb-'],
  [
    'an app token of another kind',
    {},
    { events: { by: 'socket', appToken: 'xoxb-very-secret' } },
    'does not begin with xapp-',
  ],
  [
    'an app token without its scope',
    { '/apps.connections.open': { body: { ok: false, error: 'missing_scope' } } },
    {},
    'connections:write',
  ],
  [
    'a scope that is missing',
    {
      '/auth.test': { body: { ok: true, team: 'Harbour', user: 'x' }, headers: { 'x-oauth-scopes': 'commands' } },
    },
    {},
    'chat:write (answers)',
  ],
  [
    'a channel that is archived',
    { '/conversations.info': { body: { ok: true, channel: { name: 'old', is_archived: true } } } },
    {},
    '#old is archived',
  ],
  [
    'a channel that is hidden',
    { '/conversations.info': { body: { ok: false, error: 'channel_not_found' } } },
    {},
    'cannot be looked at: channel_not_found',
  ],
  [
    'an address without https',
    {},
    { ...OVER_HTTP, publicUrl: 'http://bot.example' },
    'Slack sends to https addresses only',
  ],
])('%s is a fault with its remedy', async ([, answers, more, said]) => {
  const faults = notGood(await examine(answers, more));
  expect(faults.map(({ state }) => state)).toEqual(['fault']);
  expect(faults.map(words)[0]).toContain(said);
});

const texts = async (...args: Parameters<typeof examine>) =>
  notGood(await examine(...args)).map((finding) => `${finding.state}: ${words(finding)}`);

test('what works in part is a warning', async () => {
  const outside = { '/conversations.info': { body: { ok: true, channel: { name: 'general', is_member: false } } } };
  expect(await texts(outside)).toEqual([expect.stringMatching(/^warning: .*the bot is not in #general.*\/invite/)]);
  expect(await texts({}, OVER_HTTP)).toEqual([expect.stringMatching(/^warning: .*SLACK_PUBLIC_URL is not set/)]);
});

const installed = (id: string) => ({
  id: `slack:${id}`,
  value: JSON.stringify({
    user: { id: 'U1' },
    bot: { token: `xoxb-very-secret-${id}`, id: 'B1', userId: 'U2', scopes: [] },
  }),
});

describe('with several workspaces', () => {
  const oauth = { clientId: '1.2', clientSecret: 'very-secret', stateSecret: 'very-secret' };
  test('none is told with the install page', async () => {
    const [finding] = notGood(await examine({}, { oauth, installPort: 3001, publicUrl: 'https://bot.example' }));
    expect(finding && words(finding)).toContain('Open https://bot.example/slack/install.');
  });

  test('each is looked at', async () => {
    const findings = await examine({}, { oauth, installPort: 3001 }, [installed('T1'), installed('T2')]);
    expect(findings.map(words).filter((text) => text.includes('is pullquote in'))).toHaveLength(2);
    const [gone] = notGood(
      await examine({ '/auth.test': { body: { ok: false, error: 'account_inactive' } } }, { oauth }, [installed('T1')]),
    );
    expect(gone && words(gone)).toContain('no longer lets the app in: account_inactive');
  });
});
