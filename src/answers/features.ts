import { isCompleteKind } from '../facts/gazetteer.ts';
import type { Passage } from '../facts/passage.ts';
import { findCandidates, nearness } from './candidates.ts';
import { holdsRelated, nearestAsked, ratio, RELATED, shareAsked, shareHeld, SYNONYM } from './coverage.ts';
import type { Question } from './question.ts';
import { isOtherDeed } from './roles.ts';
import { tellsWho } from './who-is.ts';

/** How well one item bears a question out, by signal; shares are between 0 and 1, flags 0 or 1. */
export type Features = {
  /** The share of the question's weight that the item holds, of its words other than names, numbers and years; 1 where it has none. */
  matter: number;
  /** The share held by synonyms only. */
  synonyms: number;
  /** The share that only a related word bears out. */
  related: number;
  /** The share of names that the item lacks. */
  namesLacked: number;
  /** The logarithm of the weight held, each word more the oftener it stands and the shorter the item, as in BM25. */
  bm25: number;
  /** How close the nearest possible answer stands to the question's words: their weight, each word less the farther it is. */
  near: number;
  /** Flag: what is asked for can be told by its form or a list, and the item has none that the question has not. */
  noKind: number;
  /** The same, of kinds whose list has only the best known. */
  noListed: number;
  /** Flag: a name is asked for, and the item has one of which no list says that it is of the kind asked for. */
  hasName: number;
  /** How like the question is to the one nearest to it of those that an editor says the item answers. */
  asked: number;
  /** Flag: an editor says which questions the item answers; one unlike them all is then less likely its own. */
  foreseen: number;
  /** Flags, for such an item: it has no time, nothing of the kind, where one is asked for. */
  foreseenTime: number;
  foreseenKind: number;
  /** Flags, for an item that lists whom it is about: it has no figure, no reason, where one is asked for. */
  lacksFigure: number;
  lacksReason: number;
  /** The share of names that the item lacks, though it lists whom it is about. */
  strangers: number;
  /** Flag: the item lists whom it is about, and shares names with the question but hardly another word. */
  offTopic: number;
  /** Flag: it asks whether somebody did something, and the item is about others. */
  otherSubject: number;
  /** Flag: the item speaks of the deed asked about, but as another's, to another, or as not done. */
  otherDeed: number;
  /** Flag: it asks who holds an office, and the item's own words have no such office. */
  noOffice: number;
  /** Flag: it asks who somebody is, and the item does not say. */
  notWho: number;
  /** Flag, for an item whose questions were foreseen: nothing bears the question's heaviest plain word out. */
  foreseenKey: number;
  /** Flag: the question names a year and the item is dated to another. */
  otherYear: number;
  /** Flag: somebody's statement is wanted and the item is not theirs. */
  otherSpeaker: number;
  /** Flag: it is the statement of one of whom no more is asked than what they said. */
  allTheySaid: number;
  /** How much the story turns on the item, from -2 to 2 as its editor says. */
  importance: number;
};

const BARELY = 0.2;
/** A question so like one that an editor foresaw is nearly that one. */
const ALIKE = 0.65;
/** How far a name of which no list says what it is bears out the kind asked for. */
const LIKELY = 0.4;

/** The words of “last year”, which a date bears out. */
const RELATIVE: ReadonlySet<string> = new Set(['last', 'previous', 'year']);

