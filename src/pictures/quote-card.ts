import type { Picture } from '../reply.ts';
import { WIDTHS, type Size } from './layout.ts';
import { PALETTES, type Theme } from './palette.ts';
import { drawable, escapeXml, FONT_FAMILY, frame } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';

type QuotePicture = Extract<Picture, { type: 'quote' }>;

type Line = {
  text: string;
  x: number;
  y: number;
  size: number;
  tone: 'ink' | 'muted' | 'mark';
  bold?: boolean;
  /** `x` is where the line ends on the right. */
  end?: boolean;
  rightToLeft?: boolean;
};

/** Where everything stands, in pixels; `y` of a line is its baseline. */
export type Card = {
  width: number;
  height: number;
  lines: Line[];
  bar: { x: number; y: number; height: number };
  rule: number;
};

/** Type sizes of the quotation, the largest that fits first; below the last the card grows taller. */
const STEPS = [32, 28, 24, 21, 18] as const;
const LEADING = 1.4;
/** Half its usual width: what previews of links look like everywhere. */
const SHORTEST: Record<Size, number> = { wide: 340, chat: 315, narrow: 0 };
const PADDING: Record<Size, number> = { wide: 36, chat: 32, narrow: 20 };
const BAR = 4;
const INDENT = 20;
const NAME = 'Pullquote';
const SPEAKER = { size: 18, line: 24, bold: true, tone: 'ink' } as const;
const ROLE = { size: 15, line: 21, bold: false, tone: 'muted' } as const;
const SOURCE = { size: 13, line: 19, bold: false, tone: 'muted' } as const;
/** Between the quotation, the speaker, the rule and the source. */
const GAPS = { speaker: 22, rule: 12, source: 10 };

/** Lays a quotation out as a card. The quotation is never shortened: its type gets smaller, then the card taller. */
export function layOutCard(picture: QuotePicture, size: Size): Card {
  const width = WIDTHS[size];
  const padding = PADDING[size];
  const room = width - 2 * padding;
  const quotation = `“${drawable(picture.text)}”`;
  const rightToLeft = isRightToLeft(quotation);
  const speaker = wrap(drawable(picture.speaker), room, SPEAKER);
  const role = wrap([picture.role, picture.said ?? ''].map(drawable).filter(Boolean).join(', '), room, ROLE);
  const source = wrap(drawable(picture.source), room - 16 - textWidth(NAME, { ...SOURCE, bold: true }), SOURCE);
  const foot =
    GAPS.speaker +
    speaker.length * SPEAKER.line +
    role.length * ROLE.line +
    GAPS.rule +
    GAPS.source +
    source.length * SOURCE.line;

  const set = (type: number) => {
    const lines = wrap(quotation, room - INDENT, { size: type });
    const leading = Math.round(type * LEADING);
    return { type, lines, leading, needs: 2 * padding + lines.length * leading + foot };
  };
  const chosen = STEPS.map(set).find(({ needs }) => needs <= SHORTEST[size]) ?? set(STEPS[4]);
  const height = Math.max(SHORTEST[size], chosen.needs);

  // What room is left stands half above the quotation and half beneath it.
  const top = padding + (height - chosen.needs) / 2;
  const x = rightToLeft ? width - padding - INDENT : padding + INDENT;
  const lines = chosen.lines.map((text, i): Line => ({
    text,
    x,
    y: top + i * chosen.leading + chosen.leading * 0.72,
    size: chosen.type,
    tone: 'ink',
    end: rightToLeft,
    rightToLeft,
  }));
  let y = height - padding - foot + GAPS.speaker;
  const put = (texts: string[], { size: type, line, bold, tone }: typeof SPEAKER | typeof ROLE | typeof SOURCE) => {
    const backwards = isRightToLeft(texts.join(' '));
    for (const text of texts) {
      lines.push({ text, x: padding, y: y + type, size: type, tone, bold, rightToLeft: backwards });
      y += line;
    }
  };
  put(speaker, SPEAKER);
  put(role, ROLE);
  y += GAPS.rule;
  const rule = y;
  y += GAPS.source;
  lines.push({
    text: NAME,
    x: width - padding,
    y: y + SOURCE.size,
    size: SOURCE.size,
    tone: 'mark',
    bold: true,
    end: true,
  });
  put(source, SOURCE);
  const barX = rightToLeft ? width - padding - BAR : padding;
  return {
    width,
    height,
    lines,
    bar: { x: barX, y: top, height: chosen.lines.length * chosen.leading },
    rule,
  };
}

/** Draws the card as a standalone SVG document. All words in it are escaped. */
export function drawCard(
  picture: QuotePicture,
  { theme, size, framed = false }: { theme: Theme; size: Size; framed?: boolean },
): string {
  const palette = PALETTES[theme];
  const { width, height, lines, bar, rule } = layOutCard(picture, size);
  const padding = PADDING[size];
  const words = lines.map(({ text, x, y, size: type, tone, bold, end, rightToLeft }) => {
    const anchor = end ? ' text-anchor="end"' : '';
    const weight = bold ? ' font-weight="bold"' : '';
    // An isolate (UAX #9, 2.3) keeps a line's signs to its own direction; not every renderer knows `direction`.
    const words = rightToLeft ? `\u2067${text}\u2069` : text;
    return `<text x="${x}" y="${round(y)}" font-size="${type}" fill="${palette[tone]}"${weight}${anchor}>${escapeXml(words)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT_FAMILY}">`,
    framed ? frame(width, height, palette) : '',
    `<rect x="${bar.x}" y="${round(bar.y)}" width="${BAR}" height="${bar.height}" rx="2" fill="${palette.mark}"/>`,
    `<rect x="${padding}" y="${round(rule)}" width="${width - 2 * padding}" height="1" fill="${palette.rule}"/>`,
    ...words,
    '</svg>',
  ].join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Whether the first letter with a direction is written from right to left (UAX #9, P2 and P3). */
function isRightToLeft(text: string): boolean {
  const [first = ''] = text.match(/\p{L}/u) ?? [];
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
