import { withoutUnsafe } from './facts/unsafe-text.ts';

/** Text from outside as one harmless line: nothing in it acts on a terminal. */
export function cleanLine(text: string): string {
  return withoutUnsafe(text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' '));
}

/** Text from outside whose paragraphs stay apart; only `\n` is left of the controls. */
export function cleanText(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(cleanLine)
    .join('\n');
}