/** Holds an item against a question whose terms have these weights. */
export function compare(question: Question, weights: readonly number[], passage: Passage): Features {
  const placed = passage.context.size > 0;
  const sum = {
    total: 0,
    matter: 0,
    matterHeld: 0,
    synonyms: 0,
    names: 0,
    namesAsked: 0,
    related: 0,
    heaviest: 0,
    heaviestHeld: false,
  };
  const candidates = findCandidates(question, passage.tokens, passage.document.text);
  const sure = candidates?.some((one) => one.sure) ?? false;
  const ofKind = sure ? 1 : candidates !== undefined && candidates.length > 0 ? LIKELY : 0;
  const asked = nearestAsked(question, weights, passage);
  const ofYear = ofYearAsked(question, passage);
  let bm25 = 0;
  let lacksKind = 0;
  let otherSubject = 0;
  for (const [i, term] of question.terms.entries()) {
    const weight = weights[i] ?? 0;
    const itself = ofYear && RELATIVE.has(term.word) ? 1 : shareHeld(term, passage);
    const inWords = Math.max(itself, shareAsked(term, asked.terms, passage));
    const share = term.word === question.noun ? Math.max(inWords, ofKind) : inWords;
    sum.total += weight;
    const near = inWords === 0 && term.kind === 'word' && holdsRelated(term, passage);
    const occurrences = passage.positions.get(term.concept)?.length ?? 0;
    bm25 += weight * saturation(occurrences * inWords || inWords || (near ? RELATED : 0), passage.length);
    if (term.concept === question.kind && itself === 0 && !asked.terms.has(term.concept)) lacksKind = 1;
    if (term.kind === 'name') sum.namesAsked += weight;
    if (share === SYNONYM) sum.synonyms += weight;
    if (share === 0) {
      if (term.concept === question.subject && placed) otherSubject = 1;
      if (term.kind === 'name') sum.names += weight;
      else if (near) sum.related += weight;
    }
    if (term.kind !== 'word') continue;
    if (weight > sum.heaviest) {
      sum.heaviest = weight;
      sum.heaviestHeld = share > 0 || near;
    }
    sum.matter += weight;
    sum.matterHeld += weight * share;
  }
  const { total } = sum;
  const told = question.kinds.length > 0 || question.asked === 'figure' || question.asked === 'when';
  const complete = question.kinds.length === 0 || question.kinds.some(isCompleteKind);
  const foreseen = passage.questions.length > 0;
  const alike = asked.likeness > ALIKE;
  const lacking = placed ? lacked(question, passage) : {};
  return {
    matter: sum.matter > 0 ? sum.matterHeld / sum.matter : 1,
    synonyms: ratio(sum.synonyms, total),
    related: ratio(sum.related, total),
    namesLacked: ratio(sum.names, total),
    bm25: Math.log1p(5 * bm25),
    near: Math.max(0, ...(candidates ?? []).map((one) => ratio(nearness(one, question, weights, passage), total))),
    noKind: flag(told && complete && candidates?.length === 0),
    noListed: flag(candidates?.length === 0 && !(told && complete)),
    hasName: flag(candidates !== undefined && candidates.length > 0 && !sure),
    asked: asked.likeness,
    foreseen: flag(foreseen),
    lacksFigure: flag(lacking.figure),
    foreseenTime: flag(foreseen && lacking.time),
    foreseenKind: flag(foreseen && !alike && lacksKind > 0),
    lacksReason: flag(lacking.reason),
    strangers: placed ? ratio(sum.names, sum.namesAsked) : 0,
    offTopic: flag(placed && sum.matterHeld < BARELY * sum.matter),
    otherSubject,
    otherDeed: flag(question.deed && isOtherDeed(question.deed, passage, alike)),
    noOffice: flag(placed && question.office !== undefined && !passage.positions.has(question.office)),
    notWho: flag(question.whoIs && !tellsWho(question.whoIs, passage)),
    foreseenKey: flag(foreseen && sum.heaviest > 0 && !sum.heaviestHeld),
    otherYear: flag(ofYear === false),
    otherSpeaker: otherSpeaker(question, passage),
    allTheySaid: flag(asksAllTheySaid(question) && passage.speaker !== undefined && !otherSpeaker(question, passage)),
    importance: (passage.document.importance ?? 3) - 3,
  };
}

/** BM25's parameters, and the length of a usual fact in words. */
const K = 1.2;
const B = 0.75;
const USUAL_LENGTH = 30;

/** How much a term counts that stands so often in an item of this length, as in BM25 (Robertson & Zaragoza 2009). */
function saturation(occurrences: number, length: number): number {
  return (occurrences * (K + 1)) / (occurrences + K * (1 - B + (B * length) / USUAL_LENGTH));
}

function flag(holds: boolean | undefined): number {
  return holds ? 1 : 0;
}

/** Whether a dated item is of the year asked about, “last year” going by its source; undefined where that can't be told. */
function ofYearAsked({ yearsAgo, terms }: Question, { published, years, document }: Passage): boolean | undefined {
  if (document.when === undefined) return undefined;
  if (yearsAgo !== undefined && published !== undefined) return years.has(String(published + yearsAgo));
  const asked = terms.filter(({ kind }) => kind === 'year');
  return asked.length > 0 ? asked.some(({ word }) => years.has(word)) : undefined;
}

/** What is asked for and the item has not: a figure that the question has not, a time, a reason. */
function lacked(
  { asked, words, future }: Question,
  { figures, document, published, years, reasons }: Passage,
): { figure?: boolean; time?: boolean; reason?: boolean } {
  if (asked === 'figure') return { figure: figures.every((word) => words.has(word)) };
  if (asked === 'why') return { reason: !reasons };
  if (asked !== 'when') return {};
  if (future && published !== undefined) return { time: ![...years].some((year) => Number(year) > published) };
  return { time: document.when === undefined };
}

function asksAllTheySaid({ speaker, terms }: Question): boolean {
  return speaker.length > 0 && terms.every(({ concept }) => speaker.includes(concept));
}

function otherSpeaker({ speaker: wantedSpeaker }: Question, { speaker, context }: Passage): number {
  if (wantedSpeaker.length === 0 || context.size === 0) return 0;
  return speaker && wantedSpeaker.some((name) => speaker.has(name)) ? 0 : 1;
}
