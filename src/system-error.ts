/** An error of the operating system: a file that is missing or not permitted, a full disk. */
export function isSystemError(error: unknown): error is Error & { code: string; errno: number; path?: string } {
  return error instanceof Error && 'code' in error && 'errno' in error && typeof error.errno === 'number';
}
