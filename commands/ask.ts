import { z } from 'zod';
import {
  answerQuestion,
  LONGEST_QUESTION,
  commandLine,
  defineCommand,
  notice,
  nothingPublished,
  paragraph,
  post,
  spans,
  startCitations,
  type Block,
  type Item,
  type Library,
} from '../src/kit.ts';

const Options = z.strictObject({
  question: z.string().trim().min(2).max(LONGEST_QUESTION).meta({ description: 'Your question, in plain words' }),
});

/** What people say to a bot that is no question of the news: which command serves it, how it is told, and the reply. */
const COMMANDS_MEANT: readonly ['help' | 'summary' | 'stories', RegExp, string][] = [
  [
    'help',
    /^(?:hi|hello|hey|help|thanks?|thank you|good (?:morning|day|evening)|who are you|what (?:can|do) you do)\b[\s!.?]*$/i,
    'Ask about a story in plain words, or type a command; /help lists them.',
  ],
  [
    'summary',
    /^(?:please )?(?:summari[sz]e|sum up|tl;?dr|recap)\b|\bwhat(?:'s| is) (?:the|this) (?:article|story|news) about\b/i,
    'For that there is /summary: the story in order, each sentence with its source.',
  ],
  [
    'stories',
    /^what(?:'s| is|s)? (?:new|the news|happening)\b[\s!.?]*$|^(?:any )?news[\s!.?]*$/i,
    'For that there is /stories: all that is published, the newest first.',
  ],
];

/** How many topics a refusal names. */
const NEAREST = 4;

/** `/ask question`: the facts or quotations that answer, with numbered citations, or an honest refusal. */
export default defineCommand({
  name: 'ask',
  description: 'Ask a question; the answer comes with its sources',
  options: Options,

  run(context) {
    const {
      options: { question },
      library,
      previousQuestion,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const meant = COMMANDS_MEANT.find(([, pattern]) => pattern.test(question));
    if (meant) return notice(meant[2], { actions: [{ label: `/${meant[0]}`, command: `/${meant[0]}` }] });
    const { refused, cited, ranked, understood } = answerQuestion(library.search, question, previousQuestion);
    if (refused) {
      const topics = nearestTopics(
        ranked.map(({ item }) => item),
        library,
      );
      return notice(`The store holds nothing that answers this. It does hold facts on: ${topics.join(', ')}.`, {
        actions: topics.map((topic) => ({ label: topic, command: commandLine('facts', { topic }, context) })),
      });
    }
    const speaker = cited[0]?.speaker;
    const cites = startCitations();
    const blocks = cited.map((item): Block =>
      item.kind === 'quote'
        ? {
            type: 'quote',
            text: item.text,
            speaker: item.speaker.name,
            role: item.speaker.role,
            said: item.said,
            cite: cites.number(item),
          }
        : paragraph(...spans(`${item.text} `, cites.mark(item))),
    );
    return post({
      blocks,
      citations: cites.list,
      actions: cited.map((item, i) => ({
        label: `Source ${i + 1}`,
        command: commandLine('source', { item: item.ref }, context),
      })),
      understood: { question: understood, ...(speaker && { about: speaker.name }) },
    });
  },
});

/** Topics of what came nearest, most frequent first, filled up with the library's own. */
function nearestTopics(near: readonly Item[], library: Library): string[] {
  const counts = new Map<string, number>();
  for (const topic of near.slice(0, 10).flatMap(({ topics }) => topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const ranked = [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
  return [...new Set([...ranked, ...library.topics])].slice(0, NEAREST);
}
