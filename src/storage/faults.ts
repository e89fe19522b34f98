import { ConfigError } from '../errors.ts';

const LOCKED = {
  code: 'storage_locked',
  says: 'is locked by another program. Close whatever else has it open (a SQLite shell, a backup) and try again.',
};

/** What SQLite's primary result codes (https://sqlite.org/rescode.html) mean to the operator, and how to mend it. */
const FAULTS: Record<number, { code: string; says: string }> = {
  3: {
    code: 'storage_cannot_open',
    says: 'may not be opened by this user. Give this user read and write permission to it and its folder (DATA_DIR).',
  },
  5: LOCKED,
  6: LOCKED,
  8: {
    code: 'storage_read_only',
    says: 'cannot be written. Give this user write permission to it and its folder (DATA_DIR).',
  },
  10: {
    code: 'storage_disk',
    says: 'cannot be read or written because the disk reports a fault. Check its space and health.',
  },
  11: {
    code: 'storage_damaged',
    says: 'is damaged. Nothing in it was changed: move it away and put a backup in its place, or start afresh from the story files.',
  },
  13: {
    code: 'disk_full',
    says: 'cannot grow because the disk is full. Nothing was written: free some space and try again.',
  },
  14: {
    code: 'storage_cannot_open',
    says: 'cannot be opened. DATA_DIR must be a folder in which this user may read and write files.',
  },
  26: {
    code: 'storage_damaged',
    says: 'is not a data file of Pullquote, or is damaged. Nothing in it was changed: move it away, or put a backup in its place.',
  },
};

/** A fault of the file or the disk as a ConfigError that names the file and the remedy; any other error as it is. */
export function storageFault(error: unknown, file: string): Error {
  const result = resultCode(error);
  const fault = result === undefined ? undefined : FAULTS[result & 0xff]; // the low byte is the primary code
  if (fault) return new ConfigError(`${file} ${fault.says}`, { code: fault.code, cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

/** SQLite's extended result code, as node:sqlite reports it. */
export function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
}
