import type { ChalkInstance } from 'chalk';
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** Where blocks are drawn: columns of the terminal, and the pen (level 0 draws no colour). */
export type Canvas = { width: number; pen: ChalkInstance };

/** Below this nothing wraps readably. */
export const NARROWEST = 12;

/** Lines of at most `width` columns; wide characters count two, and a word longer than the line is broken. */
export function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(width, 2), { hard: true }).split('\n');
}

/** The first line after `first`, the others under it, indented by as much. */
export function hang(first: string, lines: readonly string[]): string[] {
  const indent = ' '.repeat(stringWidth(first));
  return lines.map((line, i) => (i === 0 ? first + line : line && indent + line));
}

/** A text padded to `width` columns. */
export function pad(text: string, width: number, align: 'start' | 'end' = 'start'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'end' ? space + text : text + space;
}

/** Cells of wrapped lines side by side, each padded to its column's width. */
export function beside(
  cells: readonly { lines: readonly string[]; width: number; align?: 'start' | 'end' }[],
  gap = '  ',
): string[] {
  const height = Math.max(0, ...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    cells
      .map(({ lines, width, align }) => pad(lines[row] ?? '', width, align))
      .join(gap)
      .trimEnd(),
  );
}

/** The widest of these texts, in columns. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => stringWidth(text)));
}

/** One line of at most `width` columns, cut with an ellipsis between graphemes. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(`${kept}${segment}…`) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
