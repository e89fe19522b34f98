import { bold, hyperlink, inlineCode, underline } from 'discord.js';
import { cleanLine, cleanText } from '../../clean-line.ts';
import type { Span } from '../../reply.ts';
import { escape, escapeClean, escapeLine, isBlank } from './escape.ts';

type Mark = Extract<Span, { type: 'text' }>['mark'];
const NO_BREAK_SPACE = '\u00a0';

/**
 * The words of a link are Markdown in which nothing can be escaped (Discord shows the backslashes, as its developers
 * say in discord-api-docs#6185), so only words that need no escape become one.
 */
const LINKABLE = /^\p{L}[\p{L}\p{M}\p{N} ,.’‘“”–…-]{0,99}$/u;
/** What ends an address in Markdown or opens something in it. */
const NOT_IN_ADDRESS = /[^\w\-.~:/?#&=+,;%!$@']/g;
/** Longer ones fill the message; the part after `#` is what can be done without. */
const LONGEST_ADDRESS = 512;

/** Spans as Markdown. */
export function inline(spans: readonly Span[]): string {
  const parts = merged(spans);
  // From the last to the first, since what stands behind a mark decides how it can close.
  return parts.reduceRight((after, span, i) => {
    switch (span.type) {
      case 'cite':
        return `\\[${span.number}\\]${after.startsWith('(') ? '\\' : ''}${after}`;
      case 'link':
        return link(span) + after;
      case 'text':
        return text(
          parts[i + 1]?.type === 'cite' ? { ...span, text: span.text.replace(/ $/, NO_BREAK_SPACE) } : span,
          after,
        );
    }
  }, '');
}

/** Clean, and neighbours of one kind as one, so that what together would act is seen together. */
function merged(spans: readonly Span[]): Span[] {
  const list: Span[] = [];
  for (const span of spans) {
    if (span.type !== 'text') {
      list.push(span);
      continue;
    }
    const text = cleanText(span.text);
    const last = list.at(-1);
    if (last?.type === 'text' && last.mark === span.mark) list[list.length - 1] = { ...last, text: last.text + text };
    else if (text !== '') list.push({ ...span, text });
  }
  return list;
}

/** A text and what follows it. Space at either end stays outside of a mark, where it would keep the mark from opening or closing. */
function text({ text: words, mark }: { text: string; mark?: Mark | undefined }, after: string): string {
  const core = words.trim();
  if (mark === undefined || isBlank(core)) return escapeClean(words) + after;
  const start = words.indexOf(core);
  const rest = words.slice(start + core.length) + after;
  return words.slice(0, start) + marked(core, mark, rest) + rest;
}

/** What its own sign would follow cannot close, and stays plain; emphasis has two signs, of which `_` closes before no letter. */
function marked(core: string, mark: NonNullable<Mark>, after: string): string {
  const escaped = escapeClean(core);
  switch (mark) {
    case 'strong':
      return after.startsWith('*') ? escaped : bold(escaped);
    case 'highlight':
      return after.startsWith('_') ? escaped : underline(bold(escaped));
    case 'emphasis':
      return /^\w/.test(after) ? `*${escaped}*` : `_${escaped}_`;
    case 'code':
      return core.includes('`') || after.startsWith('`') ? escaped : inlineCode(cleanLine(core));
  }
}

function link({ text: words, url }: { text: string; url: string }): string {
  const to = address(url);
  if (to === undefined) return escape(words);
  return LINKABLE.test(words) ? hyperlink(words, to) : `${escape(words)} (${hyperlink('link', to)})`;
}

/** A web address as it can stand in a masked link; undefined for any other. */
export function address(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return undefined;
  // Discord drops them too; they only make an address look like another.
  parsed.username = '';
  parsed.password = '';
  const whole = encoded(parsed.href);
  if (whole.length <= LONGEST_ADDRESS) return whole;
  parsed.hash = '';
  const page = encoded(parsed.href);
  return page.length <= LONGEST_ADDRESS ? page : undefined;
}

function encoded(href: string): string {
  return href.replace(NOT_IN_ADDRESS, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** A line in bold; nothing where it shows nothing. */
export function boldLine(words: string): string {
  const line = escapeLine(words);
  return isBlank(line) ? '' : bold(line);
}
