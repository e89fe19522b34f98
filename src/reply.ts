/** A run of text, a citation mark that points into `Reply.citations`, or a link to a page of the publisher's. */
export type Span =
  | { type: 'text'; text: string; mark?: 'strong' | 'emphasis' | 'highlight' | 'code' }
  | { type: 'cite'; number: number }
  | { type: 'link'; text: string; url: string };

export type Block =
  | { type: 'text'; spans: Span[] }
  | { type: 'heading'; text: string }
  | { type: 'quote'; text: string; speaker: string; role: string; said: string; cite?: number }
  | { type: 'list'; ordered: boolean; items: Span[][] }
  | { type: 'fields'; fields: { label: string; value: Span[] }[] }
  | { type: 'timeline'; entries: { when: string; spans: Span[] }[] }
  | { type: 'table'; caption: string; columns: { label: string; align: 'start' | 'end' }[]; rows: Span[][][] }
  | { type: 'image'; picture: Picture; alt: string }
  | { type: 'divider' };

/** What a chart shows, as data; each platform draws it in its own format. Dates are ISO days (UTC). */
export type Picture =
  | { type: 'bars'; title: string; groups: { unit: string; bars: { label: string; value: number }[] }[] }
  | { type: 'timeline'; title: string; events: { from: string; to: string; when: string; label: string }[] };

/** Where a sentence or a quotation comes from. `item` is the address that `/source` takes. Offsets are [start, end) code units of the normalised source text. */
export type Citation = {
  number: number;
  item: string;
  attribution: string;
  publisher: string;
  title: string;
  published: string;
  passages: { start: number; end: number; first: string; last: string; url?: string }[];
};

/** A button: pressing it runs another command line. */
export type Action = { label: string; command: string };

/** The platform-neutral message. `outcome` tells an answer from an honest "nothing held" and from a mistake of the asker's or of ours. */
export type Reply = {
  title?: string;
  blocks: Block[];
  citations: Citation[];
  actions: Action[];
  visibility: 'channel' | 'asker';
  outcome: 'answer' | 'nothing' | 'error' | 'bug';
  /** The question as it was understood, so that a follow-up can build on it. */
  understood?: { question: string; about?: string };
};

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
