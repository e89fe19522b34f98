import { lexicalKind } from '../../facts/lexicon.ts';
import { contentOf, support, type Evidence } from './evidence.ts';
import type { Token } from './read.ts';

/** How much of a claim's sentence stands in its sources as it is put there; shares between 0 and 1. */
export type Overlap = {
  /** Of its neighbouring content words, those that are neighbours in the source. */
  neighbours: number;
  /** How long the stretches are that are copied: the root of the sum of their squares, to the sentence's length. */
  stretches: number;
  /** The square of that: what is copied whole is worth more than its parts. */
  solid: number;
  /** The longest such stretch alone. */
  longest: number;
  /** The longest common subsequence with the three sentences that have most of it. */
  order: number;
  /** The weight of its words that nothing bears out, to all; 1 where it says nothing. */
  added: number;
  /** How many such words stand in a row, beyond the first. */
  run: number;
  /** The weight of such words in the clause that is most made of them. */
  clause: number;
  /** Its names and words of no dictionary that nothing bears out. */
  unknown: number;
};

/** Positions of one word that are looked at; a text that repeats one word for ever is no article. */
const MOST_PLACES = 200;

/** The sources' texts as one row of words. */
export type Row = { words: string[]; sentence: number[]; places: Map<string, number[]> };

export function rowOf({ sentences }: Pick<Evidence, 'sentences'>): Row {
  const words: string[] = [];
  const sentence: number[] = [];
  const places = new Map<string, number[]>();
  for (const [s, tokens] of sentences.entries()) {
    for (const token of tokens) {
      if (token.kind === 'mark') continue;
      const at = words.length;
      words.push(token.stem);
      sentence.push(s);
      note(places, token.stem, at);
      if (token.concept !== undefined) note(places, `=${token.concept}`, at);
    }
  }
  return { words, sentence, places };
}

function note(places: Map<string, number[]>, term: string, at: number): void {
  const known = places.get(term);
  if (!known) places.set(term, [at]);
  else if (known.length < MOST_PLACES) known.push(at);
}

export function overlapOf(claim: readonly Token[], evidence: Evidence, row: Row): Overlap {
  const stems = claim.flatMap(({ kind, stem }) => (kind === 'mark' ? [] : stem));
  const content = contentOf(claim);
  const places = content.map(({ token }) => row.places.get(`=${token.concept}`) ?? row.places.get(token.stem) ?? []);
  const at = bestWindow(
    places,
    content.map(({ weight }) => weight),
    row,
    evidence.sentences.length,
  );
  const { share, longest } = stretches(stems, row);
  return {
    neighbours: neighbours(places, row),
    stretches: share,
    solid: share ** 2,
    longest,
    order: order(stems, evidence.sentences.slice(at, at + WINDOW).flat()),
    clause: ownClause(claim, evidence),
    ...additions(content, evidence),
  };
}

/** What a sentence has and the evidence has not. */
function additions(
  content: ReturnType<typeof contentOf>,
  evidence: Evidence,
): Pick<Overlap, 'added' | 'run' | 'unknown'> {
  let [all, added, row, longest, unknown] = [0, 0, 0, 0, 0];
  for (const { token, weight } of content) {
    const borne = support(token, evidence);
    all += weight;
    if (borne < SURE && isNameLike(token)) unknown += 1;
    if (borne > 0) {
      row = 0;
      continue;
    }
    added += weight;
    row += 1;
    longest = Math.max(longest, row);
  }
  return { added: all > 0 ? added / all : 1, run: Math.max(0, longest - 1), unknown };
}

/** Less than this only a word of the same family bears out. */
const SURE = 0.9;

function isNameLike({ word, capital, opens }: Token): boolean {
  return (capital && !opens) || lexicalKind(word) !== 'word';
}

const CLAUSE =
  /^(?:[,;:—–“”]|although|though|because|while|which|despite|amid|after|before|and|but|where|when|in|of|from|with|as)$/;
const MOSTLY = 0.5;

/** The most that a clause adds of its own: the weight of its words that nothing bears out, where they are most of it. */
function ownClause(claim: readonly Token[], evidence: Evidence): number {
  let most = 0;
  let [own, all] = [0, 0];
  const close = () => {
    if (own > MOSTLY * all) most = Math.max(most, own);
    [own, all] = [0, 0];
  };
  const weights = new Map(contentOf(claim).map(({ token, weight }) => [token, weight]));
  for (const token of claim) {
    if (CLAUSE.test(token.word)) close();
    const weight = weights.get(token);
    if (weight === undefined) continue;
    all += weight;
    if (support(token, evidence) === 0) own += weight;
  }
  close();
  return most;
}

/** Sentences that a window holds. */
const WINDOW = 3;

/** Where the window begins that holds most of the weight. */
function bestWindow(places: readonly number[][], weights: readonly number[], row: Row, count: number): number {
  const held = new Float64Array(count);
  for (const [i, where] of places.entries()) {
    let last = -1;
    for (const place of where) {
      const sentence = row.sentence[place] ?? 0;
      if (sentence === last) continue;
      for (let start = Math.max(0, sentence - WINDOW + 1, last + 1); start <= sentence; start += 1)
        held[start] = (held[start] ?? 0) + (weights[i] ?? 0);
      last = sentence;
    }
  }
  return Math.max(0, held.indexOf(Math.max(...held.slice(0, MOST_SENTENCES))));
}

/** So many sentences of a source are looked through for the window. */
const MOST_SENTENCES = 20_000;

function stretches(stems: readonly string[], { words, places }: Row): { share: number; longest: number } {
  let sum = 0;
  let most = 0;
  for (let i = 0; i < stems.length;) {
    let longest = 0;
    for (const start of places.get(stems[i] ?? '') ?? []) {
      let length = 1;
      while (i + length < stems.length && stems[i + length] === words[start + length]) length += 1;
      longest = Math.max(longest, length);
    }
    sum += longest * longest;
    most = Math.max(most, longest);
    i += Math.max(1, longest);
  }
  const length = stems.length || 1;
  return { share: Math.sqrt(sum) / length, longest: most / length };
}

function neighbours(places: readonly number[][], { sentence }: Row): number {
  if (places.length < 2) return 1;
  let sum = 0;
  for (let i = 1; i < places.length; i += 1) {
    const [a = [], b = []] = [places[i - 1], places[i]];
    let nearest = Infinity;
    for (let x = 0, y = 0; x < a.length && y < b.length;) {
      const [from = 0, to = 0] = [a[x], b[y]];
      if (from !== to && sentence[from] === sentence[to]) nearest = Math.min(nearest, Math.abs(to - from));
      if (from <= to) x += 1;
      else y += 1;
    }
    sum += nearest <= 3 ? 1 : nearest <= 6 ? 0.7 : nearest < Infinity ? 0.4 : 0;
  }
  return sum / (places.length - 1);
}

/** Tokens of a window that are compared; a longer one is a text without full stops. */
const LONGEST_WINDOW = 400;

function order(a: readonly string[], window: readonly Token[]): number {
  const b = window.slice(0, LONGEST_WINDOW).flatMap(({ kind, stem }) => (kind === 'mark' ? [] : stem));
  if (a.length === 0) return 0;
  let above = new Uint16Array(b.length + 1);
  for (const word of a) {
    const here = new Uint16Array(b.length + 1);
    for (const [j, other] of b.entries())
      here[j + 1] = word === other ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, here[j] ?? 0);
    above = here;
  }
  return (above[b.length] ?? 0) / a.length;
}
