import { attributionOf } from '../facts/cite.ts';
import type { FactItem, Item } from '../facts/library.ts';
import { parseWhen } from '../facts/when.ts';
import { fold } from '../facts/words.ts';
import { figuresOf, type Figure } from './grounding/figures.ts';
import { readText } from './grounding/read.ts';

const MOST = 3;

/** The facts that give another figure than this one for the same thing and time: another source's count, or a later one. */
export function conflictingWith(item: Item, others: readonly Item[]): FactItem[] {
  if (item.kind !== 'fact') return [];
  return others
    .flatMap((other) => (other.kind === 'fact' && other.ref !== item.ref && contradict(item, other) ? [other] : []))
    .slice(0, MOST);
}

function contradict(a: FactItem, b: FactItem): boolean {
  if (!meet(a.when, b.when) || areOneAccount(a, b)) return false;
  const [ours, theirs] = [read(a), read(b)];
  if (ours.isGuess !== theirs.isGuess) return false;
  if (!isWithin(ours.matter, theirs.matter) && !isWithin(theirs.matter, ours.matter)) return false;
  const pairs = ours.figures.flatMap((mine) =>
    theirs.figures.filter((other) => alike(mine, other)).map((other): [Figure, Figure] => [mine, other]),
  );
  return pairs.length > 0 && pairs.every(([mine, other]) => mine.value !== other.value);
}

/** Two facts tell of the same thing where one says nothing of it that the other does not: not of grain and coal, nor of two countries. */
function isWithin(matter: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return matter.size > 0 && [...matter].every((concept) => other.has(concept));
}

/** One source in one article tells two things by two figures, and does not contradict itself. */
function areOneAccount(a: FactItem, b: FactItem): boolean {
  return a.story.slug === b.story.slug && fold(attributionOf(a)) === fold(attributionOf(b));
}

/** Figures of one unit, or of the same things, each told as it is: “more than 200” and “at least 150” agree. */
function alike(a: Figure, b: Figure): boolean {
  if (a.bound !== 'exact' || b.bound !== 'exact') return false;
  return a.ordinal === b.ordinal && a.unit === b.unit && (a.unit !== undefined || a.counts === b.counts);
}

/** Whether two times (EDTF) have a day in common; what has none may be any time. */
function meet(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [a, b].map((when) => (when === undefined ? undefined : parseWhen(when)));
  return !one || !other || (one.from <= other.to && other.from <= one.to);
}

const GUESS = /\b(?:could|may|might|would|will|expect\w*|forecast\w*|predict\w*|plans?|planned|target\w*|goal)\b/;
/** What puts a statement in somebody's mouth tells nothing of its matter. */
const SAYING = new Set(
  ['say', 'put', 'accord', 'report', 'show', 'data', 'official', 'count', 'estim'].flatMap(concepts),
);

/** What a fact is about, whoever says it; its figures other than years; and whether it is told as one that may come true. */
function read(fact: FactItem): { matter: Set<string>; figures: Figure[]; isGuess: boolean } {
  const { tokens } = readText(fact.text);
  const figures = figuresOf(tokens).filter(({ raw }) => !/^(?:1[5-9]|20)\d\d$/.test(raw));
  const inFigures = new Set(figures.flatMap(({ from, to }) => tokens.slice(from, to + 1)));
  const source = new Set(concepts([fact.attribution, fact.speaker?.name, fact.speaker?.role].join(' ')));
  const matter = tokens.flatMap((token) => {
    const { concept } = token;
    if (concept === undefined || inFigures.has(token)) return [];
    return source.has(concept) || SAYING.has(concept) ? [] : concept;
  });
  return { matter: new Set(matter), figures, isGuess: GUESS.test(fact.text) };
}

function concepts(text: string): string[] {
  return readText(text).tokens.flatMap(({ concept }) => concept ?? []);
}
