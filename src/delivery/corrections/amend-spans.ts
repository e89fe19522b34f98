import { emphasis, type Span } from '../../reply.ts';
import type { Fate } from './fates.ts';

/** What is known of citations by their numbers: what became of those that are taken back, and the words of the others. */
export type Known = { fates: ReadonlyMap<number, Fate>; text: (number: number) => string | undefined };

/** A stretch of words with the citations that bear it out. */
type Stretch = { words: Span[]; cites: number[] };

/** Spans with what they cite as it is now: the words before a citation are its own. The same spans where nothing of them is taken back. */
export function amendSpans(spans: readonly Span[], known: Known): Span[] {
  const stretches = stretchesOf(spans);
  if (!stretches.some(({ cites }) => cites.some((number) => known.fates.has(number)))) return [...spans];
  return stretches.flatMap((stretch) => amendStretch(stretch, known));
}

/** Whether any of these is taken back. */
export function isTouched(spans: readonly Span[], { fates }: Known): boolean {
  return spans.some((span) => span.type === 'cite' && fates.has(span.number));
}

/** What stands in place of the words that an item gave. */
export function nowSpans(number: number, fate: Fate): Span[] {
  const { done, now } = fate;
  if (!now) return [emphasis(`[${done}.] `)];
  return [{ type: 'text', text: `${now.text} ` }, emphasis(`(${lowered(done)}) `), { type: 'cite', number }];
}

function stretchesOf(spans: readonly Span[]): Stretch[] {
  const list: Stretch[] = [];
  for (const span of spans) {
    const last = list.at(-1);
    if (span.type === 'cite') {
      if (last) last.cites.push(span.number);
      else list.push({ words: [], cites: [span.number] });
    } else if (last && last.cites.length === 0) last.words.push(span);
    else list.push({ words: [span], cites: [] });
  }
  return list;
}

function amendStretch({ words, cites }: Stretch, known: Known): Span[] {
  const whole = [...words, ...cites.map((number): Span => ({ type: 'cite', number }))];
  if (!cites.some((number) => known.fates.has(number))) return whole;
  const [first] = words;
  const gap = first && first.type === 'text' && first.text.trim() === '' ? [first] : [];
  return [
    ...gap,
    ...cites.flatMap((number) => {
      const fate = known.fates.get(number);
      if (fate) return nowSpans(number, fate);
      // What several items bear out together cannot be taken apart: each of the others says its own words.
      const text = known.text(number);
      return text === undefined
        ? []
        : ([
            { type: 'text', text: `${text} ` },
            { type: 'cite', number },
          ] as Span[]);
    }),
  ];
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
