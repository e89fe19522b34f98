import stringWidth from 'fast-string-width';

/** About the most that a letter takes, in parts of the type size: Inter's widths, rounded up to the widest of each row. The first row that matches holds. */
const WIDTHS: [RegExp, number][] = [
  [/^[ijlI.,:;!'‘’|\u0020]$/u, 0.31],
  [/^[ftr()[\]{}/\\“”"*\-–°]$/u, 0.46],
  [/^[acekosvxyzJ?]$/u, 0.59],
  [/^[bdghnpqu]$/u, 0.62],
  [/^[\p{Nd}$€£#FLPBERSTZ]$/u, 0.66],
  [/^[mw&+=<>~]$/u, 0.89],
  [/^[MW%@—…жшщюыфмЖШЩЮЫФМωΩ]$/u, 1.01],
  [/^\p{Lu}/u, 0.77],
  [/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}]/u, 0.67],
  [/^[\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}]/u, 0.8],
];
/** Bold type is wider by this. */
const BOLD = 1.06;
/** A line with a sign that Inter lacks is drawn as a whole in a font that has it, which is wider. */
const OTHER_FONT = 1.12;
const NOT_IN_INTER = /[[\p{L}\p{So}\p{Sm}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}+<=>\|~¬±×÷©®°]]/v;
/** What no row above knows: another script, a symbol. A character that a terminal gives two columns is one square. */
const UNKNOWN = 1.1;
const WIDE = 1.3;

/** What text is set in; `size` in pixels. */
export type Type = { size: number; bold?: boolean };

const graphemes = new Intl.Segmenter('en');

/** About how wide a text stands at most, in pixels; without reading a font, so that a page can ask before anything is drawn. */
export function textWidth(text: string, { size, bold = false }: Type): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width * size * (bold ? BOLD : 1) * (NOT_IN_INTER.test(text) ? OTHER_FONT : 1);
}

const known = new Map<string, number>();

function graphemeWidth(grapheme: string): number {
  const seen = known.get(grapheme);
  if (seen !== undefined) return seen;
  const columns = stringWidth(grapheme);
  const [first = ''] = grapheme.normalize('NFD');
  const width =
    columns === 0 ? 0 : columns > 1 ? WIDE : (WIDTHS.find(([letters]) => letters.test(first))?.[1] ?? UNKNOWN);
  if (known.size > 2_000) known.clear();
  known.set(grapheme, width);
  return width;
}

/** Words in lines that fit; with `most`, what goes past the last line ends in an ellipsis. */
export function wrap(text: string, room: number, type: Type, most = Infinity): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => breakUp(part, room, type))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, type) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = breakUp(kept.at(-1) ?? '', room - textWidth('…', type), type)[0] ?? '';
  return [...kept.slice(0, -1), `${last.replace(/[\s,;:.]+$/, '')}…`];
}

/** A word longer than the line, in parts; never through a grapheme. */
function breakUp(word: string, room: number, type: Type): string[] {
  if (textWidth(word, type) <= room) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(word)) {
    if (textWidth(part + segment, type) > room && part !== '') {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}
