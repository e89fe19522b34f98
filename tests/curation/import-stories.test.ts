import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importStories } from '../../src/curation/import-stories.ts';
import { ConfigError } from '../../src/errors.ts';
import { formatStoryFile } from '../../src/facts/story-file.ts';
import type { Story } from '../../src/facts/story.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aStory } from '../support/builders.ts';
import { tempDir } from '../storage/backends.ts';

let dir = '';
let storage: Storage;
beforeEach(async () => {
  dir = tempDir();
  storage = await openStorage({ memory: true });
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true, force: true });
});

function write(name: string, content: Story | string | Uint8Array): void {
  const isText = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(join(dir, name), isText ? content : formatStoryFile(content));
}

/** What an editor is told, with the folder left out. */
async function problems(): Promise<string[]> {
  const found = await importStories(storage, dir);
  for (const { file, message } of found) expect(message.startsWith(file)).toBe(true);
  return found.map(({ message }) => message.replaceAll(`${dir}/`, ''));
}

async function published(): Promise<string[]> {
  return (await storage.published()).map(({ story, revision }) => `${story.slug}@${revision}`);
}

describe('files that changed', () => {
  test('a new file becomes the first revision, which says where it came from', async () => {
    write('bridge.yaml', aStory());
    write('second.yml', aStory({ slug: 'second' }));
    expect(await problems()).toEqual([]);
    expect(await published()).toEqual(['harbour-bridge@1', 'second@1']);
    expect(await storage.revisions('harbour-bridge')).toMatchObject([
      { author: 'file', note: `imported from ${dir}/bridge.yaml` },
    ]);
  });

  test('an unchanged file is not imported over what was revised since', async () => {
    write('bridge.yaml', aStory());
    await problems();
    await storage.revise({ story: aStory({ title: 'Edited at the desk' }), author: 'ed', note: '' });
    expect(await problems()).toEqual([]);
    expect(await storage.published()).toMatchObject([{ revision: 2, story: { title: 'Edited at the desk' } }]);
  });

  test('a changed file becomes a revision; a changed comment does not', async () => {
    write('bridge.yaml', aStory());
    await problems();
    write('bridge.yaml', aStory({ title: 'Anew' }));
    await problems();
    write('bridge.yaml', `# seen by Flo\n${formatStoryFile(aStory({ title: 'Anew' }))}`);
    expect(await problems()).toEqual([]);
    expect(await published()).toEqual(['harbour-bridge@2']);
  });

  test('a byte-order mark and Windows line ends are no fault', async () => {
    write('bridge.yaml', `\ufeff${formatStoryFile(aStory()).replaceAll('\n', '\r\n')}`);
    expect(await problems()).toEqual([]);
    expect(await storage.published()).toEqual([{ story: aStory(), revision: 1 }]);
  });

  test('a retracted story leaves', async () => {
    write('bridge.yaml', aStory());
    await problems();
    write('bridge.yaml', aStory({ status: 'retracted' }));
    expect(await problems()).toEqual([]);
    expect(await published()).toEqual([]);
  });

  test('a renamed file is the same story', async () => {
    write('bridge.yaml', aStory());
    await problems();
    rmSync(join(dir, 'bridge.yaml'));
    write('harbour.yaml', aStory());
    expect(await problems()).toEqual([]);
    expect(await problems()).toEqual([]);
    expect(await published()).toEqual(['harbour-bridge@1']);
  });
});

describe('broken files', () => {
  test('each fault is told with file, line, path and reason, and the other files are imported', async () => {
    write(
      'a.yaml',
      `slug: Not A Slug\n${formatStoryFile(aStory())
        .replace(/^slug: .*\n/, '')
        .replace('status: published', 'status: ready')}`,
    );
    write('b.yaml', aStory());
    expect(await problems()).toEqual([
      'a.yaml:1: slug: must be lower-case words joined by hyphens',
      expect.stringMatching(/^a\.yaml:3: status: /),
    ]);
    expect(await published()).toEqual(['harbour-bridge@1']);
  });

  test('the last good revision stays, and the editor is told so at every start', async () => {
    write('bridge.yaml', aStory());
    await problems();
    write('bridge.yaml', 'slug: [');
    for (const _ of ['first start', 'second start']) {
      const told = await problems();
      expect(told.at(-1)).toBe(
        'bridge.yaml: nothing of it was imported; revision 1 of “harbour-bridge” stays published',
      );
      expect(told[0]).toMatch(/^bridge\.yaml:\d+: /);
    }
    expect(await published()).toEqual(['harbour-bridge@1']);
  });

  test('of many faults the first ten are listed', async () => {
    const story = aStory();
    const facts = [...story.facts, ...Array.from({ length: 9 }, (_, i) => ({ ...story.facts[0], id: `f${i}` }))];
    write('a.yaml', formatStoryFile(aStory({ facts })).replaceAll(/importance: \d/g, 'importance: 9'));
    const told = await problems();
    expect(told).toHaveLength(11);
    expect(told.at(-1)).toBe('a.yaml: and 2 more faults');
  });

  test.for<[string, (path: string) => void, string]>([
    ['a folder named like a file', (path) => mkdirSync(path), 'x.yaml: is not a file'],
    [
      'links in a circle',
      (path) => symlinkSync(path, path),
      'x.yaml: cannot be read: too many symbolic links encountered',
    ],
    ['a link to nothing', (path) => symlinkSync('nowhere', path), 'x.yaml: cannot be read: no such file or directory'],
    [
      'text that is not UTF-8',
      (path) => writeFileSync(path, Buffer.from('slug: caf\xe9', 'latin1')),
      'x.yaml: is not UTF-8 text',
    ],
    ['a pipe', (path) => expect(spawnSync('mkfifo', [path]).status).toBe(0), 'x.yaml: is not a file'],
    [
      'three gigabytes of nothing',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 3 * 1024 ** 3);
      },
      'x.yaml: is larger than 2 MiB',
    ],
    ['an empty file', (path) => writeFileSync(path, ''), 'x.yaml'],
  ])('%s is told on one line', async ([, make, line]) => {
    make(join(dir, 'x.yaml'));
    write('y.yaml', aStory());
    const told = await problems();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(line);
    expect(await published()).toEqual(['harbour-bridge@1']);
  });

  test('a file that turns unreadable keeps its story', async () => {
    write('bridge.yaml', aStory());
    await problems();
    rmSync(join(dir, 'bridge.yaml'));
    mkdirSync(join(dir, 'bridge.yaml'));
    expect(await problems()).toEqual([
      'bridge.yaml: is not a file',
      'bridge.yaml: nothing of it was imported; revision 1 of “harbour-bridge” stays published',
    ]);
  });
});

