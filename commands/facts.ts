import { z } from 'zod';
import {
  chooseStory,
  commandLine,
  defineCommand,
  echo,
  fold,
  notice,
  nothingPublished,
  paragraph,
  post,
  spans,
  startCitations,
  storyOption,
  type FactItem,
  type Library,
  type StoryEntry,
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
  page: z.coerce.number().int().min(1).optional().meta({ description: 'Which page of a long list', kind: 'number' }),
});

/** Without a topic, only facts of at least this importance (of 5). */
const LEADING = 4;
/** Facts in one reply. */
const PAGE = 40;
/** How many topics a reply names. */
const TOPICS = 12;

/** `/facts [story] [topic] [page:number]`: sourced facts, the leading ones or those on a topic. */
export default defineCommand({
  name: 'facts',
  description: 'List facts with their sources, by story or topic',
  options: Options,
  steady: true,

  run(context) {
    const {
      options: { story: typed, topic, page = 1 },
      library,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const { story, reply } =
      typed !== undefined || topic === undefined
        ? chooseStory(library, typed, (slug) => commandLine('facts', { story: slug, topic }, context))
        : {};
    if (reply) return reply;
    const slug = library.stories.length > 1 ? story?.slug : undefined;
    const lineFor = (options: { topic?: string | undefined; page?: number }) =>
      commandLine('facts', { story: slug, ...options }, context);

    const stories = story ? [story] : library.stories;
    const topics = [...new Set(stories.flatMap((each) => each.topics))].slice(0, TOPICS);
    const topicActions = topics.map((name) => ({ label: name, command: lineFor({ topic: name }) }));
    const { facts, what, rest } = choose(topic, stories, library);
    if (facts.length === 0) {
      return notice(
        `${story ? `“${story.title}”` : 'The store'} holds no fact on “${echo(topic ?? '')}”. Topics it knows: ${topics.join(', ')}.`,
        { actions: topicActions },
      );
    }
    const pages = Math.ceil(facts.length / PAGE);
    if (page > pages) {
      return notice(`There is no page ${page} of these ${facts.length} facts: the last is ${pages}.`, {
        actions: [{ label: 'Last page', command: lineFor({ topic, page: pages }) }],
      });
    }
    const from = (page - 1) * PAGE;
    const shown = facts.slice(from, from + PAGE);
    const cites = startCitations();
    return post({
      title: `${(stories.length === 1 && stories[0]?.title) || 'All stories'}: ${what}`,
      blocks: [
        { type: 'list', ordered: false, items: shown.map((fact) => spans(`${fact.text} `, cites.mark(fact))) },
        ...(pages > 1 ? [paragraph(`${from + 1}–${from + shown.length} of ${facts.length}.`)] : []),
        ...(rest > 0 ? [paragraph(`${rest} more: name a topic (${topics.join(', ')}), or “all”.`)] : []),
      ],
      citations: cites.list,
      actions: [
        ...(page < pages ? [{ label: 'More', command: lineFor({ topic, page: page + 1 }) }] : []),
        ...(topic === undefined ? topicActions : []),
      ],
    });
  },
});

/** The facts asked for, what they are, and how many others there are to name a topic for. */
function choose(topic: string | undefined, stories: readonly StoryEntry[], library: Library) {
  const all = stories.flatMap(({ facts }) => facts);
  if (topic !== undefined && fold(topic) !== 'all') {
    return { facts: onTopic(topic, all, library), what: echo(topic), rest: 0 };
  }
  const leading = all.filter(({ importance }) => importance >= LEADING);
  if (topic !== undefined || leading.length === 0) return { facts: all, what: 'all facts', rest: 0 };
  return { facts: leading, what: 'the leading facts', rest: all.length - leading.length };
}

/** The facts that have the topic, else those that hold every word of it. */
function onTopic(typed: string, facts: readonly FactItem[], library: Library): FactItem[] {
  const wanted = fold(typed);
  const exact = facts.filter(({ topics }) => topics.some((topic) => fold(topic) === wanted));
  if (exact.length > 0) return exact;
  const mentioning = new Set(library.mentioning(typed));
  return facts.filter((fact) => mentioning.has(fact));
}
