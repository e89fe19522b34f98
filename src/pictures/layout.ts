import type { Picture } from '../reply.ts';
import { drawable } from './svg.ts';
import { textWidth, wrap, type Type } from './text-width.ts';

/** A picture with axes; a quotation has a layout of its own, in quote-card.ts. */
export type Chart = Exclude<Picture, { type: 'quote' }>;

/** One bar or stretch of time with its date and words above it; `from` and `to` are shares of the longest bar, or milliseconds since 1970, `top` in pixels. */
export type Row = { when: string; lines: string[]; note: string; from: number; to: number; top: number };

/** Rows that share one axis. `top` and `bottom` are the pixels its rows lie between, `noteRoom` those kept for the longest note. */
export type Panel = {
  axis: 'value' | 'time';
  heading: string;
  rows: Row[];
  top: number;
  bottom: number;
  noteRoom: number;
};

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

/** `chat` is about as wide as Discord and Slack show a picture, so that its words are read without a click. */
export type Size = 'wide' | 'chat' | 'narrow';

export const WIDTHS: Record<Size, number> = { wide: 720, chat: 600, narrow: 360 };
export const FONT = 13;
export const TITLE_FONT = 16;
export const FIGURE_FONT = 20;
const PLAIN: Type = { size: FONT };
const STRONG: Type = { size: FONT, bold: true };
const TITLE: Type = { size: TITLE_FONT, bold: true };
const FIGURE: Type = { size: FIGURE_FONT, bold: true };
export const LINE = 18;
/** How thick a bar is. */
export const BARS = { value: 12, time: 6 };
const HEADING = 30;
const MARGIN = 16;
const GAP = 14;
const TIME_AXIS = 34;
const MAX_LINES: Record<Size, number> = { wide: 2, chat: 2, narrow: 3 };
const COLUMNS: Record<Size, number> = { wide: 3, chat: 3, narrow: 1 };

const FIGURES = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** Lays a picture out. Pure; `framed` leaves room for its title, for where it stands alone. */
export function layOut(picture: Chart, size: Size, framed: boolean): Layout {
  const width = WIDTHS[size];
  const room = width - 2 * MARGIN;
  const lines = (text: string) => wrap(drawable(text), room, PLAIN, MAX_LINES[size]);
  const title = framed ? wrap(drawable(picture.title), room, TITLE, 2) : [];
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
        when: wrap(drawable(when), room, STRONG, 1)[0] ?? '',
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
      panels: [{ axis: 'time', heading: '', rows: made, top, bottom: y, noteRoom: 0 }],
      figures: [],
    };
  }

  const panels = picture.groups
    .filter(({ bars }) => bars.length > 1)
    .map(({ unit, bars }): Panel => {
      const top = y;
      y += HEADING;
      // Shares of the longest: figures themselves may be too large or too small to reckon with.
      const longest = Math.max(...bars.map(({ value }) => Math.abs(value))) || 1;
      const made = rows(
        bars.map(({ label, value }) => ({
          when: '',
          lines: lines(label),
          note: FIGURES.format(value),
          from: Math.min(0, value / longest),
          to: Math.max(0, value / longest),
        })),
        BARS.value,
      );
      y += GAP;
      const noteRoom = Math.min(room / 2, 12 + Math.max(...made.map(({ note }) => textWidth(note, STRONG))));
      const heading = wrap(drawable(unit), room, STRONG, 1)[0] ?? '';
      return { axis: 'value', heading, rows: made, top, bottom: y - GAP, noteRoom };
    });
  const alone = picture.groups
    .filter(({ bars }) => bars.length === 1)
    .flatMap(({ unit, bars }) => bars.map((bar) => ({ unit, ...bar })));
  const columns = alone.length > 1 ? COLUMNS[size] : 1;
  const column = (room - (columns - 1) * GAP * 2) / columns;
  const figures: Figure[] = [];
  for (let i = 0; i < alone.length; i += columns) {
    const line = alone.slice(i, i + columns).map(({ unit, label, value }, k): Figure => {
      const shown = figureWords(value, drawable(unit), column);
      return {
        value: shown.value,
        lines: [...shown.below, ...wrap(drawable(label), column, PLAIN, MAX_LINES.narrow)],
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

/** A figure with its unit beside it, or beneath it where there is no room. */
function figureWords(value: number, unit: string, room: number): { value: string; below: string[] } {
  const whole = `${FIGURES.format(value)}${unit === '%' ? '' : ' '}${unit}`;
  if (textWidth(whole, FIGURE) <= room) return { value: whole, below: [] };
  return { value: FIGURES.format(value), below: wrap(unit, room, PLAIN, 2) };
}
