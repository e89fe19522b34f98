import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cleanLine } from '../../clean-line.ts';

/** Lines kept from one session to the next. */
export const KEPT_LINES = 500;
const LONGEST_LINE = 1000;

/** What was typed before, newest first; nothing where there is no readable file. */
export function readHistory(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map(cleanLine)
      .filter((line) => line !== '')
      .slice(0, KEPT_LINES);
  } catch {
    return []; // history is a comfort: its loss must not keep anyone out
  }
}

/** Keeps what was typed, for its owner's eyes only. */
export function writeHistory(file: string, newestFirst: readonly string[]): void {
  const lines = newestFirst
    .map(cleanLine)
    .filter((line) => line !== '' && line.length <= LONGEST_LINE)
    .slice(0, KEPT_LINES);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // a full disk or a read-only folder costs the history, not the session
  }
}
