import { UserError } from '../errors.ts';
import { checkCron, looksLikeCron } from './cron.ts';
import { readDays } from './days.ts';
import { looksLikeTimes, readTimes } from './times.ts';

/** What a person said of when to post; what they left away is as in the default. */
type Said = { at?: string | undefined; days?: string | undefined };

/**
 * The cron expression that people's words mean: `at` is a time of day, several, or a cron expression; `days` are days of
 * the week or of the month. What is not said is taken from the expression `byDefault`. Throws a UserError with an example.
 */
export function readSchedule({ at, days }: Said, byDefault: string): string {
  if (at !== undefined && looksLikeCron(at)) {
    if (days !== undefined)
      throw new UserError('A cron expression says the days too, so leave the days away.', { code: 'bad_days' });
    return checkCron(at);
  }
  const [minute, hour, ...others] = checkCron(byDefault).split(' ');
  const times = at === undefined ? `${minute} ${hour}` : readTimes(at);
  return checkCron(`${times} ${days === undefined ? others.join(' ') : readDays(days)}`);
}

/** Whether a word or a quoted text of a command line can only be meant as times of day or a cron expression, right or wrong. */
export function looksLikeTime(word: string): boolean {
  return looksLikeTimes(word) || looksLikeCron(word);
}
