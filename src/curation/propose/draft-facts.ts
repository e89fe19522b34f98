import { locatePassage } from '../../facts/evidence.ts';
import { concept, words } from '../../facts/words.ts';
import { DraftFact } from '../draft.ts';
import type { ArticleFact } from '../facts/find-facts.ts';
import { cutAtClause } from '../facts/trim.ts';
import type { Cast } from './cast.ts';
import { contentWords, slugOf } from './name-slug.ts';
import type { Topics } from './topics.ts';

const MOST = 25;
/** Where there are so many that stand alone, those that do not are left out. */
const ENOUGH = 8;
const LONGEST = 500;
/** Longer ones are cut where a clause only adds to them. */
const LONG = 340;
const MOST_PEOPLE = 8;
const ALIKE = 0.5;

type Found = {
  text: string;
  facts: readonly ArticleFact[];
  topics: Topics;
  cast: Cast;
  nextId: (wanted: string) => string;
};

/** The best statements of an article as facts of a draft, in the order of the text, and their ids with the best first. */
export function draftFacts({ text, facts, topics, cast, nextId }: Found): { facts: DraftFact[]; order: string[] } {
  const alone = facts.filter(({ isLoose }) => !isLoose);
  const ranked = rank(alone.length >= ENOUGH ? alone : facts);
  const drafted = new Map<ArticleFact, DraftFact>();
  for (const fact of ranked) {
    if (drafted.size >= MOST) break;
    const draft = draftFact(fact, { text, topics, cast });
    if (draft) drafted.set(fact, draft);
  }
  const inOrder = [...drafted.keys()].sort((a, b) => a.start - b.start);
  const named = new Map(
    inOrder.flatMap((fact) => {
      const draft = drafted.get(fact);
      return draft ? [[fact, { ...draft, id: nextId(draft.id) }] as const] : [];
    }),
  );
  return {
    facts: [...named.values()],
    order: ranked.flatMap((fact) => named.get(fact)?.id ?? []),
  };
}

function draftFact(
  fact: ArticleFact,
  { text, topics, cast }: Pick<Found, 'text' | 'topics' | 'cast'>,
): DraftFact | undefined {
  const told = cutAtClause(fact.text, LONG) ?? (fact.text.length <= LONGEST ? fact.text : undefined);
  if (told === undefined) return undefined;
  const passages = [{ start: fact.start, end: fact.end }, ...fact.shown];
  const speaker = fact.speaker === undefined ? undefined : cast.idOf(fact.speaker);
  const about = fact.people.flatMap((name) => cast.idOfMentioned(name) ?? []);
  const draft: unknown = {
    id: slugOf(contentWords(told, 4), 'fact'),
    text: told,
    ...(fact.attribution !== undefined && { attribution: fact.attribution }),
    ...(speaker !== undefined && { speaker }),
    ...(fact.when !== undefined && { when: fact.when }),
    topics: topics.of(told),
    people: [...new Set(about)].slice(0, MOST_PEOPLE),
    importance: fact.importance,
    numbers: fact.numbers.filter(({ label }) => label !== ''),
    questions: [],
    evidence: passages.map(({ start, end }) => locatePassage(text, start, end)),
    decision: 'open',
    isArticleWords: true,
  };
  // What the story's schema refuses (signs that nobody sees, words without end) is no fact for a reader.
  return DraftFact.safeParse(draft).data;
}

/** Best first: by importance and place, what says again what a better one says further down. */
function rank(facts: readonly ArticleFact[]): ArticleFact[] {
  const sorted = [...facts].sort((a, b) => b.importance - a.importance || a.start - b.start);
  const lede = facts.find(({ isLoose, importance }) => !isLoose && importance >= 4);
  const ordered = lede ? [lede, ...sorted.filter((fact) => fact !== lede)] : sorted;
  const taken: Set<string>[] = [];
  const first: ArticleFact[] = [];
  const again: ArticleFact[] = [];
  for (const fact of ordered.slice(0, 4 * MOST)) {
    const own = new Set(words(fact.text).flatMap((word) => concept(word) ?? []));
    if (taken.some((other) => likeness(own, other) > ALIKE)) again.push(fact);
    else first.push(fact);
    taken.push(own);
  }
  return [...first, ...again];
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
