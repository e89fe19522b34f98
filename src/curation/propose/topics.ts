import { lexicalKind, rarity } from '../../facts/lexicon.ts';
import { speechVerb } from '../quotes/speech-verbs.ts';
import { locate, type Token } from '../../facts/words.ts';
import type { NamedPerson } from '../quotation.ts';

/** Topics that stand out in an article, the first the most; `of` gives those that a passage is about, one at least; `isAbout` whether it is about any. */
export type Topics = { all: string[]; of(text: string): string[]; isAbout(text: string): boolean };

const MOST = 5;
const FEWEST = 2;
const MOST_OF_ONE = 3;
const LONGEST = 40;
/** Of a text, what is read for topics: what it is about it tells by then. */
const READ = 60_000;
const NAMED = new Set(['organisation', 'document']);
/** A noun follows these. */
const BEFORE_NOUN =
  /^(?:the|a|an|of|its|their|his|her|this|that|these|those|in|on|for|with|from|by|new|and|more|about|against|over|into|between|under|no|some|any|local|national|public|first|last|state)$/;
const BEFORE_VERB = /^(?:to|will|would|could|can|may|might|should|must|did|does|do|they|he|she|it|we|you|i|who|not)$/;
const NO_TOPIC =
  /^(?:people|year|years|day|days|week|weeks|month|months|time|times|way|ways|lot|part|percent|million|billion|thousand|hundred|dozen|today|yesterday|tomorrow|morning|night|evening|afternoon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|interview|statement|reporter|reporters|news|official|officials|spokesman|spokeswoman|spokesperson|president|mr|mrs|ms|dr|sen|rep|gov|man|men|woman|women|member|members|number|group|place|case|issue|issues|question|questions|fact|point|end|side|example|comment|comments|story|article|post|source|sources|first|second|third|new|old|long|big|good|own|many|several|recent|former|including|home|reason|reasons|kind|hour|hours|minute|minutes|event|events|thing|work|country|countries|leader|leaders|world|meeting|half|rest|decade|decades|figure|figures|plan|plans|report|reports|decision|move|addition|order|effort|efforts|set|use|view|need|chance|change|changes|level|area|areas|start|line|bit|past|future|photo|image|video|one|two|three|four|five|six|seven|eight|nine|ten|say|told|added|called|made|asked|think|believe|know|want|going|come|came|went|take|took|get|got|see|saw|another|person|candidate|candidates|nominee|using|used|uses|help|helps|less|latest|grown|expect|expects|united|top|basic|dead|increase|increases|middle|choice|west|fatal|recent|letter|super)$/;

type Candidate = { label: string; concepts: string[]; score: number };

/** Finds an article's topics by the names and nouns that it comes back to and that its title has. */
export function findTopics(title: string, text: string, people: readonly NamedPerson[]): Topics {
  const tokens = locate(text.slice(0, READ)).filter(({ word }) => word.length > 0);
  const titled = new Set(locate(title).flatMap(({ concept }) => concept ?? []));
  const personal = new Set(
    people
      .filter(({ kind }) => kind === 'person')
      .flatMap(({ name, aliases }) => [name, ...aliases].flatMap((each) => locate(each).flatMap(({ stem }) => stem))),
  );
  const single = countTerms(text, tokens, personal);
  const candidates = [
    ...pairs(tokens, single, titled, text),
    ...[...single.values()].flatMap((term) => asCandidate(term, titled)),
    ...houses(people, titled),
  ].sort((a, b) => b.score - a.score);
  const chosen = choose(candidates);
  if (chosen.length < FEWEST) chosen.push(...spare(single, chosen).slice(0, FEWEST - chosen.length));
  const all = chosen.map(({ label }) => label);
  const fallback = all[0] ?? 'news';
  const fitting = (passage: string) => {
    const own = new Set(locate(passage).flatMap(({ concept }) => concept ?? []));
    return chosen.filter(({ concepts }) => concepts.every((term) => own.has(term)));
  };
  return {
    all: all.length > 0 ? all : [fallback],
    of(passage) {
      const found = fitting(passage).slice(0, MOST_OF_ONE);
      return found.length > 0 ? found.map(({ label }) => label) : [fallback];
    },
    isAbout: (passage) => fitting(passage).length > 0,
  };
}

type Term = {
  concept: string;
  word: string;
  label: string;
  count: number;
  nouns: number;
  verbs: number;
  ends: number;
  capitals: number;
  inside: number;
};

