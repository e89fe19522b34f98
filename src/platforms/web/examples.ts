import type { Engine } from '../../engine.ts';
import type { Library } from '../../facts/library.ts';

export type Example = { line: string; what: string };

/** More would keep the first visitor waiting. */
const MOST_TRIED = 20;

/** Lines to begin with, drawn from the library's own names; the question is one that is answered. None where nothing is published. */
export function createExamples({
  commands,
  dispatch,
  library,
}: Pick<Engine, 'commands' | 'dispatch' | 'library'>): () => Promise<Example[]> {
  let made: { version: string; examples: Promise<Example[]> } | undefined;
  return () => {
    const current = library();
    if (made?.version !== current.version) made = { version: current.version, examples: find(current) };
    return made.examples;
  };

  async function find(current: Library): Promise<Example[]> {
    if (current.stories.length === 0) return [];
    const surname = speakers(current)
      .map((name) => name.split(' ').at(-1)?.toLowerCase() ?? name)
      .findLast((name) => current.person(name).found);
    const question = await firstAnswered(questions(current));
    const all = [
      {
        command: 'summary',
        line: current.stories.length === 1 ? '/summary' : `/summary ${current.stories[0]?.slug}`,
        what: 'A story in a few sentences, each with its source',
      },
      {
        command: 'quote',
        line: surname === undefined ? '/quote' : `/quote ${surname}`,
        what: 'A quotation, word for word',
      },
      { command: 'ask', line: question, what: 'A question in your own words' },
      { command: 'stories', line: '/stories', what: 'All that is published' },
    ];
    return all.flatMap(({ command, line, what }) =>
      line !== undefined && commands.some(({ name }) => name === command) ? [{ line, what }] : [],
    );
  }

  async function firstAnswered(candidates: readonly string[]): Promise<string | undefined> {
    for (const line of candidates.slice(0, MOST_TRIED)) {
      const reply = await dispatch({
        channel: 'web:examples',
        asker: { id: line, name: 'Examples', isOperator: false },
        unworded: true,
        line,
      });
      if (reply.outcome === 'answer') return line;
    }
    return undefined;
  }
}

/** Those who are quoted, in the order of the newest story. */
function speakers({ stories }: Library): string[] {
  return [
    ...new Set(
      stories[0]?.quotes.filter(({ speaker }) => speaker.kind === 'person').map(({ speaker }) => speaker.name),
    ),
  ];
}

/** Short topics first: they read best in a question. */
function questions({ stories: [story] }: Library): string[] {
  if (!story) return [];
  const said = story.quotes
    .toReversed()
    .flatMap(({ speaker, topics }) =>
      shortestFirst(topics).map((topic) => `What did ${speaker.name} say about ${topic}?`),
    );
  return [...new Set(said)];
}

function shortestFirst(topics: readonly string[]): string[] {
  return topics.toSorted((a, b) => a.length - b.length);
}
