import { agree, datesOf, tells, type DateMention } from './dates.ts';
import { support, type Evidence } from './evidence.ts';
import { figuresOf } from './figures.ts';
import { areOpposite, isDirection } from './opposites.ts';
import { isDenying, stancesOf, type Stance } from './stance.ts';
import type { Token } from './read.ts';
import { LEMMAS } from '../../facts/irregular-verbs.ts';

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
  const mine = denialsOf(claim).map((denial) => ({ ...denial, about: new Set(scopeOf(claim, denial.at)) }));
  const theirs = evidence.sentences.flatMap((sentence) =>
    denialsOf(sentence).map((denial) => ({ ...denial, sentence, scope: scopeOf(sentence, denial.at) })),
  );
  return [...added(claim, mine, theirs, has, evidence), ...dropped(claim, mine, theirs, has)];
}

type Denial = { at: number; word: string; soft: boolean };
type Mine = Denial & { about: ReadonlySet<string> };
type Theirs = Denial & { sentence: readonly Token[]; scope: string[] };

function added(
  claim: readonly Token[],
  mine: readonly Mine[],
  theirs: readonly Theirs[],
  has: ReadonlySet<string>,
  evidence: Evidence,
): string[] {
  const free = new Set(theirs);
  return mine.flatMap(({ at, word, soft, about }) => {
    const token = claim[at];
    if (word === 'nor' || word === 'outside' || (soft && token && support(token, evidence) > 0)) return [];
    const bearing = [...free].find(({ scope, soft: lexical, sentence, at: place }) => {
      const own = sentence[place]?.concept;
      return scope.some((each) => about.has(each)) && !(lexical && own !== undefined && has.has(own));
    });
    if (!bearing) return [`the source does not say “${word}”`];
    free.delete(bearing);
    return [];
  });
}

function dropped(
  claim: readonly Token[],
  mine: readonly Mine[],
  theirs: readonly Theirs[],
  has: ReadonlySet<string>,
): string[] {
  // What one sentence of the source denies, another may deny in other words.
  const unused = new Map<readonly Token[], Set<Mine>>();
  const shared = claim.some(({ word }) => word === 'or');
  return theirs.flatMap(({ at, word, soft, sentence, scope: about }) => {
    if (word === 'nor' || (soft && !STRONG.test(word))) return [];
    const said = scope(sentence, at, 1, AHEAD);
    const own = sentence[at]?.concept;
    const told = said.filter((each) => has.has(each));
    if (said.length === 0 || told.length < Math.max(1, said.length / 2) || (own !== undefined && has.has(own)))
      return [];
    const free = unused.get(sentence) ?? new Set(mine);
    unused.set(sentence, free);
    const keeping = [...free].find((denial) => about.some((each) => denial.about.has(each)));
    if (!keeping) return [`the source says “${word}”, the claim does not`];
    if (!shared) free.delete(keeping);
    return [];
  });
}

const STRONG = /^(?:refus|den[yi]|fail|declin|reject|unable|unwilling|lack|refrain|unsuccess|impossible|against)/;
const AGAINST = /^(?:vot|was|were|is|are|spoke|speak|rul|argu|protest|campaign|decid)/;

function denialsOf(sentence: readonly Token[]): Denial[] {
  const plain = stancesOf(sentence).flatMap(({ kind, at, word }) =>
    kind === 'denied' ? { at, word, soft: false } : [],
  );
  const soft = [...sentence.entries()].flatMap(([at, { word }]) =>
    isDenying(word) || (word === 'against' && AGAINST.test(sentence[at - 1]?.word ?? ''))
      ? { at, word, soft: true }
      : [],
  );
  return [...plain, ...soft];
}

function scopeOf(sentence: readonly Token[], at: number): string[] {
  return [...scope(sentence, at, 1, AHEAD + 2), ...scope(sentence, at, -1, BACK)];
}

const ADDED_POSSIBLE = /^(?:could|may|might|perhaps|maybe|possibly|probably|likely)$/;
const ADDED_INTENDED = /^(?:expect|plan|intend|hope|aim|want|schedul)/;

