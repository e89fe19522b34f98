import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { fold } from '../facts/words.ts';

type Time = { hour: number; minute: number };

/** “9”, “9am”, “9:30 pm”, “09.30”, “21h”, “21h30”, “0900”. */
const CLOCK = /^(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2})|h|(?<joined>(?<=\d{2})\d{2}))?(?<half>\s?[ap]\.?m\.?)?$/;
/** The same shape with any digits, right or wrong. */
const CLOCK_LIKE = /^(?:\d{1,4}(?:[:.h]\d{0,2})?\s?(?:[ap]\.?m\.?)?|noon|midday|midnight)$/;
const NAMED = new Map<string, Time>([
  ['noon', { hour: 12, minute: 0 }],
  ['midday', { hour: 12, minute: 0 }],
  ['midnight', { hour: 0, minute: 0 }],
]);
const SEPARATOR = /\s*(?:[,;&]|\band\b)\s*/;

/** The minute and hour fields of a cron expression for one or more times of day. Throws a UserError. */
export function readTimes(typed: string): string {
  const times = parts(typed).map((part) => readTime(part));
  const minutes = new Set(times.map(({ minute }) => minute));
  if (minutes.size > 1)
    throw new UserError(
      `“${echo(typed)}” needs the same minutes past each hour, such as 9:30,17:30; other times are another subscription.`,
      { code: 'bad_time' },
    );
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((a, b) => a - b);
  return `${[...minutes].join()} ${hours.join()}`;
}

/** Whether each part of a word has the shape of a time of day, right or wrong. */
export function looksLikeTimes(word: string): boolean {
  const list = parts(word);
  return list.length > 0 && list.every((part) => CLOCK_LIKE.test(part));
}

function parts(typed: string): string[] {
  return fold(typed)
    .trim()
    .replace(/^at\s+/, '')
    .split(SEPARATOR)
    .map((part) => part.replace(/\s+/g, ' '));
}

function readTime(text: string): Time {
  const named = NAMED.get(text);
  if (named) return named;
  const { hour = '', minute, joined, half } = CLOCK.exec(text)?.groups ?? {};
  const read = { hour: toHour(Number(hour), half?.trim()[0]), minute: Number(minute ?? joined ?? 0) };
  if (hour === '' || !(read.hour < 24) || read.minute > 59)
    throw new UserError(`“${echo(text)}” is no time of day; give one such as 9am, 09:00, 17:30 or noon.`, {
      code: 'bad_time',
    });
  return read;
}

/** An hour of the day; not a number where the half of the day does not go with it. */
function toHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
