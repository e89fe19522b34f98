import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { ConfigError } from '../errors.ts';
import { shownPath } from '../shown-path.ts';
import { isSystemError } from '../system-error.ts';
import { createStorage } from './create.ts';
import { dataFile } from './data-file.ts';
import { storageFault } from './faults.ts';
import { holdFolder } from './lock.ts';
import { migrate } from './migrate.ts';
import { openSqlite, overSqlite, withoutSync } from './sqlite.ts';
import type { Storage } from './storage.ts';

/** `exclusive` is for the one process that stays: a second one is refused. `busyTimeout` is in milliseconds. */
export type StoragePlace = { dataDir: string; exclusive?: boolean; busyTimeout?: number } | { memory: true };

/** Opens storage and brings its tables up to date. Throws a ConfigError that names the file and how to mend it. */
export async function openStorage(place: StoragePlace, now = () => new Date()): Promise<Storage> {
  if ('memory' in place) return openFile(':memory:', 'the memory store', { now });
  const { dataDir, exclusive = false, busyTimeout } = place;
  const file = dataFile(dataDir);
  const shown = shownPath(file);
  makePrivate(dataDir, [file, ...(exclusive ? [join(dataDir, 'pullquote.lock')] : [])]);
  const release = exclusive ? explain(() => holdFolder(dataDir, shown), shown) : undefined;
  try {
    return await openFile(file, shown, { now, busyTimeout, release });
  } catch (error) {
    release?.();
    throw error;
  }
}

type Opening = { now: () => Date; busyTimeout?: number | undefined; release?: (() => void) | undefined };

async function openFile(file: string, shown: string, { now, busyTimeout, release }: Opening): Promise<Storage> {
  const sqlite = explain(() => openSqlite(file, busyTimeout), shown);
  try {
    const db = overSqlite(sqlite);
    await migrate(db, shown);
    const close = () => {
      sqlite.close();
      release?.();
    };
    return createStorage({
      db,
      now,
      explain: (error) => storageFault(error, shown),
      close,
      quickly: (work) => withoutSync(db, work),
    });
  } catch (error) {
    sqlite.close();
    throw storageFault(error, shown);
  }
}

function explain<T>(work: () => T, shown: string): T {
  try {
    return work();
  } catch (error) {
    throw storageFault(error, shown);
  }
}

/** Makes the folder and its files, readable by this user only; what is there already keeps its permissions. */
function makePrivate(dataDir: string, files: readonly string[]): void {
  let at = dataDir;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of files) {
      at = file;
      createNew(file);
      accessSync(file, constants.R_OK | constants.W_OK);
    }
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    if (cause.code === 'ENOSPC')
      throw storageFault(Object.assign(new Error('disk full', { cause }), { errcode: 13 }), shownPath(at));
    throw new ConfigError(
      `${shownPath(at)} cannot be used: ${getSystemErrorMessage(cause.errno)}. DATA_DIR must be a folder in which this user may read and write files.`,
      { code: 'storage_cannot_open', cause },
    );
  }
}

/** Only ever creates: opening and closing an existing file would drop the locks that SQLite holds on it (POSIX fcntl). */
function createNew(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
  }
}
