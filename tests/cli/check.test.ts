import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatStoryFile } from '../../src/facts/story-file.ts';
import { aStory } from '../support/builders.ts';
import { cli, folder, oneLine, onStories, ownData, path, stories } from '../support/cli.ts';

describe.concurrent('check', () => {
  test('counts what each good story holds', async () => {
    expect(await onStories(['check'])).toEqual({
      code: 0,
      stdout: `${join(stories, 'harbour-bridge.yaml')}: harbour-bridge, published: 3 facts, 2 quotations, 3 people, 5 spans\n`,
      stderr: '',
    });
  });

  test('lists every fault with file, line and path', async () => {
    const good = formatStoryFile(aStory());
    const bad = folder('bad', {
      'a.yaml': good.replace('importance: 5', 'importance: 9').replace('speaker: treasury', 'speaker: nobody'),
      'b.yaml': 'slug: [',
      'c.yaml': good,
      'd.yml': good,
      'notes.txt': 'x',
    });
    const { code, stdout, stderr } = await cli(['check', '--stories', bad]);
    const lineOf = (part: string) => good.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining(`a.yaml:${lineOf('importance: 5')}: facts[0].importance: `),
      expect.stringContaining(`a.yaml:${lineOf('speaker: treasury')}: facts[1].speaker: `),
      expect.stringMatching(/b\.yaml:\d+: /),
      expect.stringMatching(/c\.yaml: harbour-bridge, published: 3 facts/),
      expect.stringMatching(/d\.yml: slug: “harbour-bridge” is taken by .*c\.yaml$/),
      '',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/4 faults in 3 of 4 story files/) });
  });

  test('nothing that a file says or is called acts on the terminal', async () => {
    const good = formatStoryFile(aStory());
    const odd = folder('odd', {
      '\u001b[31mgood.yaml': good,
      '\u001b]0;bad\u0007.yaml': `${good}"\\e]0;pwned\\a\\e[31m": 1\n`,
    });
    mkdirSync(join(odd, '\u001b[2Jfolder.yaml'));
    for (const run of [
      await cli(['check', '--stories', odd]),
      await cli(['import', odd], { env: ownData() }),
      await cli(['check', '--stories', '\u001b[2Jnowhere']),
      await cli(['evidence', '\u001b[2Jnone.txt']),
      await cli(['say', '\u009b31m', '/\u001b[2Jwhat']),
    ]) {
      expect(run.stdout + run.stderr).not.toMatch(/[^\P{Cc}\n]/u);
      expect(run.stdout + run.stderr).not.toBe('');
    }
  });

  test('a file of gigabytes is told at once', async () => {
    const huge = folder('huge', { 'huge.yaml': '' });
    truncateSync(join(huge, 'huge.yaml'), 3 * 1024 ** 3);
    for (const args of [
      ['check', '--stories', huge],
      ['import', join(huge, 'huge.yaml')],
    ])
      expect(await cli(args, { env: ownData() })).toMatchObject({
        code: 1,
        stdout: `${join(huge, 'huge.yaml')}: is larger than 2 MiB\n`,
      });
    expect(await cli(['evidence', join(huge, 'huge.yaml')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*huge\.yaml is larger than 256 MiB/),
    });
  });

  test('an empty or missing folder is a mistake', async () => {
    expect(await cli(['check', '--stories', folder('empty', {})])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*no story files/),
    });
    expect(await cli(['check', '--stories', path('nowhere')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*nowhere is not a folder/),
    });
  });
});
