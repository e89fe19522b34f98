import { cleanLine, cleanText } from '../../clean-line.ts';

/**
 * What can open something wherever it stands: emphasis, strikethrough, spoilers, code, masked links, mentions,
 * timestamps and emoji (https://docs.discord.com/developers/reference#message-formatting). A colon that something
 * follows opens an emoji by name or makes an address of `https://`; a bracket behind `]` could lengthen a link before it.
 */
const ANYWHERE = /[\\*_~|`<[\]@]|:(?=\S)|(?<=\])\(/g;
/** What can open something at the start of a line: headings, small print, quotations and lists. */
const AT_LINE_START = /^([^\S\n]*)([#>+-]|\d+(?=[.)]))/gm;

/** Text from outside as Markdown that shows just that text. discord.js's own `escapeMarkdown` leaves quotations, small print, mentions, timestamps, emoji and addresses as they are. */
export function escape(text: string): string {
  return escapeClean(cleanText(text));
}

/** The same on one line. */
export function escapeLine(text: string): string {
  return escapeClean(cleanLine(text)).trim();
}

/** The same of a text that is clean already. */
export function escapeClean(text: string): string {
  return text.replace(ANYWHERE, '\\$&').replace(AT_LINE_START, atLineStart);
}

/** A backslash before a digit is a backslash; before the point after it, it is an escape. */
function atLineStart(_: string, space: string, sign: string): string {
  return /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`;
}

/** Whether a text shows anything. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/** One harmless line of at most `length` characters for a label, where no Markdown is read; cut with an ellipsis. */
export function label(text: string, length: number): string {
  const line = cleanLine(text).trim();
  if (line.length <= length) return line;
  // Half an emoji or a letter without its marks would be another sign.
  const first = new Intl.Segmenter('en').segment(line.slice(0, 2 * length)).containing(length - 1);
  const cut = line.slice(0, Math.min(first?.index ?? length - 1, length - 1)) || line.slice(0, length - 1);
  return `${cut.trimEnd().replace(/[\ud800-\udbff]$/, '')}…`;
}
