import { LEMMAS } from '../facts/irregular-verbs.ts';
import type { Passage } from '../facts/passage.ts';
import type { Token } from '../facts/words.ts';
import { AUXILIARY } from './asked.ts';

/** Who is asked to have done what to whom, by what these words are searched by; without a doer it is asked who did it. */
export type Deed = { doer?: string; verb: string; to?: string };

type Word = { word: string; concept: string; kind: string };

const WHETHER = new RegExp(`^(?:and |but |so )?(?:${AUXILIARY}) `);
const WHO = new RegExp(`^(?:and |but |so )?who (?!(?:${AUXILIARY}|else)\\b)`);

/** The deed that “did X sue Y” and “who sued Y” ask about. */
export function deedAsked(folded: string, terms: readonly Word[]): Deed | undefined {
  const whether = WHETHER.test(folded);
  if (!whether && !WHO.test(folded)) return undefined;
  const verbAt = terms.findIndex(({ kind }) => kind === 'word');
  const verb = terms[verbAt];
  const doer = terms[verbAt - 1];
  if (!verb || (whether ? doer?.kind !== 'name' : verbAt !== 0)) return undefined;
  const to = terms[verbAt + 1];
  return {
    verb: verb.concept,
    ...(whether && doer && { doer: doer.concept }),
    ...(to?.kind === 'name' && { to: to.concept }),
  };
}

/** How far from its verb a doer may stand, in words. */
const REACH = 10;

/** Whether an item speaks of the deed (or of none, where an editor foresaw its questions, not this one, and it has not the verb), but of another's, to another, or of none that was done: “a warrant for his arrest” is no arrest. */
export function isOtherDeed(
  { doer, verb, to }: Deed,
  { tokens, positions, questions }: Passage,
  isForeseen: boolean,
): boolean {
  const verbs = positions.get(verb);
  if (!verbs) return questions.length > 0 && !isForeseen;
  return !verbs.some(
    (at) =>
      isVerb(tokens, at) &&
      (doer === undefined || stands(positions.get(doer), at - REACH, at - 1) || isBy(tokens, positions.get(doer))) &&
      (to === undefined || !positions.has(to) || stands(positions.get(to), at + 1, Infinity) || isPassive(tokens, at)),
  );
}

function stands(places: readonly number[] | undefined, from: number, to: number): boolean {
  return places?.some((place) => place >= from && place <= to) ?? false;
}

const BEFORE_VERB = /^(?:to|will|would|can|could|may|might|must|should|did|does|do|not|and|they|we|who|which)$/;

/** A form that only a verb has, or one that stands where a verb does. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return /(?:ed|ing|es)$/.test(word) || LEMMAS.has(word) || BEFORE_VERB.test(tokens[at - 1]?.word ?? '');
}

function isPassive(tokens: readonly Token[], at: number): boolean {
  return /^(?:was|were|been|be|is|are|being)$/.test(tokens[at - 1]?.word ?? '');
}

function isBy(tokens: readonly Token[], places: readonly number[] | undefined): boolean {
  return (
    places?.some((place) => tokens.slice(Math.max(0, place - 3), place).some(({ word }) => word === 'by')) ?? false
  );
}
