import { LEMMAS } from '../../facts/irregular-verbs.ts';
import { stem } from '../../facts/words.ts';
import type { Evidence } from './evidence.ts';
import { areOne, isName } from './names.ts';
import type { Token } from './read.ts';

/** Verbs that mean the same whoever stands first, and those that who-said-what reads. */
const MUTUAL = new Set(
  'meet say tell talk trade agree sign compete share hold be have do celebrate link partner shake border differ clash fight quarrel marry wed discuss negotiate cooperate'
    .split(' ')
    .map(stem),
);
const AUXILIARY = new Set(
  'will would can could may might shall should must do does did has have had is are was were not'.split(' '),
);
const BE = new Set('is are was were be been being'.split(' '));
const NEAR = 4;
/** Words after a verb among which the first name is what it is done to. */
const OBJECT = 9;
/** “Russian goods” do nothing. */
const ADJECTIVE = /(?:ian|ese|ish|ean|can|eli)$/;

/** Names that do in a claim what in the source is done to them. */
export function swappedRoles(claim: readonly Token[], evidence: Evidence): { name: string; verb: string }[] {
  const found: { name: string; verb: string }[] = [];
  for (const [i, verb] of claim.entries()) {
    if (verb.concept === undefined || verb.capital || MUTUAL.has(verb.stem) || !isVerb(claim, i)) continue;
    if (!isPassive(claim, i) && BE.has(claim[i - 1]?.word ?? '') && !verb.word.endsWith('ing')) continue;
    const agent = isPassive(claim, i) ? agentAfter(claim, i) : agentBefore(claim, i);
    if (!agent) continue;
    const object = claim.slice(i + 1, i + 1 + OBJECT).find(isName);
    let turnedRound = false;
    const [does, suffers]: [Token[], Token[]] = [[], []];
    for (const sentence of evidence.sentences) {
      for (const [k, token] of sentence.entries()) {
        if (token.concept !== verb.concept) continue;
        const before = sentence.slice(0, k).filter(isName);
        const after = sentence.slice(k + 1).filter(isName);
        const turned = isPassive(sentence, k);
        const first = sentence.slice(k + 1, k + 1 + OBJECT).find(isName);
        if (
          first &&
          object &&
          !turned &&
          !isPassive(claim, i) &&
          areOne(first, agent, evidence) &&
          !areOne(first, object, evidence)
        )
          turnedRound = true;
        does.push(...(turned ? after : before));
        suffers.push(...(turned ? before : after));
      }
    }
    const among = (list: readonly Token[]) => list.some((name) => areOne(name, agent, evidence));
    if (turnedRound || (among(suffers) && !among(does))) found.push({ name: agent.raw, verb: verb.raw });
  }
  return found;
}

/** Whether a word can be the verb of a clause by its form or by what stands before it. */
function isVerb(sentence: readonly Token[], at: number): boolean {
  const token = sentence[at];
  const before = sentence[at - 1]?.word ?? '';
  if (token?.kind !== 'word' || before === 'to') return false;
  return token.word.endsWith('s') || token.word.endsWith('ed') || LEMMAS.has(token.word) || AUXILIARY.has(before);
}

function isPassive(sentence: readonly Token[], at: number): boolean {
  return (
    sentence.slice(at + 1, at + 7).some(({ word }) => word === 'by') &&
    sentence.slice(Math.max(0, at - 3), at).some(({ word }) => BE.has(word))
  );
}

/** The name right before a verb, with nothing between that says something. */
function agentBefore(sentence: readonly Token[], at: number): Token | undefined {
  for (let i = at - 1; i >= 0 && at - i <= NEAR; i -= 1) {
    const token = sentence[i];
    if (!token || token.kind !== 'word' || token.word === 'and') return undefined;
    if (isName(token)) return /['’]s?$/.test(token.raw) || ADJECTIVE.test(token.word) ? undefined : token;
    if (token.concept !== undefined && !token.word.endsWith('ly')) return undefined;
  }
  return undefined;
}

function agentAfter(sentence: readonly Token[], at: number): Token | undefined {
  const by = sentence.findIndex(({ word }, k) => k > at && word === 'by');
  return sentence.slice(by + 1, by + 4).find(isName);
}
