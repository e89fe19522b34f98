import { describe, expect, test } from 'vitest';
import { jsonLines, oneLine, onStories } from '../support/cli.ts';

const AT = ['--at', '2031-12-01T09:00:00Z'];

describe.concurrent('preview', () => {
  test.for(['daily-brief', 'quote-of-the-day', 'weekly-recap'])(
    'shows %s as a channel would get it',
    async (digest) => {
      const { code, stdout, stderr } = await onStories([
        'preview',
        digest,
        ...AT,
        '--tz',
        'Europe/Berlin',
        '--quiet',
        'repeat',
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Preview for Mon 1 Dec 2031, 10:00 CET; nothing is posted.');
      expect(stdout).toContain('The Ansel Courier');
      expect(stdout.replace(/\s+/g, ' ')).toMatch(/You see this because .+ subscribed to it, at 09:00.*Berlin time/);
      expect(stdout).toContain('/digest pause');
    },
  );

  test('says why nothing would be posted', async () => {
    const { code, stdout } = await onStories(['preview', 'daily-brief', ...AT, '--quiet', 'silent']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Nothing would be posted on Mon 1 Dec 2031, 09:00 UTC: nothing was published',
    );
  });

  test('gives the message that a platform would be sent, and the neutral reply', async () => {
    const [discord] = jsonLines((await onStories(['preview', 'daily-brief', ...AT, '--on', 'discord'])).stdout);
    expect(discord).toHaveProperty('components');
    const [slack] = jsonLines((await onStories(['preview', 'daily-brief', ...AT, '--on', 'slack'])).stdout);
    expect(slack).toHaveProperty('blocks');
    const [reply] = jsonLines((await onStories(['preview', 'daily-brief', ...AT, '--json'])).stdout);
    expect(reply).toMatchObject({ outcome: 'answer', visibility: 'channel' });
  });

  test.for([
    [
      ['preview', 'evening-news'],
      /There is no digest “evening-news”; there is daily-brief, quote-of-the-day, weekly-recap\./,
    ],
    [['preview', 'daily-brief', '--at', 'tomorrow'], /--at takes an instant/],
    [['preview', 'daily-brief', '--at', '2031-02-31T09:00:00'], /--at takes an instant/],
    [['preview', 'daily-brief', '--tz', 'Atlantis'], /I know no time zone “Atlantis”/],
    [['preview', 'daily-brief', '--quiet', 'loud'], /--quiet takes silent or repeat/],
    [['preview', 'daily-brief', '--on', 'paper'], /--on takes discord, slack or terminal/],
  ] as [string[], RegExp][])('%j is told on one line', async ([words, says]) => {
    expect(await onStories(words)).toEqual({ code: 1, stdout: '', stderr: oneLine(says) });
  });
});
