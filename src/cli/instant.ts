import { z } from 'zod';
import { UserError } from '../errors.ts';

/** An ISO instant with Z or an offset; the seconds may be left away. */
export const Instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
  error: 'is no ISO instant with Z or an offset',
});

/** The instant that was given, or `now` where none was. Throws a UserError with what is `expected`. */
export function readInstant(text: string | undefined, now: Date, expected: string): Date {
  if (text === undefined) return now;
  if (!Instant.safeParse(text).success) throw new UserError(expected, { code: 'bad_usage' });
  return new Date(text);
}
