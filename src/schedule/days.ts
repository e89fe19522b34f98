import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { fold } from '../facts/words.ts';

/** From Sunday, which cron counts as 0. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const SHORT = new Map([
  ['tues', 2],
  ['weds', 3],
  ['thur', 4],
  ['thurs', 4],
]);
const SETS = new Map([
  ['daily', '* * *'],
  ['day', '* * *'],
  ['days', '* * *'],
  ['everyday', '* * *'],
  ['weekday', '* * 1-5'],
  ['weekdays', '* * 1-5'],
  ['workday', '* * 1-5'],
  ['workdays', '* * 1-5'],
  ['working days', '* * 1-5'],
  ['business days', '* * 1-5'],
  ['weekend', '* * 0,6'],
  ['weekends', '* * 0,6'],
]);
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)$/;
const SEPARATOR = /\s*(?:[,;&]|\band\b|\s)\s*/;
const RANGE = /^([a-z]+)-([a-z]+)$/;
const LAST_DAY = 31;

/** The day, month and weekday fields of a cron expression. Throws a UserError. */
export function readDays(typed: string): string {
  const text = simplify(typed);
  const set = SETS.get(text);
  if (set !== undefined) return set;
  const list = text.split(SEPARATOR).filter((part) => part !== '');
  const ofMonth = list.flatMap((part) => dayOfMonth(part) ?? []);
  if (list.length > 0 && ofMonth.length === list.length) return `${inOrder(ofMonth).join()} * *`;
  const ofWeek = list.map((part) => weekdays(part));
  if (ofWeek.length === 0 || ofWeek.some((days) => days.length === 0)) throw refusal(typed, ofMonth.length > 0);
  return `* * ${weekField(inOrder(ofWeek.flat()))}`;
}

/** Whether a word can only be meant as days, each part of it being one or a set, right or wrong. */
export function looksLikeDays(word: string): boolean {
  const text = simplify(word);
  return SETS.has(text) || text.split(SEPARATOR).every((part) => ORDINAL.test(part) || weekdays(part).length > 0);
}

/** Folded, with a hyphen for every way to write a range, and without the words that change nothing. */
function simplify(text: string): string {
  return fold(text)
    .replace(/\s*(?:\b(?:to|till|until|through|thru)\b|[-\u2010-\u2015\u2212])\s*/g, '-')
    .replace(/\b(?:on|every|each|all|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function refusal(typed: string, ofMonth: boolean): UserError {
  return new UserError(
    ofMonth
      ? `“${echo(typed)}” mixes days of the month with others; give either, such as 1st,15th or mon,thu.`
      : `“${echo(typed)}” names no days; give some such as daily, weekdays, mon-fri, mon,thu or 1st,15th.`,
    { code: 'bad_days' },
  );
}

function dayOfMonth(text: string): number | undefined {
  const day = Number(ORDINAL.exec(text)?.[1] ?? 0);
  return day >= 1 && day <= LAST_DAY ? day : undefined;
}

/** The days that “mon”, “Mondays” or “fri-mon” names; none where it names none. */
function weekdays(text: string): number[] {
  const [, first = text, last = first] = RANGE.exec(text) ?? [];
  const from = weekday(first);
  const to = weekday(last);
  if (from === undefined || to === undefined) return [];
  const length = (to - from + DAYS.length) % DAYS.length;
  return Array.from({ length: length + 1 }, (_, i) => (from + i) % DAYS.length);
}

function weekday(text: string): number | undefined {
  const known = DAYS.findIndex((day) => text === day || text === `${day}s` || text === day.slice(0, 3));
  return known >= 0 ? known : SHORT.get(text);
}

function weekField(days: readonly number[]): string {
  const [first = 0] = days;
  const last = days.at(-1) ?? first;
  if (days.length === DAYS.length) return '*';
  return days.length > 2 && last - first === days.length - 1 ? `${first}-${last}` : days.join();
}

function inOrder(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
