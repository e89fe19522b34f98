import { locatePassage, sha256 } from '../src/facts/evidence.ts';
import { Story } from '../src/facts/story.ts';
import { seededRandom } from '../tests/support/crash/seeded-random.ts';

const SYLLABLES = [
  'ba',
  'den',
  'ker',
  'lo',
  'mi',
  'nor',
  'pa',
  'qui',
  'ros',
  'sta',
  'tor',
  'ul',
  've',
  'wen',
  'ya',
  'zim',
];
const COMMON = ['the', 'of', 'in', 'and', 'said', 'to', 'for', 'on', 'with', 'that', 'was', 'by'];
const VOCABULARY = 12_000;

export type Generated = { stories: Story[]; questions: string[] };

/** Stories of invented words whose frequencies fall as in language (Zipf), and questions made from their facts. */
export function generate(storyCount: number, factsEach: number, questionCount: number): Generated {
  const random = seededRandom(20_231_018);
  const below = (limit: number) => Math.floor(random() * limit);
  const vocabulary = Array.from({ length: VOCABULARY }, (_, rank) =>
    Array.from({ length: 2 + (rank % 3) }, () => SYLLABLES[below(SYLLABLES.length)]).join(''),
  );
  const word = () =>
    (random() < 0.35 ? COMMON[below(COMMON.length)] : vocabulary[Math.floor(VOCABULARY ** random()) - 1]) ?? '';
  const sentence = (length: number) => Array.from({ length }, word).join(' ');
  const name = () => vocabulary[below(VOCABULARY)]?.replace(/^./, (letter) => letter.toUpperCase()) ?? '';

  const stories = Array.from({ length: storyCount }, (_, s) => {
    const people = Array.from({ length: 6 }, (_, i) => ({
      id: `person-${i}`,
      name: `${name()} ${name()} ${s}${i}`,
      role: sentence(4),
    }));
    const facts = Array.from({ length: factsEach }, (_, f) => ({
      id: `fact-${f}`,
      text: `${name()} ${sentence(12 + below(12))} ${below(1000)} ${sentence(3)}.`,
      topics: [`topic-${f % 8}`],
      people: [`person-${f % 6}`],
      importance: 1 + (f % 5),
      when: `20${10 + (s % 15)}-0${1 + (f % 9)}`,
    }));
    const quotes = Array.from({ length: 10 }, (_, q) => ({
      id: `quote-${q}`,
      speaker: `person-${q % 6}`,
      text: sentence(14),
      context: sentence(8),
      said: 'told the paper',
      topics: [`topic-${q % 8}`],
    }));
    const article = [...facts, ...quotes].map(({ text }) => text).join('\n');
    const evidence = (text: string) => [
      locatePassage(article, article.indexOf(text), article.indexOf(text) + text.length),
    ];
    return Story.parse({
      slug: `story-${s}`,
      title: `${name()} ${sentence(5)}`,
      status: 'published',
      source: {
        publisher: 'The Paper',
        title: sentence(6),
        published: `20${10 + (s % 15)}`,
        sha256: sha256(article),
        length: article.length,
      },
      topics: Array.from({ length: 8 }, (_, t) => `topic-${t}`),
      people,
      facts: facts.map((fact) => ({ ...fact, evidence: evidence(fact.text) })),
      quotes: quotes.map((quote) => ({ ...quote, evidence: evidence(quote.text) })),
      summary: { short: ['fact-0'], standard: ['fact-0', 'fact-1'], long: ['fact-0', 'fact-1', 'fact-2'] },
    });
  });

  const questions = Array.from({ length: questionCount }, (_, i) => {
    const story = stories[below(stories.length)];
    const words = story?.facts[below(factsEach)]?.text.split(' ') ?? [];
    const from = below(Math.max(1, words.length - 7));
    return `${['what did', 'how many', 'who said', 'when was'][i % 4]} ${words.slice(from, from + 6).join(' ')}?`;
  });
  return { stories, questions };
}
