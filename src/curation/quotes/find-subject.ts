import { isRoleNoun } from '../people/roles.ts';
import { isAdverb, isAuxiliary, isConjunction, isPreposition } from '../people/word-classes.ts';
import type { Token } from './lex.ts';
import { isPast, isSpeechVerbAt, nounPhraseAt, type Clause, type Subject } from './noun-phrase.ts';

const REACH = 60;

/** Whose verb stands at `verb`; looks left within the sentence, through appositions, relative clauses and shared subjects. */
export function findSubject(clause: Clause, verb: number, depth = 0): Subject | undefined {
  const { tokens } = clause;
  let end = verb;
  let isInfinite = (tokens[verb]?.lower ?? '').endsWith('ing');
  while (
    end > 0 &&
    (isAuxiliary(tokens[end - 1]?.lower ?? '') || isAdverb(tokens[end - 1]?.lower ?? '')) &&
    !clause.mentions.some(({ to }) => to === end)
  ) {
    const word = tokens[end - 1]?.lower ?? '';
    if (word === 'to') isInfinite = true;
    else if (isAuxiliary(word)) isInfinite = false;
    end -= 1;
  }
  const floor = Math.max(0, verb - REACH);
  if (isInfinite) return subjectOfInfinite(clause, floor, end, end === verb, depth);
  end = skipParenthesis(tokens, end);
  if (/^[,—–-]$/.test(tokens[end - 1]?.text ?? '')) return beforeApposition(clause, floor, end - 1, depth);
  const boundary = clauseStart(tokens, floor, end);
  const at = tokens[boundary - 1];
  if (boundary < end) {
    const subject = firstNounPhrase(clause, boundary, end);
    if (subject) return withPartner(clause, subject, boundary);
  }
  if (at && /^(?:who|which|that)$/.test(at.lower)) return nounPhraseBefore(clause, floor, boundary - 1);
  if (depth < 3 && at && isConjunction(at.lower)) {
    for (let i = boundary - 2; i >= floor; i -= 1)
      if (isSpeechVerbAt(tokens, i) || isFiniteLooking(tokens, i))
        return findSubject(clause, i, depth + 1) ?? mainSubject(clause, floor, i);
    return mainSubject(clause, floor, boundary - 1);
  }
  return undefined;
}

const PAPER =
  /^(?:agreement|treaty|accord|pact|declaration|statement|resolution|communiqué|communique|letter|memo|petition|motion|report|charter|manifesto)$/;

/** Who does what a participle or infinitive at `end` tells: “footage of Vale asking”, “Vale rose to say”, “a paper to declare”. */
function subjectOfInfinite(
  clause: Clause,
  floor: number,
  end: number,
  isBare: boolean,
  depth: number,
): Subject | undefined {
  const { tokens, mentions } = clause;
  const named = isBare ? mentions.find(({ to, entity }) => to === end && entity.isPerson) : undefined;
  if (named) return { from: named.from, to: named.to, mention: named, isPronoun: false };
  if (tokens[end]?.lower === 'to' && PAPER.test(tokens[end - 1]?.lower ?? ''))
    return nounPhraseBefore(clause, floor, end);
  for (let i = depth < 3 ? end - 1 : floor; i > floor; i -= 1) {
    if (tokens[i]?.quote !== undefined) return undefined;
    if (!isFiniteLooking(tokens, i) && !isSpeechVerbAt(tokens, i)) continue;
    const subject = findSubject(clause, i, depth + 1);
    if (subject) return subject;
  }
  return mainSubject(clause, floor, end);
}

function isFiniteLooking(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return (
    token !== undefined &&
    !token.isCapital &&
    (isPast(tokens, at) || /^(?:was|is|has|had|were|have|are)$/.test(token.lower))
  );
}

