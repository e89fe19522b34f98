import { describe, expect, test } from 'vitest';
import { formatStoryFile } from '../../src/facts/story-file.ts';
import { aStory } from '../support/builders.ts';
import { article, cli, file, oneLine, onStories, ownData } from '../support/cli.ts';

function storyFile(): string {
  return file('imported.yaml', formatStoryFile(aStory({ title: 'Port Ansel has its bridge back' })));
}

describe('import', () => {
  test('refuses all where one is at fault, or the article is another', async () => {
    const faulty = file('faulty.yaml', 'slug: x');
    expect(await cli(['import', storyFile(), faulty], { env: ownData() })).toEqual({
      code: 1,
      stdout: expect.stringContaining('faulty.yaml'),
      stderr: oneLine(/Nothing was imported/),
    });
    expect(
      await cli(['import', storyFile(), '--source', file('other.txt', 'Another article.')], { env: ownData() }),
    ).toEqual({ code: 1, stdout: '', stderr: oneLine(/.*is not the text/) });
    expect(await cli(['export', '--json'], { env: ownData() })).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  test('what was imported with its article verifies without naming it', async () => {
    expect(await cli(['import', storyFile(), '--source', article], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('now revision 1'),
      stderr: '',
    });
    expect(await cli(['import', storyFile()], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('unchanged, revision 1'),
    });
    expect(await cli(['verify', 'harbour-bridge'], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('5 of 5'),
    });
  });

  test('into stories that leave the data untouched is a mistake', async () => {
    expect(await onStories(['import', storyFile()])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/import writes to the data folder/),
    });
  });
});
