import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonLines, oneLine, onStories, path } from '../support/cli.ts';

describe.concurrent('say', () => {
  test('prints the terminal rendering, and nothing else', async () => {
    const { code, stdout, stderr } = await onStories(['say', '/summary', 'harbour-bridge']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Port Ansel reopens its bridge\n─+\n/);
    expect(stdout).toContain('Sources\nThe Ansel Courier, “Harbour bridge opens”, 6 May 2031\n');
    expect(stdout).not.toContain('\u001b');
    expect(existsSync(path('data'))).toBe(false);
  });

  test('prints the neutral reply with --json', async () => {
    const { code, stdout } = await onStories(['say', '--json', '/quote vale']);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({
        outcome: 'answer',
        blocks: expect.arrayContaining([expect.objectContaining({ type: 'quote', text: 'The bridge is yours again' })]),
      }),
    ]);
  });

  test('answers each line of stdin with a line of JSON, in order', async () => {
    const { code, stdout, stderr } = await onStories(
      ['say'],
      '/summary\n/sumary harbour-bridge\n\n/quote nobody-at-all\n',
    );
    expect(jsonLines(stdout).map(({ outcome }) => outcome)).toEqual(['answer', 'error', 'error', 'nothing']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 of 4 lines/) });
  });

  test('says a mistake on one line of stderr', async () => {
    expect(await onStories(['say', '/quoote vale'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean \/quote\?/),
    });
  });

  test('says on one line that a question of 10,000 characters is too long', async () => {
    expect(await onStories(['say', 'why '.repeat(2500)])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*question is too long: [\d,]+ characters/),
    });
    expect(jsonLines((await onStories(['say'], `\ufeff/summary\n${'why '.repeat(2500)}\n`)).stdout)).toEqual([
      expect.objectContaining({ outcome: 'answer' }),
      expect.objectContaining({ outcome: 'error' }),
    ]);
  });

  test('finding nothing is an answer', async () => {
    expect(await onStories(['ask', 'who', 'won', 'the', 'chess', 'olympiad?'])).toEqual({
      code: 0,
      stdout: expect.stringContaining('holds nothing'),
      stderr: '',
    });
  });

  test.for([
    {
      on: 'discord',
      body: {
        components: [expect.objectContaining({ type: 17 }), expect.anything()],
        allowed_mentions: { parse: [] },
      },
    },
    { on: 'slack', body: { text: expect.stringContaining('bridge'), blocks: expect.anything(), unfurl_links: false } },
  ])('prints the message that $on would be sent with --on', async ({ on, body }) => {
    const { code, stdout, stderr } = await onStories(['say', '--on', on, '/quote', 'vale']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([expect.objectContaining(body)]);
  });

  test('names pictures as the files that are uploaded with the message', async () => {
    const discord = await onStories(['say', '--on', 'discord', '/numbers']);
    expect(discord.stdout).toMatch(/"url":"attachment:\/\/[\w-]+\.png"/);
    const slack = await onStories(['say', '--on', 'slack', '/numbers']);
    expect(slack.stdout).toMatch(/"slack_file":\{"id":"[\w-]+\.png"\}/);
  });

  test('prints a message a line for each line of stdin, of a mistake too', async () => {
    const { code, stdout } = await onStories(['say', '--on', 'slack'], '/summary\n/sumary\n');
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ text: expect.stringContaining('Port Ansel reopens its bridge') }),
      expect.objectContaining({ text: expect.stringContaining('Did you mean /summary?') }),
    ]);
    expect(code).toBe(1);
  });

  test.for([
    [['--on', 'irc', '/summary'], /--on takes discord, slack or terminal, not irc/],
    [['--on', 'slack', '--page', '2', '/summary'], /This reply has 1 page on Slack/],
    [['--on', 'slack', '--page', '0', '/summary'], /--page takes a number from 1/],
    [['--page', '1', '/summary'], /--page takes one LINE and --on/],
    [['--on', 'slack', '--page', '1'], /--page takes one LINE and --on/],
  ] as const)('refuses %j', async ([args, message]) => {
    expect(await onStories(['say', ...args])).toEqual({ code: 1, stdout: '', stderr: oneLine(message) });
  });
});