/** Where the clause that ends at `end` begins: after a conjunction, a quotation, a semicolon or, for the part with the verb, a comma. */
function clauseStart(tokens: readonly Token[], floor: number, end: number): number {
  for (let i = end - 1; i >= floor; i -= 1) {
    const token = tokens[i];
    if (!token) break;
    if (token.quote !== undefined || /^[,;:—–―(“”"…]$/.test(token.text) || /^--+$/.test(token.text)) return i + 1;
    if (isConjunction(token.lower) && !(token.lower === 'that' && isPreposition(tokens[i - 1]?.lower ?? '')))
      return i + 1;
  }
  return floor;
}

/** The first noun phrase of [from, to) that no preposition governs, else the first. */
function firstNounPhrase(clause: Clause, from: number, to: number): Subject | undefined {
  let governed: Subject | undefined;
  for (let i = from; i < to; i += 1) {
    const word = clause.tokens[i]?.lower ?? '';
    const phrase = nounPhraseAt(clause, i, to);
    if (!phrase) continue;
    if (i === from || !isPreposition(clause.tokens[i - 1]?.lower ?? '')) return phrase;
    governed ??= phrase;
    i = Math.max(i, phrase.to - 1);
    if (word === '') break;
  }
  return governed;
}

function skipParenthesis(tokens: readonly Token[], end: number): number {
  if (tokens[end - 1]?.text !== ')') return end;
  for (let i = end - 2; i >= 0 && i > end - 20; i -= 1) if (tokens[i]?.text === '(') return i;
  return end;
}

/** The subject before a closing comma: “Vale, 42, the mayor of Orr, | said”. */
function beforeApposition(clause: Clause, floor: number, comma: number, depth: number): Subject | undefined {
  const { tokens } = clause;
  let fallback: Subject | undefined;
  let end = comma;
  for (let i = comma - 1; i >= floor - 1; i -= 1) {
    const token = tokens[i];
    const isBoundary = i < floor || !token || token.quote !== undefined || /^[,;:—–]$/.test(token.text);
    if (!isBoundary) continue;
    const isFirst = end === comma;
    let start = i + 1;
    if (isFirst) {
      // “His partner, Mira Vale, said”
      const close = skipParenthesis(tokens, comma);
      const phrase = nounPhraseAt(clause, start, close);
      if (phrase?.mention?.entity.isPerson && phrase.to === close) return phrase;
    } else {
      start = Math.max(start, clauseStart(tokens, Math.max(start, floor), skipParenthesis(tokens, end)));
      const phrase = firstNounPhrase(clause, start, end);
      if (phrase && (phrase.mention?.entity.isPerson || phrase.isPronoun) && !isPreposition(tokens[start]?.lower ?? ''))
        return withPartner(clause, phrase, start);
      fallback ??= phrase;
    }
    if (i < floor || !token || token.quote !== undefined || /^[;:]$/.test(token.text)) break;
    end = i;
  }
  return fallback ?? (depth < 3 ? mainSubject(clause, floor, comma) : undefined);
}

/** “Grassley and Leahy said”: the first of the two, with the other in `also`. */
function withPartner(clause: Clause, subject: Subject, boundary: number): Subject {
  const { tokens, mentions } = clause;
  if (!subject.mention || tokens[boundary - 1]?.lower !== 'and') return subject;
  const partner = mentions.find(({ to, entity }) => to === boundary - 1 && entity.isPerson);
  if (!partner || !subject.mention.entity.isPerson) return subject;
  const start = clauseStart(tokens, Math.max(0, partner.from - REACH), partner.from);
  for (let i = start; i < partner.from; i += 1)
    if (isSpeechVerbAt(tokens, i) || isAuxiliary(tokens[i]?.lower ?? '') || isPreposition(tokens[i]?.lower ?? ''))
      return subject;
  return { from: partner.from, to: subject.to, mention: partner, also: subject.mention, isPronoun: false };
}

/** The noun phrase that ends at `end`, for “the mayor, who said”. */
function nounPhraseBefore(clause: Clause, floor: number, end: number): Subject | undefined {
  let stop = end;
  if (/^[,—–]$/.test(clause.tokens[stop - 1]?.text ?? '')) stop -= 1;
  stop = skipParenthesis(clause.tokens, stop);
  let best: Subject | undefined;
  for (let i = stop - 1; i >= Math.max(floor, stop - 14); i -= 1) {
    const phrase = nounPhraseAt(clause, i, stop);
    if (phrase?.to === stop) best = phrase;
    else if (best) break;
  }
  return best ?? firstNounPhrase(clause, clauseStart(clause.tokens, floor, stop), stop);
}

/** The subject of the sentence before a point: its first noun phrase outside introductory phrases. */
export function mainSubject(clause: Clause, from: number, to: number): Subject | undefined {
  const { tokens } = clause;
  let start = from;
  const opener = tokens[start]?.lower ?? '';
  if (isPreposition(opener) || isConjunction(opener) || /ing$|ed$/.test(opener)) {
    for (let i = start; i < to; i += 1)
      if (tokens[i]?.text === ',') {
        const after = nounPhraseAt(clause, i + 1, to);
        if (after && !isRoleNoun(opener)) return after;
      }
  }
  for (; start < to; start += 1) {
    const phrase = nounPhraseAt(clause, start, to);
    if (phrase && !isPreposition(tokens[start - 1]?.lower ?? '')) return phrase;
    if (phrase) start = phrase.to - 1;
  }
  return undefined;
}
