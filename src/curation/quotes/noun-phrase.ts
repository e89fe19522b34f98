import type { Mention } from '../people/cast.ts';
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
        ((tokens[to - 1]?.text ?? '').endsWith('s') && /^['’]$/.test(tokens[to]?.text ?? ''))
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
  if (/^(?:go|goes|went|gone|going)$/.test(token?.lower ?? ''))
    return tokens[at + 1]?.lower === 'on' && tokens[at + 2]?.lower === 'about'; // “went on about”
  if (!token || !speechVerb(token.lower)) return false;
  return isVerb(tokens, at);
}

const IRREGULAR_PAST = new Set(
  'made took came gave got ran sent left held met saw knew went became began brought kept lost paid won spoke stood led sought drew fell flew grew heard sat told thought wrote said found felt put chose broke rose swore threw wore felt bore caught dealt fought hit laid meant read sold shot slept spent struck taught understood makes takes comes gives gets runs sends leaves holds meets sees knows goes becomes begins brings keeps wins speaks stands leads seeks wants needs thinks plans looks seems uses sings appears remains represents concerns'.split(
    ' ',
  ),
);

/** Whether a word is a past tense, or a common verb in the third person, after whatever is its subject. */
export function isPast(tokens: readonly Token[], at: number): boolean {
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
  if (!before) return word.endsWith('ing');
  if (/^(?:said|told|wrote|was|were)$/.test(word)) return true;
  if (
    before.lower === "'s" ||
    /^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|any|some|no|such|new|old|own|of|for|from|in|on|by|with|about|at|against|despite)$/.test(
      before.lower,
    )
  )
    return word.endsWith('ing') && isPreposition(before.lower);
  if (word.endsWith('ed') || word.endsWith('ing')) return true;
  if (word.endsWith('s') && !word.endsWith('ss'))
    return !(before.lower.endsWith('ly') && isDeterminer(tokens[at - 2]?.lower ?? '')) && !isSpeechNounUse(tokens, at);
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

/** Where a description ends with what is said more closely of it: “officials | at the ministry”. */
export function withComplement(clause: Clause, { to }: Subject): number {
  const { tokens } = clause;
  if (!/^(?:of|at|for|in|from|with)$/.test(tokens[to]?.lower ?? '')) return to;
  return nounPhraseAt(clause, to + 1)?.to ?? to;
}