describe('one slug in two files', () => {
  test('the first by name has it, and both are named', async () => {
    write('a.yaml', aStory({ title: 'A' }));
    write('b.yaml', aStory({ title: 'B' }));
    expect(await problems()).toEqual([
      `b.yaml: slug: “harbour-bridge” is taken by a.yaml; give one of the two files another slug`,
    ]);
    expect(await storage.published()).toMatchObject([{ story: { title: 'A' } }]);
  });

  test('the file that the story stands in already keeps it', async () => {
    write('b.yaml', aStory({ title: 'B' }));
    await problems();
    write('a.yaml', aStory({ title: 'A' }));
    for (const _ of ['first start', 'second start']) {
      expect(await problems()).toEqual([
        `a.yaml: slug: “harbour-bridge” is taken by b.yaml; give one of the two files another slug`,
      ]);
    }
    expect(await storage.published()).toMatchObject([{ revision: 1, story: { title: 'B' } }]);
  });
});

describe('stories without a file', () => {
  test('a vanished file retracts nothing, and the editor is told until it is settled', async () => {
    write('bridge.yaml', aStory());
    await problems();
    rmSync(join(dir, 'bridge.yaml'));
    const told =
      'bridge.yaml: is gone, and with it “harbour-bridge”, whose revision 1 stays published; put it back, or give it `status: retracted`';
    expect(await problems()).toContain(told);
    expect(await problems()).toContain(told);
    expect(await published()).toEqual(['harbour-bridge@1']);
    write('bridge.yaml', aStory({ status: 'retracted' }));
    expect(await problems()).toEqual([]);
  });

  test('a file that changes its slug leaves the old story without one', async () => {
    write('bridge.yaml', aStory());
    await problems();
    write('bridge.yaml', aStory({ slug: 'tram' }));
    const told =
      'bridge.yaml: no longer holds “harbour-bridge”, whose revision 1 stays published; put it back, or give it `status: retracted`';
    expect(await problems()).toEqual([told]);
    expect(await problems()).toEqual([told]);
    expect(await published()).toEqual(['harbour-bridge@1', 'tram@1']);
  });
});

describe('the folder', () => {
  test('an empty one, or one without story files, is told of', async () => {
    writeFileSync(join(dir, 'notes.txt'), 'no story');
    writeFileSync(join(dir, '.bridge.yaml'), 'an editor’s swap file');
    expect(await problems()).toEqual([`${dir}: holds no story files (*.yaml)`]);
  });

  test.for<[string, () => string]>([
    ['a missing one', () => join(dir, 'nowhere')],
    [
      'a file in its place',
      () => {
        write('file', 'x');
        return join(dir, 'file');
      },
    ],
  ])('%s stops the start and names the variable', async ([, make]) => {
    const place = make();
    const failing = importStories(storage, place);
    await expect(failing).rejects.toThrow(ConfigError);
    await expect(failing).rejects.toThrow(`STORIES_DIR: ${place} cannot be read: `);
  });
});

test('a write that fails is that file’s problem alone', async () => {
  write('a.yaml', aStory({ slug: 'a' }));
  write('b.yaml', aStory({ slug: 'b' }));
  const failing: Storage = {
    ...storage,
    revise: (revision) =>
      revision.story.slug === 'a'
        ? Promise.reject(new ConfigError('x.db cannot grow because the disk is full.', { code: 'disk_full' }))
        : storage.revise(revision),
  };
  expect((await importStories(failing, dir)).map(({ message }) => message)).toEqual([
    `${dir}/a.yaml: x.db cannot grow because the disk is full.`,
  ]);
  expect(await published()).toEqual(['b@1']);
  expect(await problems()).toEqual([]);
  expect(await published()).toEqual(['a@1', 'b@1']);
});

test('paths are told from the working directory', async () => {
  const here = join('data', 'import-test');
  mkdirSync(here, { recursive: true });
  try {
    writeFileSync(join(here, 'x.yaml'), '- a list');
    expect(await importStories(storage, join(process.cwd(), here))).toMatchObject([
      { file: 'data/import-test/x.yaml', message: expect.stringMatching(/^data\/import-test\/x\.yaml:1: /) },
    ]);
  } finally {
    rmSync(here, { recursive: true });
  }
});

test('the stories of this repository are without fault', async () => {
  expect(readFileSync('stories/xi-putin.yaml', 'utf8')).not.toBe('');
  expect(await importStories(storage, 'stories')).toEqual([]);
});
