import { datesOf } from './dates.ts';
import { support, type Evidence } from './evidence.ts';
import { figuresOf, type Figure } from './figures.ts';
import { isName } from './names.ts';
import type { Token } from './read.ts';

const CLOSE = 0.04;
const BOUND_REACH = 0.12;

/** The figures of a claim's sentence that no source has, or has of something else; days and years are the dates' business. */
export function wrongFigures(
  claim: readonly Token[],
  evidence: Evidence,
): { figures: string[]; bounds: string[]; counted: string[] } {
  const dated = new Set(datesOf(claim).flatMap(({ at }) => at));
  const [figures, bounds, counted]: [string[], string[], string[]] = [[], [], []];
  for (const figure of figuresOf(claim)) {
    if (dated.has(figure.from) || isPronoun(figure, claim)) continue;
    const alike = evidence.figures.filter((known) => isAlike(figure, known));
    if (alike.length === 0) {
      if (!isPair(figure, claim, evidence) && !isSpan(figure, claim, evidence))
        figures.push(`the figure ${figure.raw} is not in the source`);
      continue;
    }
    if (!alike.some(({ bound, value }) => boundHolds(figure, bound, value)))
      bounds.push(`the source does not put ${figure.raw} as “${BOUND_WORDS[figure.bound]}” does`);
    const { counts } = figure;
    if (counts === undefined || alike.some((known) => known.counts === counts || known.counts === undefined)) continue;
    const other = evidence.figures.find((known) => known.counts === counts && known.value !== figure.value);
    if (other) counted.push(`the source counts ${other.raw} where the claim has ${figure.raw}`);
  }
  return { figures, bounds, counted };
}

const BOUND_WORDS = { exact: 'exactly', about: 'about', over: 'more than', under: 'less than' };

/** “One of them” and “the first time” count nothing that must be told. */
function isPronoun({ value, ordinal, raw, unit, counts }: Figure, claim: readonly Token[]): boolean {
  if (/\d/.test(raw) || value !== 1) return false;
  return !ordinal && (unit === undefined || counts === undefined || claim.length < 4);
}

function isAlike(claimed: Figure, known: Figure): boolean {
  if (claimed.unit !== undefined && known.unit !== undefined && claimed.unit !== known.unit) return false;
  if (claimed.unit !== undefined && known.unit === undefined && /[%$€£¥]|rouble|rupee/.test(claimed.unit)) return false;
  if (claimed.unit === undefined && known.unit === '%') return false;
  if (claimed.unit === undefined && claimed.counts !== undefined && SPANS.test(known.unit ?? '')) return false;
  if (claimed.ordinal !== known.ordinal && claimed.value < 4 && !(claimed.ordinal && known.value === claimed.value))
    return false;
  if (claimed.value === known.value) return true;
  if (claimed.value < 10 || known.bound !== 'exact' || digits(claimed.value) >= digits(known.value)) return false;
  const difference = (known.value - claimed.value) / known.value;
  if (claimed.bound === 'about') return Math.abs(difference) <= CLOSE;
  if (claimed.bound === 'over') return difference > 0 && difference <= BOUND_REACH;
  return claimed.bound === 'under' && difference < 0 && difference >= -BOUND_REACH;
}

/** How many digits a figure tells before it is rounded. */
function digits(value: number): number {
  return String(value).replace('.', '').replace(/0+$/, '').length;
}

function boundHolds(claimed: Figure, known: Figure['bound'], value: number): boolean {
  if (claimed.bound === known) return true;
  if (claimed.bound === 'about') return known === 'exact' || value !== claimed.value;
  if (claimed.value !== value) return true;
  return known === 'about' && claimed.bound === 'exact' ? false : claimed.bound === 'exact' && known === 'exact';
}

/** “The two sides”, of a pair that the source names, counts them and is no figure. */
function isPair({ value, raw, to }: Figure, claim: readonly Token[], { sentences }: Evidence): boolean {
  if (/\d/.test(raw) || value !== 2) return false;
  const next = claim[to + 1];
  const pair = next?.concept === undefined || PAIRED.has(next.word);
  return pair && sentences.some((sentence) => new Set(sentence.filter(isName).map((name) => name.concept)).size > 1);
}

const PAIRED = new Set(
  'countries states nations sides leaders presidents men women powers neighbours governments partners parties companies firms'.split(
    ' ',
  ),
);

/** “The first seven months” are those from January to July. */
function isSpan({ value, unit, ordinal }: Figure, claim: readonly Token[], { dates }: Evidence): boolean {
  const count = figuresOf(claim).find((each) => !each.ordinal && each.unit === 'month')?.value;
  const months = new Set(dates.map(({ month }) => month));
  if (count === undefined || !months.has(1) || !months.has(count)) return false;
  return ordinal ? value === 1 : unit === 'month' && value === count;
}

