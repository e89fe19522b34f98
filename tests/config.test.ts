import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { credentials, readConfig } from '../src/config.ts';
import { Environment } from '../src/environment.ts';
import { ConfigError } from '../src/errors.ts';

test('everything has a default', () => {
  expect(readConfig({})).toMatchObject({
    dataDir: 'data',
    storiesDir: 'stories',
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
  });
});

test('an empty variable is one that is not set', () => {
  expect(readConfig({ PORT: '', DISCORD_TOKEN: '' })).toEqual(readConfig({}));
  expect(readConfig({ PORT: ' ', DATA_DIR: ' \t' })).toEqual(readConfig({}));
});

test('a port is digits, with blanks around them at most', () => {
  expect([' 8080 ', '0', '65535'].map((PORT) => readConfig({ PORT }).port)).toEqual([8080, 0, 65_535]);
  expect(() => readConfig({ PORT: '0x50' })).toThrow(
    'PORT is not right: expected a whole number from 0 to 65535. Port of the web page',
  );
});

test('the operator’s rights on the web are left to the host unless they are set', () => {
  expect([{}, { WEB_OPERATOR: 'on' }, { WEB_OPERATOR: 'off' }].map((env) => readConfig(env).webOperator)).toEqual([
    undefined,
    true,
    false,
  ]);
});

describe('a wrong value names the variable and what it expects', () => {
  test.for([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '0x50'],
    ['PORT', '8e3'],
    ['PORT', '-1'],
    ['PORT', '80.0'],
    ['WEB_OPERATOR', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['DISCORD_GUILD_ID', 'my server'],
    ['DISCORD_OPERATORS', 'ann, bob'],
    ['DISCORD_API_URL', 'localhost:3'],
    ['SLACK_PORT', '99999'],
    ['SLACK_OPERATORS', 'ann'],
    ['SLACK_PUBLIC_URL', 'bot.example.org'],
  ] as const)('%s=%s', ([name, value]) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is not right`);
  });
});

/** What each platform lacks. */
function missing(env: Record<string, string>): string[] {
  const { discord, slack } = readConfig(env);
  return [discord, slack].map((platform) => ('missing' in platform ? platform.missing : 'set'));
}

test('a platform without its credentials says which it lacks', () => {
  expect(missing({})).toEqual(['DISCORD_TOKEN is not set', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set']);
  expect(missing({ SLACK_BOT_TOKEN: 'xoxb-1' })[1]).toBe('SLACK_APP_TOKEN is not set');
  expect(missing({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })[1]).toBe('SLACK_PORT is not set');
  expect(missing({ SLACK_CLIENT_ID: '1.2' })[1]).toBe(
    'SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_PORT and SLACK_APP_TOKEN are not set',
  );
  expect(missing({ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 's' })[1]).toBe(
    'SLACK_STATE_SECRET and SLACK_PORT are not set',
  );
  expect(missing({ DISCORD_TOKEN: 't', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['set', 'set']);
});

test('what the platforms are given', () => {
  const { discord, slack } = readConfig({
    DISCORD_TOKEN: ' Bot abc ',
    DISCORD_API_URL: 'http://127.0.0.1:9/api/v10/',
    DISCORD_OPERATORS: '123456789012345678, 223456789012345678',
    DISCORD_DIGEST_ROLES: '323456789012345678',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'signing',
    SLACK_PORT: '3001',
    SLACK_DIGEST_GROUPS: 'S012AB3CD, everyone',
    SLACK_API_URL: 'http://127.0.0.1:9/api',
    HOST: '0.0.0.0',
  });
  expect(discord).toEqual({
    token: 'abc',
    guildId: undefined,
    operators: ['123456789012345678', '223456789012345678'],
    digestRoles: ['323456789012345678'],
    editors: [],
    apiUrl: 'http://127.0.0.1:9/api',
  });
  expect(slack).toMatchObject({
    botToken: 'xoxb-1',
    oauth: undefined,
    events: { by: 'http', signingSecret: 'signing', port: 3001 },
    digestGroups: ['S012AB3CD', 'everyone'],
    editors: [],
    apiUrl: 'http://127.0.0.1:9/api/',
  });
});

test('the log is given every credential that is set', () => {
  const set = Object.fromEntries(
    Object.keys(Environment.shape)
      .filter((name) => /TOKEN|SECRET|KEY/.test(name))
      .map((name) => [name, `value of ${name}`]),
  );
  expect(credentials({ ...set, PATH: '/bin', HOST: 'h' }).sort()).toEqual(Object.values(set).sort());
  expect(credentials({ DISCORD_TOKEN: '' })).toEqual([]);
});

test('.env.example lists every variable with its description and default, and no other', () => {
  const text = readFileSync('.env.example', 'utf8');
  const listed = [...text.matchAll(/^# (.*)\n# ([A-Z_]+)=(.*)$/gm)].map(([, about, name, value]) => ({
    about,
    name,
    value,
  }));
  const defaults = Environment.parse({});
  const expected = Object.entries(Environment.shape).map(([name, schema]) => ({
    about: schema.description,
    name,
    value: String(Object.entries(defaults).find(([key]) => key === name)?.[1] ?? ''),
  }));
  expect(listed).toEqual(expected);
});

test('a folder may begin with the home folder’s sign, as in a shell', () => {
  expect(readConfig({ DATA_DIR: '~/pq', STORIES_DIR: 'a~b' })).toMatchObject({
    dataDir: `${homedir()}/pq`,
    storiesDir: 'a~b',
  });
});

test('Slack and the web page cannot have one port', () => {
  expect(() => readConfig({ PORT: '3000', SLACK_PORT: '3000' })).toThrow('SLACK_PORT and PORT are both 3000');
  expect(() => readConfig({ PORT: '0', SLACK_PORT: '0' })).not.toThrow();
});

/** Whether what is set of Slack is only a part. */
function isPartial(env: Record<string, string>): boolean {
  const { slack } = readConfig(env);
  return 'isPartial' in slack && slack.isPartial;
}

test('half a set of credentials is known from none', () => {
  expect(
    [{}, { SLACK_OPERATORS: 'U012' }, { SLACK_PORT: '3001' }, { SLACK_APP_TOKEN: 'xapp-1' }].map(isPartial),
  ).toEqual([false, false, true, true]);
});
