import { z } from 'zod';
import {
  altText,
  chooseStory,
  commandLine,
  defineCommand,
  figuresOf,
  formatWhen,
  notice,
  numbersPicture,
  post,
  spans,
  startCitations,
  storyOption,
} from '../src/kit.ts';

const Options = z.strictObject({
  story: storyOption(),
});

const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** `/numbers [story]`: every figure with its unit, date and source, and a picture. */
export default defineCommand({
  name: 'numbers',
  description: 'Show the figures of a story, with a chart',
  options: Options,
  steady: true,

  run(context) {
    const {
      options: { story: typed },
      library,
    } = context;
    const { story, reply } = chooseStory(library, typed, (slug) => commandLine('numbers', { story: slug }, context));
    if (!story) return reply;
    const figures = figuresOf(story);
    const picture = numbersPicture(story);
    if (!picture) return notice(`“${story.title}” has no figures.`);
    const cites = startCitations();
    return post({
      title: `${story.title}: the numbers`,
      blocks: [
        {
          type: 'image',
          picture,
          alt: altText(picture, 'The table beneath has every figure with its source.'),
        },
        {
          type: 'table',
          caption: 'Every figure with its source',
          columns: [
            { label: 'What', align: 'start' },
            { label: 'Value', align: 'end' },
            { label: 'Unit', align: 'start' },
            { label: 'When', align: 'start' },
          ],
          rows: figures.map(({ fact, figure: { label, value, unit, when = fact.when } }) => [
            spans(`${label} `, cites.mark(fact)),
            spans(FIGURE.format(value)),
            spans(unit),
            spans(when === undefined ? '' : formatWhen(when)),
          ]),
        },
      ],
      citations: cites.list,
      actions: [
        { label: 'Timeline', command: commandLine('timeline', { story: story.slug }, context) },
        { label: 'Summary', command: commandLine('summary', { story: story.slug }, context) },
      ],
    });
  },
});
