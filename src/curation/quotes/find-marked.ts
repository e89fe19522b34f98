import type { Span } from '../quotation.ts';

/** Words between quotation marks, without the marks. `outer` has the marks too; `runsOn`: the next paragraph continues it; `isNested`: within another one. */
export type Marked = Span & { outer: Span; runsOn: boolean; isNested: boolean; mark: string };

type Open = { mark: string; at: number; closers: string; closed?: number };

const CLOSERS: Readonly<Record<string, string>> = {
  '“': '”"“',
  '„': '“”"',
  '‟': '”"',
  '"': '"”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '”': '”',
  '‘': '’',
  '‚': '‘’',
  "'": "'",
};
/** A mark; four or more of one kind in a row are ornament, two apostrophes a typewriter’s. */
const MARK = /([“”„‟"«»‹›「」『』‘’‚'])\1*/g;
/** Written with an apostrophe before them, they open nothing: ’90s, ’em, ’til. */
const CLIPPED = /^(?:\d0s|em|n|til|tis|twas|cause|bout|round|cos|neath)\b/i;
/** What runs on over more paragraphs than these is a reprint or transcript with a mark before each paragraph, not a quotation. */
const PARAGRAPHS = 8;
const LONGEST = 2000;
const DEEPEST = 4;

/** Every stretch of the text between quotation marks, in the order of their opening marks; linear in the text's length. */
export function findMarked(text: string): Marked[] {
  const found: Marked[] = [];
  let pending: Marked[] = [];
  let isReprint = false;
  const giveUp = () => {
    for (const left of pending) if (isWhole(text, left)) found.push({ ...left, runsOn: false });
    pending = [];
  };
  for (const paragraph of paragraphs(text)) {
    const { closed, left } = pairMarks(text, paragraph);
    const first = Math.min(left?.outer.start ?? Infinity, ...closed.slice(0, 1).map(({ outer }) => outer.start));
    const opens = text.slice(paragraph.start, Math.min(first, paragraph.end)).trim() === '';
    if (!opens) {
      giveUp();
      isReprint = false;
    } else if (pending.length >= PARAGRAPHS) [pending, isReprint] = [[], true];
    if (left) {
      // What is quoted within what is never closed stands by itself.
      if (!opens) for (const each of closed) each.isNested &&= each.outer.start < left.outer.start;
      if (!isReprint) pending.push(left);
      found.push(...closed);
      continue;
    }
    // The last paragraph of a quotation that each paragraph opens anew.
    found.push(...pending);
    pending = [];
    for (const each of closed) if (!isReprint || each.outer.start !== first) found.push(each);
    isReprint = false;
  }
  giveUp();
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Whether a paragraph that opens with a curly mark and closes none has only lost its closing mark. */
function isWhole(text: string, { start, end, outer, mark }: Marked): boolean {
  if (mark === '"' || mark === '”' || !/[.!?…,]$/.test(text.slice(end - 1, end)) || end - start > LONGEST) return false;
  return (
    outer.start === 0 ||
    text.slice(Math.max(0, outer.start - 8), outer.start).trimEnd() === '' ||
    /\n[^\S\n]*$/.test(text.slice(Math.max(0, outer.start - 8), outer.start))
  );
}

/** Lines with something in them; a quotation never passes the end of one. */
function* paragraphs(text: string): Iterable<Span> {
  for (let start = 0; start < text.length;) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    if (text.slice(start, end).trim() !== '') yield { start, end };
    start = end + 1;
  }
}

/** The pairs of one paragraph, and the outermost mark that is left open at its end. */
function pairMarks(text: string, { start, end }: Span): { closed: Marked[]; left: Marked | undefined } {
  const closed: Marked[] = [];
  const stack: Open[] = [];
  const readMark = (mark: string, at: number) => {
    if (isSingleMark(mark) && isApostrophe(text, at, stack.at(-1))) return;
    if (mark === '"' && isMeasure(text, at, stack.at(-1))) return;
    const depth = stack.findLastIndex(({ closers }) => closers.includes(mark));
    const open = stack[depth];
    const mayOpen = Object.hasOwn(CLOSERS, mark) && isOpening(text, at, start, mark);
    if (open && !(mayOpen && opensInside(open, mark, text, at))) {
      stack.length = depth;
      const inner = { start: open.at + 1, end: at };
      if (text.slice(inner.start, inner.end).trim() === '') return;
      closed.push({
        ...inner,
        outer: { start: open.at, end: at + 1 },
        runsOn: false,
        isNested: depth > 0,
        mark: open.mark,
      });
    } else if (mayOpen && stack.length < DEEPEST) stack.push({ mark, at, closers: CLOSERS[mark] ?? '' });
  };
  for (const { index, 0: run } of text.slice(start, end).matchAll(MARK)) {
    if (run.length > 3 || run === "''") continue;
    for (let at = start + index; at < start + index + run.length; at += 1) readMark(text.charAt(at), at);
  }
  const bottom = stack[0];
  if (!bottom || isSingleMark(bottom.mark)) return { closed, left: undefined };
  const inner = { start: bottom.at + 1, end: bottom.at + 1 + text.slice(bottom.at + 1, end).trimEnd().length };
  const outer = { start: bottom.at, end: inner.end };
  return { closed, left: { ...inner, outer, runsOn: true, isNested: false, mark: bottom.mark } };
}

function isSingleMark(mark: string): boolean {
  return mark === "'" || mark === '‘' || mark === '’' || mark === '‚';
}

/** Whether a mark that could close what is open opens something within it all the same. */
function opensInside(open: Open | undefined, mark: string, text: string, at: number): boolean {
  if (!open || mark === '”') return false;
  if (mark === '“') return open.mark === '„' ? false : isWordAfter(text, at);
  return mark === '"' && open.mark !== '"' && isWordAfter(text, at) && isSpaceBefore(text, at);
}

function isOpening(text: string, at: number, start: number, mark: string): boolean {
  if (mark === '“' || mark === '„' || mark === '‟' || mark === '«' || mark === '‹' || mark === '「' || mark === '『')
    return true;
  if (mark === '”') return at === start || text.slice(Math.max(start, at - 8), at).trim() === '';
  if (mark === '»') return isSpaceBefore(text, at) && isWordAfter(text, at);
  return isSpaceBefore(text, at) && /\S/.test(text[at + 1] ?? '');
}

function isSpaceBefore(text: string, at: number): boolean {
  return at === 0 || /[\s([{—–―‒\-/“‘"'„«]/.test(text[at - 1] ?? '');
}

function isWordAfter(text: string, at: number): boolean {
  return /[^\s,.;:!?)\]}”’»]/.test(text[at + 1] ?? '');
}

/** Inches and seconds (5' 10", 7.5") while no quotation is open. */
function isMeasure(text: string, at: number, top: Open | undefined): boolean {
  const before = text[at - 1] ?? '';
  if (before === '=') return true; // an attribute's value in left-over markup
  return /[\d'′’]/.test(before) && !(top && top.mark !== "'" && top.mark !== '‘');
}

/** A mark that belongs to a word: don’t, the workers’, ’90s; or to a measure. */
function isApostrophe(text: string, at: number, top: Open | undefined): boolean {
  const mark = text[at];
  const before = text[at - 1] ?? '';
  const after = text[at + 1] ?? '';
  if (mark === '‚') return !isWordAfter(text, at);
  if (/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)) return true;
  if (mark !== '’' && isSpaceBefore(text, at) && /\S/.test(after)) return CLIPPED.test(text.slice(at + 1, at + 8));
  if (mark === '‘') return true;
  if (!top || (top.mark !== '‘' && top.mark !== "'" && top.mark !== '‚')) return true;
  if (/\d/.test(before) && mark === "'") return true;
  // After a plural a possessive is as likely as the end: it is one where a clearer end follows.
  return /s/i.test(before) && /^['’] \p{Ll}/u.test(text.slice(at, at + 3)) && hasClearerEnd(text, at + 1);
}

function hasClearerEnd(text: string, from: number): boolean {
  const rest = text.slice(from, from + 300);
  return /^[^'’‘\n]*(?:\p{L}['’]\p{L}[^'’‘\n]*)*[.,!?…]['’]/u.test(rest);
}
