import { rarity } from '../facts/lexicon.ts';
import type { Passage } from '../facts/passage.ts';
import type { Search } from '../facts/search.ts';
import type { Question, Term } from './question.ts';

/** How well one item bears a question out; shares are between 0 and 1, flags 0 or 1. */
export type Features = {
  /** The share of the question's weight that the item holds. */
  coverage: number;
  /** The same share among its words other than names, numbers and years; 1 where it has none. */
  matter: number;
  /** The question's whole weight: a long question full of rare words has much to bear out. */
  weight: number;
  /** How much the story turns on the item, 1 to 5 as its editor says; 3 where nobody says. */
  importance: number;
  /** How like the question is to the one nearest to it of those that an editor says the item answers. */
  asked: number;
  /** Whether an editor says which questions the item answers: one unlike them all is then less likely its own. */
  foreseen: boolean;
  /** The share held by synonyms only. */
  synonyms: number;
  /** The share that no item of the store holds. */
  unknown: number;
  /** The share of names that the item lacks, though it lists whom it is about. */
  strangers: number;
  /** Flag: the item lists whom it is about, and shares names with the question but hardly another word. */
  offTopic: number;
  /** How densely the question's words stand in the item's text: words found to the length of the stretch that holds them. */
  proximity: number;
  /** The logarithm of the item's length in words. */
  length: number;
  /** 1 where the item has the kind of thing asked for (a figure, a name) that the question has not, -1 where it hasn't, 0 where any would do. */
  wanted: number;
  /** Flag: a figure is asked for and the item has none that the question has not. */
  lacksFigure: number;
  /** Flag: a time is asked for and the item has none. */
  lacksTime: number;
  /** Flag: it asks whether somebody did something, and the item is about others. */
  otherSubject: number;
  /** Flag: it asks why and the item gives no reason. */
  lacksReason: number;
  /** Flag: it asks for “which judge” and nothing in the item is like a judge. */
  lacksKind: number;
  /** Flag: the question names a year and the item is dated to another. */
  otherYear: number;
  /** Flag: somebody's statement is wanted and the item is not theirs. */
  otherSpeaker: number;
};

/** What a word counts that is not in the item's text as it was asked: a synonym, in the context, a synonym there, one of the same family. */
const SYNONYM = 0.8;
const CONTEXT = 0.85;
const CONTEXT_SYNONYM = 0.4;
const KIN = 0.5;
const ASKED = 0.9;
const ASKED_ELSEWHERE = 0.4;

const BARELY = 0.2;

/** The words of “last year”, which a date bears out. */
const RELATIVE: ReadonlySet<string> = new Set(['last', 'previous', 'year']);

/** What each term of a question weighs: rare in the store and rare in English weighs most. */
export function weigh({ terms }: Question, search: Pick<Search<unknown>, 'size' | 'frequency'>): number[] {
  const most = Math.log((search.size + 1) * 2);
  return terms.map(({ word, concept }) => {
    const idf = Math.log((search.size + 1) / (search.frequency(concept) + 0.5)) / most;
    return (0.15 + rarity(word)) * (0.2 + Math.min(1, Math.max(0.05, idf)));
  });
}

