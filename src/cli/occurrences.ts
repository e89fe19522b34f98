import { z } from 'zod';
import { UserError } from '../errors.ts';
import { nextOccurrences } from '../schedule/occurrences.ts';
import { describeSchedule, formatTime } from '../schedule/say-when.ts';
import { isZone } from '../schedule/wall-clock.ts';
import { findZone } from '../schedule/zones.ts';
import { Instant, readInstant } from './instant.ts';
import { Id, readJsonLine } from './json-lines.ts';
import { complain, inputLines, print } from './output.ts';
import type { GlobalOptions } from './session.ts';

export type OccurrencesOptions = GlobalOptions & { jsonl?: boolean; tz?: string; from?: string; count?: string };

const MOST = 1000;
const SHOWN = 5;
const FROM = '--from takes an ISO instant with Z or an offset, such as 2026-03-29T00:00:00+01:00.';

const Count = z.int().min(1).max(MOST);
const Asked = z.object({ id: Id, expr: z.string(), tz: z.string(), from: Instant, count: Count });

/** Prints when a cron expression fires, for a person, or for a stream of expressions as JSON lines; gives the exit code. */
export async function occurrences(expression: string | undefined, options: OccurrencesOptions): Promise<number> {
  const { jsonl, tz = 'UTC', from, count } = options;
  if (jsonl) {
    if ([expression, options.tz, from, count].some((given) => given !== undefined))
      throw badUsage('With --jsonl everything comes from stdin, one {"id","expr","tz","from","count"} a line.');
    return answerLines();
  }
  if (expression === undefined)
    throw badUsage('Give an expression such as "0 9 * * 1-5", or --jsonl to read them from stdin.');
  const zone = findZone(tz);
  const now = new Date();
  const next = nextOccurrences(expression, zone, readInstant(from, now, FROM), readCount(count));
  const words = describeSchedule(expression, zone);
  if (options.json) await print(JSON.stringify({ words, next }));
  else
    await print([words, ...next.map((at) => line(at, zone, now)), ...(next.length === 0 ? ['never'] : [])].join('\n'));
  return 0;
}

function line(at: Date, zone: string, now: Date): string {
  return `${at.toISOString()}  ${formatTime(at, zone, now)}`;
}

function readCount(count = String(SHOWN)): number {
  const read = Count.safeParse(/^\d+$/.test(count) ? Number(count) : undefined);
  if (!read.success) throw badUsage(`--count takes a whole number from 1 to ${MOST}.`);
  return read.data;
}

async function answerLines(): Promise<number> {
  let malformed = 0;
  let number = 0;
  for await (const text of inputLines()) {
    number += 1;
    if (text.trim() === '') continue;
    const answer = answerLine(text);
    if ('error' in answer) malformed += 1;
    await print(JSON.stringify('error' in answer ? { ...answer, line: number } : answer));
  }
  if (malformed > 0)
    complain(
      `${malformed} ${malformed === 1 ? 'line was' : 'lines were'} not answered, and ${malformed === 1 ? 'says' : 'say'} why; the others are.`,
    );
  return malformed > 0 ? 1 : 0;
}

type Answer = { id: string | number; next: Date[] } | { id?: string | number; error: string };

function answerLine(text: string): Answer {
  const read = readJsonLine(Asked, text);
  if (read.data === undefined) return read;
  const { id, expr, tz, from, count } = read.data;
  try {
    // The names that Intl takes are taken as they stand, abbreviations too.
    return { id, next: nextOccurrences(expr, isZone(tz) ? tz : findZone(tz), new Date(from), count) };
  } catch (error) {
    if (error instanceof UserError) return { id, error: error.message };
    throw error;
  }
}

function badUsage(message: string): UserError {
  return new UserError(message, { code: 'bad_usage' });
}
