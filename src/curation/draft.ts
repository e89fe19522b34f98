import { z } from 'zod';
import { Fact, Quote, Source, Story } from '../facts/story.ts';

/** What an editor decided of an item; only what is accepted is published. */
export const Decision = z.enum(['open', 'accepted', 'rejected']);
export type Decision = z.infer<typeof Decision>;

/** A fact on the desk. `isArticleWords`: the words are still the article's own, so it is to be reworded. */
export const DraftFact = z.strictObject({ ...Fact.shape, decision: Decision, isArticleWords: z.boolean() });
export type DraftFact = z.infer<typeof DraftFact>;

/** A quotation on the desk; who speaks, to whom and of what may still have to be found out. */
export const DraftQuote = z.strictObject({
  ...Quote.shape,
  speaker: Quote.shape.speaker.optional(),
  context: Quote.shape.context.or(z.literal('')),
  said: Quote.shape.said.or(z.literal('')),
  decision: Decision,
});
export type DraftQuote = z.infer<typeof DraftQuote>;

/** A story in the making: what an article says, each item with its passage, and what an editor decided so far. `order` has all facts, the best first; the summary lengths take the first so many accepted ones. */
export const Draft = z.strictObject({
  slug: Story.shape.slug,
  title: Story.shape.title,
  source: z.strictObject({
    ...Source.shape,
    publisher: Source.shape.publisher.optional(),
    published: Source.shape.published.optional(),
  }),
  topics: z.array(Story.shape.topics.element),
  people: Story.shape.people,
  facts: z.array(DraftFact),
  quotes: z.array(DraftQuote),
  order: z.array(Fact.shape.id),
  lengths: z.strictObject({ short: z.int().min(1), standard: z.int().min(1), long: z.int().min(1) }),
  corrections: Story.shape.corrections,
});
export type Draft = z.infer<typeof Draft>;

/** A draft's facts as the summaries take them; what the order does not name comes last. */
export function factsInOrder({ facts, order }: { facts: readonly DraftFact[]; order: readonly string[] }): DraftFact[] {
  const place = new Map(order.map((id, i) => [id, i]));
  return facts.toSorted((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}