/** Words that count without a number. */
const QUANTITIES =
  /^(?:every|half|halved|halves|doubled|doubles|doubling|tripled|trebled|quadrupled|twofold|tenfold|majority|dozens|hundreds|thousands|millions|billions)$/;
/** What nothing exceeds, and what is no more. */
const RANKS =
  /^(?:biggest|largest|greatest|highest|lowest|smallest|strongest|weakest|richest|poorest|former|formerly|once)$/;
const RATES = /^(?:a|per|each|every)$/;
const SPANS = /^(?:second|minute|hour|day|week|month|year|decade)s?$/;
const YEAR = /^(?:19|20)\d\d$/;
const REACH = 5;

/** What a claim's sentence says of how much, how often or in which year, without a number of its own, and the source does not. */
export function wrongMeasures(claim: readonly Token[], evidence: Evidence): string[] {
  const { text, sentences } = evidence;
  const found: string[] = [];
  for (const [i, { word }] of claim.entries()) {
    if (RANKS.test(word) && support(claim[i]!, evidence) === 0) found.push(`the source does not say “${word}”`);
    if ((QUANTITIES.test(word) || countsAll(claim, i)) && !text.has(word))
      found.push(`the source does not say “${word}”`);
  }
  for (const figure of figuresOf(claim)) {
    const holders = sentences.filter((sentence) => figuresOf(sentence).some(({ value }) => value === figure.value));
    const rate = rateAt(claim, figure);
    if (rate !== undefined && !holders.some((sentence) => figuresOf(sentence).some((each) => rateAt(sentence, each))))
      found.push(`the source does not say “${figure.raw} a ${rate}”`);
    const year = yearAt(claim, figure);
    const dated = holders.filter((sentence) => sentence.some(({ raw }) => raw === year));
    if (year !== undefined && dated.length > 0 && !dated.some((sentence) => isSaidOf(sentence, year)))
      found.push(`the source does not say “${figure.raw} in ${year}”`);
  }
  return found;
}

/** Figures that a claim's sentence says something came to where the source says that it changed by them, or the other way round. */
export function wrongSteps(claim: readonly Token[], { sentences }: Evidence): string[] {
  return figuresOf(claim).flatMap((figure) => {
    const step = stepAt(claim, figure);
    const known = sentences.flatMap((sentence) =>
      figuresOf(sentence).flatMap((each) => (each.value === figure.value ? (stepAt(sentence, each) ?? '') : [])),
    );
    const turned = step !== undefined && known.length > 0 && known.every((each) => each !== '' && each !== step);
    return turned ? [`the source does not say “${step} ${figure.raw}”`] : [];
  });
}

/** “All analysts” and “most of them”, but not “all-time” or “at all” or “the most important”. */
function countsAll(claim: readonly Token[], i: number): boolean {
  const [before, word, next] = [claim[i - 1]?.word, claim[i]?.word, claim[i + 1]];
  if (word === 'all') return next?.kind === 'word' && !/^(?:at|above|after|of)$/.test(before ?? '');
  return word === 'most' && before !== 'the' && before !== 'at' && next !== undefined && /^of$|s$/.test(next.word);
}

function rateAt(sentence: readonly Token[], { to }: Figure): string | undefined {
  const at = sentence.findIndex(({ word }, i) => i > to && i <= to + 2 && RATES.test(word));
  const next = at < 0 ? undefined : sentence[at + 1]?.word;
  return next !== undefined && SPANS.test(next) ? next : undefined;
}

/** The year of “… 42 times in 2023”. */
function yearAt(sentence: readonly Token[], { to }: Figure): string | undefined {
  const at = sentence.findIndex(({ word }, i) => i > to && i <= to + 2 && word === 'in');
  const year = at < 0 ? undefined : sentence[at + 1]?.raw;
  return year !== undefined && YEAR.test(year) ? year : undefined;
}

function isSaidOf(sentence: readonly Token[], year: string): boolean {
  return sentence.some(({ raw }, i) => raw === year && sentence[i - 1]?.word === 'in');
}

function stepAt(sentence: readonly Token[], { from }: Figure): 'by' | 'to' | undefined {
  for (let i = from - 1; i >= Math.max(0, from - REACH); i -= 1) {
    const { word, concept, kind } = sentence[i] ?? {};
    if (word === 'by' || word === 'to') return word;
    if (kind === 'word' && concept !== undefined && word !== 'record') return undefined;
  }
  return undefined;
}
