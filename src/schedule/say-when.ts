import cronstrue from 'cronstrue';
import { parseCron } from './cron.ts';
import { createMemo } from '../memo.ts';
import { cityOf } from './zones.ts';

const FORMATS_KEPT = 100;
/** Thousands of channels hear of the same few times. */
const MINUTES_KEPT = 50;
const SCHEDULES_KEPT = 500;
const MINUTE_MS = 60_000;
/** The first in which a zone has an abbreviation is used: each region knows its own. */
const LOCALES = ['en-GB', 'en-US', 'en-AU', 'en-ZA', 'en-IN'];
/** In winter and in summer, either of which may lack an abbreviation. */
const SEASONS = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];

const EVERY_DAY = /^\S+\s+\S+(?:\s+[*?]){3}$/;
const TIMES_ONLY = /^At [\d:, and]+$/;

const formats = createMemo(FORMATS_KEPT, (zone: string) => {
  const names = LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }));
  const name = names.find((format) => SEASONS.every((at) => !/\d/.test(zoneName(format, at)))) ?? names[0];
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return createMemo(MINUTES_KEPT, (minute: number) => {
    const instant = minute * MINUTE_MS;
    const at = partsOf(day, instant);
    return {
      date: [at['weekday'], at['day'], at['month']].join(' '),
      year: at['year'],
      time: `${at['hour']}:${at['minute']} ${name ? zoneName(name, instant) : ''}`,
    };
  });
});

/** “Mon 23 Nov, 09:00 CET”; with a `now` that is in another year there, “Mon 23 Nov 2026, 09:00 CET”. */
export function formatTime(instant: Date, zone: string, now: Date = instant): string {
  const inZone = formats(zone);
  const { date, year, time } = inZone(minuteOf(instant));
  return `${date}${year === inZone(minuteOf(now)).year ? '' : ` ${year}`}, ${time}`;
}

function minuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / MINUTE_MS);
}

/** “at 09:00, Monday through Friday, Berlin time (Europe/Berlin)”. Throws a UserError only for what is no expression. */
export function describeSchedule(expr: string, zone: string): string {
  parseCron(expr);
  const place = zone.includes('/') && !zone.startsWith('Etc/') ? `${cityOf(zone)} time (${zone})` : zone;
  return `${inWords(expr.trim())}, ${place}`;
}

const inWords = createMemo(SCHEDULES_KEPT, (expr: string): string => {
  try {
    const words = cronstrue.toString(expr, { use24HourTimeFormat: true }).replace(', only on', ', on');
    const everyDay = EVERY_DAY.test(expr) && TIMES_ONLY.test(words) ? ' every day' : '';
    return `${words.charAt(0).toLowerCase()}${words.slice(1)}${everyDay}`;
  } catch {
    return `on the schedule “${expr}”`; // a form that croner knows and cronstrue does not
  }
});

function zoneName(format: Intl.DateTimeFormat, instant: number): string {
  return partsOf(format, instant)['timeZoneName'] ?? '';
}

function partsOf(format: Intl.DateTimeFormat, instant: number): Record<string, string> {
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}
