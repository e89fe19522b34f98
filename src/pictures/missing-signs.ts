import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { escapeXml } from './svg.ts';

/** What the fonts that are shipped do not draw; the machine's own fonts are searched for it, which takes longer. */
const OTHER_SCRIPTS =
  /[[\p{L}\p{N}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]]|\p{Emoji_Presentation}/gv;

/** For private use, in the last plane: no font has it. */
const IN_NO_FONT = '\u{10fffd}';
const CELL = 24;
/** Each sign takes about a millisecond, and a text of one script lacks all of them or none. */
const BATCH = 32;
const NAMED = 5;

/** The distinct signs of a drawing that may be in none of the fonts that are shipped. */
export function foreignSigns(svg: string): string[] {
  return [...new Set(svg.match(OTHER_SCRIPTS))];
}

/** The first of these signs that no font draws, a few at most: those that look like one that is in no font. */
export function missingSigns(signs: readonly string[], font: ResvgRenderOptions['font']): string[] {
  for (let i = 0; i < signs.length; i += BATCH) {
    const missing = missingOf(signs.slice(i, i + BATCH), font);
    if (missing.length > 0) return missing.slice(0, NAMED);
  }
  return [];
}

function missingOf(signs: readonly string[], font: ResvgRenderOptions['font']): string[] {
  const cells = [IN_NO_FONT, ...signs];
  const words = cells.map((sign, i) => `<text x="2" y="${i * CELL + 18}" font-size="16">${escapeXml(sign)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL * 2}" height="${cells.length * CELL}">${words.join('')}</svg>`;
  const { pixels, width } = new Resvg(svg, { ...(font && { font }), logLevel: 'off' }).render();
  const bytes = width * CELL * 4;
  const [unknown, ...drawn] = cells.map((_, i) => pixels.subarray(i * bytes, (i + 1) * bytes));
  return signs.filter((_, i) => unknown !== undefined && drawn[i]?.equals(unknown));
}
