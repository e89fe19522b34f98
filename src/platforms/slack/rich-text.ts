import type {
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextLink,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { cleanLine, cleanText } from '../../clean-line.ts';
import type { Span } from '../../reply.ts';
import { LIMITS } from './limits.ts';

/** What a line is made of. Slack shows the words of both as they are: nothing in them mentions, links or formats. */
export type Inline = RichTextText | RichTextLink;

type Style = NonNullable<RichTextText['style']>;

const NO_BREAK_SPACE = '\u00a0';
/** Stands where there are no words: Slack refuses a line without a character. */
export const NOTHING = '–';

/** Spans as elements; a citation mark stays on the line of the word before it, and only http and https are linked. */
export function inline(spans: readonly Span[], style?: Style): Inline[] {
  return spans.flatMap((span, i): Inline[] => {
    if (span.type === 'cite') return words(`[${span.number}]`);
    if (span.type === 'link') return link(span.text, span.url, style);
    const text = cleanText(span.text);
    const cited = spans[i + 1]?.type === 'cite';
    return words(cited ? text.replace(/ $/, NO_BREAK_SPACE) : text, { ...style, ...styleOf(span.mark) });
  });
}

/** Words as an element in a style; of none there is no element, as Slack takes no empty one. */
export function words(text: string, style: Style = {}): RichTextText[] {
  if (text === '') return [];
  return [Object.keys(style).length === 0 ? { type: 'text', text } : { type: 'text', text, style }];
}

/** One line of text from outside. */
export function line(text: string, style?: Style): RichTextText[] {
  return words(cleanLine(text), style);
}

/** Words that lead to a page of the web; of any other address, and of one too long, only the words. */
export function link(text: string, url: string, style: Style = {}): Inline[] {
  const shown = cleanLine(text);
  const href = webAddress(url, LIMITS.url);
  if (href === undefined) return words(shown, style);
  return [
    {
      type: 'link',
      url: href,
      ...(shown !== '' && { text: shown }),
      ...(Object.keys(style).length > 0 && { style }),
    },
  ];
}

/** An address of the web in its normal form; undefined of what leads elsewhere or is longer. */
export function webAddress(url: string, longest: number): string | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return undefined;
  return parsed.href.length > longest ? undefined : parsed.href;
}

/** One paragraph or list item. */
export function section(elements: readonly Inline[]): RichTextSection {
  return { type: 'rich_text_section', elements: joined(elements) };
}

export function richText(...elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Lists say where they begin to count, which @slack/types leaves out: https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element */
export function list(
  items: readonly (readonly Inline[])[],
  { ordered = false, start = 1 }: { ordered?: boolean; start?: number | undefined } = {},
): RichTextBlockElement[] {
  if (items.length === 0) return [];
  const element = {
    type: 'rich_text_list' as const,
    style: ordered ? ('ordered' as const) : ('bullet' as const),
    elements: items.map(section),
    ...(ordered && start > 1 && { offset: start - 1 }),
  };
  return [element];
}

/** Plain text in which `:smile:` stays as it was typed. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Neighbours in one style as one element; never without a character. */
export function joined(elements: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const element of elements) {
    const last = all.at(-1);
    if (last?.type === 'text' && element.type === 'text' && sameStyle(last.style, element.style))
      all[all.length - 1] = { ...last, text: last.text + element.text };
    else all.push(element);
  }
  return all.length > 0 ? all : words(NOTHING);
}

function sameStyle(a: Style = {}, b: Style = {}): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.code === b.code;
}

/** Slack has no marker pen: what is highlighted stands bold. */
function styleOf(mark: Extract<Span, { type: 'text' }>['mark']): Style {
  switch (mark) {
    case 'strong':
    case 'highlight':
      return { bold: true };
    case 'emphasis':
      return { italic: true };
    case 'code':
      return { code: true };
    case undefined:
      return {};
  }
}
