import { isAuxiliary, isAdverb, isConjunction, isPreposition, isTime } from '../people/word-classes.ts';
import { findSubject } from './find-subject.ts';
import type { Token } from './lex.ts';
import { isSpeechVerbAt, nounPhraseAt, type Clause, type Subject } from './noun-phrase.ts';
import { isSpeechNoun, speechVerb } from './speech-verbs.ts';

/** What attributes a quotation: whose words they are, in the tokens [from, to) of its sentence. `isShared`: it has no subject of its own and goes on with the one before. */
export type Cue = { subject?: Subject | undefined; from: number; to: number; isWeak?: boolean };

const REACH = 60;
const DASH = /^(?:[—–―‒]|--+|-|~)$/;

/** Whether anything in a sentence could say who speaks: a verb or noun of speech, “according to”, a dash or colon. */
export function tellsSpeaker(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text, lower }) =>
      DASH.test(text) ||
      text === ':' ||
      speechVerb(lower) ||
      isSpeechNoun(lower) ||
      /^(?:according|per|put)$/.test(lower),
  );
}

/** The words of a sentence that say who is quoted at a token, undefined where it has none. */
export function findCue(clause: Clause, at: number): Cue | undefined {
  if (!clause.tells) return undefined;
  const quote = clause.tokens[at]?.text ?? '';
  const after = cueAfter(clause, at);
  const isSource = after !== undefined && /^(?:according|per)$/.test(clause.tokens[after.from]?.lower ?? '');
  if (after && !isSource && (/[,?!—–-]["'”’]?\s*$/.test(quote) || !after.isWeak)) return after;
  const before = cueBefore(clause, at);
  if (isSource && !before?.subject?.mention && !before?.subject?.isPronoun) return after;
  if (before && !(before.isWeak && after)) return before;
  return after ?? laterCue(clause, at) ?? before ?? accordingTo(clause);
}

/** “…,” said Vale; “…,” Vale said; “…” — Vale; “…,” according to Vale. */
function cueAfter(clause: Clause, at: number): Cue | undefined {
  const { tokens } = clause;
  let next = at + 1;
  const isByline = DASH.test(tokens[next]?.text ?? '');
  if (isByline || tokens[next]?.text === ',') next += 1;
  const first = tokens[next];
  if (!first || first.quote !== undefined) return undefined;
  if (isByline) {
    const name = nounPhraseAt(clause, next);
    const end = tokens[name?.to ?? 0];
    if (name?.mention && (!end || /^[,.(]$/.test(end.text))) return { subject: name, from: next, to: name.to };
  }
  const source =
    first.lower === 'per' ? next + 1 : first.lower === 'according' && tokens[next + 1]?.lower === 'to' ? next + 2 : 0;
  if (source > 0) {
    const subject = nounPhraseAt(clause, source);
    if (subject) return { subject, from: next, to: subject.to };
  }
  if (speechVerb(first.lower) === 'saying' && !first.isCapital) {
    const subject = invertedSubject(clause, next + 1);
    if (subject) return { subject, from: next, to: subject.to };
  }
  const verb = nextVerb(clause, next);
  if (verb === undefined) return undefined;
  const starts = first.lower === 'as' ? next + 1 : next;
  const opens = tokens[starts];
  if (!opens || isPreposition(opens.lower) || isConjunction(opens.lower)) return undefined;
  const inverted = invertedVerb(clause, verb);
  const subject = findSubject(clause, verb);
  if (!subject || subject.from < next) return inverted;
  const isAdjacent = subject.from <= starts + 1;
  return { subject, from: next, to: verb + 1, isWeak: !isAdjacent };
}

function invertedVerb(clause: Clause, verb: number): Cue | undefined {
  if (speechVerb(clause.tokens[verb]?.lower ?? '') !== 'saying') return undefined;
  const subject = invertedSubject(clause, verb + 1);
  return subject && { subject, from: verb, to: subject.to };
}

/** “said Mira Vale”, “said the mayor”, “said spokesman Ivo Renn”; not “said in May”. */
function invertedSubject(clause: Clause, at: number): Subject | undefined {
  const first = clause.tokens[at];
  if (
    !first ||
    isTime(first.lower) ||
    isAdverb(first.lower) ||
    /^(?:it|this|that|you|me|him|them|us|there|i)$/.test(first.lower)
  )
    return undefined;
  const subject = nounPhraseAt(clause, at);
  if (!subject) return undefined;
  // “Q,” Vale said Orr was bad: who stands before the verb speaks.
  const last = clause.tokens[subject.to];
  const rest = last?.lower ?? '';
  if (subject.mention && isAuxiliary(rest) && !/^to$/.test(rest)) return undefined;
  return subject;
}

function nextVerb({ tokens }: Clause, from: number): number | undefined {
  for (let i = from; i < tokens.length && i < from + 40; i += 1) {
    const token = tokens[i];
    if (!token || token.quote !== undefined || /^[;:]$/.test(token.text)) return undefined;
    if (i > from && isSpeechVerbAt(tokens, i) && !token.lower.endsWith('ing')) return i;
    if (i > from && token.lower === 'put' && tokens[i + 1]?.lower === 'it') return i;
  }
  return undefined;
}

/** Vale said: “…”; the mayor’s claim that “…”; was described by Vale as “…”. */
function cueBefore(clause: Clause, at: number): Cue | undefined {
  const { tokens } = clause;
  const floor = Math.max(0, at - REACH);
  let vague: Cue | undefined;
  for (let i = at - 1; i >= floor; i -= 1) {
    const token = tokens[i];
    if (!token) break;
    if (token.text === ';' && i < at - 1) break;
    const owner = speechNounOwner(clause, i, at);
    if (owner) return { subject: owner, from: owner.from, to: at };
    if (i === 0 && speechVerb(token.lower) === 'saying') {
      const subject = invertedSubject(clause, 1); // “Said Vale: “…””
      if (subject) return { subject, from: 0, to: at };
    }
    if (!isSpeechVerbAt(tokens, i)) continue;
    const passive = passiveAgent(clause, i);
    if (passive === 'none') continue;
    const subject = passive ?? findSubject(clause, i);
    if (subject) {
      const cue = { subject, from: subject.from, to: at, isWeak: at - i > 25 };
      // A name or pronoun speaks more surely than “money used for …” does.
      if (
        subject.mention ||
        subject.isPronoun ||
        (at - i <= 2 && !/^(?:believ|think|hop|fear|doubt)/.test(token.lower))
      )
        return cue;
      if (!vague || /^(?:said|says|told|tells|wrote|argued|added)$/.test(token.lower)) vague = cue;
    } else if (tokens.slice(floor, i).some(({ quote }) => quote !== undefined) || i === 0)
      return vague ?? { from: i, to: at };
  }
  return vague ?? label(clause, at);
}

/** “Vale: …”, as in a headline or a transcript. */
function label(clause: Clause, at: number): Cue | undefined {
  const { tokens, mentions } = clause;
  for (let i = 1; i < Math.min(at, 6); i += 1) {
    if (tokens[i]?.text !== ':') continue;
    const name = mentions.find(({ to }) => to === i);
    if (name && name.from - name.titles.length <= 0)
      return { subject: { from: name.from, to: name.to, mention: name, isPronoun: false }, from: 0, to: i };
  }
  return undefined;
}

/** Whose the words are in “Vale’s claim that”, “his letter”. */
function speechNounOwner(clause: Clause, at: number, quote: number): Subject | undefined {
  const { tokens, mentions } = clause;
  if (!isSpeechNoun(tokens[at]?.lower ?? '') || quote - at > 8) return undefined;
  if (quote > at + 1 && !/^(?:that|as|of|about|to|for|is|was|on|in|,|:)$/.test(tokens[at + 1]?.lower ?? ''))
    return undefined;
  for (let i = at - 1; i >= 0 && i > at - 5; i -= 1) {
    const word = tokens[i]?.lower ?? '';
    if (/^(?:his|her|their|its)$/.test(word))
      return isSpeechVerbAt(tokens, i - 1) ? undefined : { from: i, to: i + 1, isPronoun: true };
    if (word === "'s" || (/^['’]$/.test(word) && (tokens[i - 1]?.text ?? '').endsWith('s'))) {
      const mention = mentions.find(({ to }) => to === i);
      // “called Vale’s remarks “…””: the words are the caller’s.
      if (mention && isSpeechVerbAt(tokens, mention.from - mention.titles.length - 1)) return undefined;
      if (mention) return { from: mention.from, to: mention.to, mention, isPronoun: false };
      for (let k = i - 1; k >= 0 && k > i - 8; k -= 1) {
        const phrase = nounPhraseAt(clause, k, i);
        if (phrase?.to === i && /^(?:the|a|an|this|that)$/.test(tokens[k]?.lower ?? '')) return phrase;
      }
      return undefined;
    }
    if (isConjunction(word) || isPreposition(word)) return undefined;
  }
  return undefined;
}

/** By whom, for a passive (“was called by Vale”): `none` where nobody is named, undefined where the verb is no passive. */
function passiveAgent(clause: Clause, verb: number): Subject | 'none' | undefined {
  const { tokens } = clause;
  const word = tokens[verb]?.lower ?? '';
  if (!/(?:ed|told|written|put|known|seen|found|said|spoken|sung)$/.test(word)) return undefined;
  let i = verb - 1;
  while (i > 0 && isAdverb(tokens[i]?.lower ?? '')) i -= 1;
  if (!/^(?:was|were|is|are|been|be|being|am)$/.test(tokens[i]?.lower ?? '')) return undefined;
  for (let k = verb + 1; k < tokens.length && k < verb + 14; k += 1) {
    const token = tokens[k];
    if (!token || /^[.;:]$/.test(token.text)) break;
    if (token.lower === 'as' && (tokens[k + 1]?.lower ?? '').endsWith('ing')) return undefined;
    if (token.lower === 'by') return nounPhraseAt(clause, k + 1) ?? 'none';
  }
  return 'none';
}

/** A cashier who “…” is held to account, Vale said. */
function laterCue(clause: Clause, at: number): Cue | undefined {
  const { tokens } = clause;
  for (let i = at + 1; i < tokens.length && i < at + REACH; i += 1) {
    const token = tokens[i];
    if (!token) break;
    if (/^[.;]$/.test(token.text)) break;
    if (token.lower === 'according' && tokens[i + 1]?.lower === 'to') {
      const subject = nounPhraseAt(clause, i + 2);
      if (subject) return { subject, from: i, to: subject.to };
    }
    if (!isSpeechVerbAt(tokens, i) || token.lower.endsWith('ing')) continue;
    const passive = passiveAgent(clause, i);
    if (passive === 'none') continue;
    const inverted = (tokens[i - 1]?.text ?? '') === ',' ? invertedVerb(clause, i) : undefined;
    const subject = passive ?? inverted?.subject ?? findSubject(clause, i);
    if (subject && subject.from > at) return { subject, from: subject.from, to: i + 1, isWeak: true };
  }
  return undefined;
}

/** According to Vale, …; for Vale, …. */
function accordingTo(clause: Clause): Cue | undefined {
  const { tokens } = clause;
  const i = tokens.findIndex(({ lower }, k) => lower === 'according' && tokens[k + 1]?.lower === 'to');
  const subject = i < 0 ? undefined : nounPhraseAt(clause, i + 2);
  return subject && { subject, from: i, to: subject.to };
}

/** The last one in a sentence who is said to say something, quoted or not. */
export function lastSpeaker(clause: Clause): Subject | undefined {
  if (!clause.tells) return undefined;
  const { tokens } = clause;
  for (let i = tokens.length - 1; i > 0; i -= 1) {
    if (!isSpeechVerbAt(tokens, i) || passiveAgent(clause, i) === 'none') continue;
    const inverted = invertedVerb(clause, i)?.subject;
    const isAfterQuote = tokens[i - 1]?.quote !== undefined;
    const subject =
      (isAfterQuote ? inverted : undefined) ??
      findSubject(clause, i) ??
      (tokens[i - 1]?.text === ',' ? inverted : undefined);
    if (subject) return subject;
  }
  return undefined;
}
