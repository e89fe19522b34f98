import type { RichTextBlock } from '@slack/types';
import { cleanLine } from '../../clean-line.ts';
import { count } from '../../count.ts';
import { byPublication, type Citation } from '../../reply.ts';
import { link, list, richText, section, webAddress, words, type Inline } from './rich-text.ts';
import { shorten } from './shorten.ts';

const LISTED_PASSAGES = 3;
/** One source always fits on a page by itself, whatever its publisher wrote. */
const LONGEST = { publisher: 150, title: 300, published: 60, attribution: 300, words: 120, url: 1500 };

/** Each publication once, under it what is cited from it by number. */
export function renderSources(citations: readonly Citation[]): RichTextBlock[] {
  if (citations.length === 0) return [];
  return [
    richText(
      ...byPublication(citations).flatMap((cited, i) => [
        section([...words(i === 0 ? 'Sources\n' : '', { bold: true }), ...cited.slice(0, 1).flatMap(workOf)]),
        ...list(cited.map(citationOf)),
      ]),
    ),
  ];
}

function workOf({ publisher, title, published }: Citation): Inline[] {
  return [
    ...words(`${part(publisher, LONGEST.publisher)}, `),
    ...words(quoted(title, LONGEST.title), { italic: true }),
    ...words(`, ${part(published, LONGEST.published)}`),
  ];
}

function citationOf({ number, attribution, passages }: Citation): Inline[] {
  const rest = passages.length - LISTED_PASSAGES;
  return [
    ...words(`[${number}] ${part(attribution, LONGEST.attribution)}`),
    ...passages
      .slice(0, LISTED_PASSAGES)
      .flatMap((passage, i) => [...words(i === 0 ? ': ' : '; '), ...passageOf(passage)]),
    ...words(rest > 0 ? `; and ${count(rest, 'more passage', 'more passages')}` : ''),
  ];
}

/** The words that a passage opens and closes with; one of few words stands whole. */
function passageOf({ start, end, first, last, url }: Citation['passages'][number]): Inline[] {
  const whole = first.length === end - start || first === last;
  const text = whole
    ? quoted(first, LONGEST.words)
    : `“${inner(first, LONGEST.words)} … ${inner(last, LONGEST.words)}”`;
  const href = url === undefined ? undefined : webAddress(url, LONGEST.url);
  return href === undefined ? words(text) : link(text, href);
}

/** In double quotation marks, with single ones inside. */
function quoted(text: string, longest: number): string {
  return `“${inner(text, longest)}”`;
}

function inner(text: string, longest: number): string {
  return part(text, longest).replaceAll('“', '‘').replaceAll('”', '’');
}

function part(text: string, longest: number): string {
  return shorten(cleanLine(text), longest);
}
