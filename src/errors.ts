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

/** Content that an editor can mend; `line` counts from 1 and is absent where the whole file is at fault. */
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
    const place = at.line === undefined ? at.file : `${at.file}:${at.line}`;
    super(at.path ? `${place}: ${at.path}: ${reason}` : `${place}: ${reason}`, { cause });
    this.code = code;
    this.file = at.file;
    this.path = at.path ?? '';
    this.line = at.line;
    this.reason = reason;
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
