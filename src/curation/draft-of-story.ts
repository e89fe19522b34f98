import type { Story } from '../facts/story.ts';
import type { Draft } from './draft.ts';

/** A published story back on the desk: every item accepted, in the words that were published. */
export function draftOfStory(story: Story): Draft {
  const { slug, title, source, topics, people, facts, quotes, summary, corrections } = story;
  const order = [...new Set([...summary.short, ...summary.standard, ...summary.long, ...facts.map(({ id }) => id)])];
  return {
    slug,
    title,
    source,
    topics,
    people,
    facts: facts.map((fact) => ({ ...fact, decision: 'accepted', isArticleWords: false })),
    quotes: quotes.map((quote) => ({ ...quote, decision: 'accepted' })),
    order,
    lengths: { short: summary.short.length, standard: summary.standard.length, long: summary.long.length },
    corrections,
  };
}
