import { cleanLine } from './clean-line.ts';

type Details = { code?: string; cause?: unknown };

/** Something the asker can mend: the message is shown to them as it stands. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;

  constructor(message: string, { code = 'user_error', cause }: Details = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/** Content that an editor can mend, told on one harmless line; `line` counts from 1 and is absent where the whole file is at fault. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly code: string;
  readonly file: string;
  readonly path: string;
  readonly line: number | undefined;
  readonly reason: string;

  constructor(
    at: { file: string; path?: string; line?: number | undefined },
    reason: string,
    { code = 'bad_content', cause }: Details = {},
  ) {
    // What a file says of itself (its name, a key, a value) may be made to act on a terminal.
    const file = cleanLine(at.file);
    const path = cleanLine(at.path ?? '');
    const why = cleanLine(reason);
    const place = at.line === undefined ? file : `${file}:${at.line}`;
    super(path === '' ? `${place}: ${why}` : `${place}: ${path}: ${why}`, { cause });
    this.code = code;
    this.file = file;
    this.path = path;
    this.line = at.line;
    this.reason = why;
  }
}

/** A setting or a resource of the machine that the operator must mend before the process can start or go on. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: string;

  constructor(message: string, { code = 'bad_config', cause }: Details = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/** A platform or another server refused or failed; `retryAfterMs` is how long it asks to wait, and `mayHaveSucceeded` whether the request may have been carried out all the same. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  readonly mayHaveSucceeded: boolean;

  constructor(
    message: string,
    {
      code = 'upstream',
      cause,
      retryAfterMs,
      mayHaveSucceeded = false,
    }: Details & { retryAfterMs?: number | undefined; mayHaveSucceeded?: boolean } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.mayHaveSucceeded = mayHaveSucceeded;
  }
}
