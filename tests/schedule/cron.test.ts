import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { checkCron, looksLikeCron, parseCron } from '../../src/schedule/cron.ts';
import { oneSentence } from './one-sentence.ts';

describe('parseCron', () => {
  test.for(['0 9 * * 1-5', '*/15 * * * *', '0 9 ? * MON#2', '0 9 L * *', '0 9 15W * *', '\t0  9 1,15 jan-mar 7 '])(
    'takes “%s”',
    (expr) => {
      expect(parseCron(expr).next(Date.UTC(2026, 0, 1))).toEqual(expect.any(Number));
    },
  );

  test.for([
    ['', 'five fields'],
    ['0 9 * *', 'five fields'],
    ['0 0 9 * * 1', 'five fields'],
    ['0 0 9 * * 1 2026', 'five fields'],
    ['@daily', 'five fields'],
    ['61 9 * * *', '“61” is no minute'],
    ['0 24 * * *', '“24” is no hour'],
    ['0 9 32 * *', '“32” is no day of the month'],
    ['0 9 * 13 *', '“13” is no month'],
    ['0 9 * * 8', '“8” is no day of the week'],
    ['0 9 * * fri-mon', '“fri-mon” is no day of the week'],
    ['*/0 9 * * *', '“*/0” is no minute'],
    ['0 nine * * *', '“nine” is no hour'],
    [`0 9 * * ${'1,'.repeat(60)}1`, 'at most 100 characters'],
  ] as const)('refuses “%s”', ([expr, says]) => {
    expect(() => parseCron(expr)).toThrow(UserError);
    expect(oneSentence(() => parseCron(expr))).toContain(says);
  });

  test('whatever is typed, it is read or refused in one sentence', () => {
    const part = fc.string({ unit: fc.constantFrom(...'0159*/,-?LW#+ \tmonFRI@é'.split('')), maxLength: 6 });
    const typed = fc.oneof(
      fc.string(),
      fc.array(part, { minLength: 4, maxLength: 6 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, (expr) => {
        let read;
        try {
          read = checkCron(expr);
        } catch {
          oneSentence(() => checkCron(expr));
          return;
        }
        expect(parseCron(read).next(0)).toBe(parseCron(expr).next(0));
      }),
    );
  });
});

describe('checkCron', () => {
  test.for([
    [' 0  9 * * 1-5', '0 9 * * 1-5'],
    ['0 * * * *', '0 * * * *'],
    ['59 0,23 * * *', '59 0,23 * * *'],
    ['0 0 29 2 *', '0 0 29 2 *'],
  ] as const)('takes “%s”', ([expr, read]) => {
    expect(checkCron(expr)).toBe(read);
  });

  test.for([
    ['* * * * *', 'more than once an hour'],
    ['0,30 9 * * 1', 'more than once an hour'],
    ['0,59 0,23 * * *', 'more than once an hour'],
    ['0 9 30 2 *', 'never fires'],
    ['0 9 31 4,6 *', 'never fires'],
  ] as const)('refuses “%s”', ([expr, says]) => {
    expect(oneSentence(() => checkCron(expr))).toContain(says);
  });
});

test.for([
  ['0 9 * * 1-5', true],
  ['*/5 * * * *', true],
  ['0 9 * *', true],
  ['@daily', true],
  ['9', false],
  ['9 and 17', false],
  ['9am, 5pm & 8pm', false],
  ['9, 10, 11, 12', false],
  ['harbour-bridge', false],
] as const)('“%s” is meant as an expression: %s', ([text, expected]) => {
  expect(looksLikeCron(text)).toBe(expected);
});
