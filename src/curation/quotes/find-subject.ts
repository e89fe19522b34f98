import type { Mention } from '../people/cast.ts';
import { isRoleNoun } from '../people/roles.ts';
import {
  isAdverb,
  isAuxiliary,
  isConjunction,
  isDeterminer,
  isPlaceWord,
  isPreposition,
  isPronoun,
  isTime,
} from '../people/word-classes.ts';
import type { Token } from './lex.ts';
import { isSpeechNoun, speechVerb } from './speech-verbs.ts';

/** Who a clause says does something: tokens [from, to) of the sentence; `mention` where that is a name, or a name with its titles. */
export type Subject = {
  from: number;
  to: number;
  mention?: Mention | undefined;
  also?: Mention | undefined;
  isPronoun: boolean;
};

/** A sentence as the search for subjects reads it; `tells`: something in it may say who speaks. */
export type Clause = { tokens: readonly Token[]; mentions: readonly Mention[]; tells: boolean };

const REACH = 60;

/** The noun phrase that begins at a token (articles, adjectives, titles and all), undefined where none can. */
export function nounPhraseAt({ tokens, mentions }: Clause, at: number, limit = tokens.length): Subject | undefined {
  const first = tokens[at];
  if (!first || at >= limit || first.quote !== undefined || !/^[\p{L}\p{N}@$]/u.test(first.text)) return undefined;
  if (isPronoun(first.lower)) return { from: at, to: at + 1, isPronoun: true };
  const isNamed = mentions.some(({ from, titles }) => from === at || (first.isCapital && from - titles.length === at));
  if (!isNamed) {
    const word = first.lower;
    if (isPreposition(word) || isConjunction(word) || isAuxiliary(word) || isTime(word) || isAdverb(word))
      return undefined;
    if (isVerb(tokens, at) || isPast(tokens, at)) return undefined;
    if (/^\d/.test(word) && !/^\p{Ll}/u.test(tokens[at + 1]?.text ?? '')) return undefined; // a day or year
  }
  let head: Mention | undefined;
  let to = at;
  while (to < limit && to < at + 14) {
    const mention = mentions.find(({ from }) => from === to);
    if (mention) {
      if (head && head.to === to) break;
      head = mention;
      to = mention.to;
      if (
        tokens[to]?.lower === "'s" ||
        (/s$/.test(tokens[to - 1]?.text ?? '') && /^['’]$/.test(tokens[to]?.text ?? ''))
      )
        to += 1;
      continue;
    }
    const token = tokens[to];
    if (!token || token.quote !== undefined || !/^[\p{L}\p{N}'’@$&-]/u.test(token.text)) break;
    const { lower } = token;
    if (to > at) {
      if (isPreposition(lower) || isConjunction(lower) || isAuxiliary(lower) || isTime(lower) || isPronoun(lower))
        break;
      if (isDeterminer(lower) && !isDeterminer(tokens[to - 1]?.lower ?? '')) break;
      if (isAdverb(lower) && !token.isCapital) break;
      if (isVerb(tokens, to) || isPast(tokens, to)) break;
      // After a name a noun goes on only where both name one thing: Clinton campaign, Stein spokeswoman Figueroa.
      if (head?.to === to && !token.isCapital && !/^\p{Ll}+$/u.test(token.text)) break;
    }
    to += 1;
  }
  if (to === at) return undefined;
  const mention = head?.to === to ? head : undefined;
  if (
    !mention &&
    to === at + 1 &&
    isDeterminer(first.lower) &&
    !/^(?:some|many|others?|one|both|another|several|all)$/.test(first.lower)
  )
    return undefined;
  return { from: at, to, mention, isPronoun: false };
}

/** Whether a word is used as a verb of speech; nouns that look like one (his claims, the report) are none. */
export function isSpeechVerbAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || !speechVerb(token.lower)) return false;
  return isVerb(tokens, at);
}

const IRREGULAR_PAST = new Set(
  'made took came gave got ran sent left held met saw knew went became began brought kept lost paid won spoke stood led sought drew fell flew grew heard sat told thought wrote said found felt put chose broke rose swore threw wore felt bore caught dealt fought hit laid meant read sold shot slept spent struck taught understood makes takes comes gives gets runs sends leaves holds meets sees knows goes becomes begins brings keeps wins speaks stands leads seeks wants needs thinks plans looks seems uses sings appears remains represents concerns'.split(
    ' ',
  ),
);

/** Whether a word is a past tense, or a common verb in the third person, after whatever is its subject. */
function isPast(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.quote !== undefined || token.isCapital) return false;
  if (isDeterminer(tokens[at - 1]?.lower ?? '')) return false;
  return IRREGULAR_PAST.has(token.lower) || (/[^e]ed$/.test(token.lower) && !token.lower.includes('-') && at > 0);
}

function isVerb(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.quote !== undefined || token.isCapital) return false;
  const word = token.lower;
  if (!speechVerb(word)) return false;
  const before = tokens[at - 1];
  if (!before) return /ing$/.test(word);
  if (/^(?:said|told|wrote|was|were)$/.test(word)) return true;
  if (
    before.lower === "'s" ||
    /^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|any|some|no|such|new|old|own|of|for|from|in|on|by|with|about|at|against|despite)$/.test(
      before.lower,
    )
  )
    return /ing$/.test(word) && isPreposition(before.lower);
  if (/ed$/.test(word) || /ing$/.test(word)) return true;
  if (/s$/.test(word) && !/ss$/.test(word))
    return !(/ly$/.test(before.lower) && isDeterminer(tokens[at - 2]?.lower ?? '')) && !isSpeechNounUse(tokens, at);
  if (
    !isSpeechNoun(word) &&
    !/^(?:state|use|issue|note|view|name|plan|charge|hope|air|offer|point|order|challenge|brand|label|attack|address|document|press|credit|read|see|know|think|feel|want|blast|voice|rule)$/.test(
      word,
    )
  )
    return true;
  return (
    /^(?:i|we|you|they|to|who|not|n't|would|could|can|may|might|will|should|did|do|does|also|and)$/.test(
      before.lower,
    ) || /[^s]s$/.test(before.lower)
  );
}

/** “claims” and the like after an adjective or noun that nothing introduces is a guess: taken for a noun where no subject is near. */
function isSpeechNounUse(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (!before || !isSpeechNoun(tokens[at]?.lower ?? '')) return false;
  if (isPlaceWord(before.lower)) return true;
  if (before.isCapital || isPronoun(before.lower) || isAdverb(before.lower) || /^[,)]$/.test(before.text)) return false;
  return after !== undefined && (isPreposition(after.lower) || isAuxiliary(after.lower));
}

/** Whose verb stands at `verb`; looks left within the sentence, through appositions, relative clauses and shared subjects. */
export function findSubject(clause: Clause, verb: number, depth = 0): Subject | undefined {
  const { tokens } = clause;
  let end = verb;
  let isInfinite = /ing$/.test(tokens[verb]?.lower ?? '');
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
  for (let i = end - 1; i > floor && depth < 3; i -= 1) {
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

/** Where a description ends with what is said more closely of it: “officials | at the ministry”. */
export function withComplement(clause: Clause, { to }: Subject): number {
  const { tokens } = clause;
  if (!/^(?:of|at|for|in|from|with)$/.test(tokens[to]?.lower ?? '')) return to;
  return nounPhraseAt(clause, to + 1)?.to ?? to;
}
