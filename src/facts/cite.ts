import type { Citation, Span } from '../reply.ts';
import { textFragmentUrl } from './evidence.ts';
import type { Item } from './library.ts';
import { formatWhen } from './when.ts';

/** Numbers the items of one reply in the order in which they are first cited. */
export type Citations = { mark(item: Item): Span; number(item: Item): number; list: Citation[] };

export function startCitations(): Citations {
  const list: Citation[] = [];
  const numbers = new Map<string, number>();
  function number(item: Item): number {
    const known = numbers.get(item.ref);
    if (known !== undefined) return known;
    list.push(citation(item, list.length + 1));
    numbers.set(item.ref, list.length);
    return list.length;
  }
  return { list, number, mark: (item) => ({ type: 'cite', number: number(item) }) };
}

/** Where an item comes from. */
export function citation(item: Item, number: number): Citation {
  const { publisher, title, published, url } = item.story.source;
  return {
    number,
    item: item.ref,
    attribution: attributionOf(item),
    publisher,
    title,
    published: formatWhen(published),
    passages: item.evidence.map((evidence) => {
      const { start, end, first, last } = evidence;
      return { start, end, first, last, ...(url && { url: textFragmentUrl(url, evidence) }) };
    }),
  };
}

/** Who says so: the speaker of a quotation and how it was said, the attribution of a fact, or the publisher's own reporting. */
export function attributionOf(item: Item): string {
  if (item.kind === 'quote') return `${item.speaker.name}, ${item.said}`;
  return item.attribution ?? `reported by ${item.story.source.publisher}`;
}
