import { z } from 'zod';
import {
  chooseStory,
  defineCommand,
  echo,
  notice,
  nothingPublished,
  paragraph,
  post,
  spans,
  startCitations,
  type FactItem,
  storyOption,
} from '../src/kit.ts';

const Options = z.strictObject({
  story: storyOption('Only from this story'),
  topic: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'A topic or any words; “all” for everything', kind: 'topic' }),
});

/** Without a topic, only facts of at least this importance (of 5). */
const LEADING = 4;

/** `/facts [story] [topic]`: sourced facts, the leading ones or those on a topic. */
export default defineCommand({
  name: 'facts',
  description: 'List facts with their sources, by story or topic',
  options: Options,

  run({ options: { story: typed, topic }, library }) {
    if (library.stories.length === 0) return nothingPublished();
    const chosen =
      typed !== undefined || topic === undefined ? chooseStory(library, typed, (slug) => `/facts ${slug}`) : undefined;
    if (chosen?.reply) return chosen.reply;
    const stories = chosen ? [chosen.story] : library.stories;
    const all = stories.flatMap(({ facts }) => facts);
    const topics = [...new Set(stories.flatMap((story) => story.topics))];
    const [first] = stories;
    const scope = stories.length === 1 && first ? first.title : 'All stories';
    const story = chosen && library.stories.length > 1 ? `${chosen.story.slug} ` : '';
    const topicActions = topics.map((name) => ({ label: name, command: `/facts ${story}topic:"${name}"` }));

    const facts =
      topic === undefined
        ? all.filter(({ importance }) => importance >= LEADING)
        : topic.toLowerCase() === 'all'
          ? all
          : onTopic(topic);
    if (facts.length === 0) {
      return notice(`The store holds no fact on “${echo(topic ?? '')}”. Topics it knows: ${topics.join(', ')}.`, {
        actions: topicActions,
      });
    }
    const cites = startCitations();
    const items = facts.map((fact) => spans(`${fact.text} `, cites.mark(fact)));
    const rest = all.length - facts.length;
    return post({
      title: topic === undefined ? `${scope}: the leading facts` : `${scope}: ${topic}`,
      blocks: [
        { type: 'list', ordered: false, items },
        ...(topic === undefined && rest > 0
          ? [paragraph(`${rest} more: name a topic (${topics.join(', ')}), or “all”.`)]
          : []),
      ],
      citations: cites.list,
      actions: topic === undefined ? topicActions : [],
    });

    function onTopic(words: string): FactItem[] {
      const exact = all.filter((fact) => fact.topics.includes(words.toLowerCase()));
      if (exact.length > 0) return exact;
      const slugs = new Set(stories.map(({ slug }) => slug));
      return library
        .mentioning(words)
        .filter((item) => item.kind === 'fact')
        .filter(({ story: { slug } }) => slugs.has(slug));
    }
  },
});
