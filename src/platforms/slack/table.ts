import type { RichTextBlockElement } from '@slack/types';
import stringWidth from 'fast-string-width';
import { cleanLine } from '../../clean-line.ts';
import type { Block, Span } from '../../reply.ts';
import { inline, line, list, NOTHING, section, words, type Inline } from './rich-text.ts';

type Table = Extract<Block, { type: 'table' }>;

/** Wider than this a line wraps on a phone, and columns with it. */
const WIDEST = 44;
const GAP = '  ';

/**
 * A table as aligned columns where it is narrow, else as a list with an item for each row. Slack's own `table` block
 * does neither: a message takes one only and shows it at its end, away from the words that it belongs to
 * (https://docs.slack.dev/reference/block-kit/blocks/table-block).
 */
export function renderTable(table: Table): RichTextBlockElement[] {
  const caption = line(table.caption, { bold: true });
  return [...(caption.length > 0 ? [section(caption)] : []), ...(columnsOf(table) ?? rowsOf(table))];
}

function columnsOf({ columns, rows }: Table): RichTextBlockElement[] | undefined {
  // A link would lose its address.
  if (rows.flat(2).some(({ type }) => type === 'link')) return undefined;
  const lines = [
    columns.map(({ label }) => cleanLine(label)),
    ...rows.map((row) => columns.map((_, i) => flat(row[i]))),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => stringWidth(cells[i] ?? ''))));
  const width = widths.reduce((sum, size) => sum + size, GAP.length * (columns.length - 1));
  if (columns.length === 0 || width > WIDEST) return undefined;
  const text = lines
    .map((cells) =>
      cells
        .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
  return text.trim() === '' ? undefined : [{ type: 'rich_text_preformatted', elements: words(text) }];
}

/** What the columns are on a line above, then an item for each row: its first cell in bold, the others after it. */
function rowsOf({ columns, rows }: Table): RichTextBlockElement[] {
  const labels = columns.map(({ label }) => cleanLine(label));
  const head = labels.filter((label) => label !== '').join(' · ');
  return [
    ...(head === '' ? [] : [section(words(head, { italic: true }))]),
    ...list(
      rows.map((row) =>
        labels.flatMap((_, i): Inline[] => {
          const cell = inline(row[i] ?? [], i === 0 ? { bold: true } : undefined);
          return [...words(i > 0 ? ' · ' : ''), ...(cell.length > 0 ? cell : words(NOTHING))];
        }),
      ),
    ),
  ];
}

function flat(spans: readonly Span[] = []): string {
  return cleanLine(spans.map((span) => (span.type === 'cite' ? `[${span.number}]` : span.text)).join('')).trim();
}

function pad(text: string, width: number, align: 'start' | 'end' = 'start'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'end' ? space + text : text + space;
}
