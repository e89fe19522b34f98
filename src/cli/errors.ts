import { randomUUID } from 'node:crypto';
import { getSystemErrorMessage } from 'node:util';
import { CommanderError } from 'commander';
import { credentials } from '../config.ts';
import { ConfigError, ContentError, UserError } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { complain } from './output.ts';

/** Says on one line of stderr what went wrong; gives the exit code: 1 for what the person can mend, 2 for a bug. */
export async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode; // commander has said it, see outputError
  const message = mendable(error);
  if (message !== undefined) {
    complain(message);
    return 1;
  }
  const id = randomUUID().slice(0, 8);
  const { createLog } = await import('../log.ts');
  createLog('error', credentials()).error({ err: error, id }, 'the command line failed');
  complain(`Something went wrong on our side; the details are in the log under ${id}.`);
  return 2;
}

function mendable(error: unknown): string | undefined {
  if (error instanceof UserError || error instanceof ContentError || error instanceof ConfigError) return error.message;
  // A file or folder that the system refuses: missing, not permitted, disk full.
  return isSystemError(error) && error.path !== undefined
    ? `${error.path}: ${getSystemErrorMessage(error.errno)}`
    : undefined;
}
