import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand, type Command } from '../src/command.ts';
import { openEngine, type Engine } from '../src/engine.ts';
import { ConfigError } from '../src/errors.ts';
import { formatStoryFile } from '../src/facts/story-file.ts';
import { createLog } from '../src/log.ts';
import { orInMemory } from '../src/storage/pick-in-memory.ts';
import { paragraph, post } from '../src/reply.ts';
import { aStory } from './support/builders.ts';
import { OPERATOR, READER, textOf } from './support/run.ts';
import { tempDir } from './storage/backends.ts';

let dir = '';
let storiesDir = '';
const engines: Engine[] = [];
beforeEach(() => {
  dir = tempDir();
  storiesDir = join(dir, 'stories');
  mkdirSync(storiesDir);
  writeFileSync(join(storiesDir, 'bridge.yaml'), formatStoryFile(aStory()));
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  rmSync(dir, { recursive: true, force: true });
});

/** Says which item it picked. */
const pickOne = defineCommand({
  name: 'pick',
  description: 'Pick one',
  options: z.strictObject({}),
  run: async ({ library, pick }) => post({ blocks: [paragraph((await pick(library.items))?.ref ?? 'nothing')] }),
});

const log = createLog('silent');

async function open(
  commands?: Command[],
  place: { dataDir: string; exclusive?: boolean; busyTimeout?: number } | { memory: true } = { memory: true },
): Promise<Engine> {
  const engine = await openEngine({ ...place, storiesDir, log, ...(commands && { commands }) });
  engines.push(engine);
  return engine;
}

const say = async (engine: Engine, line: string, asker = READER) =>
  textOf(await engine.dispatch({ line, channel: 'c', asker }));

describe('opening', () => {
  test('imports the stories and answers the real commands', async () => {
    const engine = await open();
    expect(engine.library().stories.map(({ slug }) => slug)).toEqual(['harbour-bridge']);
    expect(engine.commands.map(({ name }) => name)).toContain('quote');
    expect(await say(engine, '/quote vale')).toContain('The bridge is yours again');
  });

  test('a broken story file is the operator’s to see, and the others are there', async () => {
    writeFileSync(join(storiesDir, 'broken.yaml'), 'slug: Broken!');
    const engine = await open();
    expect(engine.problems().length).toBeGreaterThan(0);
    expect(await say(engine, '/stories', OPERATOR)).toContain('broken.yaml:1: slug: ');
    expect(await say(engine, '/stories', READER)).not.toContain('broken.yaml');
  });

  test('what is stored outlives the engine', async () => {
    const dataDir = join(dir, 'data');
    const first = await open([pickOne], { dataDir });
    const had = [await say(first, '/pick'), await say(first, '/pick')];
    await first.close();
    const second = await open([pickOne], { dataDir });
    expect(had).not.toContain(await say(second, '/pick'));
  });

  test('a fault on the way leaves the data folder free', async () => {
    const place = { dataDir: join(dir, 'data'), exclusive: true };
    await expect(openEngine({ ...place, storiesDir: join(dir, 'nowhere'), log, commands: [] })).rejects.toThrow(
      'STORIES_DIR',
    );
    writeFileSync(join(dir, 'data', 'pullquote.db'), 'x'.repeat(5000));
    await expect(openEngine({ ...place, storiesDir, log, commands: [] })).rejects.toThrow('is not a data file');
    rmSync(join(dir, 'data', 'pullquote.db'));
    expect((await open([], place)).library().stories).toHaveLength(1);
  });

  test('a stored revision of an older schema is told of, and replaced by its file', async () => {
    const dataDir = join(dir, 'data');
    await (await open([], { dataDir })).close();
    const sqlite = new DatabaseSync(join(dataDir, 'pullquote.db'));
    for (const slug of ['harbour-bridge', 'old'])
      sqlite
        .prepare("insert into revisions values (?, 2, 'published', '{}', 'ed', '', '2030-01-01T00:00:00.000Z')")
        .run(slug);
    sqlite.close();
    const engine = await open([], { dataDir });
    expect(engine.library().stories.map(({ slug, revision }) => `${slug}@${revision}`)).toEqual(['harbour-bridge@3']);
    expect(engine.problems()).toMatchObject([
      { message: expect.stringMatching(/pullquote\.db: “old”, revision 2, is not shown/) },
    ]);
  });
});