/** Where a claim's sentence tells as done or as certain what the source holds possible, intended or to come; or the other way round. */
export function wrongHedges(claim: readonly Token[], evidence: Evidence): string[] {
  const has = new Set(claim.flatMap(({ concept }) => concept ?? []));
  const stems = new Set(claim.map(({ stem }) => stem));
  const mine = stancesOf(claim).map((stance) => ({
    ...stance,
    about: [...scope(claim, stance.at, 1, AHEAD + 2), ...scope(claim, stance.at, -1, BACK)],
  }));
  const found: string[] = [];
  const theirs = evidence.sentences.flatMap((sentence) =>
    stancesOf(sentence).map((stance) => ({ ...stance, sentence })),
  );
  for (const { kind, word, at, sentence } of theirs) {
    if (kind === 'denied') continue;
    const said = scope(sentence, at, 1, AHEAD);
    const told = said.filter((each) => has.has(each));
    if (
      told.length === 0 ||
      told.length < said.length * 0.5 ||
      (word.length > 4 && stems.has(sentence[at]?.stem ?? ''))
    )
      continue;
    const own = sentence[at]?.concept;
    if (own !== undefined && has.has(own)) continue;
    const about = new Set(scope(sentence, at, 1, AHEAD + 2));
    const holds = (...kinds: Stance['kind'][]) =>
      mine.some((each) => kinds.includes(each.kind) && each.about.some((term) => about.has(term)));
    const kept =
      kind === 'possible'
        ? holds('possible')
        : kind === 'intended'
          ? holds('intended', 'possible')
          : !tellsAsDone(claim, said) ||
            mine.some(
              (each) =>
                each.kind !== 'denied' &&
                claim[each.at]?.concept !== said[0] &&
                each.about.some((term) => about.has(term)),
            );
    if (!kept) found.push(`the source says only “${word}”`);
  }
  for (const { kind, word, at } of mine) {
    const stem = claim[at]?.stem ?? '';
    if (evidence.text.has(stem) || evidence.text.has(word) || evidence.context.has(word)) continue;
    const others = new Set(theirs.map((stance) => stance.kind));
    if (kind === 'foretold' && !others.has('foretold') && (others.has('possible') || isToldAsDone(claim, at, evidence)))
      found.push(`the source does not say “${word}”`);
    if (kind === 'possible' && ADDED_POSSIBLE.test(word) && !others.has('possible'))
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
  return claim.some((token) => token.concept === verb && isPast(token));
}

/** Whether what a claim foretells is told as done by the source. */
function isToldAsDone(claim: readonly Token[], at: number, { sentences }: Evidence): boolean {
  const [verb] = scope(claim, at, 1, 1);
  return sentences.some((sentence) => sentence.some((token) => token.concept === verb && isPast(token)));
}

function isPast({ word, kind }: Token): boolean {
  return kind === 'word' && (word.endsWith('ed') || LEMMAS.has(word));
}

const RISE_OR_FALL_REACH = 6;

/** Figures by which a claim's sentence says that something rose where the source says that it fell, or the like. */
export function turnedFigures(claim: readonly Token[], { sentences }: Pick<Evidence, 'sentences'>): string[] {
  const known = sentences.flatMap((sentence) =>
    figuresOf(sentence).map(({ value, from }) => ({
      value,
      before: sentence.slice(Math.max(0, from - RISE_OR_FALL_REACH), from),
    })),
  );
  return figuresOf(claim).flatMap(({ value, raw, from }) => {
    const mine = claim.slice(Math.max(0, from - RISE_OR_FALL_REACH), from);
    const same = known.filter((figure) => figure.value === value);
    const turned = same.length > 0 && same.every(({ before }) => turns(mine, before));
    return turned ? [`the source has ${raw} the other way round`] : [];
  });
}

function turns(mine: readonly Token[], theirs: readonly Token[]): boolean {
  const [last, known] = [directionOf(mine), directionOf(theirs)];
  return last !== undefined && known !== undefined && areOpposite(last, known);
}

/** The last word that says rising or falling; “up” and “down” do beside a figure. */
function directionOf(words: readonly Token[]): string | undefined {
  const beside = words.at(-1)?.word;
  if (beside === 'up') return 'rise';
  if (beside === 'down') return 'fall';
  return words.findLast(({ stem }) => isDirection(stem))?.stem;
}
