import { STOP_WORDS } from '../../facts/stop-words.ts';
import { concept, words } from '../../facts/words.ts';
import type { ArticleFact } from './find-facts.ts';

const HEDGED = /\b(?:may|might|could|perhaps|seems?|appears?|arguably|likely|possibly|sort of|kind of)\b/i;
const JUDGES =
  /\b(?:should|must|ought|clearly|obviously|frankly|absurd|ridiculous|shameful|amazing|incredible|hardly|surely|of course|unsurprisingly|ironically)\b/i;
const HAPPENS =
  /\b(?:announced|signed|approved|agreed|opened|closed|killed|died|won|lost|rose|fell|launched|ordered|arrested|charged|sued|voted|elected|resigned|bought|sold|met|banned|ruled|passed|rejected|published|released|found|hit)\b/i;
const SHORT = 45;
const LONG = 280;
/** Of the statements, best first, those that are worth 5, 4, 3 and 2. */
const SHARES = [0.08, 0.3, 0.6, 0.85];

type Statement = Omit<ArticleFact, 'importance'>;

/** How much an article turns on each of its statements, 1 to 5: by place, by the words that the whole comes back to, by what is concrete. */
export function rateStatements(
  statements: readonly Statement[],
  length: number,
  title = '',
): ArticleFact['importance'][] {
  const concepts = statements.map(({ text }) => contentOf(text));
  const counts = new Map<string, number>();
  for (const own of concepts) for (const term of own) counts.set(term, (counts.get(term) ?? 0) + 1);
  const headline = contentOf(title);
  const scores = statements.map((statement, i) => {
    const own = concepts[i] ?? new Set();
    const central = [...own].reduce((sum, term) => sum + Math.min(6, (counts.get(term) ?? 1) - 1), 0);
    const titled = [...own].filter((term) => headline.has(term)).length / Math.max(3, headline.size);
    return score(statement, length) + Math.min(1.5, central / 12) + 2 * titled;
  });
  const first = statements.findIndex(({ isLoose, text }) => !isLoose && text.length > SHORT);
  if (first >= 0) scores[first] = (scores[first] ?? 0) + 3;
  const ranked = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const rank = new Map(ranked.map((i, place) => [i, place]));
  return statements.map(({ isLoose }, i) => {
    const place = rank.get(i) ?? 0;
    const level = SHARES.findIndex((share) => place < Math.max(1, share * statements.length));
    const worth = level < 0 ? 1 : 5 - level;
    return asImportance(isLoose ? Math.min(2, worth) : worth);
  });
}

function asImportance(worth: number): ArticleFact['importance'] {
  return worth >= 5 ? 5 : worth >= 4 ? 4 : worth >= 3 ? 3 : worth >= 2 ? 2 : 1;
}

function score({ text, start, isLoose, attribution, when, numbers, people, shown }: Statement, length: number): number {
  return (
    1.6 * (1 - start / Math.max(1, length)) ** 2 +
    (numbers.length > 0 ? 0.7 : 0) +
    (when === undefined ? 0 : 0.5) +
    Math.min(0.6, 0.3 * people.length) +
    (HAPPENS.test(text) ? 0.5 : 0) +
    (attribution === undefined ? 0 : 0.1) -
    (shown.length > 0 ? 0.2 : 0) -
    (isLoose ? 2.5 : 0) -
    (HEDGED.test(text) ? 0.3 : 0) -
    (JUDGES.test(text) ? 0.8 : 0) -
    (text.length < SHORT ? 0.6 : text.length > LONG ? 0.4 : 0) -
    (/[“"]/.test(text) ? 0.3 : 0) -
    (text.endsWith('!') ? 1.5 : 0)
  );
}

function contentOf(text: string): Set<string> {
  return new Set(words(text).flatMap((word) => (STOP_WORDS.has(word) || word.length < 3 ? [] : (concept(word) ?? []))));
}
