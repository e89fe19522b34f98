import type { FactItem, QuoteItem, StoryEntry } from '../facts/library.ts';
import type { Figure } from '../facts/story.ts';
import { formatWhen, parseWhen } from '../facts/when.ts';
import type { Picture } from '../reply.ts';

/** The picture has room for this many events; the list beside it has all. */
const PICTURED = 12;
/** The same for figures. */
const PICTURED_FIGURES = 24;
/** In characters; a longer one is a passage to read, not a card to share. */
const LONGEST_ON_CARD = 600;

/** A story's figures, those of one unit together, each with the fact it stands in. */
export function figuresOf(story: StoryEntry): { fact: FactItem; figure: Figure }[] {
  const figures = story.facts.flatMap((fact) => fact.numbers.map((figure) => ({ fact, figure })));
  return [...Map.groupBy(figures, ({ figure }) => figure.unit).values()].flat();
}

/** A story's dated facts in their order. */
export function datedFacts(story: StoryEntry): { fact: FactItem; when: string; from: string; to: string }[] {
  return story.facts
    .flatMap((fact) => {
      const period = fact.when === undefined ? undefined : parseWhen(fact.when);
      return period ? [{ fact, when: formatWhen(fact.when ?? ''), from: period.from, to: period.to }] : [];
    })
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** One chart for each unit, of the leading facts' figures; undefined where a story has none. */
export function numbersPicture(story: StoryEntry): Picture | undefined {
  const figures = figuresOf(story);
  const leading = new Set(
    [...figures].sort((a, b) => b.fact.importance - a.fact.importance).slice(0, PICTURED_FIGURES),
  );
  const byUnit = Map.groupBy(
    figures.filter((entry) => leading.has(entry)),
    ({ figure }) => figure.unit,
  );
  const groups = [...byUnit].map(([unit, list]) => ({
    unit,
    bars: list.map(({ figure: { label, value } }) => ({ label, value })),
  }));
  return groups.length > 0 ? { type: 'bars', title: story.title, groups } : undefined;
}

/** The leading dated facts; undefined where a story has none. */
export function timelinePicture(story: StoryEntry): Picture | undefined {
  const dated = datedFacts(story);
  const leading = new Set([...dated].sort((a, b) => b.fact.importance - a.fact.importance).slice(0, PICTURED));
  const events = dated
    .filter((entry) => leading.has(entry))
    .map(({ fact, when, from, to }) => ({ from, to, when, label: fact.text }));
  return events.length > 0 ? { type: 'timeline', title: story.title, events } : undefined;
}

/** The quotation, word for word, as a card; undefined where it is too long for one. */
export function quotePicture(quote: QuoteItem): Picture | undefined {
  const { text, speaker, said, story } = quote;
  if (text.length > LONGEST_ON_CARD) return undefined;
  return {
    type: 'quote',
    text,
    speaker: speaker.name,
    role: speaker.role,
    said,
    source: `${story.source.publisher}, ${formatWhen(story.source.published)}`,
  };
}
