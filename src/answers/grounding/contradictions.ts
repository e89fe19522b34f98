import { agree, datesOf, tells, type DateMention } from './dates.ts';
import { support, type Evidence } from './evidence.ts';
import { figuresOf, type Figure } from './figures.ts';
import { isDenying, stancesOf, type Stance } from './stance.ts';
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
      if (!isCounted(figure, claim, evidence)) figures.push(`the figure ${figure.raw} is not in the source`);
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
  if (claimed.unit !== undefined && known.unit === undefined && /[%$€£¥]/.test(claimed.unit)) return false;
  if (claimed.ordinal !== known.ordinal && claimed.value < 4 && !(claimed.ordinal && known.value === claimed.value))
    return false;
  if (claimed.value === known.value) return true;
  const difference = (known.value - claimed.value) / (known.value || 1);
  if (claimed.bound === 'about') return Math.abs(difference) <= CLOSE && claimed.value >= 10;
  if (claimed.bound === 'over') return difference > 0 && difference <= BOUND_REACH && claimed.value >= 10;
  if (claimed.bound === 'under') return difference < 0 && difference >= -BOUND_REACH && claimed.value >= 10;
  return false;
}

function boundHolds(claimed: Figure, known: Figure['bound'], value: number): boolean {
  if (claimed.bound === known) return true;
  if (claimed.bound === 'about') return known === 'exact' || value !== claimed.value;
  if (claimed.value !== value) return true;
  return known === 'about' && claimed.bound === 'exact' ? false : claimed.bound === 'exact' && known === 'exact';
}

/** A small number of things that the source lists one by one is a count of them, not a figure. */
function isCounted({ value, raw }: Figure, claim: readonly Token[], evidence: Evidence): boolean {
  if (/\d/.test(raw) || value !== 2) return false;
  return (
    claim.some(({ word }) => word === 'both' || word === 'two') &&
    (evidence.text.has('both') || evidence.text.has('and'))
  );
}

/** The dates of a claim's sentence that no source tells. */
export function wrongDates(claim: readonly Token[], { dates, text, context }: Evidence): string[] {
  return datesOf(claim).flatMap((mention) => {
    if (dates.some((known) => tells(mention, known) || completes(mention, known, dates))) return [];
    if (mention.month === undefined && mention.weekday === undefined && mention.year !== undefined) {
      const year = String(mention.year);
      if (text.has(year) || context.has(year)) return [];
    }
    return [`the date ${mention.raw} is not in the source`];
  });
}

/** Whether two dates of the source that agree tell together what the claimed one tells: “Wednesday” and “18 October”. */
function completes(claimed: DateMention, known: DateMention, dates: readonly DateMention[]): boolean {
  if (!agree(claimed, known)) return false;
  return dates.some((other) => other !== known && agree(known, other) && tells(claimed, { ...other, ...known }));
}

const AHEAD = 4;
const BACK = 3;
const MOST_TOKENS = 16;
const BREAKS = /^(?:[.;:]|but|although|though|while|whereas|because)$/;

/** The concepts next to a word: those that it is said of. */
function scope(sentence: readonly Token[], at: number, step: 1 | -1, most: number): string[] {
  const found: string[] = [];
  for (let i = at + step, seen = 0; i >= 0 && i < sentence.length && seen < MOST_TOKENS; i += step, seen += 1) {
    const token = sentence[i];
    if (!token || BREAKS.test(token.word) || found.length === most) break;
    if (token.concept !== undefined) found.push(token.concept);
  }
  return found;
}

/** What a claim's sentence denies and the source does not, and what it tells as it is though the source denies it. */
export function wrongDenials(claim: readonly Token[], evidence: Evidence): string[] {
  const has = new Set(claim.flatMap(({ concept }) => concept ?? []));
  const mine = denialsOf(claim);
  const theirs = evidence.sentences.flatMap((sentence) =>
    denialsOf(sentence).map((denial) => ({ ...denial, sentence })),
  );
  const found: string[] = [];
  for (const { at, word, soft } of mine) {
    const token = claim[at];
    if (soft && token && support(token, evidence) > 0) continue;
    const about = new Set([...scope(claim, at, 1, AHEAD + 2), ...scope(claim, at, -1, BACK)]);
    const borne = theirs.some((denial) => scopeOf(denial).some((each) => about.has(each)));
    if (!borne) found.push(`the source does not say “${word}”`);
  }
  for (const denial of theirs) {
    const said = scope(denial.sentence, denial.at, 1, AHEAD);
    if (denial.soft && !STRONG.test(denial.word)) continue;
    const own = denial.sentence[denial.at]?.concept;
    const told = said.filter((each) => has.has(each));
    if (said.length === 0 || told.length < Math.max(1, Math.ceil(said.length * 0.5))) continue;
    if (own !== undefined && has.has(own)) continue;
    const kept = mine.some(({ at }) => {
      const about = [...scope(claim, at, 1, AHEAD + 2), ...scope(claim, at, -1, BACK + 1)];
      return about.some((each) => scopeOf(denial).includes(each));
    });
    if (!kept) found.push(`the source says “${denial.word}”, the claim does not`);
  }
  return found;
}

