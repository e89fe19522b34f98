import stringWidth from 'fast-string-width';
import { codeBlock } from 'discord.js';
import { cleanLine } from '../../clean-line.ts';
import type { Block, Span } from '../../reply.ts';
import { isBlank } from './escape.ts';
import { boldLine, inline } from './inline.ts';
import { item } from './list.ts';

type Table = Extract<Block, { type: 'table' }>;

/** A telephone shows about this many columns of code without breaking the line. */
const NARROW = 44;
const GAP = 2;
/** What has the width of one column in every font for code, and ends no block of code. */
const MONOSPACED = /^[\x20-\x5f\x61-\x7e\u00a0-\u024f\u2010-\u2027\u20ac]*$/;
const NOTHING = '–';

/** A table as aligned columns where a telephone shows them, else as a list with an entry for each row. */
export function table(block: Table): string {
  const caption = boldLine(block.caption);
  const body = aligned(block) ?? listed(block);
  return [caption, body].filter((part) => part !== '').join('\n');
}

function aligned({ columns, rows }: Table): string | undefined {
  const labels = columns.map(({ label }) => cleanLine(label).trim());
  const cells = rows.map((row) => columns.map((_, i) => plain(row[i] ?? [])));
  if (rows.some((row) => row.length > columns.length || row.flat().some(({ type }) => type === 'link')))
    return undefined;
  const widths = labels.map((text, i) =>
    Math.max(...[text, ...cells.map((row) => row[i] ?? '')].map((each) => stringWidth(each))),
  );
  if (widths.reduce((sum, width) => sum + width + GAP, -GAP) > NARROW) return undefined;
  if (![...labels, ...cells.flat()].every((text) => MONOSPACED.test(text))) return undefined;
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (columns[i]?.align === 'end' ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join(' '.repeat(GAP))
      .trimEnd();
  const head = labels.every(isBlank)
    ? []
    : [
        line(labels),
        widths
          .map((width) => '─'.repeat(width))
          .join(' '.repeat(GAP))
          .trimEnd(),
      ];
  const lines = [...head, ...cells.map(line)];
  return lines.every(isBlank) ? '' : codeBlock(lines.join('\n'));
}

/** A cell in a block of code, where nothing is read as Markdown. */
function plain(spans: readonly Span[]): string {
  const text = spans.map((span) => (span.type === 'cite' ? `[${span.number}]` : span.text)).join('');
  return cleanLine(text).trim();
}

/** What the columns are on a line above, then an entry for each row: its first cell in bold, the others after it. */
function listed({ columns, rows }: Table): string {
  const labels = columns.map(({ label }) => cleanLine(label).trim()).filter((label) => !isBlank(label));
  const head = inline([{ type: 'text', text: labels.join(' · '), mark: 'emphasis' }]);
  const entries = rows.map((row) => {
    const cells = Array.from({ length: Math.max(row.length, columns.length) }, (_, i) => {
      const text = inline(i === 0 ? inBold(row[i] ?? []) : (row[i] ?? [])).trim();
      return isBlank(text) ? NOTHING : text;
    });
    return item('-', cells.join(' · '));
  });
  return [...(isBlank(head) ? [] : [head]), ...entries].join('\n');
}

function inBold(spans: readonly Span[]): Span[] {
  return spans.map((span) => (span.type === 'text' && span.mark === undefined ? { ...span, mark: 'strong' } : span));
}
