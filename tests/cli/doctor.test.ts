import { expect, test } from 'vitest';
import { cli, oneLine } from '../support/cli.ts';

test('without any token all is well, and it says what is not set up', async () => {
  const { code, stdout, stderr } = await cli(['doctor']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ok {5}Data folder: .*pullquote\.db can be read and written\.\nok {5}Stories: 1 story/);
  expect(stdout).toContain('note   Discord: is not connected: DISCORD_TOKEN is not set.\n');
  expect(stdout).toContain('README, “Connect Slack”');
});

test('a platform that cannot be reached is a fault, the other is looked at all the same, and no secret is shown', async () => {
  const nowhere = 'http://127.0.0.1:9/api';
  const { code, stdout, stderr } = await cli(['doctor', '123456789012345678', 'C0GENERAL'], {
    env: {
      DISCORD_TOKEN: 'a.very.secret',
      DISCORD_API_URL: nowhere,
      SLACK_BOT_TOKEN: 'xoxb-very-secret',
      SLACK_APP_TOKEN: 'xapp-very-secret',
      SLACK_API_URL: nowhere,
    },
  });
  expect(stdout).toMatch(/FAULT {2}Discord: does not answer as it should \(.*ECONNREFUSED/);
  expect(stdout).toMatch(/FAULT {2}Slack: does not answer as it should \(bad port\)/);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '2 faults to mend.\n' });
  expect(stdout + stderr).not.toContain('secret');
});

test('what is no channel id is refused at once', async () => {
  expect(await cli(['doctor', '#general'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: oneLine(/“#general” is no channel id/),
  });
});

test('--json prints the findings as data', async () => {
  const { stdout } = await cli(['doctor', '--json']);
  expect(JSON.parse(stdout)).toEqual(
    expect.arrayContaining([expect.objectContaining({ about: 'Discord', state: 'warning', mend: expect.any(String) })]),
  );
});
