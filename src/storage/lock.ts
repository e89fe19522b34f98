import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../errors.ts';
import { resultCode } from './faults.ts';

const SQLITE_BUSY = 5;

/**
 * Holds the data folder for one long-running process; gives the release. The lock is SQLite's own on an empty file:
 * the operating system frees it when the process ends, however it ends, so none is ever stale. The number of the
 * process stands beside it, for the message only.
 */
export function holdFolder(dataDir: string, shown: string): () => void {
  const pidFile = join(dataDir, 'pullquote.pid');
  const lock = new DatabaseSync(join(dataDir, 'pullquote.lock'));
  try {
    lock.exec('begin exclusive');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    if (resultCode(error) !== SQLITE_BUSY) throw error;
    throw new ConfigError(
      `${shown} is in use by another Pullquote${holder(pidFile)}. Stop it or set DATA_DIR to another folder.`,
      { code: 'storage_in_use', cause: error },
    );
  }
  return () => {
    rmSync(pidFile, { force: true }); // before the lock goes: afterwards it may be the next holder's
    lock.close();
  };
}

function holder(pidFile: string): string {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    return pid > 0 ? ` (process ${pid})` : '';
  } catch {
    return ''; // the holder is only just starting
  }
}
