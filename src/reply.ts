import { z } from 'zod';

/** A run of text, a citation mark that points into `Reply.citations`, or a link to a page of the publisher's. */
export const Span = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string(),
    mark: z.enum(['strong', 'emphasis', 'highlight', 'code']).optional(),
  }),
  z.strictObject({ type: z.literal('cite'), number: z.int() }),
  z.strictObject({ type: z.literal('link'), text: z.string(), url: z.string() }),
]);
export type Span = z.infer<typeof Span>;

const Spans = z.array(Span);

/** What a chart or a quote card shows, as data; each platform draws it in its own format. Dates are ISO days (UTC). */
export const Picture = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('bars'),
    title: z.string(),
    groups: z.array(
      z.strictObject({
        unit: z.string(),
        bars: z.array(z.strictObject({ label: z.string(), value: z.number() })),
      }),
    ),
  }),
  z.strictObject({
    type: z.literal('timeline'),
    title: z.string(),
    events: z.array(z.strictObject({ from: z.string(), to: z.string(), when: z.string(), label: z.string() })),
  }),
  z.strictObject({
    type: z.literal('quote'),
    text: z.string(),
    speaker: z.string(),
    role: z.string(),
    said: z.string().optional(),
    source: z.string(),
  }),
]);
export type Picture = z.infer<typeof Picture>;

/** One part of a message. `start` is the number of an ordered list's first item (1 where it is left away), for a list that goes on from another page. */
export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), spans: Spans }),
  z.strictObject({ type: z.literal('heading'), text: z.string() }),
  z.strictObject({
    type: z.literal('quote'),
    text: z.string(),
    speaker: z.string(),
    role: z.string(),
    said: z.string(),
    cite: z.int().optional(),
  }),
  z.strictObject({ type: z.literal('list'), ordered: z.boolean(), start: z.int().optional(), items: z.array(Spans) }),
  z.strictObject({
    type: z.literal('fields'),
    fields: z.array(z.strictObject({ label: z.string(), value: Spans })),
  }),
  z.strictObject({
    type: z.literal('timeline'),
    entries: z.array(z.strictObject({ when: z.string(), spans: Spans })),
  }),
  z.strictObject({
    type: z.literal('table'),
    caption: z.string(),
    columns: z.array(z.strictObject({ label: z.string(), align: z.enum(['start', 'end']) })),
    rows: z.array(z.array(Spans)),
  }),
  z.strictObject({ type: z.literal('image'), picture: Picture, alt: z.string() }),
  z.strictObject({ type: z.literal('divider') }),
]);
export type Block = z.infer<typeof Block>;

/** Where a sentence or a quotation comes from. `item` is the address that `/source` takes. Offsets are [start, end) code units of the normalised source text. */
export const Citation = z.strictObject({
  number: z.int(),
  item: z.string(),
  attribution: z.string(),
  publisher: z.string(),
  title: z.string(),
  published: z.string(),
  passages: z.array(
    z.strictObject({
      start: z.int(),
      end: z.int(),
      first: z.string(),
      last: z.string(),
      url: z.string().optional(),
    }),
  ),
});
export type Citation = z.infer<typeof Citation>;

/** A button: pressing it runs another command line. */
export const Action = z.strictObject({ label: z.string(), command: z.string() });
export type Action = z.infer<typeof Action>;

/** The platform-neutral message. `outcome` tells an answer from an honest "nothing held" and from a mistake of the asker's or of ours; `understood` is the question as it was understood, whom the answer is about and the items it is, so that a follow-up can build on them. `tells` are refs of items told without a citation; `knownUntil` is the instant of the newest revision that the library knew of when it was made from items. */
export const Reply = z.strictObject({
  title: z.string().optional(),
  blocks: z.array(Block),
  citations: z.array(Citation),
  actions: z.array(Action),
  visibility: z.enum(['channel', 'asker']),
  outcome: z.enum(['answer', 'nothing', 'error', 'bug']),
  understood: z
    .strictObject({ question: z.string(), about: z.string().optional(), items: z.array(z.string()).optional() })
    .optional(),
  tells: z.array(z.string()).optional(),
  knownUntil: z.string().optional(),
});
export type Reply = z.infer<typeof Reply>;

/** Citations of one publication together, in the order in which each is first cited. */
export function byPublication(citations: readonly Citation[]): Citation[][] {
  const works = Map.groupBy(citations, ({ publisher, title, published }) =>
    JSON.stringify([publisher, title, published]),
  );
  return [...works.values()];
}

/** The refs of the items that a message tells. */
export function itemsOf({ citations, tells = [] }: Pick<Reply, 'citations' | 'tells'>): string[] {
  return [...new Set([...citations.map(({ item }) => item), ...tells])];
}

/** A message to the channel that carries what the store holds. */
export function post(parts: Partial<Omit<Reply, 'blocks'>> & { blocks: Block[] }): Reply {
  return { citations: [], actions: [], visibility: 'channel', outcome: 'answer', ...parts };
}

/** A message to the asker alone: the store holds nothing of the kind, or there is something to choose. */
export function notice(text: string, parts: Partial<Omit<Reply, 'blocks'>> & { blocks?: Block[] } = {}): Reply {
  const { blocks = [], ...rest } = parts;
  return post({ visibility: 'asker', outcome: 'nothing', ...rest, blocks: [paragraph(text), ...blocks] });
}

/** A text block from strings and spans. */
export function paragraph(...parts: (string | Span)[]): Block {
  return { type: 'text', spans: spans(...parts) };
}

/** Spans from strings and spans. */
export function spans(...parts: (string | Span)[]): Span[] {
  return parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part));
}

export function strong(text: string): Span {
  return { type: 'text', text, mark: 'strong' };
}

export function emphasis(text: string): Span {
  return { type: 'text', text, mark: 'emphasis' };
}

export function code(text: string): Span {
  return { type: 'text', text, mark: 'code' };
}
