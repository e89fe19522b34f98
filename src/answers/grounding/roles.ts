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
const BE = new Set('is are was were be been being'.split(' '));
const NEAR = 4;

/** Who does something to whom, by the names nearest to a word for it. */
type Role = { verb: Token; agent: Token | undefined; patient: Token | undefined };

/** Names that do in a claim what in the source is done to them, or the other way round. */
export function swappedRoles(claim: readonly Token[], evidence: Evidence): { name: string; verb: string }[] {
  const found: { name: string; verb: string }[] = [];
  for (const { verb, agent, patient } of rolesOf(claim)) {
    if (!agent || MUTUAL.has(verb.stem)) continue;
    const known = evidence.sentences.flatMap((sentence) =>
      rolesOf(sentence).filter((role) => role.verb.concept === verb.concept || role.verb.stem === verb.stem),
    );
    const acts = (name: Token) => known.some((role) => role.agent && areOne(name, role.agent, evidence));
    const bears = (name: Token) => known.some((role) => role.patient && areOne(name, role.patient, evidence));
    if (known.length === 0 || acts(agent)) continue;
    if (bears(agent) && (patient === undefined || acts(patient) || !bears(patient)))
      found.push({ name: agent.raw, verb: verb.raw });
    else if (patient && acts(patient) && !bears(patient)) found.push({ name: agent.raw, verb: verb.raw });
  }
  return found;
}

function rolesOf(sentence: readonly Token[]): Role[] {
  const found: Role[] = [];
  for (const [i, verb] of sentence.entries()) {
    if (verb.kind !== 'word' || verb.concept === undefined || verb.capital) continue;
    const before = nameNear(sentence, i, -1);
    const after = nameNear(sentence, i, 1);
    if (!before && !after) continue;
    const by = sentence.findIndex(({ word }, k) => k > i && k <= i + 6 && word === 'by');
    const passive = by > 0 && sentence.slice(Math.max(0, i - 3), i).some(({ word }) => BE.has(word));
    if (passive) found.push({ verb, agent: nameNear(sentence, by, 1), patient: before });
    else if (by > 0 && !before) found.push({ verb, agent: nameNear(sentence, by, 1), patient: undefined });
    else found.push({ verb, agent: before, patient: after });
  }
  return found;
}

function nameNear(sentence: readonly Token[], from: number, step: 1 | -1): Token | undefined {
  for (let i = from + step, seen = 0; i >= 0 && i < sentence.length && seen < NEAR + 2; i += step) {
    const token = sentence[i];
    if (!token || /^[.;:]$/.test(token.raw)) return undefined;
    if (isName(token)) return token;
    seen += token.kind === 'mark' ? 0 : 1;
  }
  return undefined;
}
