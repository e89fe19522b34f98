import { z } from 'zod';
import { chooseStory, defineCommand, formatWhen, notice, parseWhen, post, spans, startCitations, type FactItem } from '../src/kit.ts';

const Options = z.strictObject({
  story: z.string().trim().min(1).max(100).optional().meta({ description: 'Which story; needless while there is one', kind: 'story' }),
});

/** The picture has room for this many events; the list beneath has all. */
const PICTURED = 12;

/** `/timeline [story]`: the dated facts in order, with a picture. */
export default defineCommand({
  name: 'timeline',
  description: 'Show what happened when',
  options: Options,

  run({ options: { story: typed }, library }) {
    const { story, reply } = chooseStory(library, typed, (slug) => `/timeline ${slug}`);
    if (!story) return reply;
    const dated = story.facts.flatMap((fact) => (fact.when === undefined ? [] : [{ fact, when: fact.when, from: day(fact.when, 'from'), to: day(fact.when, 'to') }]));
    dated.sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
    if (dated.length === 0) return notice(`“${story.title}” has no dated facts.`);
    const cites = startCitations();
    const leading = new Set(byImportance(dated.map(({ fact }) => fact)).slice(0, PICTURED));
    const pictured = dated.filter(({ fact }) => leading.has(fact));
    const span = `from ${formatWhen(dated[0]?.when ?? '')} to ${formatWhen(dated.at(-1)?.when ?? '')}`;
    return post({
      title: `${story.title}: timeline`,
      blocks: [
        {
          type: 'image',
          picture: {
            type: 'timeline',
            title: story.title,
            events: pictured.map(({ fact, from, to, when }) => ({ from, to, when: formatWhen(when), label: fact.text })),
          },
          alt: `Timeline of ${pictured.length} events ${span}; the list beneath has each with its source.`,
        },
        { type: 'timeline', entries: dated.map(({ fact, when }) => ({ when: formatWhen(when), spans: spans(`${fact.text} `, cites.mark(fact)) })) },
      ],
      citations: cites.list,
      actions: [{ label: 'Numbers', command: `/numbers ${story.slug}` }, { label: 'Summary', command: `/summary ${story.slug}` }],
    });
  },
});

function day(when: string, end: 'from' | 'to'): string {
  return parseWhen(when)?.[end] ?? '';
}

function byImportance(facts: FactItem[]): FactItem[] {
  return [...facts].sort((a, b) => b.importance - a.importance);
}
