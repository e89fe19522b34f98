import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cleanLine } from '../clean-line.ts';

/** Writes one line (or several) to stdout, at the reader's pace. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

/** Writes one line to stderr, with nothing that the terminal would act on. */
export function complain(message: string): void {
  process.stderr.write(`${cleanLine(message.replace(/\s*\n\s*/g, ' '))}\n`);
}

/** Lets `| head` close stdout early: the reader has what it wanted. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

/** Lines of stdin as they arrive, without a byte-order mark before the first. */
export async function* inputLines(): AsyncIterable<string> {
  let first = true;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    yield first ? line.replace(/^\ufeff/, '') : line;
    first = false;
  }
}

/** Columns for text, and whether to colour it: only on a terminal that can, and not under NO_COLOR or `--no-color`. */
export function terminalStyle({ color }: { color: boolean }): { width: number; color: boolean } {
  const { stdout } = process;
  return { width: Math.min(stdout.columns || 80, WIDEST), color: color && stdout.isTTY && stdout.hasColors() };
}

/** Longer lines tire the eye. */
const WIDEST = 100;
