import type { Block } from '../../reply.ts';
import { cleanLine } from '../../clean-line.ts';
import { inline } from './inline.ts';
import { beside, widest, wrap, type Canvas } from './layout.ts';

const GAP = 2;
/** A column narrower than this reads as a ladder of syllables. */
const NARROWEST_COLUMN = 6;

/** A table with aligned columns; the widest columns give way first, and one too wide even so becomes a list of fields. */
export function renderTable(
  { caption, columns, rows }: Extract<Block, { type: 'table' }>,
  { width, pen }: Canvas,
): string[] {
  const labels = columns.map(({ label }) => cleanLine(label));
  const cells = rows.map((row) => columns.map((_, i) => inline(row[i] ?? [], { pen })));
  const title = caption === '' ? [] : wrap(pen.bold(cleanLine(caption)), width);
  const widths = fit(
    labels.map((label, i) => widest([label, ...cells.flatMap((row) => (row[i] ?? '').split('\n'))])),
    width - GAP * (columns.length - 1),
  );
  if (!widths)
    return [...title, ...cells.flatMap((row) => row.flatMap((cell, i) => wrap(`${labels[i]}: ${cell}`, width)))];
  const line = (texts: readonly string[]) =>
    beside(
      texts.map((text, i) => ({
        lines: wrap(text, widths[i] ?? 0),
        width: widths[i] ?? 0,
        align: columns[i]?.align ?? 'start',
      })),
      ' '.repeat(GAP),
    );
  return [
    ...title,
    ...line(labels.map((label) => pen.bold(label))),
    pen.dim(widths.map((size) => '─'.repeat(size)).join(' '.repeat(GAP))),
    ...cells.flatMap(line),
  ];
}

/** Column widths that add up to no more than `room`; undefined where even the narrowest do not. */
function fit(natural: readonly number[], room: number): number[] | undefined {
  const widths = natural.map((size) => Math.max(size, 1));
  for (let excess = widths.reduce((sum, size) => sum + size, 0) - room; excess > 0; excess -= 1) {
    const largest = Math.max(...widths);
    if (largest <= NARROWEST_COLUMN) return undefined;
    widths[widths.indexOf(largest)] = largest - 1;
  }
  return widths;
}