/** Holds an item against a question whose terms have these weights. */
export function compare(
  question: Question,
  weights: readonly number[],
  passage: Passage,
  search: Pick<Search<unknown>, 'frequency'>,
): Features {
  const found = { total: 0, held: 0, matter: 0, matterHeld: 0, synonyms: 0, unknown: 0, strangers: 0 };
  const asked = nearestAsked(question, weights, passage);
  const ofYear = ofYearAsked(question, passage);
  let lacksKind = 0;
  let otherSubject = 0;
  for (const [i, term] of question.terms.entries()) {
    const weight = weights[i] ?? 0;
    const itself = ofYear && RELATIVE.has(term.word) ? 1 : shareHeld(term, passage);
    const share = Math.max(itself, shareAsked(term, asked.terms, passage));
    found.total += weight;
    found.held += weight * share;
    if (term.concept === question.kind && itself === 0 && !asked.terms.has(term.concept)) lacksKind = 1;
    if (share === 0 && term.concept === question.subject && passage.context.size > 0) otherSubject = 1;
    if (share === SYNONYM) found.synonyms += weight;
    if (share === 0 && search.frequency(term.concept) === 0) found.unknown += weight;
    if (share === 0 && term.kind === 'name' && passage.context.size > 0) found.strangers += weight;
    if (term.kind !== 'word') continue;
    found.matter += weight;
    found.matterHeld += weight * share;
  }
  const { total, held, matter, matterHeld, synonyms, unknown, strangers } = found;
  const kind = wanted(question, passage);
  return {
    coverage: ratio(held, total),
    matter: matter > 0 ? matterHeld / matter : 1,
    weight: total,
    importance: passage.document.importance ?? 3,
    asked: asked.likeness,
    foreseen: passage.questions.length > 0,
    synonyms: ratio(synonyms, total),
    unknown: ratio(unknown, total),
    strangers: ratio(strangers, total),
    offTopic: passage.context.size > 0 && matterHeld < BARELY * matter ? 1 : 0,
    proximity: proximity(question, passage),
    length: Math.log(1 + passage.length),
    wanted: kind,
    lacksFigure: question.asked === 'figure' && kind < 0 ? 1 : 0,
    lacksTime: question.asked === 'when' && kind < 0 ? 1 : 0,
    lacksReason: question.asked === 'why' && !passage.reasons ? 1 : 0,
    lacksKind,
    otherSubject,
    otherYear: ofYear === false ? 1 : 0,
    otherSpeaker: otherSpeaker(question, passage),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** The nearest of the editor's questions: its terms, and how like it is (F1 of the weight asked and the terms it has). */
function nearestAsked(
  { terms }: Question,
  weights: readonly number[],
  { questions }: Passage,
): { likeness: number; terms: ReadonlySet<string> } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let best = { likeness: 0, terms: NONE };
  for (const known of questions) {
    let shared = 0;
    let count = 0;
    for (const [i, { concept }] of terms.entries()) {
      if (!known.has(concept)) continue;
      shared += weights[i] ?? 0;
      count += 1;
    }
    const likeness =
      count === 0 ? 0 : (2 * ratio(shared, total) * (count / known.size)) / (ratio(shared, total) + count / known.size);
    if (likeness > best.likeness) best = { likeness, terms: known };
  }
  return best;
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** How far an item bears one term out, from 0 to 1. */
function shareHeld({ concept, stem, kind, word }: Term, passage: Passage): number {
  if (passage.positions.has(concept)) return passage.stems.has(stem) ? 1 : SYNONYM;
  if (passage.context.has(concept)) return passage.contextStems.has(stem) ? CONTEXT : CONTEXT_SYNONYM;
  if (kind === 'year') return passage.years.has(word) ? 1 : 0;
  return hasKin(passage, stem) ? KIN : 0;
}

/** How far the editor's questions bear a term out: the nearest one, and for a plain word the others a little. */
function shareAsked({ concept, kind }: Term, nearest: ReadonlySet<string>, { questions }: Passage): number {
  if (kind !== 'word') return 0; // whom or what year it is about, the item must say itself
  if (nearest.has(concept)) return ASKED;
  return questions.some((known) => known.has(concept)) ? ASKED_ELSEWHERE : 0;
}

/** Whether the text has a word of the same family: “astronomy” for “astronomers”. */
function hasKin({ positions }: Passage, stem: string): boolean {
  if (stem.length < 5) return false;
  const root = stem.slice(0, Math.max(5, stem.length - 3));
  for (const term of positions.keys()) {
    if (term.startsWith(root) && Math.abs(term.length - stem.length) <= 4) return true;
  }
  return false;
}

/** Whether a dated item is of the year asked about, “last year” going by its source; undefined where that can't be told. */
function ofYearAsked({ yearsAgo, terms }: Question, { published, years, document }: Passage): boolean | undefined {
  if (document.when === undefined) return undefined;
  if (yearsAgo !== undefined && published !== undefined) return years.has(String(published + yearsAgo));
  const asked = terms.filter(({ kind }) => kind === 'year');
  return asked.length > 0 ? asked.some(({ word }) => years.has(word)) : undefined;
}

function proximity({ terms }: Question, { positions }: Passage): number {
  const places = terms.flatMap(({ concept }) => positions.get(concept)?.slice(0, 1) ?? []);
  if (places.length < 2) return 0;
  return places.length / (Math.max(...places) - Math.min(...places) + 1);
}

function wanted(
  { asked, words, future }: Question,
  { figures, names, places, document, speaker, context, published, years }: Passage,
): number {
  const has = (found: readonly string[]) => (found.some((word) => !words.has(word)) ? 1 : -1);
  if (asked === 'figure') return has(figures);
  if (asked === 'who') return speaker ? 1 : has(names);
  if (asked === 'where') return has(places);
  if (asked !== 'when') return 0;
  if (future && published !== undefined) return [...years].some((year) => Number(year) > published) ? 1 : -1;
  if (document.when !== undefined) return 1;
  return context.size > 0 ? -1 : 0;
}

function otherSpeaker({ speaker: wantedSpeaker }: Question, { speaker, context }: Passage): number {
  if (wantedSpeaker.length === 0 || context.size === 0) return 0;
  return speaker && wantedSpeaker.some((name) => speaker.has(name)) ? 0 : 1;
}
