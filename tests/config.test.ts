import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentials, Environment, readConfig } from '../src/config.ts';
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
  ] as const)('%s=%s', ([name, value]) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is not right`);
  });
});

test('a credential is known as set, and its value goes nowhere', () => {
  const config = readConfig({ DISCORD_TOKEN: 'very-secret' });
  expect(config.credentials.DISCORD_TOKEN).toBe(true);
  expect(JSON.stringify(config)).not.toContain('very-secret');
  expect(credentials({ DISCORD_TOKEN: 'very-secret', SLACK_BOT_TOKEN: '', PATH: '/bin' })).toEqual(['very-secret']);
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
