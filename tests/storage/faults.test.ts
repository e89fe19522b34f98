import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sha256 } from '../../src/facts/evidence.ts';
import { createStorage } from '../../src/storage/create.ts';
import { storageFault } from '../../src/storage/faults.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openStorage } from '../../src/storage/open.ts';
import { openSqlite, overSqlite, withoutSync } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aStory } from '../support/builders.ts';
import { tempDir } from './backends.ts';

let dataDir = '';
let file = '';
beforeEach(() => {
  dataDir = tempDir();
  file = join(dataDir, 'pullquote.db');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const NOBODY = 65_534;
const BY = { author: 'ed', note: 'n' };
const OPENING = { storage: undefined as Storage | undefined };
afterEach(() => OPENING.storage?.close());

async function opened(options: { busyTimeout?: number } = {}): Promise<Storage> {
  OPENING.storage = await openStorage({ dataDir, ...options });
  return OPENING.storage;
}

/** A data file that holds one story, closed. */
async function written(): Promise<void> {
  const storage = await openStorage({ dataDir });
  await storage.revise({ story: aStory(), ...BY });
  await storage.close();
}

/** One line that names the file, with the code. */
function fault(code: string, named = file): unknown {
  const name = named.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return expect.objectContaining({
    name: 'ConfigError',
    code,
    message: expect.stringMatching(new RegExp(`^${name} [^\\n]+$`)),
  });
}

/** What a process of a user without special rights says when it opens the folder. */
function openAsNobody(): { code: string; message: string } {
  const child = resolve('tests/storage/child.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [child, 'open-as-nobody', dataDir], { encoding: 'utf8' });
  if (stderr) throw new Error(stderr);
  return z.object({ code: z.string(), message: z.string() }).parse(JSON.parse(stdout));
}

function giveToNobody(...paths: string[]): void {
  if (process.getuid?.() === 0) for (const path of paths) chownSync(path, NOBODY, NOBODY);
}

describe('at the start', () => {
  test('the folder and its file are made for this user alone', async () => {
    dataDir = join(dataDir, 'deep', 'data');
    await (await openStorage({ dataDir, exclusive: true })).close();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const name of ['pullquote.db', 'pullquote.lock'])
      expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  });

  test('a folder that may not be written is named', () => {
    giveToNobody(dataDir);
    chmodSync(dataDir, 0o500);
    expect(openAsNobody()).toEqual({
      code: 'storage_cannot_open',
      message: expect.stringContaining(`${dataDir} cannot be used: permission denied`),
    });
    chmodSync(dataDir, 0o700);
  });

  test('a file that may not be written is named', async () => {
    await written();
    giveToNobody(dataDir, file);
    chmodSync(file, 0o400);
    expect(openAsNobody()).toEqual({
      code: 'storage_cannot_open',
      message: expect.stringContaining(`${file} cannot be used: permission denied`),
    });
  });

  test('a file in the folder’s place is named', async () => {
    dataDir = join(dataDir, 'data');
    writeFileSync(dataDir, 'mine');
    await expect(opened()).rejects.toEqual(fault('storage_cannot_open', dataDir));
    expect(readFileSync(dataDir, 'utf8')).toBe('mine');
  });

  test('a folder in the file’s place is named', async () => {
    mkdirSync(file);
    await expect(opened()).rejects.toEqual(fault('storage_cannot_open'));
  });

  test('a file that is no database is left as it is', async () => {
    const text = 'Dear diary, '.repeat(1000);
    writeFileSync(file, text);
    await expect(opened()).rejects.toEqual(fault('storage_damaged'));
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('a file that a newer version wrote is left as it is', async () => {
    await written();
    const sqlite = new DatabaseSync(file);
    sqlite.exec("insert into kysely_migration values ('0099-later', '2031-01-01T00:00:00.000Z')");
    sqlite.close();
    const before = readFileSync(file);
    await expect(opened()).rejects.toEqual(fault('storage_newer'));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a file that another program has locked says so, and opens once it is free', async () => {
    const other = new DatabaseSync(file);
    other.exec('begin exclusive; create table t (a)');
    await expect(opened({ busyTimeout: 1 })).rejects.toEqual(fault('storage_locked'));
    other.close();
    await expect((await opened()).published()).resolves.toEqual([]);
  });

  test('a disk that fills up while the tables are made leaves none of them, and the next start makes all', async () => {
    const sqlite = openSqlite(file);
    sqlite.exec('pragma max_page_count = 8');
    await expect(migrate(overSqlite(sqlite), file)).rejects.toThrow('full');
    expect(sqlite.prepare("select name from sqlite_master where name not like '%kysely%'").all()).toEqual([]);
    sqlite.close();
    await expect((await opened()).published()).resolves.toEqual([]);
  });

  test('an interrupted first start is taken up again', async () => {
    const sqlite = openSqlite(file);
    sqlite.exec(
      'create table kysely_migration (name varchar(255) primary key not null, timestamp varchar(255) not null)',
    );
    sqlite.close();
    await expect((await opened()).published()).resolves.toEqual([]);
  });
});

describe('later on', () => {
  test('a full disk refuses the write whole, and the process goes on', async () => {
    const sqlite = openSqlite(file);
    const db = overSqlite(sqlite);
    await migrate(db, file);
    const storage = createStorage({
      db,
      now: () => new Date(),
      explain: (error) => storageFault(error, file),
      close: () => sqlite.close(),
      quickly: (work) => withoutSync(db, work),
    });
    OPENING.storage = storage;
    await storage.revise({ story: aStory(), ...BY });
    const { page_count: pages } = sqlite.prepare('pragma page_count').get() ?? {};
    sqlite.exec(`pragma max_page_count = ${Number(pages)}`);

    const text = 'long '.repeat(10_000);
    await expect(storage.putSourceText(sha256(text), text)).rejects.toEqual(fault('disk_full'));
    const file2 = { path: 'b.yaml', sha256: 'b'.repeat(64) };
    const big = aStory({
      title: 'Full',
      corrections: Array.from({ length: 50 }, () => ({
        date: '2031-06-01',
        was: 'w'.repeat(400),
        now: 'n'.repeat(400),
        items: ['opening'],
      })),
    });
    await expect(storage.revise({ story: big, ...BY, file: file2 })).rejects.toEqual(fault('disk_full'));
    expect(await storage.sourceText(sha256(text))).toBeUndefined();
    expect(await storage.revisions('harbour-bridge')).toHaveLength(1);
    expect(await storage.importedFiles()).toEqual([]);
    expect(await storage.published()).toEqual([{ story: aStory(), revision: 1 }]);

    sqlite.exec('pragma max_page_count = 1000000');
    expect(await storage.revise({ story: big, ...BY, file: file2 })).toEqual({ number: 2, changed: true });
  });

  test('a write against another program’s lock says so; reading goes on', async () => {
    await written();
    const storage = await opened({ busyTimeout: 1 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    await expect(storage.nextPick('c', ['a'])).rejects.toEqual(fault('storage_locked'));
    expect(await storage.published()).toHaveLength(1);
    other.exec('rollback');
    other.close();
    expect(await storage.nextPick('c', ['a'])).toBe('a');
  });

  test('damage inside the file is named when it is met', async () => {
    await written();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096); // all pages after the first, whose table of contents stays
    writeFileSync(file, bytes);
    await expect(opened().then((storage) => storage.published())).rejects.toEqual(fault('storage_damaged'));
  });
});

describe('what is written stays', () => {
  test('the database itself refuses to change or delete a revision', async () => {
    await written();
    const sqlite = new DatabaseSync(file);
    expect(() => sqlite.exec("update revisions set note = 'never happened'")).toThrow('append-only');
    expect(() => sqlite.exec('delete from revisions')).toThrow('append-only');
    sqlite.close();
  });

  test.for([
    ['of an older schema', '{"slug":"old","title":"Old"}', 'status: '],
    ['that is not JSON', 'oops', 'is not JSON'],
  ] as const)('a revision %s is told of and left out, and the others are read', async ([, text, reason]) => {
    await written();
    const sqlite = new DatabaseSync(file);
    sqlite
      .prepare("insert into revisions values ('old', 1, 'published', ?, 'ed', 'n', '2030-01-01T00:00:00.000Z')")
      .run(text);
    sqlite.close();
    const storage = await opened();
    expect(await storage.unreadable()).toEqual([{ slug: 'old', number: 1, reason: expect.stringContaining(reason) }]);
    expect((await storage.published()).map(({ story }) => story.slug)).toEqual(['harbour-bridge']);
    expect(await storage.revise({ story: aStory({ slug: 'old' }), ...BY })).toEqual({ number: 2, changed: true });
    expect(await storage.unreadable()).toEqual([]);
  });
});
