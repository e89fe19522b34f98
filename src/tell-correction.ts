import type { Correction } from './facts/story.ts';
import { formatWhen } from './facts/when.ts';

/** A correction in words: when and what was done, what holds now, what it had said and why. */
export function tellCorrection({ date, was, now, why }: Omit<Correction, 'items'>): { done: string; says: string } {
  const because = why === undefined ? '' : ` ${why}`;
  const on = formatWhen(date);
  return now === undefined
    ? { done: `Withdrawn on ${on}`, says: `It had said: ${was}${because}` }
    : { done: `Corrected on ${on}`, says: `${now} (It had said: ${was})${because}` };
}
