import { withoutUnsafe } from './facts/unsafe-text.ts';

/** How much of what was typed an error repeats. */
const ECHO = 60;

/** Text from a person as one line without control, bidirectional and invisible characters, and with at most two marks on a letter. */
export function cleanInput(text: string): string {
  return withoutUnsafe(text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' '))
    .normalize('NFC')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
}

/** What was typed, short enough to repeat in an error. */
export function echo(text: string): string {
  const clean = cleanInput(text);
  return clean.length > ECHO ? `${clean.slice(0, ECHO).toWellFormed()}…` : clean;
}
