import { expect, test } from 'vitest';
import type { Finding } from '../../../src/finding.ts';
import { examineDiscord } from '../../../src/platforms/discord/examine.ts';
import { commandBodies } from '../../../src/platforms/discord/register.ts';
import { serve, type Answer } from '../../support/canned-server.ts';
import { COMMANDS } from '../../support/run.ts';

const GUILD = '200000000000000001';
const CHANNEL = '200000000000000002';
const SEND = (1n << 11n).toString();
const ENOUGH = ((1n << 50n) - 1n - (1n << 3n)).toString(); // all but Administrator

const DISCORD: Record<string, Answer> = {
  '/v10/users/@me': { body: { id: '1', username: 'pullquote' } },
  '/v10/applications/@me': {
    body: { id: '1', approximate_guild_count: 2, integration_types_config: { 0: {}, 1: {} } },
  },
  '/v10/gateway/bot': { body: { url: 'ws://x', session_start_limit: { remaining: 9, reset_after: 0 } } },
  '/v10/applications/1/commands': { body: commandBodies(COMMANDS) },
  [`/v10/channels/${CHANNEL}`]: {
    body: { id: CHANNEL, type: 0, name: 'news', guild_id: GUILD, permission_overwrites: [] },
  },
  [`/v10/guilds/${GUILD}`]: {
    body: { id: GUILD, name: 'Port Ansel', owner_id: '9', roles: [{ id: GUILD, permissions: ENOUGH }] },
  },
  [`/v10/guilds/${GUILD}/members/1`]: { body: { user: { id: '1' }, roles: [] } },
};

/** What is found where Discord answers so, and else as it should. */
async function examine(answers: Record<string, Answer>, now = () => new Date()): Promise<Finding[]> {
  const apiUrl = await serve({ ...DISCORD, ...answers });
  const config = { token: 'a.very.secret', guildId: undefined, operators: [], digestRoles: [], editors: [], apiUrl };
  const findings = await Array.fromAsync(examineDiscord({ config, channels: [CHANNEL], commands: COMMANDS, now }));
  expect(JSON.stringify(findings)).not.toContain('secret');
  return findings;
}

const notGood = (findings: Finding[]) => findings.filter(({ state }) => state !== 'good');
const words = ({ about, says, mend = '' }: Finding) => `${about}: ${says} ${mend}`;

test('where all is as it should be there is nothing to mend', async () => {
  const findings = await examine({});
  expect(notGood(findings)).toEqual([]);
  expect(findings.map(words).join('\n')).toContain('#news in Port Ansel: all permissions are there.');
});

test.for<[string, Record<string, Answer>, string]>([
  [
    'a token that is refused',
    { '/v10/users/@me': { status: 401, body: { code: 0, message: '401: Unauthorized' } } },
    'Discord token: is not accepted',
  ],
  [
    'an interactions endpoint',
    { '/v10/applications/@me': { body: { id: '1', interactions_endpoint_url: 'https://x' } } },
    'Clear “Interactions Endpoint URL”',
  ],
  [
    'too many starts',
    { '/v10/gateway/bot': { body: { session_start_limit: { remaining: 0, reset_after: 600_000 } } } },
    'wait 10 minutes',
  ],
  [
    'commands that may not be read',
    { '/v10/applications/1/commands': { status: 403, body: { code: 50_001, message: 'Missing Access' } } },
    'scope applications.commands',
  ],
  [
    'a channel that is gone',
    { [`/v10/channels/${CHANNEL}`]: { status: 404, body: { code: 10_003, message: 'Unknown Channel' } } },
    'there is no such channel',
  ],
  [
    'a channel that is hidden',
    { [`/v10/channels/${CHANNEL}`]: { status: 403, body: { code: 50_001, message: 'Missing Access' } } },
    'allow “View Channel”',
  ],
  [
    'a permission that the channel takes away',
    {
      [`/v10/channels/${CHANNEL}`]: {
        body: {
          id: CHANNEL,
          type: 0,
          name: 'news',
          guild_id: GUILD,
          permission_overwrites: [{ id: GUILD, type: 0, allow: '0', deny: SEND }],
        },
      },
    },
    '“Send Messages” missing',
  ],
  ['an answer that is not Discord’s', { '/v10/users/@me': { body: { hello: 1 } } }, 'its answer was not Discord’s'],
])('%s is a fault with its remedy', async ([, answers, said]) => {
  const faults = notGood(await examine(answers));
  expect(faults.map(({ state }) => state)).toEqual(['fault']);
  expect(faults.map(words)[0]).toContain(said);
});

test('what is not right yet, but works, is a warning', async () => {
  const findings = await examine({
    '/v10/applications/@me': { body: { id: '1', approximate_guild_count: 0, integration_types_config: { 0: {} } } },
    '/v10/applications/1/commands': { body: [] },
  });
  expect(notGood(findings).map(({ state }) => state)).toEqual(['warning', 'warning', 'warning']);
  const text = findings.map(words).join('\n');
  expect(text).toContain('is in no server yet. Invite it: https://discord.com/oauth2/authorize?client_id=1&');
  expect(text).toContain('Tick “User Install”');
  expect(text).toContain('Start Pullquote (npm start): it registers them.');
});

test('a clock that is off is told by how much', async () => {
  const there = new Date('2031-05-06T09:00:00Z');
  const answers = {
    '/v10/users/@me': { body: { id: '1', username: 'pullquote' }, headers: { date: there.toUTCString() } },
  };
  const clock = async (seconds: number) =>
    (await examine(answers, () => new Date(there.getTime() + seconds * 1000))).find(({ about }) => about === 'Clock');
  expect(await clock(0)).toMatchObject({ state: 'good' });
  expect(await clock(60)).toMatchObject({ state: 'warning', says: '60 s ahead of Discord’s.' });
  expect(await clock(-301)).toMatchObject({ state: 'fault', says: '301 s behind Discord’s.' });
});
