import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ARTICLE, aStory, evidenceOf } from '../support/builders.ts';
import { article, cli, oneLine } from '../support/cli.ts';

describe.concurrent('evidence', () => {
  test('prints entries that a story file takes', async () => {
    const passages = [
      'The bridge is yours again',
      "The work cost 42 million crowns,\naccording to the city's treasury.",
    ];
    const { code, stdout } = await cli(['evidence', article, ...passages]);
    expect(code).toBe(0);
    expect(parse(stdout)).toEqual(passages.flatMap((passage) => evidenceOf(passage)));
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    const { sha256, length } = aStory().source;
    expect(parse((await cli(['evidence', article])).stdout)).toEqual({ sha256, length });
  });

  test('says why a passage is none', async () => {
    expect(await cli(['evidence', article, 'The bridge is ours again'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Not in .*departs after “The bridge is”: the source goes on/),
    });
    const twice = ARTICLE.split('bridge').length - 1;
    const at = [...ARTICLE.matchAll(/bridge/g)].map(({ index }) => index).join(', ');
    expect(await cli(['evidence', article, 'bridge'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(new RegExp(`${twice} times in .*, at characters ${at}`)),
    });
  });
});
