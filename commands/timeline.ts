import { z } from 'zod';
import {
  altText,
  chooseStory,
  commandLine,
  datedFacts,
  defineCommand,
  notice,
  post,
  spans,
  startCitations,
  timelinePicture,
  storyOption,
} from '../src/kit.ts';

const Options = z.strictObject({
  story: storyOption(),
});

/** `/timeline [story]`: the dated facts in order, with a picture. */
export default defineCommand({
  name: 'timeline',
  description: 'Show what happened when',
  options: Options,
  steady: true,

  run(context) {
    const {
      options: { story: typed },
      library,
    } = context;
    const { story, reply } = chooseStory(library, typed, (slug) => commandLine('timeline', { story: slug }, context));
    if (!story) return reply;
    const dated = datedFacts(story);
    const picture = timelinePicture(story);
    if (!picture) return notice(`“${story.title}” has no dated facts.`);
    const cites = startCitations();
    return post({
      title: `${story.title}: timeline`,
      blocks: [
        {
          type: 'image',
          picture,
          alt: altText(picture, 'The list beneath has every dated fact with its source.'),
        },
        {
          type: 'timeline',
          entries: dated.map(({ fact, when }) => ({ when, spans: spans(`${fact.text} `, cites.mark(fact)) })),
        },
      ],
      citations: cites.list,
      actions: [
        { label: 'Numbers', command: commandLine('numbers', { story: story.slug }, context) },
        { label: 'Summary', command: commandLine('summary', { story: story.slug }, context) },
      ],
    });
  },
});