function countTerms(text: string, tokens: readonly Token[], personal: ReadonlySet<string>): Map<string, Term> {
  const terms = new Map<string, Term>();
  for (const [i, { concept, word, stem, capital, opens, start, end }] of tokens.entries()) {
    if (
      concept === undefined ||
      /^\d/.test(word) ||
      word.length < 3 ||
      personal.has(stem) ||
      NO_TOPIC.test(word) ||
      speechVerb(word)
    )
      continue;
    const before = tokens[i - 1];
    const plain = word.replace(/'s?$/, '');
    const term = terms.get(concept) ?? {
      concept,
      word: plain,
      label: '',
      count: 0,
      nouns: 0,
      verbs: 0,
      ends: 0,
      capitals: 0,
      inside: 0,
    };
    term.count += 1;
    if (before && BEFORE_NOUN.test(before.word)) term.nouns += 1;
    if (before && BEFORE_VERB.test(before.word)) term.verbs += 1;
    const next = tokens[i + 1];
    if (!next || next.concept === undefined || text.slice(end, next.start) !== ' ') term.ends += 1;
    if (!opens) term.inside += 1;
    if (capital && !opens) term.capitals += 1;
    if (term.label === '' || plain.length < term.word.length) {
      term.word = plain;
      term.label = text.slice(start, end).replace(/['’]s?$/, '');
    }
    terms.set(concept, term);
  }
  return terms;
}

function isNoun({ word, count, nouns, verbs, ends, capitals, inside }: Term): boolean {
  const isRare = count < 3 && lexicalKind(word) === 'word';
  if (isRare && /(?:ing|ed|s)$/.test(word)) return false;
  if (inside > 0 && capitals / inside > 0.7) return !isRare;
  return (
    nouns / count >= 0.35 &&
    verbs / count < 0.2 &&
    ends / count >= 0.4 &&
    !/(?:ly|ing|ed|ous|ful|ive|able|ible|ish)$/.test(word)
  );
}

function asCandidate(term: Term, titled: ReadonlySet<string>): Candidate[] {
  const { concept, word, label, count } = term;
  const isTitled = titled.has(concept);
  if (!isNoun(term) || (count < 2 && !isTitled)) return [];
  const often = count >= (isTitled ? 2 : 3) ? 1 : 0.3;
  if (!isTopic(label)) return [];
  return [{ label: capitalise(label), concepts: [concept], score: weigh(count, word) * (isTitled ? 2.5 : 1) * often }];
}

/** What an article has most of, for one that has hardly any nouns that it comes back to. */
function spare(terms: ReadonlyMap<string, Term>, chosen: readonly Candidate[]): Candidate[] {
  const known = new Set(chosen.flatMap(({ concepts }) => concepts));
  return [...terms.values()]
    .filter(({ concept, nouns, label }) => nouns > 0 && !known.has(concept) && isTopic(label))
    .sort((a, b) => weigh(b.count, b.word) - weigh(a.count, a.word))
    .map(({ concept, label }) => ({ label: capitalise(label), concepts: [concept], score: 0 }));
}

/** Two nouns that stand side by side more than once: “harbour bridge”. */
function pairs(
  tokens: readonly Token[],
  terms: ReadonlyMap<string, Term>,
  titled: ReadonlySet<string>,
  text: string,
): Candidate[] {
  const found = new Map<string, { label: string; count: number; concepts: string[]; words: string[] }>();
  /** “Bethesda Naval” and “Naval Hospital” are parts of a longer name. */
  const isPartOfName = (i: number) =>
    (isCapitalPair(tokens[i - 2], tokens[i - 1]) && isCapitalPair(tokens[i - 1], tokens[i])) ||
    (isCapitalPair(tokens[i - 1], tokens[i]) && isCapitalPair(tokens[i], tokens[i + 1]));
  const isCapitalPair = (a: Token | undefined, b: Token | undefined) =>
    a?.capital === true && b?.capital === true && text.slice(a.end, b.start) === ' ';
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    if (!before?.concept || !token.concept || text.slice(before.end, token.start) !== ' ') continue;
    if (isPartOfName(i)) continue;
    const [first, second] = [terms.get(before.concept), terms.get(token.concept)];
    if (!first || !second || !isNoun(second) || /(?:ly|ing|ed|s)$/.test(before.word) || token.word.includes("'"))
      continue;
    if (before.word.includes("'") || before.concept === token.concept) continue;
    const key = `${before.concept} ${token.concept}`;
    const label = text.slice(before.start, token.end);
    const pair = found.get(key) ?? {
      label,
      count: 0,
      concepts: [before.concept, token.concept],
      words: [before.word, token.word],
    };
    pair.count += 1;
    found.set(key, pair);
  }
  return [...found.values()].flatMap(({ label, count, concepts, words }): Candidate[] => {
    if (count < 2 || !isTopic(label)) return [];
    const inTitle = concepts.every((term) => titled.has(term));
    return [{ label: capitalise(label), concepts, score: weigh(count, words.join(' ')) * 1.8 * (inTitle ? 2 : 1) }];
  });
}

/** Organisations and papers that an article names again and again. */
function houses(people: readonly NamedPerson[], titled: ReadonlySet<string>): Candidate[] {
  return people.flatMap(({ name, kind, mentions }): Candidate[] => {
    const label = name.replace(/^the /i, '');
    const concepts = locate(label).flatMap(({ concept }) => concept ?? []);
    if (!NAMED.has(kind) || mentions.length < 2 || concepts.length === 0 || concepts.length > 4 || !isTopic(label))
      return [];
    const inTitle = concepts.some((term) => titled.has(term));
    return [{ label, concepts, score: 2.2 * Math.log2(1 + mentions.length) * (inTitle ? 1.5 : 1) }];
  });
}

function weigh(count: number, word: string): number {
  return Math.log2(1 + count) ** 1.5 * (0.4 + rarity(word.split(' ').at(-1) ?? word)) * 2;
}

function isTopic(label: string): boolean {
  return (
    label.length <= LONGEST && /^[\p{L}\p{N}][\p{L}\p{N}\p{M} &.’'-]*$/u.test(label) && label === label.normalize('NFC')
  );
}

function capitalise(label: string): string {
  return label.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The best, none of which says what another says already. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  for (const each of candidates) {
    if (chosen.length >= MOST) break;
    if (chosen.some(({ concepts }) => concepts.some((term) => each.concepts.includes(term)))) continue;
    chosen.push(each);
  }
  return chosen;
}
