import { turnedFigures, wrongDates, wrongDenials, wrongHedges } from './contradictions.ts';
import { relativeDates } from './dates.ts';
import { editsOf, insertions } from './edits.ts';
import { contentOf, nearestSentences, type Evidence } from './evidence.ts';
import { addressesReader, intrusions } from './intrusions.ts';
import { wrongFigures, wrongMeasures, wrongSteps } from './measures.ts';
import { strangeNames, strangeTitles } from './names.ts';
import { turnedRound } from './opposites.ts';
import { overlapOf, rowOf, type Overlap } from './overlap.ts';
import { misplaced } from './places.ts';
import { outsideQuotations, wrongQuotations } from './quoted.ts';
import { readText, type Token } from './read.ts';
import { swappedRoles } from './roles.ts';
import { wrongSpeakers } from './speakers.ts';

/** What is found wrong with a claim, by kind. */
export const FAULTS = [
  'figure',
  'bound',
  'counted',
  'date',
  'name',
  'quotation',
  'denial',
  'hedge',
  'direction',
  'speaker',
  'unattributed',
  'role',
  'exchanged',
  'inserted',
  'intrusion',
  'reader',
] as const;
export type Fault = (typeof FAULTS)[number];
type Faults = Record<Fault, string[]>;

/** How much of a claim its sources have, over all its sentences. */
export type Likeness = Overlap & {
  /** The logarithm of the claim's length in words. */
  length: number;
  /** The share of its content words that it has said before. */
  repeated: number;
  /** The share of its sentences that the source has word for word. */
  copied: number;
};

export type Signals = { likeness: Likeness; faults: Faults };

/** Reads a claim against the evidence. A sentence that the source has word for word is not looked into. */
export function readSignals(claim: string, evidence: Evidence): Signals {
  const { sentences, tokens } = readText(claim);
  const row = rowOf(evidence);
  const copied = sentences.filter((sentence) => isCopied(sentence, evidence));
  const own = sentences.filter((sentence) => !copied.includes(sentence));
  const faults = noFaults();
  for (const sentence of own) findFaults(sentence, evidence, faults);
  if (own.length > 0) {
    faults.quotation = wrongQuotations(claim, tokens, evidence);
    const words = new Set(outsideQuotations(claim).map(({ word }) => word));
    if (addressesReader(words, evidence.text)) faults.reader.push('the claim talks to its reader');
  }
  const known = evidence.sources.map(({ source }) => `${source.text}\n${source.context ?? ''}`).join('\n');
  faults.intrusion = intrusions(claim, known);
  const overlaps = sentences.map((sentence) => overlapOf(sentence, evidence, row));
  return { faults, likeness: likenessOf(tokens, overlaps, copied.length / (sentences.length || 1)) };
}

function noFaults(): Faults {
  return {
    figure: [],
    bound: [],
    counted: [],
    date: [],
    name: [],
    quotation: [],
    denial: [],
    hedge: [],
    direction: [],
    speaker: [],
    unattributed: [],
    role: [],
    exchanged: [],
    inserted: [],
    intrusion: [],
    reader: [],
  };
}

function findFaults(sentence: readonly Token[], evidence: Evidence, faults: Faults): void {
  const nearest = { ...evidence, sentences: nearestSentences(sentence, evidence) };
  const { figures, bounds, counted } = wrongFigures(sentence, evidence);
  const { claimed, dropped } = wrongSpeakers(sentence, evidence);
  faults.figure.push(...figures);
  faults.bound.push(...bounds);
  faults.bound.push(...wrongSteps(sentence, nearest));
  faults.counted.push(...counted, ...wrongMeasures(sentence, nearest));
  faults.date.push(...wrongDates(sentence, evidence));
  for (const told of relativeDates(sentence, evidence.sentences))
    faults.date.push(`the date “${told}” is not in the source`);
  faults.name.push(...strangeNames(sentence, evidence).map((name) => `the name ${name} is not in the source`));
  faults.name.push(...strangeTitles(sentence, evidence).map((name) => `the source does not speak of ${name}`));
  faults.denial.push(...wrongDenials(sentence, nearest));
  faults.hedge.push(...wrongHedges(sentence, nearest));
  faults.speaker.push(...claimed);
  faults.unattributed.push(...dropped);
  const told = evidence.sources.filter(({ source }) => source.verbatim).flatMap(({ context }) => context.tokens);
  const directions = new Set([...evidence.text, ...told.map(({ stem }) => stem)]);
  for (const { word, source } of turnedRound(sentence, directions))
    faults.direction.push(`the claim says “${word}” where the source has “${source}”`);
  faults.direction.push(...turnedFigures(sentence, nearest));
  for (const { name, verb } of swappedRoles(sentence, nearest))
    faults.role.push(`the source does not say that ${name} “${verb}”`);
  for (const word of insertions(sentence, nearest)) faults.inserted.push(`the source does not say “${word}”`);
  for (const edit of [...editsOf(sentence, nearest), ...misplaced(sentence, nearest)])
    faults.exchanged.push(`the claim has ${edit.claim} where the source has ${edit.source}`);
}

function isCopied(sentence: readonly Token[], { sources }: Evidence): boolean {
  const wanted = wording(sentence);
  return sources.some(
    ({ source, text }) => !source.verbatim && text.sentences.some((known) => wording(known) === wanted),
  );
}

function wording(sentence: readonly Token[]): string {
  const end = sentence.at(-1)?.raw === '.' ? -1 : undefined;
  return sentence
    .slice(0, end)
    .map(({ raw }) => raw)
    .join(' ');
}

function likenessOf(tokens: readonly Token[], overlaps: readonly Overlap[], copied: number): Likeness {
  const mean = (key: keyof Overlap) => overlaps.reduce((sum, each) => sum + each[key], 0) / (overlaps.length || 1);
  const words = tokens.filter(({ kind }) => kind !== 'mark');
  const content = contentOf(tokens).map(({ token }) => token.stem);
  const most = (key: keyof Overlap) => Math.max(0, ...overlaps.map((each) => each[key]));
  return {
    neighbours: mean('neighbours'),
    stretches: mean('stretches'),
    solid: mean('stretches') ** 2,
    longest: most('longest'),
    order: mean('order'),
    added: mean('added'),
    run: most('run'),
    clause: most('clause'),
    unknown: overlaps.reduce((sum, { unknown }) => sum + unknown, 0),
    length: Math.log(1 + words.length),
    repeated: content.length === 0 ? 0 : 1 - new Set(content).size / content.length,
    copied,
  };
}

/** The names of the likeness signals. */
export const LIKENESS = [
  'neighbours',
  'stretches',
  'solid',
  'longest',
  'order',
  'added',
  'run',
  'clause',
  'unknown',
  'length',
  'repeated',
  'copied',
] as const satisfies readonly (keyof Likeness)[];
