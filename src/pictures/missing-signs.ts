import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { escapeXml } from './svg.ts';

/** What the fonts that are shipped do not draw; the machine's own fonts are searched for it, which takes longer. */
const OTHER_SCRIPTS =
  /[[\p{L}\p{N}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]]|\p{Emoji_Presentation}/gv;

/** For private use, in the last plane: no font has it. */
const IN_NO_FONT = '\u{10fffd}';
const CELL = 24;

/** The distinct signs of a drawing that may be in none of the fonts that are shipped. */
export function foreignSigns(svg: string): string[] {
  return [...new Set(svg.match(OTHER_SCRIPTS))];
}

/** Which of these signs no font draws: those that look like one that is in no font. */
export function missingSigns(signs: readonly string[], options: ResvgRenderOptions): string[] {
  const cells = [IN_NO_FONT, ...signs];
  const words = cells.map((sign, i) => `<text x="2" y="${i * CELL + 18}" font-size="16">${escapeXml(sign)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL * 2}" height="${cells.length * CELL}">${words.join('')}</svg>`;
  const { font } = options;
  const { pixels, width } = new Resvg(svg, { ...(font && { font }), logLevel: 'off' }).render();
  const bytes = width * CELL * 4;
  const drawn = cells.map((_, i) => pixels.subarray(i * bytes, (i + 1) * bytes));
  const [blank, ...rest] = drawn;
  return signs.filter((_, i) => blank !== undefined && rest[i]?.equals(blank));
}
