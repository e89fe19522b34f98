import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { buildLibrary } from '../src/facts/library.ts';
import { startupText } from '../src/startup-text.ts';
import { aLibrary } from './support/builders.ts';

const BASE = { version: '1.2.3', url: 'http://127.0.0.1:3000', library: aLibrary(), problems: [], subscriptions: [] };

test('the start-up explains itself', async () => {
  await expect(startupText({ ...BASE, config: readConfig({}) })).toMatchFileSnapshot('rendered/startup/plain.txt');
});

test('broken story files, a taken port and half-set credentials are told', async () => {
  const problems = [
    { file: 'stories/x.yaml', message: 'stories/x.yaml:3: slug: is wrong' },
    {
      file: 'stories/x.yaml',
      message: 'stories/x.yaml: nothing of it was imported; revision 1 of “x” stays published',
    },
  ];
  const config = readConfig({
    SLACK_APP_TOKEN: 'xapp-1',
    DISCORD_TOKEN: 'secret',
    OPENAI_API_KEY: 'key',
    DATA_DIR: '/var/lib/pullquote',
  });
  const text = startupText({ ...BASE, url: 'http://127.0.0.1:3001', library: buildLibrary([]), problems, config });
  expect(text).not.toMatch(/secret|xapp-1|key,/);
  await expect(text).toMatchFileSnapshot('rendered/startup/troubled.txt');
});

test('what is scheduled is counted', () => {
  const paused = { at: '2031-05-06T09:00:00Z', why: 'asked' as const, says: 'paused by Mira' };
  const subscriptions = [{ paused: undefined }, { paused }, { paused: undefined }];
  expect(startupText({ ...BASE, subscriptions, config: readConfig({}) })).toContain('3 subscriptions, 1 paused');
});

test('a page that is open to the network is told', () => {
  expect(startupText({ ...BASE, config: readConfig({ HOST: '0.0.0.0' }) })).toContain('there is no sign-in');
  expect(startupText({ ...BASE, config: readConfig({ HOST: 'localhost' }) })).not.toContain('sign-in');
});

test('nothing in it acts on the terminal', () => {
  const problems = [{ file: 'x', message: 'stories/\u001b]0;pwned\u0007.yaml: is not a file' }];
  const config = readConfig({ STORIES_DIR: 'sto\u001b[31mries', DATA_DIR: 'da\u009bta' });
  expect(startupText({ ...BASE, problems, config })).not.toMatch(/[^\P{Cc}\n]/u);
});

test('a port that was left to the system, or is the scheme’s own, was not taken from anyone', () => {
  expect(startupText({ ...BASE, url: 'http://127.0.0.1:41234', config: readConfig({ PORT: '0' }) })).not.toContain(
    'taken',
  );
  expect(startupText({ ...BASE, url: 'http://127.0.0.1:80', config: readConfig({ PORT: '80' }) })).not.toContain(
    'taken',
  );
});
