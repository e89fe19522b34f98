/** A sentence of a text, [start, end) in UTF-16 code units without the white space around it; `paragraph` counts from 0, and `ends` tells whether a full stop, question or exclamation mark closes it. */
export type SentenceSpan = { start: number; end: number; paragraph: number; ends: boolean };

const PARAGRAPH = /[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*/g;
const STOP = /[.!?…。！？]+["'”’»)\]*]*(?=\s|$)|[。！？]+|[“”"\n]/gu;

/** Titles and the like: a name or a number follows, never a new sentence. */
const BINDS =
  /(?:^|[\s(“"‘'\p{Pd}])(?:mr|mrs|ms|mx|dr|prof|st|sen|sens|rep|reps|gov|govs|gen|lt|maj|col|sgt|cpl|capt|cmdr|adm|hon|rev|fr|pres|supt|det|messrs|no|nos|vs|fig|pp|approx|art|sec|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mt|ft|ave|blvd|e\.g|i\.e|\p{Lu})\.$/iu;
/** What may end a sentence as well. */
const MAY_BIND = /(?:(?:\p{L}\.){2,}|(?:^|\s)(?:inc|co|corp|ltd|llc|bros|jr|sr|etc|dept|est|ph\.d|a\.m|p\.m|al)\.)$/iu;
const OPENER =
  /^["'“‘(]*(?:The|A|An|It|He|She|They|We|But|And|In|On|At|This|That|These|Those|For|As|When|While|After|Before|Since|However|Meanwhile|His|Her|Its|Their|If|There|Some|Many|Most|Last|According|Officials|Police|Experts|Critics)\b/;
/** Of the text around a full stop; far more than an abbreviation takes. */
const NEAR = 24;
/** A quotation that runs on longer is one that nobody closed. */
const LONGEST_QUOTATION = 2500;

/** The sentences of a text. What stands between quotation marks is not taken apart, unless they are never closed. Linear in the text's length. */
export function splitSentences(text: string): SentenceSpan[] {
  const found: SentenceSpan[] = [];
  let paragraph = 0;
  for (const { 0: raw, index } of text.matchAll(PARAGRAPH)) {
    splitParagraph(raw, index, paragraph, found);
    paragraph += 1;
  }
  return found;
}

function splitParagraph(raw: string, offset: number, paragraph: number, found: SentenceSpan[]): void {
  const wrapped = isWrapped(raw);
  const closings = closingMarks(raw);
  let from = 0;
  let quotedUntil = -1;
  const close = (to: number, ends: boolean) => {
    const inside = raw.slice(from, to);
    const start = offset + from + (inside.length - inside.trimStart().length);
    const end = offset + from + inside.trimEnd().length;
    if (end > start) found.push({ start, end, paragraph, ends });
    from = to;
  };
  for (const { 0: mark, index } of raw.matchAll(STOP)) {
    const to = index + mark.length;
    if (mark === '“' || mark === '"' || mark === '”') {
      if (index > quotedUntil) quotedUntil = Math.max(quotedUntil, closings.get(index) ?? -1);
      continue;
    }
    if (index < quotedUntil && to <= quotedUntil) continue;
    if (mark === '\n') {
      if (!wrapped) close(to, endsSentence(raw.slice(Math.max(0, index - 4), index)));
      continue;
    }
    if (isStop(raw, mark, index, to)) close(to, true);
  }
  close(raw.length, endsSentence(raw.slice(-4)));
}

function endsSentence(tail: string): boolean {
  return /[.!?…。！？]["'”’»)\]*]*\s*$/u.test(tail);
}

function isStop(raw: string, mark: string, index: number, to: number): boolean {
  const next = raw.slice(to, to + NEAR).trimStart();
  if (next === '') return true;
  if (/^["'“‘([]*\p{Ll}/u.test(next)) return false; // “Yes!” she said; “We go …” he added
  if (!mark.startsWith('.')) return true;
  const before = raw.slice(Math.max(0, index - NEAR), index + 1);
  if (mark.length === 1 && BINDS.test(before) && !/\p{Lu}\.\p{Lu}\.$/u.test(before)) return /\d\.$/.test(before);
  if (mark.length === 1 && MAY_BIND.test(before)) return OPENER.test(next);
  return true;
}

/** Where each opening quotation mark of a paragraph is closed. */
function closingMarks(raw: string): Map<number, number> {
  const closings = new Map<number, number>();
  const since = { '“': -1, '"': -1 };
  for (const { 0: mark, index } of raw.matchAll(/[“”"]/g)) {
    const open = mark === '"' ? '"' : '“';
    if (mark !== '“' && since[open] >= 0) {
      if (index - since[open] <= LONGEST_QUOTATION) closings.set(since[open], index);
      since[open] = -1;
    } else if (mark !== '”') since[open] = index;
  }
  return closings;
}

/** Whether line breaks come from a page's width, not from its author. */
function isWrapped(raw: string): boolean {
  if (!raw.includes('\n')) return false;
  const lines = raw.split('\n').slice(0, -1);
  return (
    lines.every(({ length }) => length >= 40 && length <= 120) && lines.some((line) => !endsSentence(line.slice(-4)))
  );
}
