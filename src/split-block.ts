import type { Block, Span } from './reply.ts';

/** Stands in a text for a citation mark, which is not cut off from the words before it. */
const MARK = '\ufffc';

/** A block as the parts that it is made of: sentences, items, fields, entries or rows; itself where it has no more than one. */
export function partsOf(block: Block): Block[] {
  switch (block.type) {
    case 'text':
      return cutAt(block.spans, sentenceStarts(flat(block.spans))).map((spans) => ({ type: 'text', spans }));
    case 'list':
      if (block.items.length < 2) return [block];
      return block.items.map((item, i) => ({
        ...block,
        items: [item],
        ...(block.ordered && { start: (block.start ?? 1) + i }),
      }));
    case 'fields':
      return block.fields.length < 2 ? [block] : block.fields.map((field) => ({ ...block, fields: [field] }));
    case 'timeline':
      return block.entries.length < 2 ? [block] : block.entries.map((entry) => ({ ...block, entries: [entry] }));
    case 'table':
      return block.rows.length < 2 ? [block] : block.rows.map((row) => ({ ...block, rows: [row] }));
    case 'quote':
    case 'heading':
    case 'image':
    case 'divider':
      return [block];
  }
}

/** Who said something in so many words is text of its own. */
const LONGEST_ATTRIBUTION = 500;

/** A part that is too long for a page of its own as shorter or plainer blocks, cut at a word or else a character; undefined where nothing is left to cut. */
export function piecesOf(block: Block): Block[] | undefined {
  switch (block.type) {
    case 'text':
      return halves(block.spans)?.map((spans) => ({ type: 'text', spans }));
    case 'heading':
      return [bold(block.text)];
    case 'quote':
      return quotePieces(block);
    case 'list': {
      const [first, second] = halves(block.items[0] ?? []) ?? [];
      return (
        first &&
        second && [
          { ...block, items: [first] },
          { type: 'text', spans: second },
        ]
      );
    }
    case 'fields':
      return block.fields.map(({ label, value }) => labelled(label, value));
    case 'timeline':
      return block.entries.map(({ when, spans }) => labelled(when, spans));
    case 'table': {
      const { caption, columns, rows } = block;
      const cells = rows.flatMap((row) => row.map((value, i) => labelled(columns[i]?.label ?? '', value)));
      return [bold(caption), ...(rows.length === 0 ? columns.map(({ label }) => bold(label)) : cells)];
    }
    case 'image': {
      const [alt, rest] = halves([{ type: 'text', text: block.alt }]) ?? [];
      return (
        alt &&
        rest && [
          { ...block, alt: flat(alt) },
          { type: 'text', spans: rest },
        ]
      );
    }
    case 'divider':
      return undefined;
  }
}

/** The mark of a quotation stands once, where it ends. */
function quotePieces(block: Extract<Block, { type: 'quote' }>): Block[] | undefined {
  const { text, speaker, role, said, cite } = block;
  if (speaker.length + role.length + said.length > LONGEST_ATTRIBUTION) {
    const mark: Span[] = cite === undefined ? [] : [{ type: 'cite', number: cite }];
    return [
      { type: 'text', spans: [{ type: 'text', text: `“${text}”` }, ...mark] },
      ...[speaker, role, said].map(bold),
    ];
  }
  const [first, second] = halves([{ type: 'text', text }]) ?? [];
  if (!first || !second) return undefined;
  const { cite: _, ...opening } = block;
  return [
    { ...opening, text: flat(first) },
    { ...block, text: flat(second) },
  ];
}

/** Two neighbours that were one block, as one again; undefined where they do not join. */
export function joined(a: Block, b: Block): Block | undefined {
  if (a.type === 'text' && b.type === 'text') return { type: 'text', spans: [...a.spans, ...b.spans] };
  if (a.type === 'list' && b.type === 'list') return { ...a, items: [...a.items, ...b.items] };
  if (a.type === 'fields' && b.type === 'fields') return { type: 'fields', fields: [...a.fields, ...b.fields] };
  if (a.type === 'timeline' && b.type === 'timeline')
    return { type: 'timeline', entries: [...a.entries, ...b.entries] };
  if (a.type === 'table' && b.type === 'table') return { ...a, rows: [...a.rows, ...b.rows] };
  return undefined;
}

