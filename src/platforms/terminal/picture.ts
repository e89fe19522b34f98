import type { Picture } from '../../reply.ts';
import { cleanLine } from '../../clean-line.ts';
import { cut, pad, widest, wrap, type Canvas } from './layout.ts';

const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const LONGEST_BAR = 40;
const SHORTEST_BAR = 12;
const DAY = 24 * 60 * 60 * 1000;

/** A chart drawn in characters; a quote card, or a picture without data, is its alternative text. */
export function renderPicture(picture: Picture, alt: string, canvas: Canvas): string[] {
  const drawn = drawChart(picture, canvas);
  return drawn.length === 0 ? wrap(cleanLine(alt), canvas.width) : drawn;
}

function drawChart(picture: Picture, canvas: Canvas): string[] {
  switch (picture.type) {
    case 'bars':
      return renderBars(picture, canvas);
    case 'timeline':
      return renderTrack(picture, canvas);
    case 'quote':
      return [];
  }
}

/** One scale a unit, since units do not compare; a figure alone in its unit has no bar. The exact value always stands. */
function renderBars({ groups }: Extract<Picture, { type: 'bars' }>, { width, pen }: Canvas): string[] {
  const all = groups.flatMap(({ bars }) => bars);
  const figureWidth = widest(all.map(({ value }) => FIGURE.format(value)));
  const labelWidth = Math.max(
    4,
    Math.min(widest(all.map(({ label }) => cleanLine(label))), width - figureWidth - SHORTEST_BAR - 3),
  );
  const room = Math.max(1, Math.min(LONGEST_BAR, width - labelWidth - figureWidth - 3));
  const row = (label: string, value: number, rest: string) =>
    `${pad(cut(cleanLine(label), labelWidth), labelWidth)}  ${pad(FIGURE.format(value), figureWidth, 'end')} ${rest}`.trimEnd();
  const alone = groups.flatMap(({ unit, bars }) =>
    bars.length === 1 ? bars.map(({ label, value }) => row(label, value, cut(cleanLine(unit), room))) : [],
  );
  const charts = groups
    .filter(({ bars }) => bars.length > 1)
    .map(({ unit, bars }) => {
      const most = Math.max(...bars.map(({ value }) => Math.abs(value)));
      const drawn = bars.map(({ label, value }) =>
        row(label, value, pen.cyan(bar(most === 0 ? 0 : Math.abs(value) / most, room))),
      );
      return [...wrap(pen.bold(cleanLine(unit)), width), ...drawn];
    });
  return [...charts, alone].filter((part) => part.length > 0).flatMap((part, i) => (i > 0 ? ['', ...part] : part));
}

/** A share of `room` columns, to an eighth of a column; a value above nothing always shows. */
function bar(share: number, room: number): string {
  const eighths = share === 0 ? 0 : Math.max(1, Math.round(share * room * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** A row for each date, at its place between the first day and the last: the event's label, or how many events there are. */
function renderTrack({ events }: Extract<Picture, { type: 'timeline' }>, { width, pen }: Canvas): string[] {
  const days = events.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]).filter(Number.isFinite);
  if (days.length === 0) return [];
  const first = Math.min(...days);
  const span = Math.max(...days) - first || DAY;
  const rows = [...Map.groupBy(events, ({ from, to, when }) => JSON.stringify([from, to, when])).values()];
  const dateWidth = Math.min(widest(events.map(({ when }) => cleanLine(when))), Math.floor(width / 3));
  const track = Math.max(3, Math.floor((width - dateWidth - 4) / 2));
  const place = (day: string) => Math.round(((Date.parse(day) - first) / span) * (track - 1)) || 0;
  return rows.map((row) => {
    const [{ from, to, when, label } = { from: '', to: '', when: '', label: '' }] = row;
    const [start, end] = [place(from), Math.max(place(from), place(to))];
    const marks = start === end ? '●' : `●${'━'.repeat(end - start - 1)}●`;
    const line = pen.dim('·'.repeat(start)) + pen.cyan(marks) + pen.dim('·'.repeat(track - end - 1));
    const what = row.length === 1 ? cleanLine(label) : `${row.length} events`;
    return `${pad(cut(cleanLine(when), dateWidth), dateWidth)}  ${line}  ${cut(what, width - dateWidth - track - 4)}`.trimEnd();
  });
}
