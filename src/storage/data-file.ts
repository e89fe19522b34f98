import { join } from 'node:path';

/** The one data file of a folder. */
export function dataFile(dataDir: string): string {
  return join(dataDir, 'pullquote.db');
}
