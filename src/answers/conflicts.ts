import { attributionOf } from '../facts/cite.ts';
import type { FactItem, Item } from '../facts/library.ts';
import { parseWhen } from '../facts/when.ts';
import { fold } from '../facts/words.ts';
import { figuresOf, type Figure } from './grounding/figures.ts';
import { readText } from './grounding/read.ts';

/** Two facts with this share of the shorter one's other words in common tell of the same thing. */
const SAME_MATTER = 0.6;
const MOST = 3;

/** The facts that give another figure than this one for the same thing and time: another source's count, or a later one. */
export function conflictingWith(item: Item, others: readonly Item[]): FactItem[] {
  if (item.kind !== 'fact') return [];
  return others
    .filter((other) => other.kind === 'fact' && other.ref !== item.ref && contradict(item, other))
    .flatMap((other) => (other.kind === 'fact' ? [other] : []))
    .slice(0, MOST);
}

function contradict(a: FactItem, b: FactItem): boolean {
  if (!meet(a.when, b.when) || areOneAccount(a, b)) return false;
  const [ours, theirs] = [read(a.text), read(b.text)];
  const shared = [...ours.matter].filter((concept) => theirs.matter.has(concept)).length;
  if (shared < SAME_MATTER * Math.min(ours.matter.size, theirs.matter.size)) return false;
  const pairs = ours.figures.flatMap((mine) =>
    theirs.figures.filter((other) => alike(mine, other)).map((other) => [mine, other]),
  );
  return pairs.length > 0 && pairs.every(([mine, other]) => mine?.value !== other?.value);
}

/** One source in one article tells two things by two figures, and does not contradict itself. */
function areOneAccount(a: FactItem, b: FactItem): boolean {
  return a.story.slug === b.story.slug && fold(attributionOf(a)) === fold(attributionOf(b));
}

/** Figures of one unit, or of the same things. */
function alike(a: Figure, b: Figure): boolean {
  return a.ordinal === b.ordinal && a.unit === b.unit && (a.unit !== undefined || a.counts === b.counts);
}

/** Whether two times (EDTF) have a day in common; what has none may be any time. */
function meet(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [a, b].map((when) => (when === undefined ? undefined : parseWhen(when)));
  return !one || !other || (one.from <= other.to && other.from <= one.to);
}

/** The concepts of a text, and its figures other than years. */
function read(text: string): { matter: Set<string>; figures: Figure[] } {
  const { tokens } = readText(text);
  const figures = figuresOf(tokens).filter(({ raw }) => !/^(?:1[5-9]|20)\d\d$/.test(raw));
  const inFigures = new Set(figures.flatMap(({ from, to }) => tokens.slice(from, to + 1)));
  const matter = tokens.flatMap((token) => (token.concept === undefined || inFigures.has(token) ? [] : token.concept));
  return { matter: new Set(matter), figures };
}