/** The numbers of the citations that a block marks. */
export function citesOf(block: Block): number[] {
  switch (block.type) {
    case 'text':
      return marks(block.spans);
    case 'list':
      return block.items.flatMap(marks);
    case 'fields':
      return block.fields.flatMap(({ value }) => marks(value));
    case 'timeline':
      return block.entries.flatMap(({ spans }) => marks(spans));
    case 'table':
      return block.rows.flat().flatMap(marks);
    case 'quote':
      return block.cite === undefined ? [] : [block.cite];
    case 'heading':
    case 'image':
    case 'divider':
      return [];
  }
}

function marks(spans: readonly Span[]): number[] {
  return spans.flatMap((span) => (span.type === 'cite' ? [span.number] : []));
}

function bold(text: string): Block {
  return { type: 'text', spans: [{ type: 'text', text, mark: 'strong' }] };
}

function labelled(label: string, spans: Span[]): Block {
  return label === ''
    ? { type: 'text', spans }
    : { type: 'text', spans: [{ type: 'text', text: label, mark: 'strong' }, { type: 'text', text: ': ' }, ...spans] };
}

function flat(spans: readonly Span[]): string {
  return spans.map((span) => (span.type === 'cite' ? MARK : span.text)).join('');
}

/** Where sentences after the first begin; what a citation mark follows keeps it. No sentence begins within a word. */
function sentenceStarts(text: string): number[] {
  return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)]
    .map(({ index }) => afterMarks(text, index))
    .filter((start) => start > 0 && start < text.length && /[\s\ufffc。！？]/u.test(text[start - 1] ?? ''));
}

function afterMarks(text: string, start: number): number {
  let end = start;
  while (text[end] === MARK || (end > start && text[end] === ' ')) end += 1;
  return end;
}

/** Cut in two near the middle: between words, else letters, else characters; undefined of what cannot be cut. A mark stays with the words before it, unless there are none. */
function halves(spans: readonly Span[]): [Span[], Span[]] | undefined {
  const text = flat(spans);
  const middle = text.length / 2;
  const nearest = (places: number[]) =>
    places
      .filter((place) => place > 0 && place < text.length)
      .reduce<number | undefined>(
        (best, place) => (best === undefined || Math.abs(place - middle) < Math.abs(best - middle) ? place : best),
        undefined,
      );
  const words = [...text.matchAll(/\s+/g)].map((space) => afterMarks(text, space.index + space[0].length));
  const letters = () => [...new Intl.Segmenter('en').segment(text)].map(({ index }) => index);
  const characters = () => [...text.matchAll(/./gsu)].map(({ index }) => index);
  const at = nearest(words) ?? nearest(letters()) ?? nearest(characters());
  if (at === undefined) return undefined;
  const [first = [], second = []] = cutAt(spans, [at]);
  return [first, second];
}

/** Spans cut at these ascending offsets into their text. */
function cutAt(spans: readonly Span[], offsets: readonly number[]): Span[][] {
  const parts: Span[][] = [[]];
  const cuts = offsets.filter((offset, i) => i === 0 || offset > (offsets[i - 1] ?? 0));
  let at = 0;
  for (const span of spans) {
    if (span.type === 'cite') {
      if (cuts[0] === at) {
        cuts.shift();
        parts.push([]);
      }
      parts.at(-1)?.push(span);
      at += MARK.length;
      continue;
    }
    let rest = span.text;
    while (cuts[0] !== undefined && cuts[0] < at + rest.length) {
      const length = cuts[0] - at;
      if (length > 0) parts.at(-1)?.push({ ...span, text: rest.slice(0, length) });
      rest = rest.slice(length);
      at += length;
      cuts.shift();
      parts.push([]);
    }
    parts.at(-1)?.push({ ...span, text: rest });
    at += rest.length;
  }
  return parts;
}
