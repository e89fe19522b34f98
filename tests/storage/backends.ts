import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';

export type Opened = { storage: Storage; [Symbol.asyncDispose](): Promise<void> };

/** Every database that the storage contract holds for; each opens an empty one. */
export const BACKENDS: { name: string; open: (now?: () => Date) => Promise<Opened> }[] = [
  {
    name: 'a SQLite file',
    async open(now) {
      const dataDir = tempDir();
      return disposable(await openStorage({ dataDir }, now), () => rmSync(dataDir, { recursive: true }));
    },
  },
  { name: 'SQLite in memory', open: async (now) => disposable(await openStorage({ memory: true }, now)) },
];

/** A new folder for one test. */
export function tempDir(): string {
  return mkdtempSync(join(tmpdir(), 'pullquote-'));
}

function disposable(storage: Storage, cleanUp = () => {}): Opened {
  return {
    storage,
    async [Symbol.asyncDispose]() {
      await storage.close();
      cleanUp();
    },
  };
}
