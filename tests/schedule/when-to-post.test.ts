import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeDays } from '../../src/schedule/days.ts';
import { describeSchedule } from '../../src/schedule/say-when.ts';
import { looksLikeTime, readSchedule } from '../../src/schedule/when-to-post.ts';
import { oneSentence } from './one-sentence.ts';

describe('a time of day', () => {
  test.for([
    ['9am', '0 9'],
    ['9 am', '0 9'],
    ['9 A.M.', '0 9'],
    ['09:00', '0 9'],
    ['9:30pm', '30 21'],
    ['9.30', '30 9'],
    ['21h', '0 21'],
    ['21h30', '30 21'],
    ['0930', '30 9'],
    ['9', '0 9'],
    ['0', '0 0'],
    ['at 9', '0 9'],
    ['12am', '0 0'],
    ['12pm', '0 12'],
    ['noon', '0 12'],
    ['Midnight', '0 0'],
    ['17:00,9:00', '0 9,17'],
    ['9am, 5pm and 9am', '0 9,17'],
    ['9:15 & 17:15', '15 9,17'],
  ] as const)('%s', ([at, fields]) => {
    expect(readSchedule({ at }, '0 8 * * 1')).toBe(`${fields} * * 1`);
    expect(looksLikeTime(at)).toBe(true);
  });

  test.for(['25:00', '24', '9:60', '9:5', '13pm', '0am', '930', '9:00,', ''])('not “%s”', (at) => {
    expect(oneSentence(() => readSchedule({ at }, '0 8 * * 1'))).toContain('09:00');
  });

  test('several with other minutes are other subscriptions', () => {
    expect(oneSentence(() => readSchedule({ at: '9:00,17:30' }, '0 8 * * 1'))).toContain('same minutes');
  });

  test('in every form of every minute', () => {
    const minutes = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(minutes, ({ hour, minute }) => {
        const [hh, mm] = [hour, minute].map((part) => String(part).padStart(2, '0'));
        const half = `${hour % 12 === 0 ? 12 : hour % 12}:${mm}${hour < 12 ? 'am' : 'pm'}`;
        for (const at of [`${hh}:${mm}`, `${hour}.${mm}`, `${hour}h${mm}`, `${hh}${mm}`, half])
          expect(readSchedule({ at }, '0 8 * * 1')).toBe(`${minute} ${hour} * * 1`);
        expect(describeSchedule(`${minute} ${hour} * * *`, 'UTC')).toBe(`at ${hh}:${mm} every day, UTC`);
      }),
    );
  });
});

describe('days', () => {
  test.for([
    ['daily', '* * *'],
    ['every day', '* * *'],
    ['weekdays', '* * 1-5'],
    ['every weekday', '* * 1-5'],
    ['Weekends', '* * 0,6'],
    ['mon,thu', '* * 1,4'],
    ['Monday and Thursday', '* * 1,4'],
    ['on mondays', '* * 1'],
    ['mon-fri', '* * 1-5'],
    ['mon – wed', '* * 1-3'],
    ['tuesday through thursday', '* * 2-4'],
    ['fri-mon', '* * 0,1,5,6'],
    ['mon-wed,fri', '* * 1,2,3,5'],
    ['sun-sat', '* * *'],
    ['1st', '1 * *'],
    ['the 15th and 1st', '1,15 * *'],
  ] as const)('%s', ([days, fields]) => {
    expect(readSchedule({ days }, '30 8 * * *')).toBe(`30 8 ${fields}`);
  });

  test.for(['blursday', '', '15', '1-5', '32nd', 'mon,,blah', 'weekdays and sat'])('not “%s”', (days) => {
    expect(oneSentence(() => readSchedule({ days }, '30 8 * * *'))).toMatch(/weekdays.*1st/);
  });

  test('of the month and of the week do not mix', () => {
    expect(oneSentence(() => readSchedule({ days: '1st and monday' }, '30 8 * * *'))).toContain('mixes');
  });

  test.for([
    ['weekdays', true],
    ['mon-fri', true],
    ['mon,thu', true],
    ['1st', true],
    ['daily', true],
    ['every day', true],
    ['daily-brief', false],
    ['quote-of-the-day', false],
    ['9', false],
    ['and', false],
    ['', false],
    ['monitor', false],
  ] as const)('“%s” looks like days: %s', ([word, expected]) => {
    expect(looksLikeDays(word)).toBe(expected);
  });
});

test('what is not said is as in the default', () => {
  expect(readSchedule({}, '30 8 1 * *')).toBe('30 8 1 * *');
  expect(readSchedule({ at: '9am', days: 'weekdays' }, '30 8 1 * *')).toBe('0 9 * * 1-5');
});

test('a cron expression says it all', () => {
  expect(readSchedule({ at: ' 0 9 * *  1-5' }, '30 8 1 * *')).toBe('0 9 * * 1-5');
  expect(oneSentence(() => readSchedule({ at: '0 9 * * *', days: 'mon' }, '30 8 1 * *'))).toContain('days');
  expect(oneSentence(() => readSchedule({ at: '*/5 * * * *' }, '30 8 1 * *'))).toContain('once an hour');
  expect(oneSentence(() => readSchedule({ at: '@daily' }, '30 8 1 * *'))).toContain('five fields');
});

test.for([
  ['25:00', true],
  ['0 9 * *', true],
  ['noon', true],
  ['daily', false],
  ['9-17', false],
  ['', false],
  ['+02:00', false],
  ['harbour-bridge', false],
] as const)('“%s” looks like a time: %s', ([word, expected]) => {
  expect(looksLikeTime(word)).toBe(expected);
});

test('whatever is typed, it is read or refused in one sentence', () => {
  const typed = fc.option(
    fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'019:.h apm,&-monthed*/'.split('')) })),
    {
      nil: undefined,
    },
  );
  fc.assert(
    fc.property(typed, typed, (at, days) => {
      let read;
      try {
        read = readSchedule({ at, days }, '30 8 * * 1');
      } catch {
        oneSentence(() => readSchedule({ at, days }, '30 8 * * 1'));
        return;
      }
      expect(readSchedule({ at: read }, '0 0 1 1 *')).toBe(read);
    }),
  );
});
