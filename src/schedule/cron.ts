import { Cron } from 'croner';
import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { createMemo } from '../memo.ts';

/** The moments of an expression on a clock that never changes; walls are milliseconds as if the wall clock were UTC. */
export type Pattern = {
  /** The first moment after this one. */
  next(wall: number): number | undefined;
  /** The last moment before this one. */
  previous(wall: number): number | undefined;
};

const LONGEST = 100;
const HOUR = 3_600_000;
/** Any day will do: every pattern that fires at all fires again within croner's reach of it. */
const SOME_DAY = Date.UTC(2000, 0, 1);

const FIELDS = [
  { name: 'minute', expected: '0 to 59' },
  { name: 'hour', expected: '0 to 23' },
  { name: 'day of the month', expected: '1 to 31' },
  { name: 'month', expected: '1 to 12 or jan to dec' },
  { name: 'day of the week', expected: '0 to 7 or sun to sat, both 0 and 7 being Sunday' },
];

const NICKNAME = /^@[a-z]+$/i;
/** The first two fields; “9, 10, 11, 12” are hours. */
const NUMERIC_START = /^\s*[\d*?,/-]*[\d*?]\s+[\d*?,/-]*[\d*?]\s/;

/** A parsed pattern weighs 80 KB and takes 20 µs to make. */
const PATTERNS_KEPT = 100;
const patterns = createMemo(PATTERNS_KEPT, read);

/**
 * Reads a cron expression of five fields as croner knows them: `*`, lists, ranges, steps, names, and `?`, `L`, `W`, `#`.
 * Where neither the day of the month nor that of the week is `*` or `?`, a day that either names counts (POSIX crontab).
 * Throws a UserError that names the field at fault.
 */
export function parseCron(expr: string): Pattern {
  return patterns(expr);
}

/** The expression with single spaces, fit for a digest. Throws a UserError also where it never fires, or more than hourly. */
export function checkCron(expr: string): string {
  const pattern = parseCron(expr);
  const first = pattern.next(SOME_DAY - 1);
  if (first === undefined)
    throw new UserError(`“${echo(expr)}” never fires, because no month has such a day.`, { code: 'never_fires' });
  const second = pattern.next(first);
  // Each hour that fires has the same minutes, so the first two moments tell.
  if (second !== undefined && second - first < HOUR)
    throw new UserError(`“${echo(expr)}” fires more than once an hour, and a digest is hourly at the most.`, {
      code: 'too_often',
    });
  return fieldsOf(expr).join(' ');
}

/** Whether this is meant as an expression, right or wrong, and not as times of day. */
export function looksLikeCron(text: string): boolean {
  return NICKNAME.test(text.trim()) || (NUMERIC_START.test(text) && fieldsOf(text).length > 3);
}

function fieldsOf(expr: string): string[] {
  return expr.trim().split(/\s+/);
}

function read(expr: string): Pattern {
  if (expr.length > LONGEST)
    throw new UserError(`A cron expression has at most ${LONGEST} characters, and this one has ${expr.length}.`, {
      code: 'bad_cron',
    });
  const fields = fieldsOf(expr);
  if (fields.length !== FIELDS.length || fields[0] === '')
    throw new UserError(
      `“${echo(expr)}” is no cron expression, which has five fields such as “0 9 * * 1-5”: minute, hour, day of the month, month, day of the week.`,
      { code: 'bad_cron' },
    );
  let cron: Cron;
  try {
    cron = make(fields);
  } catch (cause) {
    throw new UserError(complaint(fields), { code: 'bad_cron', cause });
  }
  return {
    next: (wall) => cron.nextRun(new Date(wall))?.getTime(),
    previous: (wall) => cron.previousRuns(1, new Date(wall))[0]?.getTime(),
  };
}

function make(fields: readonly string[]): Cron {
  return new Cron(fields.join(' '), { paused: true, utcOffset: 0, mode: '5-part', domAndDow: false });
}

/** The first field that is wrong by itself, and what it takes. */
function complaint(fields: readonly string[]): string {
  const at = fields.findIndex((field, i) => !parses(FIELDS.map((_, j) => (i === j ? field : '*'))));
  const wrong = FIELDS[at];
  return wrong
    ? `“${echo(fields[at] ?? '')}” is no ${wrong.name} of a cron expression: it takes ${wrong.expected}, *, lists (1,3), ranges (1-5) and steps (*/2).`
    : `“${echo(fields.join(' '))}” is no cron expression.`;
}

function parses(fields: readonly string[]): boolean {
  try {
    make(fields);
    return true;
  } catch {
    return false;
  }
}
