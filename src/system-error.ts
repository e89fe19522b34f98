import { cleanLine } from './clean-line.ts';

/** An error of the operating system: a file that is missing or not permitted, a full disk. */
export function isSystemError(error: unknown): error is Error & { code: string; errno: number; path?: string } {
  return error instanceof Error && 'code' in error && 'errno' in error && typeof error.errno === 'number';
}

/** The system's name for what failed, such as `ECONNREFUSED`, however deep it lies; else the words of what lies deepest, on one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return cleanLine(String(error));
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? reasonOf(error.cause) : cleanLine(error.message);
}
