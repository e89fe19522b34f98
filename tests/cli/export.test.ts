import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatStoryFile, parseStoryFile } from '../../src/facts/story-file.ts';
import { aStory } from '../support/builders.ts';
import { article, cli, file, oneLine, onStories, ownData, path } from '../support/cli.ts';

function storyFile(): string {
  return file('imported.yaml', formatStoryFile(aStory({ title: 'Port Ansel has its bridge back' })));
}

describe('export', () => {
  test('what was imported exports to an equal file', async () => {
    expect(await cli(['import', storyFile(), '--source', article], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('now revision 1'),
      stderr: '',
    });
    const out = path('out');
    const exported = join(out, 'harbour-bridge.yaml');
    expect(await cli(['export', 'harbour-bridge', '--to', out], { env: ownData() })).toEqual({
      code: 0,
      stdout: `${exported}: written\n`,
      stderr: '',
    });
    const written = readFileSync(exported, 'utf8');
    expect(parseStoryFile('x', written).story).toEqual(aStory({ title: 'Port Ansel has its bridge back' }));

    writeFileSync(exported, `# an editor's note\n${written}`);
    expect(await cli(['export', '--to', out], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('unchanged'),
    });
    expect(readFileSync(exported, 'utf8')).toMatch(/^# an editor's note\n/);

    writeFileSync(exported, 'slug: [half a thought');
    expect(await cli(['export', '--to', out], { env: ownData() })).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*cannot be read as a story.*--force/),
    });
    expect(await cli(['export', '--to', out, '--force', '--json'], { env: ownData() })).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify([{ slug: 'harbour-bridge', file: exported, written: true }])}\n`,
    });
    expect(readdirSync(out)).toEqual(['harbour-bridge.yaml']);
  });

  test('an unknown slug and a folder that cannot be made are mistakes', async () => {
    expect(await onStories(['export', 'harbour-bride', '--to', path('out2')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean harbour-bridge\?/),
    });
    expect(await onStories(['export', '--to', join(article, 'x')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*article\.txt.*: (?:not a directory|file already exists)/),
    });
  });
});