describe('reloading', () => {
  test('takes in what changed, and leaves the library as it is where nothing did', async () => {
    const engine = await open([]);
    const before = engine.library();
    await engine.reload();
    expect(engine.library()).toBe(before);
    writeFileSync(join(storiesDir, 'tram.yaml'), formatStoryFile(aStory({ slug: 'tram' })));
    await Promise.all([engine.reload(), engine.reload()]);
    expect(engine.library().stories.map(({ slug }) => slug)).toEqual(['harbour-bridge', 'tram']);
    expect(before.stories).toHaveLength(1);
  });

  test('that fails leaves the old library, and the next one works', async () => {
    const engine = await open([]);
    rmSync(storiesDir, { recursive: true });
    await expect(engine.reload()).rejects.toThrow(ConfigError);
    expect(engine.library().stories).toHaveLength(1);
    mkdirSync(storiesDir);
    await engine.reload();
    expect(engine.problems().map(({ message }) => message)).toEqual([
      expect.stringContaining('holds no story files'),
      expect.stringContaining('is gone'),
    ]);
  });

  test('what another process publishes is taken in with the next look, and told once', async () => {
    const engine = await open([], { dataDir: join(dir, 'data') });
    let told = 0;
    engine.onDue(() => (told += 1));
    const other = await open([], { dataDir: join(dir, 'data') });
    await engine.refresh();
    expect(told).toBe(0);
    await other.desk.retract('harbour-bridge', 'It never opened.', { id: 'terminal', name: 'Ada' });
    await engine.refresh();
    await engine.refresh();
    expect([engine.library().stories, told]).toEqual([[], 1]);
  });

  test('what is published at the desk is there also where the story files are gone', async () => {
    const engine = await open([]);
    rmSync(storiesDir, { recursive: true });
    await engine.desk.withdraw('harbour-bridge/cost', 'It was another bridge.', { id: 'terminal', name: 'Ada' });
    expect(engine.library().item('harbour-bridge/cost').found).toBeUndefined();
    expect(engine.library().item('harbour-bridge/opening').found).toBeDefined();
  });
});

describe('picks that cannot be recorded', () => {
  test('a reader is answered all the same, in order', async () => {
    const dataDir = join(dir, 'data');
    const engine = await open([pickOne], { dataDir, busyTimeout: 1 });
    const other = new DatabaseSync(join(dataDir, 'pullquote.db'));
    other.exec('begin immediate');
    const all = engine.library().items.map(({ ref }) => ref);
    const said: string[] = [];
    for (const _ of all) said.push(await say(engine, '/pick'));
    expect(said).toEqual(all);
    other.close();
    expect(await say(engine, '/pick')).toBe(all[0]);
    expect(await say(engine, '/pick')).toBe(all[1]);
  });

  test('the operator is warned once per fault, and told of its end', async () => {
    let fault = true;
    const lines: string[] = [];
    const nextPick = orInMemory(
      async (_, refs) => {
        if (fault && refs.length > 0)
          throw new ConfigError('x.db cannot grow because the disk is full.', { code: 'disk_full' });
        return refs[0];
      },
      { ...log, warn: () => void lines.push('warn'), info: () => void lines.push('info') },
    );
    expect([
      await nextPick('c', ['a', 'b']),
      await nextPick('c', ['a', 'b']),
      await nextPick('d', ['a', 'b']),
      await nextPick('c', []),
      await nextPick('c', ['a', 'b']),
    ]).toEqual(['a', 'b', 'a', undefined, 'a']);
    fault = false;
    await nextPick('c', ['a']);
    fault = true;
    await nextPick('c', ['a']);
    expect(lines).toEqual(['warn', 'info', 'warn']);
  });

  test('a bug is not taken for a fault of the disk', async () => {
    const nextPick = orInMemory(() => Promise.reject(new TypeError('a bug')), log);
    await expect(nextPick('c', ['a'])).rejects.toThrow(TypeError);
  });
});

test('closing waits for the replies under way', async () => {
  const gate = Promise.withResolvers<void>();
  const slow = defineCommand({
    name: 'slow',
    description: 'Wait, then pick',
    options: z.strictObject({}),
    async run({ library, pick }) {
      await gate.promise;
      return post({ blocks: [paragraph((await pick(library.items))?.ref ?? 'nothing')] });
    },
  });
  const engine = await open([slow]);
  const reply = say(engine, '/slow');
  const closed = engine.close();
  gate.resolve();
  expect(await reply).toBe('harbour-bridge/opening');
  await closed;
});
