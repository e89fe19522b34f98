import { isAbsolute, relative } from 'node:path';
import { cleanLine } from './clean-line.ts';

/** A path as messages show it: from the working directory where it lies below it, else whole; on one line, with nothing a terminal may act on. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return cleanLine(below === '' || below.startsWith('..') || isAbsolute(below) ? path : below);
}
