/** A stretch of a text between quotation marks. */
export type Quotation = { text: string; from: number; to: number };

const PAIRS = new Map([
  ['“', '”'],
  ['„', '“”'],
  ['”', '”'],
  ['«', '»'],
  ['»', '«'],
  ['『', '』'],
  ['❝', '❞'],
  ['＂', '＂'],
  ['″', '″'],
  ['‟', '”‟'],
  ['‹', '›'],
  ['「', '」'],
  ['"', '"”'],
  ['`', "`'’"],
  ['‘', '’'],
  ["'", "'"],
  ['‚', '‘’'],
  ['´', '´’'],
  ['′', '′'],
]);
/** Marks that are apostrophes too. */
const SINGLE = new Set(['‘', "'", '`', '‹', '‚', '´', '′', '”', '»']);
const LETTER = /[\p{L}\p{N}]/u;

/** The quotations of a text, outermost only; one that is never closed runs to the end. Linear in its length. */
export function quotationsOf(text: string): Quotation[] {
  const found: Quotation[] = [];
  let open: { mark: string; close: string; from: number } | undefined;
  for (let i = 0; i < text.length; i += 1) {
    const mark = text[i] ?? '';
    if (open) {
      if (open.close.includes(mark) && closes(text, i, open.mark)) {
        keep(found, text, open.from, i);
        open = undefined;
      }
      continue;
    }
    const close = PAIRS.get(mark);
    if (close === undefined || !opens(text, i, mark)) continue;
    let from = i + 1;
    while (text[from] === mark && SINGLE.has(mark)) from += 1; // “``” as one mark
    open = { mark, close, from };
    i = from - 1;
  }
  // An apostrophe that opens nothing is no quotation.
  if (open && !SINGLE.has(open.mark)) keep(found, text, open.from, text.length);
  return found;
}

function opens(text: string, i: number, mark: string): boolean {
  if (!SINGLE.has(mark)) return true;
  const next = text[i + 1] ?? '';
  return !LETTER.test(text[i - 1] ?? ' ') && (next === mark || mark === '`' || LETTER.test(next) || next === '[');
}

function closes(text: string, i: number, mark: string): boolean {
  if (!SINGLE.has(mark)) return true;
  return !LETTER.test(text[i + 1] ?? ' ') && (text[i - 1] !== ' ' || mark === '`');
}

function keep(found: Quotation[], text: string, from: number, to: number): void {
  const inside = text.slice(from, to).trim();
  if (LETTER.test(inside)) found.push({ text: inside, from, to });
}

/** A text with its quotation marks left away and its spaces evened out: what a quotation is compared in. */
export function plainWording(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[“”„‟«»‹›「」『』❝❞＂″′´‚"`‘]/g, '')
    .replaceAll(/['’ʼ]/g, "'")
    .replaceAll(/(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/ ?- ?/g, '-')
    .replaceAll(/ +(?=[.,;:!?)\]%'])|(?<=[([$£€]) +/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** Where a plain wording holds another, word by word; its first letter may be of either case. */
export function findWording(plain: string, wanted: string): number {
  const [first = ''] = wanted;
  for (const start of new Set([first, first.toLowerCase(), first.toUpperCase()])) {
    const asked = start + wanted.slice(first.length);
    for (let at = plain.indexOf(asked); at >= 0; at = plain.indexOf(asked, at + 1)) {
      const before = plain[at - 1] ?? ' ';
      const after = plain[at + asked.length] ?? ' ';
      if (!(LETTER.test(before) && LETTER.test(first)) && !(LETTER.test(after) && LETTER.test(asked.at(-1) ?? '')))
        return at;
    }
  }
  return -1;
}
