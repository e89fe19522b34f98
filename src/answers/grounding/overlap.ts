import { contentOf, support, type Evidence } from './evidence.ts';
import type { Token } from './read.ts';

/** How much of a claim stands in its sources as it is put there; shares between 0 and 1. */
export type Overlap = {
  /** Of its words' weight, what any source has, by synonym too. */
  words: number;
  /** The same within the sentence, and the three sentences, that have most of it. */
  sentence: number;
  window: number;
  /** Of its pairs, threes and fours of words. */
  pairs: number;
  threes: number;
  fours: number;
  /** How long the stretches are that are copied: the sum of their squares to the claim's. */
  stretches: number;
  /** Of its neighbouring content words, those that are neighbours in the source. */
  neighbours: number;
  /** The longest common subsequence with that window. */
  order: number;
  /** The weight of its words that nothing bears out, to all. */
  added: number;
  /** The heaviest such word. */
  rarest: number;
  /** The most such words in a row. */
  run: number;
  /** Where in the text the window stands: 0 at its beginning, 1 at its end. */
  place: number;
};

/** Positions of one word that are looked at; a text that repeats one word for ever is no article. */
const MOST_PLACES = 200;

/** The sources' texts as one row of words. */
export type Row = { words: string[]; sentence: number[]; places: Map<string, number[]>; grams: ReadonlySet<string>[] };

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
  return { words, sentence, places, grams: [2, 3, 4].map((n) => new Set(grams(words, n))) };
}

function note(places: Map<string, number[]>, term: string, at: number): void {
  const known = places.get(term);
  if (!known) places.set(term, [at]);
  else if (known.length < MOST_PLACES) known.push(at);
}

function grams(words: readonly string[], n: number): string[] {
  const found: string[] = [];
  for (let i = 0; i + n <= words.length; i += 1) found.push(words.slice(i, i + n).join(' '));
  return found;
}

export function overlapOf(claim: readonly Token[], evidence: Evidence, row: Row): Overlap {
  const stems = claim.flatMap(({ kind, stem }) => (kind === 'mark' ? [] : stem));
  const content = contentOf(claim);
  const total = content.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let held = 0;
  let added = 0;
  let rarest = 0;
  let run = 0;
  let longest = 0;
  for (const { token, weight } of content) {
    const share = token.kind === 'figure' ? Number(evidence.text.has(token.stem)) : support(token, evidence);
    held += weight * share;
    if (share > 0) {
      run = 0;
      continue;
    }
    added += weight;
    rarest = Math.max(rarest, weight);
    run += 1;
    longest = Math.max(longest, run);
  }
  const places = content.map(({ token }) => row.places.get(`=${token.concept}`) ?? row.places.get(token.stem) ?? []);
  const weights = content.map(({ weight }) => weight);
  const best = bestWindow(places, weights, row, evidence.sentences.length);
  const [pairs = 0, threes = 0, fours = 0] = row.grams.map((known, i) => shareIn(grams(stems, i + 2), known));
  return {
    words: held / total,
    sentence: best.sentence / total,
    window: best.window / total,
    pairs,
    threes,
    fours,
    stretches: stretches(stems, row),
    neighbours: neighbours(places, row),
    order: order(claim, evidence.sentences.slice(best.at, best.at + 3).flat()),
    added: added / total,
    rarest,
    run: longest,
    place: evidence.sentences.length > 1 ? best.at / (evidence.sentences.length - 1) : 0,
  };
}

function shareIn(found: readonly string[], known: ReadonlySet<string>): number {
  return found.length === 0 ? 1 : found.filter((each) => known.has(each)).length / found.length;
}

function bestWindow(places: readonly number[][], weights: readonly number[], row: Row, count: number) {
  const one = new Float64Array(count);
  const three = new Float64Array(count);
  for (const [i, where] of places.entries()) {
    const weight = weights[i] ?? 0;
    let last = -1;
    for (const place of where) {
      const sentence = row.sentence[place] ?? 0;
      if (sentence === last) continue;
      one[sentence] = (one[sentence] ?? 0) + weight;
      // A window of three begins at this sentence or at one of the two before it.
      for (let start = Math.max(0, sentence - 2, last + 1); start <= sentence; start += 1)
        three[start] = (three[start] ?? 0) + weight;
      last = sentence;
    }
  }
  let at = 0;
  for (let s = 1; s < count; s += 1) if ((three[s] ?? 0) > (three[at] ?? 0)) at = s;
  return { sentence: one.reduce((most, each) => Math.max(most, each), 0), window: three[at] ?? 0, at };
}

function stretches(stems: readonly string[], { words, places }: Row): number {
  let sum = 0;
  for (let i = 0; i < stems.length;) {
    let longest = 0;
    for (const start of places.get(stems[i] ?? '') ?? []) {
      let length = 1;
      while (i + length < stems.length && stems[i + length] === words[start + length]) length += 1;
      longest = Math.max(longest, length);
    }
    sum += longest * longest;
    i += Math.max(1, longest);
  }
  return stems.length === 0 ? 0 : Math.sqrt(sum) / stems.length;
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

function order(claim: readonly Token[], window: readonly Token[]): number {
  const a = claim.flatMap(({ kind, stem }) => (kind === 'mark' ? [] : stem));
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
