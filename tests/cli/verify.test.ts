import { describe, expect, test } from 'vitest';
import { ARTICLE } from '../support/builders.ts';
import { article, file, jsonLines, oneLine, onStories, path } from '../support/cli.ts';

describe.concurrent('verify', () => {
  test('proves every span', async () => {
    expect(await onStories(['verify', 'harbour-bridge', '--source', article])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^5 of 5 spans verified: .*\n$/),
      stderr: '',
    });
  });

  test('names each item that the source does not bear out', async () => {
    const forged = file('forged.txt', ARTICLE.replace('yours again', 'yours today'));
    const { code, stdout, stderr } = await onStories(['verify', 'harbour-bridge', '--source', forged, '--json']);
    const [result] = jsonLines(stdout);
    expect(result).toMatchObject({
      slug: 'harbour-bridge',
      spans: 5,
      verified: 4,
      faults: [{ item: 'harbour-bridge' }, { item: 'quote-yours' }],
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/4 of 5 spans/) });
    expect(
      (await onStories(['verify', 'harbour-bridge', '--source', forged])).stdout
        .split('\n')
        .map((line) => line.split(': ')[0]),
    ).toEqual(['harbour-bridge', 'quote-yours', '']);
  });

  test('names the nearest slug, and a missing file', async () => {
    expect(await onStories(['verify', 'harbor-brige', '--source', article])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean harbour-bridge\?/),
    });
    expect(await onStories(['verify', 'harbour-bridge', '--source', path('none.txt')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*none\.txt: no such file or directory/),
    });
    expect(await onStories(['verify', 'harbour-bridge'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*--source FILE/),
    });
  });
});