const STRONG = /^(?:refus|den[yi]|fail|declin|reject|unable|unwilling|lack|refrain|unsuccess|impossible)/;

type Denial = { at: number; word: string; soft: boolean };

function denialsOf(sentence: readonly Token[]): Denial[] {
  const plain = stancesOf(sentence).flatMap(({ kind, at, word }) =>
    kind === 'denied' ? { at, word, soft: false } : [],
  );
  const soft = [...sentence.entries()].flatMap(([at, { word }]) => (isDenying(word) ? { at, word, soft: true } : []));
  return [...plain, ...soft];
}

function scopeOf({ sentence, at }: { sentence: readonly Token[]; at: number }): string[] {
  return [...scope(sentence, at, 1, AHEAD + 2), ...scope(sentence, at, -1, BACK)];
}

const ADDED_POSSIBLE = /^(?:could|may|might|perhaps|maybe|possibly|probably|likely)$/;
const ADDED_INTENDED = /^(?:expect|plan|intend|hope|aim|want|schedul)/;

/** Where a claim's sentence tells as done or as certain what the source holds possible, intended or to come; or the other way round. */
export function wrongHedges(claim: readonly Token[], evidence: Evidence): string[] {
  const has = new Set(claim.flatMap(({ concept }) => concept ?? []));
  const stems = new Set(claim.map(({ stem }) => stem));
  const mine = stancesOf(claim);
  const holds = (...kinds: Stance['kind'][]) => mine.some(({ kind }) => kinds.includes(kind));
  const found: string[] = [];
  const theirs = evidence.sentences.flatMap((sentence) =>
    stancesOf(sentence).map((stance) => ({ ...stance, sentence })),
  );
  for (const { kind, word, at, sentence } of theirs) {
    if (kind === 'denied') continue;
    const said = scope(sentence, at, 1, AHEAD);
    const told = said.filter((each) => has.has(each));
    if (told.length === 0 || told.length < said.length * 0.5 || stems.has(sentence[at]?.stem ?? '')) continue;
    const own = sentence[at]?.concept;
    if (own !== undefined && has.has(own)) continue;
    const kept =
      kind === 'possible'
        ? holds('possible')
        : kind === 'intended'
          ? holds('intended', 'possible')
          : holds('foretold', 'intended', 'possible') || !tellsAsDone(claim, said);
    if (!kept) found.push(`the source says only “${word}”`);
  }
  for (const { kind, word, at } of mine) {
    const stem = claim[at]?.stem ?? '';
    if (evidence.text.has(stem) || evidence.text.has(word)) continue;
    if (kind === 'foretold' && !theirs.some((stance) => stance.kind === 'foretold'))
      found.push(`the source does not say “${word}”`);
    if (kind === 'possible' && ADDED_POSSIBLE.test(word) && !theirs.some((stance) => stance.kind === 'possible'))
      found.push(`the source does not say “${word}”`);
    const intends = theirs.some((stance) => stance.kind === 'intended' || stance.kind === 'foretold');
    if (kind === 'intended' && ADDED_INTENDED.test(word) && !intends && support(claim[at]!, evidence) === 0)
      found.push(`the source does not say “${word}”`);
  }
  return found;
}

/** Whether the verb next to a foretelling stands in the past in the claim. */
function tellsAsDone(claim: readonly Token[], said: readonly string[]): boolean {
  const [verb] = said;
  return claim.some(
    ({ concept, raw, stem }) => concept === verb && raw.toLowerCase() !== stem && /(?:ed|wn|ght)$/.test(raw),
  );
}
