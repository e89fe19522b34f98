import { parse as parseYaml } from 'yaml';
import type { Article } from '../article.ts';
import { cleanByline } from './byline.ts';
import { plainText, tidyLine, tidyText } from './plain-text.ts';
import { dayOf } from './published.ts';

/** An article out of a plain text or, by its name's ending, Markdown; the title is the front matter's, the first heading or the first line. */
export function readText(source: string, name = ''): Article {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return /\.(?:md|markdown|mdown|mkd)$/i.test(name) ? readMarkdown(text) : readPlain(text);
}

/** Lines of a menu at the top, and words in each. */
const MENU_LINES = 4;
const MENU_WORDS = 3;
const BY = /^(?:by|von|par|por|di)\s/i;

function readPlain(text: string): Article {
  const tidy = tidyText(text);
  // A text that is hard-wrapped has its paragraphs parted by blank lines; one without any has one a line.
  const parts = withoutMenu(/\n\n/.test(tidy) ? tidy.split('\n\n') : tidy.split('\n'));
  const [first = '', ...rest] = parts;
  const isTitle = rest.length > 0 && first.length <= 200 && !first.includes('\n') && !/[.;,]$/.test(first);
  if (!isTitle) return { title: tidyLine(first).slice(0, 120), text: parts.join('\n\n') };
  return { title: first, ...withoutByline(rest) };
}

/** A text copied with its page's top begins with words of a menu; the first line of some length is the title then. */
function withoutMenu(parts: string[]): string[] {
  const title = parts.findIndex((part) => part.split(/\s+/).length > MENU_WORDS);
  const found = parts[title] ?? '';
  const isTitle = !/[.;,]$/.test(found) && !found.includes('\n') && !BY.test(found);
  return title > 0 && title <= MENU_LINES && isTitle && parts.length > title + 1 ? parts.slice(title) : parts;
}

/** A “By …” line and a date line under the title are no part of the text. */
function withoutByline(parts: string[]): Omit<Article, 'title'> {
  const rest = [...parts];
  let byline: string | undefined;
  let published: string | undefined;
  for (let lines = 0; lines < 2; lines += 1) {
    const [next = ''] = rest;
    if (next.length > 100 || rest.length < 2) break;
    const people = BY.test(next) ? cleanByline([next]) : undefined;
    const day = /[.!?]$/.test(next) && next.length > 40 ? undefined : dayOf(next);
    if (people === undefined && day === undefined) break;
    byline ??= people;
    published ??= day;
    rest.shift();
  }
  return { text: rest.join('\n\n'), byline, published };
}

function readMarkdown(source: string): Article {
  const { about, body } = frontMatter(source);
  const blocks = plainBlocks(body);
  const heading = blocks.find(({ level }) => level > 0);
  const told = ['title', 'headline'].map((key) => about[key]).find(Boolean);
  const own = told ?? heading?.text;
  const kept = blocks.filter(
    (block) => !(block === heading && (told === undefined || fold(told) === fold(block.text))),
  );
  const text = kept.map((block) => block.text).join('\n\n');
  if (own === undefined) return readPlain(text);
  const { byline, published, text: rest } = withoutByline(text.split('\n\n'));
  return {
    title: tidyLine(plainLine(own).text),
    text: tidyText(rest),
    byline: cleanByline([about['author'] ?? about['authors'] ?? about['byline'] ?? '']) ?? byline,
    publisher: about['publisher'] ?? about['source'],
    published: dayOf(about['date'] ?? about['published'] ?? '') ?? published,
    language: /^[a-z]{2,3}(?:-[a-z]{2})?$/i.exec(about['language'] ?? about['lang'] ?? '')?.[0],
    url: /^https?:\/\/\S+$/.exec(about['url'] ?? about['canonical'] ?? '')?.[0],
  };
}

/** YAML between two lines of three hyphens at the top. */
function frontMatter(source: string): { about: Record<string, string | undefined>; body: string } {
  const found = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(source);
  if (!found) return { about: {}, body: source };
  const body = source.slice(found[0].length);
  try {
    const read: unknown = parseYaml(found[1] ?? '', { schema: 'failsafe', maxAliasCount: 0 });
    if (typeof read !== 'object' || read === null) return { about: {}, body };
    const about = Object.entries(read).map(
      ([key, value]) =>
        [
          key.toLowerCase(),
          Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : undefined,
        ] as const,
    );
    return { about: Object.fromEntries(about), body };
  } catch {
    return { about: {}, body };
  }
}

/** Fences, rules, the line under a table's head, and link definitions. */
const NO_WORDS = /^\s*(?:```.*|~~~.*|[-*_](?:\s*[-*_]){2,}\s*|\|?[\s:|-]*--[\s:|-]*|\[[^\]]+\]:\s.*)$/;

/** Markdown's blocks with the marks taken off (CommonMark 0.31), the words kept; code and tables stay as lines. */
function plainBlocks(body: string): { text: string; level: number }[] {
  const blocks: { text: string; level: number }[] = [];
  for (const part of body.replace(/<!--[\s\S]*?-->/g, '').split(/\n[ \t]*\n/)) {
    const all = part.split('\n');
    const isSetext = all.length === 2 && /^\s*(?:=+|-{2,})\s*$/.test(all[1] ?? '');
    const lines = all.filter((line) => !NO_WORDS.test(line));
    for (const piece of isSetext ? [[`# ${all[0]}`]] : headingsApart(lines)) {
      const level = /^\s{0,3}(#{1,6})\s/.exec(piece[0] ?? '')?.[1]?.length ?? 0;
      const text = tidyText(joinLines(piece.map(plainLine)));
      if (text !== '') blocks.push({ text, level });
    }
  }
  return blocks;
}

function headingsApart(lines: string[]): string[][] {
  const pieces: string[][] = [];
  for (const line of lines) {
    const last = pieces.at(-1);
    const isHeading = /^\s{0,3}#{1,6}\s/.test(line);
    if (!last || isHeading || /^\s{0,3}#{1,6}\s/.test(last[0] ?? '')) pieces.push([line]);
    else last.push(line);
  }
  return pieces;
}

/** Lines of one paragraph are one line; items, rows and forced breaks stay apart. */
function joinLines(lines: { text: string; apart: boolean }[]): string {
  return lines.map(({ text, apart }, index) => (index === 0 ? text : `${apart ? '\n' : ' '}${text}`)).join('');
}

/** A sign after a backslash waits in Unicode's private use area, where no mark is found. */
const ESCAPED = 0xe000;

function plainLine(line: string): { text: string; apart: boolean } {
  const apart = /^\s*(?:[-*+]|\d{1,9}[.)])\s|^\s*\|/.test(line);
  const text = line
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => String.fromCharCode(ESCAPED + sign.charCodeAt(0)))
    .replace(/^\s*(?:>\s?)+/, '')
    .replace(/^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/, '$1')
    .replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ x]\]\s)?/i, '')
    .replace(/^\s*\||\|\s*$/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '')
    .replace(/\[\^[^\]]+\]/g, '')
    .replace(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/(\*\*\*|___|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`+([^`]+)`+/g, '$1');
  return {
    text: plainText(text).replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - ESCAPED)),
    apart,
  };
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
