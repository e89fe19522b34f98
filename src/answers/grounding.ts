import { readEvidence } from './grounding/evidence.ts';
import { FAULTS, LIKENESS, readSignals } from './grounding/signals.ts';
import type { GroundingSource } from './grounding/source.ts';
import { CERTAIN, MOST_FAULTS, THRESHOLD, WEIGHTS, type Weights } from './grounding/weights.ts';

/** Whether sources bear a claim out, how surely (0 to 1), and what is wrong with it in words that people read. */
export type Grounding = { supported: boolean; score: number; problems: string[] };

/** Characters of a claim that are read: a longer one is no sentence of an answer, and supported by nothing. */
const LONGEST_CLAIM = 8000;
const THIN = 0.5;

/** Reads a claim against the sources that it cites. Its time is linear in the sources' length. */
export function checkGrounding(
  claim: string,
  sources: readonly GroundingSource[],
  weights: Weights = WEIGHTS,
): Grounding {
  if (claim.length > LONGEST_CLAIM)
    return { supported: false, score: 0, problems: [`the claim is longer than ${LONGEST_CLAIM} characters`] };
  if (!/[\p{L}\p{N}]/u.test(claim)) return { supported: false, score: 0, problems: ['the claim says nothing'] };
  const evidence = readEvidence(sources);
  const { likeness, faults } = readSignals(claim, evidence);
  const weigh = (name: keyof Weights, value: number) =>
    value * (evidence.focus * weights[name].near + (1 - evidence.focus) * weights[name].far);
  let logit = weigh('bias', 1);
  for (const name of LIKENESS) logit += weigh(name, likeness[name]);
  for (const fault of FAULTS) logit += weigh(fault, Math.min(MOST_FAULTS, faults[fault].length));
  const certain = CERTAIN.some((fault) => weights[fault].near !== 0 && faults[fault].length > 0);
  const likely = 1 / (1 + Math.exp(-logit));
  const score = certain ? likely * THIN : likely;
  const problems = FAULTS.flatMap((fault) => faults[fault]);
  const supported = score >= THRESHOLD && !certain;
  if (!supported && problems.length === 0) problems.push('too little of it is in the source');
  return { supported, score, problems: [...new Set(problems)] };
}
