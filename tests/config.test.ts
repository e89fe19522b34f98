import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Environment, readConfig } from '../src/config.ts';
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
});

describe('a wrong value names the variable and what it expects', () => {
  test.for([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
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
