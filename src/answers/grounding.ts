import { contentOf, readEvidence, support, type Evidence } from './grounding/evidence.ts';
import { readText } from './grounding/read.ts';
import { FAULTS, LIKENESS, readSignals } from './grounding/signals.ts';
import type { GroundingSource } from './grounding/source.ts';
import { CERTAIN, MOST_FAULTS, THRESHOLD, WEIGHTS, type Weights } from './grounding/weights.ts';

/** Whether sources bear a claim out, how surely (0 to 1), and what is wrong with it in words that people read. */
export type Grounding = { supported: boolean; score: number; problems: string[] };

/** Characters of a claim that are read: a longer one is no sentence of an answer, and supported by nothing. */
const LONGEST_CLAIM = 8000;
const THIN = 0.5;
const FEW_WORDS = 3;
/** From this focus on, the sources are a few facts. */
const NEAR = 0.5;

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
  const whole = judge(claim, evidence, weights);
  // Of a few facts, what one sentence copies makes up for nothing in the next; an article is read as a whole.
  if (evidence.focus < NEAR || !whole.supported) return whole;
  const sentences = sentencesOf(claim);
  const stray = (sentences.length > 0 ? sentences : [claim]).flatMap((sentence) => strayIn(sentence, evidence));
  if (stray.length > 0) return { supported: false, score: whole.score * THIN, problems: stray };
  const parts = sentences.map((sentence) => judge(sentence, evidence, weights));
  return parts.find(({ supported }) => !supported) ?? whole;
}

/** In a sentence of a few words, what no source says is all that it says. */
function strayIn(sentence: string, evidence: Evidence): string[] {
  const content = contentOf(readText(sentence).tokens);
  if (content.length > FEW_WORDS) return [];
  return content.flatMap(({ token }) => (support(token, evidence) > 0 ? [] : `the source does not say “${token.raw}”`));
}

/** The sentences of a claim of several; none where a quotation runs over more than one. */
function sentencesOf(claim: string): string[] {
  const sentences = readText(claim).sentences.map((tokens) =>
    tokens.map(({ raw, spaced }, i) => (spaced && i > 0 ? ` ${raw}` : raw)).join(''),
  );
  return sentences.length > 1 && sentences.every(isClosed) ? sentences : [];
}

function isClosed(sentence: string): boolean {
  const count = (sign: string) => sentence.split(sign).length - 1;
  return count('“') === count('”') && count('"') % 2 === 0 && count('«') === count('»');
}

function judge(claim: string, evidence: Evidence, weights: Weights): Grounding {
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
