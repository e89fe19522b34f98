import { z } from 'zod';
import { chooseStory, defineCommand, formatWhen, notice, post, spans, startCitations } from '../src/kit.ts';

const Options = z.strictObject({
  story: z.string().trim().min(1).max(100).optional().meta({ description: 'Which story; needless while there is one', kind: 'story' }),
});

const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** `/numbers [story]`: every figure with its unit, date and source, and a picture. */
export default defineCommand({
  name: 'numbers',
  description: 'Show the figures of a story, with a chart',
  options: Options,

  run({ options: { story: typed }, library }) {
    const { story, reply } = chooseStory(library, typed, (slug) => `/numbers ${slug}`);
    if (!story) return reply;
    const figures = story.facts.flatMap((fact) => fact.numbers.map((figure) => ({ fact, figure })));
    if (figures.length === 0) return notice(`“${story.title}” has no figures.`);
    const cites = startCitations();
    const byUnit = Map.groupBy(figures, ({ figure }) => figure.unit);
    const groups = [...byUnit].map(([unit, list]) => ({ unit, bars: list.map(({ figure: { label, value } }) => ({ label, value })) }));
    return post({
      title: `${story.title}: the numbers`,
      blocks: [
        {
          type: 'image',
          picture: { type: 'bars', title: story.title, groups },
          alt: `Bar charts of ${figures.length} figures by unit; the table beneath has each with its source.`,
        },
        {
          type: 'table',
          caption: 'Every figure with its source',
          columns: [{ label: 'What', align: 'start' }, { label: 'Value', align: 'end' }, { label: 'Unit', align: 'start' }, { label: 'When', align: 'start' }],
          rows: [...byUnit.values()].flat().map(({ fact, figure: { label, value, unit, when = fact.when } }) => [
            spans(`${label} `, cites.mark(fact)),
            spans(FIGURE.format(value)),
            spans(unit),
            spans(when === undefined ? '' : formatWhen(when)),
          ]),
        },
      ],
      citations: cites.list,
      actions: [{ label: 'Timeline', command: `/timeline ${story.slug}` }, { label: 'Summary', command: `/summary ${story.slug}` }],
    });
  },
});
