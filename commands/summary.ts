import { z } from 'zod';
import {
  chooseStory,
  commandLine,
  defineCommand,
  emphasis,
  formatWhen,
  post,
  spans,
  startCitations,
  strong,
  type Block,
  storyOption,
  tellCorrection,
} from '../src/kit.ts';

const LENGTHS = ['short', 'standard', 'long'] as const;

const Options = z.strictObject({
  story: storyOption(),
  length: z.enum(LENGTHS).optional().meta({ description: 'How much of it: short, standard or long' }),
});

/** `/summary [story] [length]`: the story in order, each sentence with its source. */
export default defineCommand({
  name: 'summary',
  description: 'Sum up a story, each sentence with its source',
  options: Options,
  steady: true,

  run(context) {
    const {
      options: { story: typed, length: asked },
      library,
    } = context;
    const length = asked ?? 'standard';
    const { story, reply } = chooseStory(library, typed, (slug) =>
      commandLine('summary', { story: slug, length: asked }, context),
    );
    if (!story) return reply;
    const cites = startCitations();
    const sentences = story.summary[length].map((fact) => spans(`${fact.text} `, cites.mark(fact)));
    const { publisher, published } = story.source;
    const blocks: Block[] = [
      { type: 'text', spans: [emphasis(`From ${publisher}, ${formatWhen(published)}`)] },
      length === 'long'
        ? { type: 'list', ordered: false, items: sentences }
        : { type: 'text', spans: sentences.flatMap((sentence, i) => (i > 0 ? spans(' ', ...sentence) : sentence)) },
    ];
    for (const correction of story.corrections) {
      const { done, says } = tellCorrection(correction);
      blocks.push({ type: 'text', spans: spans(strong(`${done}: `), says) });
    }
    return post({
      title: story.title,
      blocks,
      citations: cites.list,
      actions: [
        ...LENGTHS.filter((other) => other !== length).map((other) => ({
          label: `${other[0]?.toUpperCase()}${other.slice(1)} summary`,
          command: commandLine('summary', { story: story.slug, length: other }, context),
        })),
        { label: 'A quotation', command: commandLine('quote', { story: story.slug }, context) },
        { label: 'Timeline', command: commandLine('timeline', { story: story.slug }, context) },
      ],
    });
  },
});
