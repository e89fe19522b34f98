import { z } from 'zod';
import {
  answerQuestion,
  LONGEST_QUESTION,
  commandLine,
  defineCommand,
  notice,
  nothingPublished,
  ownWords,
  paragraph,
  post,
  startCitations,
  strong,
  tellComposition,
  tellExtract,
  type Answer,
  type Block,
  type CommandContext,
  type Item,
  type Library,
  type PersonEntry,
  type Reply,
  type Told,
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

const WHO_IS = /^(?:so |and |but )?who(?:['’]?s| is| was| are| were) (?<name>[^?!]{2,80}?)[\s?!.]*$/iu;
const FACTS_OF_PERSON = 2;

/** How many topics a refusal names. */
const NEAREST = 4;

/** `/ask question`: the facts or quotations that answer, with numbered citations, or an honest refusal. */
export default defineCommand({
  name: 'ask',
  description: 'Ask a question; the answer comes with its sources',
  options: Options,

  async run(context) {
    const {
      options: { question },
      library,
      previousQuestion,
      wording,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const meant = COMMANDS_MEANT.find(([, pattern]) => pattern.test(question));
    if (meant) return notice(meant[2], { actions: [{ label: `/${meant[0]}`, command: `/${meant[0]}` }] });
    const person = personMeant(question, library);
    if (person) return tellPerson(person, context);
    const answer = answerQuestion(library.search, question, previousQuestion);
    if (answer.refused) return refusal(answer, context);
    const [best] = answer.cited;
    const understood = { question: answer.understood, ...(best?.speaker && { about: best.speaker.name }) };
    const told = (parts: Told, ...notes: Block[]): Reply =>
      post({
        blocks: [...parts.blocks, ...notes],
        citations: parts.citations,
        actions: parts.items.map((item, i) => ({
          label: `Source ${i + 1}`,
          command: commandLine('source', { item: item.ref }, context),
        })),
        understood,
      });
    const extract = tellExtract(answer);
    // What the sources disagree on, no wording may smooth.
    if (!wording || extract.items.length > answer.cited.length) return told(extract);
    const material = { question: answer.understood, cited: answer.cited, near: answer.ranked.map(({ item }) => item) };
    const composition = await wording.word(material, told(extract, ownWords(true)));
    return composition ? told(tellComposition(composition, wording.model)) : told(extract, ownWords(false));
  },
});

/** “Who is X?”, where X is the name of one whom the store knows. */
function personMeant(question: string, library: Library): PersonEntry | undefined {
  const name = WHO_IS.exec(question)?.groups?.['name'];
  return name === undefined ? undefined : library.person(name).found;
}

function tellPerson(person: PersonEntry, context: CommandContext<unknown>): Reply {
  const cites = startCitations();
  const facts = [...person.said, ...person.about.filter(({ kind }) => kind === 'fact')]
    .toSorted((a, b) => importanceOf(b) - importanceOf(a))
    .slice(0, FACTS_OF_PERSON);
  return post({
    blocks: [
      paragraph(strong(person.name), `, ${person.role}.`),
      ...facts.map((item) => paragraph(`${item.text} `, cites.mark(item))),
    ],
    citations: cites.list,
    actions: [
      { label: `All of ${person.name}`, command: commandLine('who', { person: person.handle }, context) },
      ...facts.map((item, i) => ({
        label: `Source ${i + 1}`,
        command: commandLine('source', { item: item.ref }, context),
      })),
    ],
    understood: { question: `Who is ${person.name}?`, about: person.name },
  });
}

function importanceOf(item: Item): number {
  return item.kind === 'fact' ? item.importance : 0;
}

/** What is not held is said so, with what is held nearby. */
function refusal({ ranked }: Answer<Item>, context: CommandContext<unknown>): Reply {
  const topics = nearestTopics(
    ranked.map(({ item }) => item),
    context.library,
  );
  return notice(`The store holds nothing that answers this. It does hold facts on: ${topics.join(', ')}.`, {
    actions: topics.map((topic) => ({ label: topic, command: commandLine('facts', { topic }, context) })),
  });
}

/** Topics of what came nearest, most frequent first, filled up with the library's own. */
function nearestTopics(near: readonly Item[], library: Library): string[] {
  const counts = new Map<string, number>();
  for (const topic of near.slice(0, 10).flatMap(({ topics }) => topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const ranked = [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
  return [...new Set([...ranked, ...library.topics])].slice(0, NEAREST);
}
