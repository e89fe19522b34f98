import type { Answer } from './answers/answer.ts';
import type { Composition } from './answers/compose.ts';
import { conflictingWith } from './answers/conflicts.ts';
import type { AskedOfLast } from './answers/last-answer.ts';
import { attributionOf, startCitations, type Citations } from './facts/cite.ts';
import type { Item } from './facts/library.ts';
import { formatWhen } from './facts/when.ts';
import { emphasis, paragraph, spans, strong, type Block, type Citation, type Span } from './reply.ts';

/** An answer as a reader sees it: what it says, what it rests on, and the items of its citations in their order. */
export type Told = { blocks: Block[]; citations: Citation[]; items: Item[] };

/** Where the sources `differ`, they stand side by side. */
export type Extract = Told & { differ: boolean };

/** Of the items near the question, how many may contradict the answer. */
const NEAR = 10;

/** The facts and quotations that answer, in the store's own words: the answer in a few words first, then each item with the answering words marked. */
export function tellExtract(answer: Answer<Item>): Extract {
  const [best] = answer.cited;
  if (!best) return { blocks: [], citations: [], items: [], differ: false };
  const near = answer.ranked.slice(0, NEAR).map(({ item }) => item);
  const conflicts = conflictingWith(best, near);
  const cites = startCitations();
  if (conflicts.length > 0)
    return { ...tellConflict([best, ...conflicts], cites), citations: cites.list, differ: true };
  const short = answer.shortAnswer;
  const blocks = [
    ...(short === undefined ? [] : [paragraph(strong(short), ' ', cites.mark(best))]),
    ...answer.cited.map((item, i) => tellItem(item, answer.highlights[i] ?? [], cites)),
  ];
  return { blocks, citations: cites.list, items: answer.cited, differ: false };
}

/** What was asked of the last answer: when it was or who says so, and the items that tell it. */
export function tellOfLast(asked: AskedOfLast, items: Item[]): Told {
  const cites = startCitations();
  const [first] = items;
  const short = first && ofLast(asked, first);
  return {
    blocks: [
      ...(first && short !== undefined ? [paragraph(strong(short), ' ', cites.mark(first))] : []),
      ...items.map((item) => tellItem(item, [], cites)),
    ],
    citations: cites.list,
    items,
  };
}

function ofLast(asked: AskedOfLast, item: Item): string | undefined {
  if (asked === 'who') return item.speaker?.name ?? attributionOf(item);
  return asked === 'when' && item.when !== undefined ? formatWhen(item.when) : undefined;
}

/** A model's sentences, each with the items that it rests on, and a line that says whose words they are. */
export function tellComposition({ sentences }: Composition, model: string): Told {
  const cites = startCitations();
  const parts = sentences.flatMap(({ text, items }): (string | Span)[] => [
    `${text} `,
    ...items.map((item) => cites.mark(item)),
    ' ',
  ]);
  const items = [...new Set(sentences.flatMap((sentence) => sentence.items))];
  const replaced = sentences.some(({ curated }) => curated) ? ', and what did not hold gave way to the facts' : '';
  return {
    blocks: [
      paragraph(...parts.slice(0, -1)),
      paragraph(emphasis(`Worded by ${model}; each sentence was checked against its sources${replaced}.`)),
    ],
    citations: cites.list,
    items,
  };
}

/** The line that says that an answer is no model's. Of one that a model is still at work on it stays true, should nothing come of that. */
export function ownWords(isAtWork: boolean): Block {
  return paragraph(
    emphasis(isAtWork ? 'In the store’s own words; a model may word it yet.' : 'In the store’s own words.'),
  );
}

function tellItem(item: Item, marked: readonly { start: number; end: number }[], cites: Citations): Block {
  if (item.kind === 'quote')
    return {
      type: 'quote',
      text: item.text,
      speaker: item.speaker.name,
      role: item.speaker.role,
      said: item.said,
      cite: cites.number(item),
    };
  return paragraph(...highlighted(item.text, marked), ' ', cites.mark(item));
}

/** A text with these stretches of it marked; `marked` in order and apart. */
function highlighted(text: string, marked: readonly { start: number; end: number }[]): Span[] {
  const parts: Span[] = [];
  let at = 0;
  for (const { start, end } of marked) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) parts.push(...spans(text.slice(at, start)));
    parts.push({ type: 'text', text: text.slice(start, end), mark: 'highlight' });
    at = end;
  }
  return at < text.length ? [...parts, ...spans(text.slice(at))] : parts;
}

/** Facts that contradict one another, side by side, each with who says so and of when it is. */
function tellConflict(items: Item[], cites: Citations): Omit<Told, 'citations'> {
  const list = items.map((item) => {
    const when = formatWhen(item.when ?? item.story.source.published);
    return spans(strong(`${attributionOf(item)}, ${when}: `), `${item.text} `, cites.mark(item));
  });
  return {
    blocks: [paragraph('The sources differ:'), { type: 'list', ordered: false, items: list }],
    items,
  };
}
