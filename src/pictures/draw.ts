import type * as ECharts from 'echarts/core';
import type { Picture } from '../reply.ts';
import {
  BARS,
  FIGURE_FONT,
  FONT,
  layOut,
  LINE,
  rowLines,
  TITLE_FONT,
  type Layout,
  type Panel,
  type Row,
  type Size,
} from './layout.ts';
import { PALETTES, type Palette, type Theme } from './palette.ts';
import { drawCard, layOutCard } from './quote-card.ts';
import { FONT_FAMILY, frame } from './svg.ts';

/** `framed` adds the picture's title and an opaque surface, for where it stands alone (an upload). */
export type Drawing = { theme: Theme; size: Size; framed?: boolean };

/** A single day is drawn at least this wide. */
const MIN_BAR = 8;
const DAY = 86_400_000;

/** Width and height of the drawing in CSS pixels, without drawing it. */
export function pictureSize(
  picture: Picture,
  { size, framed = false }: Pick<Drawing, 'size' | 'framed'>,
): { width: number; height: number } {
  const { width, height } = picture.type === 'quote' ? layOutCard(picture, size) : layOut(picture, size, framed);
  return { width, height: Math.ceil(height) };
}

/** Draws a picture as a standalone SVG document. All words in it are escaped. */
export async function drawPicture(picture: Picture, { theme, size, framed = false }: Drawing): Promise<string> {
  if (picture.type === 'quote') return drawCard(picture, { theme, size, framed });
  const echarts = await loadCharts();
  const palette = PALETTES[theme];
  const layout = layOut(picture, size, framed);
  const height = Math.ceil(layout.height);
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: layout.width,
    height,
  });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      title: titles(layout, palette),
      grid: layout.panels.map(({ top, bottom }) => ({
        left: layout.margin,
        right: layout.margin,
        top,
        height: bottom - top,
        containLabel: false,
      })),
      xAxis: layout.panels.map((panel, gridIndex) => ({ gridIndex, ...axis(panel, layout, palette, size) })),
      yAxis: layout.panels.map(({ top, bottom }, gridIndex) => ({
        gridIndex,
        type: 'value',
        inverse: true,
        min: 0,
        max: bottom - top,
        show: false,
      })),
      series: layout.panels.map((panel, index) => ({
        type: 'custom',
        silent: true,
        clip: false,
        emphasis: { disabled: true },
        xAxisIndex: index,
        yAxisIndex: index,
        data: panel.rows.map((_, i) => [i]),
        encode: { x: -1, y: -1 },
        renderItem: ({ dataIndex }: { dataIndex: number }, api: { coord(point: number[]): number[] }) => {
          const row = panel.rows[dataIndex];
          return row && drawRow(row, (value) => api.coord([value, 0])[0] ?? 0, layout, palette);
        },
      })),
    });
    const svg = chart.renderToSVGString();
    return framed ? svg.replace('>', `>${frame(layout.width, height, palette)}`) : svg;
  } finally {
    chart.dispose();
  }
}

function titles({ title, panels, figures, margin }: Layout, palette: Palette) {
  const text = (value: string, left: number, top: number, style: object) => ({
    text: harmless(value),
    left,
    top,
    padding: 0,
    textStyle: { fontSize: FONT, lineHeight: LINE, fontWeight: 'normal', color: palette.ink, ...style },
  });
  return [
    ...title.map((line, i) =>
      text(line, margin, margin + i * (LINE + 4), { fontSize: TITLE_FONT, fontWeight: 'bold' }),
    ),
    ...panels
      .filter(({ heading }) => heading !== '')
      .map(({ heading, top }) => text(heading, margin, top, { fontWeight: 'bold', color: palette.muted })),
    ...figures.flatMap(({ value, lines, left, top }) => [
      text(value, left, top, { fontSize: FIGURE_FONT, lineHeight: 26, fontWeight: 'bold', color: palette.mark }),
      ...lines.map((line, i) => text(line, left, top + 30 + i * LINE, { color: palette.muted })),
    ]),
  ];
}

function axis({ axis: kind, rows, noteRoom }: Panel, { width, margin }: Layout, palette: Palette, size: Size) {
  const from = Math.min(...rows.map((row) => row.from));
  const to = Math.max(...rows.map((row) => row.to));
  if (kind === 'value') {
    const room = width - 2 * margin;
    // Notes stand at the right end of their bars.
    const spare = ((Math.max(to, 0) - Math.min(from, 0)) * noteRoom) / (room - noteRoom);
    return { type: 'value', show: false, min: Math.min(0, from), max: Math.max(to, 0) + (spare || 1) };
  }
  return {
    type: 'time',
    min: from,
    max: Math.max(to + DAY, from + 30 * DAY),
    splitNumber: { wide: 8, chat: 6, narrow: 3 }[size],
    axisLine: { onZero: false, lineStyle: { color: palette.rule } },
    axisTick: { lineStyle: { color: palette.rule } },
    splitLine: { show: false },
    axisLabel: {
      color: palette.muted,
      fontSize: 12,
      hideOverlap: true,
      alignMinLabel: 'left',
      alignMaxLabel: 'right',
      formatter: { year: '{yyyy}', month: '{MMM} {yyyy}', day: '{d} {MMM}', hour: '', minute: '', second: '' },
    },
  };
}

function drawRow(row: Row, place: (value: number) => number, { margin, width }: Layout, palette: Palette) {
  const barTop = row.top + rowLines(row) * LINE + 4;
  const height = row.when === '' ? BARS.value : BARS.time;
  const left = Math.min(place(row.from), width - margin - MIN_BAR);
  const right = Math.max(place(row.to), left + MIN_BAR);
  const text = (words: string, x: number, y: number, style: object) => ({
    type: 'text',
    x,
    y,
    style: { text: harmless(words), fill: palette.ink, fontSize: FONT, fontFamily: FONT_FAMILY, ...style },
  });
  const bar = (x: number, end: number, fill: string) => ({
    type: 'rect',
    shape: { x, y: barTop, width: end - x, height, r: 3 },
    style: { fill },
  });
  const words = row.top + (rowLines(row) - row.lines.length) * LINE;
  return {
    type: 'group',
    children: [
      ...(row.when === ''
        ? []
        : [
            text(row.when, margin, row.top, { fill: palette.muted, fontWeight: 'bold' }),
            bar(margin, width - margin, palette.rule),
          ]),
      ...row.lines.map((line, i) => text(line, margin, words + i * LINE, { lineHeight: LINE })),
      bar(left, right, palette.mark),
      ...(row.note === '' ? [] : [text(row.note, right + 8, barTop - 1, { fontWeight: 'bold' })]),
    ],
  };
}

/** ECharts keeps the widths of texts in a plain object, so that a label “constructor” or “__proto__” would write to what all objects share. A word joiner, which is not seen, makes it another key. */
function harmless(text: string): string {
  return text in Object.prototype ? `${text}\u2060` : text;
}

let charts: Promise<typeof ECharts> | undefined;

/** ECharts takes a while to load, so it is loaded with the first picture, and only what is drawn with. */
function loadCharts() {
  charts ??= Promise.all([
    import('echarts/core'),
    import('echarts/lib/chart/custom/install.js'),
    import('echarts/lib/component/grid/installSimple.js'),
    import('echarts/lib/component/title/install.js'),
    import('echarts/lib/renderer/installSVGRenderer.js'),
  ]).then(([core, ...parts]) => {
    core.use(parts.flatMap(({ install }) => install));
    return core;
  });
  return charts;
}
