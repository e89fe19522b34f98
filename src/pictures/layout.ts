import stringWidth from 'fast-string-width';
import type { Picture } from '../reply.ts';

/** One bar or stretch of time with its date and words above it; `from` and `to` are in the axis's own unit, `top` in pixels. */
export type Row = { when: string; lines: string[]; note: string; from: number; to: number; top: number };

/** Rows that share one axis. `top` and `bottom` are the pixels its rows lie between. */
export type Panel = { axis: 'value' | 'time'; heading: string; rows: Row[]; top: number; bottom: number };

/** A lone figure: a bar says nothing without another beside it. */
type Figure = { value: string; lines: string[]; left: number; top: number };

/** Where everything stands, in pixels. */
export type Layout = {
  width: number;
  height: number;
  margin: number;
  title: string[];
  panels: Panel[];
  figures: Figure[];
};

export type Size = 'wide' | 'narrow';

const WIDTHS: Record<Size, number> = { wide: 720, narrow: 360 };
export const FONT = 13;
export const LINE = 18;
/** How thick a bar is. */
export const BARS = { value: 12, time: 6 };
const HEADING = 30;
const MARGIN = 16;
const GAP = 14;
const TIME_AXIS = 34;
const MAX_LINES = { wide: 2, narrow: 3 };
/** The average width of a column in a wide system font, so that narrower ones always fit. */
const EM = 0.55;

const FIGURES = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** Lays a picture out. Pure; `framed` leaves room for its title, for where it stands alone. */
export function layOut(picture: Picture, size: Size, framed: boolean): Layout {
  const width = WIDTHS[size];
  const room = width - 2 * MARGIN;
  const lines = (text: string, space = room) => wrap(text, space, MAX_LINES[size]);
  const title = framed ? lines(picture.title) : [];
  let y = MARGIN + title.length * (LINE + 4) + (title.length > 0 ? GAP : 0);

  const rows = (list: Omit<Row, 'top'>[], bar: number) =>
    list.map((row): Row => {
      const top = y;
      y += rowLines(row) * LINE + 4 + bar + GAP;
      return { ...row, top };
    });

  if (picture.type === 'timeline') {
    const top = y;
    const made = rows(
      picture.events.map(({ from, to, when, label }) => ({
        when,
        lines: lines(label),
        note: '',
        from: Date.parse(from),
        to: Date.parse(to),
      })),
      BARS.time,
    );
    return {
      width,
      height: y + TIME_AXIS,
      margin: MARGIN,
      title,
      panels: [{ axis: 'time', heading: '', rows: made, top, bottom: y }],
      figures: [],
    };
  }

  const panels = picture.groups
    .filter(({ bars }) => bars.length > 1)
    .map(({ unit, bars }): Panel => {
      const top = y;
      y += HEADING;
      const made = rows(
        bars.map(({ label, value }) => ({
          when: '',
          lines: lines(label),
          note: FIGURES.format(value),
          from: Math.min(0, value),
          to: Math.max(0, value),
        })),
        BARS.value,
      );
      y += GAP;
      return { axis: 'value', heading: unit, rows: made, top, bottom: y - GAP };
    });
  const alone = picture.groups
    .filter(({ bars }) => bars.length === 1)
    .flatMap(({ unit, bars }) => bars.map((bar) => ({ unit, ...bar })));
  const columns = size === 'wide' && alone.length > 1 ? 3 : 1;
  const column = (room - (columns - 1) * GAP * 2) / columns;
  const figures: Figure[] = [];
  for (let i = 0; i < alone.length; i += columns) {
    const line = alone.slice(i, i + columns).map(({ unit, label, value }, k): Figure => {
      const sign = unit === '%' ? '%' : ` ${unit}`;
      return {
        value: wrap(`${FIGURES.format(value)}${sign}`, column * 0.6, 1)[0] ?? '',
        lines: wrap(label, column, MAX_LINES.narrow),
        left: MARGIN + k * (column + GAP * 2),
        top: y,
      };
    });
    figures.push(...line);
    y += 30 + Math.max(...line.map((figure) => figure.lines.length)) * LINE + GAP * 1.5;
  }
  return { width, height: Math.max(y, MARGIN * 4), margin: MARGIN, title, panels, figures };
}

/** How many lines of words stand above the bar. */
export function rowLines({ when, lines }: Omit<Row, 'top'>): number {
  return lines.length + (when === '' ? 0 : 1);
}

/** Words in lines that fit; what goes past the last line ends in an ellipsis. */
export function wrap(text: string, room: number, most: number): string[] {
  const columns = Math.floor(room / (FONT * EM));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => breakUp(part, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = breakUp(kept.at(-1) ?? '', columns - 1)[0] ?? '';
  return [...kept.slice(0, -1), `${last.replace(/[\s,;:.]+$/, '')}…`];
}

/** A word longer than the line, in parts; never through a grapheme. */
function breakUp(word: string, columns: number): string[] {
  if (stringWidth(word) <= columns) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter('en').segment(word)) {
    if (stringWidth(part + segment) > columns && part !== '') {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}
