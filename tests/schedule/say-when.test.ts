import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeSchedule, formatTime } from '../../src/schedule/say-when.ts';
import { arbitraryCron } from './arbitrary-cron.ts';

const winter = new Date('2026-11-23T08:00:00Z');
const summer = new Date('2026-07-20T08:00:00Z');

test.for([
  ['Europe/Berlin', 'Mon 23 Nov, 09:00 CET', 'Mon 20 Jul, 10:00 CEST'],
  ['Europe/London', 'Mon 23 Nov, 08:00 GMT', 'Mon 20 Jul, 09:00 BST'],
  ['America/New_York', 'Mon 23 Nov, 03:00 EST', 'Mon 20 Jul, 04:00 EDT'],
  ['Pacific/Honolulu', 'Sun 22 Nov, 22:00 HST', 'Sun 19 Jul, 22:00 HST'],
  ['Australia/Sydney', 'Mon 23 Nov, 19:00 AEDT', 'Mon 20 Jul, 18:00 AEST'],
  ['Asia/Kolkata', 'Mon 23 Nov, 13:30 IST', 'Mon 20 Jul, 13:30 IST'],
  ['Asia/Kathmandu', 'Mon 23 Nov, 13:45 GMT+5:45', 'Mon 20 Jul, 13:45 GMT+5:45'],
  ['UTC', 'Mon 23 Nov, 08:00 UTC', 'Mon 20 Jul, 08:00 UTC'],
] as const)('the time in %s', ([zone, inWinter, inSummer]) => {
  expect([formatTime(winter, zone), formatTime(summer, zone)]).toEqual([inWinter, inSummer]);
});

test('the year is told where it is another one there', () => {
  const newYear = new Date('2026-12-31T23:30:00Z');
  expect(formatTime(newYear, 'Europe/Berlin', winter)).toBe('Fri 1 Jan 2027, 00:30 CET');
  expect(formatTime(newYear, 'UTC', winter)).toBe('Thu 31 Dec, 23:30 UTC');
});

test.for([
  ['0 9 * * 1-5', 'Europe/Berlin', 'at 09:00, Monday through Friday, Berlin time (Europe/Berlin)'],
  ['0 9 * * *', 'America/New_York', 'at 09:00 every day, New York time (America/New_York)'],
  ['0 9,17 * * *', 'UTC', 'at 09:00 and 17:00 every day, UTC'],
  ['0 9 ? * 1,4', 'Etc/GMT+5', 'at 09:00, on Monday and Thursday, Etc/GMT+5'],
  ['0 * * * *', 'UTC', 'every hour, UTC'],
  ['0 9 1 * *', 'UTC', 'at 09:00, on day 1 of the month, UTC'],
  ['0 9 * * 1#1', 'UTC', 'at 09:00, on the first Monday of the month, UTC'],
  ['0 9 1 * +MON', 'UTC', 'on the schedule “0 9 1 * +MON”, UTC'],
] as const)('%s %s in words', ([expr, zone, words]) => {
  expect(describeSchedule(expr, zone)).toBe(words);
});

test('every expression has words', () => {
  fc.assert(
    fc.property(arbitraryCron, ({ expr }) => {
      expect(describeSchedule(expr, 'UTC')).toMatch(/^[a-z][^\n]*, UTC$/);
    }),
  );
});
