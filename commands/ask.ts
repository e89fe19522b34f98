import { z } from 'zod';
import {
  answerOfLast,
  answerQuestion,
  askedOfLast,
  LONGEST_QUESTION,
  commandLine,
  defineCommand,
  fold,
  notice,
  nothingPublished,
  ownWords,
  paragraph,
  post,
  startCitations,
  strong,
  tellComposition,
  tellExtract,
  tellOfLast,
  understand,
  type Block,
  type CommandContext,
  type Item,
  type Library,
  type PersonEntry,
  type Reply,
  type Told,
  words,
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

const ABOUT =
  /^(?:please |can you |could you )*(?:tell me(?: more| something)?|what do you (?:know|have)|what is (?:known|held)|anything|everything|facts|news) (?:about|on) (?:the )?(?<topic>[^?!.]{2,60}?)[\s?!.]*$/i;
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
      nearInMeaning,
      wording,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const meant = COMMANDS_MEANT.find(([, pattern]) => pattern.test(question));
    if (meant) return notice(meant[2], { actions: [{ label: `/${meant[0]}`, command: `/${meant[0]}` }] });
    const topic = topicMeant(question, library);
    if (topic !== undefined) {
      const command = commandLine('facts', { topic }, context);
      return notice('For that there is /facts: all that is held on a topic.', { actions: [{ label: topic, command }] });
    }
    const last = ofLastAnswer(context);
    if (last) return last;
    const near = await nearInMeaning(understand(question, previousQuestion));
    const answer = answerQuestion(library.search, question, { previous: previousQuestion, near });
    const person = answer.whoIs === undefined ? undefined : library.person(answer.whoIs).found;
    if (person) return tellPerson(person, context);
    if (answer.refused)
      return refusal(
        answer.ranked.map(({ item }) => item),
        context,
      );
    const { understood, cited } = answer;
    const extract = tellExtract(answer);
    const told = (parts: Told, ...notes: Block[]) => answered(understood, cited, { parts, notes }, context);
    // What the sources disagree on, no wording may smooth.
    if (!wording || extract.differ) return told(extract);
    const material = { question: understood, cited, near: answer.ranked.map(({ item }) => item) };
    const composition = await wording.word(material, told(extract, ownWords(true)));
    return composition ? told(tellComposition(composition, wording.model)) : told(extract, ownWords(false));
  },
});

/** “Tell me about energy”, where that is a topic and not what is asked of it. */
function topicMeant(question: string, library: Library): string | undefined {
  const about = fold(ABOUT.exec(question)?.groups?.['topic'] ?? '');
  return library.topics.find((topic) => fold(topic) === about);
}

type Context = CommandContext<z.infer<typeof Options>>;

/** An answer with a button for each source; a follow-up goes by the question as it was understood and the items that answer it. */
function answered(
  question: string,
  cited: readonly Item[],
  { parts, notes = [] }: { parts: Told; notes?: Block[] },
  context: Context,
): Reply {
  const speaker = cited[0]?.speaker;
  return post({
    blocks: [...parts.blocks, ...notes],
    citations: parts.citations,
    actions: sourceActions(parts.items, context),
    understood: { question, ...(speaker && { about: speaker.name }), items: parts.items.map(({ ref }) => ref) },
  });
}

/** “When was that?” and the like, as far as the last answer tells. */
function ofLastAnswer(context: Context): Reply | undefined {
  const { options, library, previousQuestion: previous } = context;
  const asked = askedOfLast(options.question);
  if (asked === undefined || !previous) return undefined;
  const cited = (previous.items ?? []).flatMap((ref) => library.item(ref).found ?? []);
  const items = answerOfLast(asked, cited, library.search);
  if (items.length === 0) return refusal(cited, context);
  return answered(previous.question, cited, { parts: tellOfLast(asked, items) }, context);
}

/** Whoever is asked about by name: the role, and the facts that tell most of it. */
function tellPerson(person: PersonEntry, context: Context): Reply {
  const cites = startCitations();
  const ownRole = words(person.role);
  const telling = (item: Item) => words(item.text).filter((word) => ownRole.includes(word)).length;
  const facts = [...new Set([...person.said, ...person.about])]
    .filter(({ kind }) => kind === 'fact')
    .toSorted((a, b) => telling(b) - telling(a) || importanceOf(b) - importanceOf(a))
    .slice(0, FACTS_OF_PERSON);
  return post({
    blocks: [
      paragraph(strong(person.name), `, ${person.role}.`),
      ...facts.map((item) => paragraph(`${item.text} `, cites.mark(item))),
    ],
    citations: cites.list,
    actions: [
      { label: `All of ${person.name}`, command: commandLine('who', { person: person.handle }, context) },
      ...sourceActions(facts, context),
    ],
    understood: { question: `Who is ${person.name}?`, about: person.name, items: facts.map(({ ref }) => ref) },
  });
}

/** A button for each source, by the number of its citation. */
function sourceActions(items: readonly Item[], context: Context): Reply['actions'] {
  return items.map(({ ref }, i) => ({
    label: `Source ${i + 1}`,
    command: commandLine('source', { item: ref }, context),
  }));
}

function importanceOf(item: Item): number {
  return item.kind === 'fact' ? item.importance : 0;
}

/** What is not held is said so, with what is held nearby. */
function refusal(near: readonly Item[], context: Context): Reply {
  const topics = nearestTopics(near, context.library);
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
