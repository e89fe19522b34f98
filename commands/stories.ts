import { z } from 'zod';
import {
  code,
  commandLine,
  count,
  defineCommand,
  formatWhen,
  nothingPublished,
  post,
  spans,
  strong,
  type Block,
} from '../src/kit.ts';

/** The newest stories get a button each; platforms allow few. */
const BUTTONS = 5;

/** `/stories`: what is published; to an operator also the story files that could not be loaded. */
export default defineCommand({
  name: 'stories',
  description: 'List the published stories',
  options: z.strictObject({}),

  run(context) {
    const { library, problems } = context;
    const broken: Block[] =
      problems.length === 0
        ? []
        : [
            { type: 'heading', text: 'Files that need you' },
            { type: 'list', ordered: false, items: problems.map(({ message }) => spans(message)) },
          ];
    if (library.stories.length === 0) {
      const empty = nothingPublished();
      return { ...empty, blocks: [...empty.blocks, ...broken] };
    }
    const items = library.stories.map(({ slug, title, source, facts, quotes }) =>
      spans(
        strong(title),
        ` (${source.publisher}, ${formatWhen(source.published)}): `,
        code(slug),
        `, ${count(facts.length, 'fact', 'facts')}, ${count(quotes.length, 'quotation', 'quotations')}`,
      ),
    );
    return post({
      title: count(library.stories.length, 'story', 'stories'),
      blocks: [{ type: 'list', ordered: false, items }, ...broken],
      actions: library.stories
        .slice(0, BUTTONS)
        .map(({ slug, title }) => ({ label: title, command: commandLine('summary', { story: slug }, context) })),
      visibility: 'asker',
    });
  },
});
