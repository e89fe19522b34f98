import { groupsOf } from './equivalents.ts';
import { rarity } from '../../facts/lexicon.ts';
import { datesOf, datesOfWhen, type DateMention } from './dates.ts';
import { figuresOf, type Figure } from './figures.ts';
import { readText, type Reading, type Token } from './read.ts';
import type { GroundingSource } from './source.ts';

/** One source as the signals read it. */
export type ReadSource = {
  source: GroundingSource;
  text: Reading;
  context: Reading;
  /** The stems and concepts of whoever says it. */
  speaker: ReadonlySet<string> | undefined;
};

/** All that a claim is read against. */
export type Evidence = {
  sources: ReadSource[];
  /** The sentences of all texts. */
  sentences: Token[][];
  /** The stems and concepts of the texts. */
  text: ReadonlySet<string>;
  /** Those of what is known beside them. */
  context: ReadonlySet<string>;
  /** The first letters of each run of capitalised words. */
  acronyms: ReadonlySet<string>;
  figures: Figure[];
  dates: DateMention[];
  /** Pairs of concepts that stand side by side in capitals, as parts of one name do. */
  aliases: ReadonlySet<string>;
  /** The beginnings of its longer words: “astronomy” is kin to “astronomers”. */
  roots: ReadonlySet<string>;
  /** 1 for a passage of a few sentences, falling to 0 for an article, in which much is said of many. */
  focus: number;
};

const NEAR_WORDS = 130;
const FAR_WORDS = 260;
const ROOT = 5;

export function readEvidence(sources: readonly GroundingSource[]): Evidence {
  const read = sources.map((source): ReadSource => ({
    source,
    text: readText(source.text),
    context: readText([...(source.speaker ?? []), source.context ?? ''].join('. ')),
    speaker: source.speaker && termsOf(source.speaker.flatMap((name) => readText(name).tokens)),
  }));
  const texts = read.flatMap(({ text }) => text.tokens);
  const contexts = read.flatMap(({ context }) => context.tokens);
  const sentences = read.flatMap(({ text }) => text.sentences);
  const around = read.flatMap(({ context }) => context.sentences);
  const words = texts.filter(({ kind }) => kind !== 'mark').length;
  return {
    sources: read,
    sentences,
    text: termsOf(texts),
    context: termsOf(contexts),
    acronyms: new Set([...acronymsOf(texts), ...acronymsOf(contexts)]),
    aliases: new Set([...aliasesOf(texts), ...aliasesOf(contexts)]),
    figures: [...sentences, ...around].flatMap(figuresBesideDates),
    dates: [
      ...[...sentences, ...around].flatMap((sentence) => datesOf(sentence)),
      ...sources.flatMap(({ when }) => (when === undefined ? [] : datesOfWhen(when))),
    ],
    roots: new Set([...texts, ...contexts].flatMap(({ stem }) => (stem.length >= ROOT ? stem.slice(0, ROOT) : []))),
    focus: Math.min(1, Math.max(0, (FAR_WORDS - words) / (FAR_WORDS - NEAR_WORDS))),
  };
}

/** A day of the month counts nothing. */
function figuresBesideDates(sentence: readonly Token[]): Figure[] {
  const dated = new Set(datesOf(sentence).flatMap(({ at }) => at));
  return figuresOf(sentence).filter(({ from }) => !dated.has(from));
}

/** The stems of words and figures, and the concepts of those that have one. */
function termsOf(tokens: readonly Token[]): Set<string> {
  const found = new Set<string>();
  for (const { kind, stem, concept, word } of tokens) {
    if (kind === 'mark') continue;
    found.add(stem);
    found.add(word);
    if (concept !== undefined) found.add(`=${concept}`);
    for (const group of groupsOf(word)) found.add(`#${group}`);
  }
  return found;
}

const SIDE_BY_SIDE = 3;

function aliasesOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ concept, capital }, i) => {
    if (!capital) return [];
    const found: string[] = [];
    for (let k = i + 1; k <= i + SIDE_BY_SIDE; k += 1) {
      const next = tokens[k];
      if (next?.raw === '(') continue;
      if (!next?.capital) break;
      found.push(`${concept} ${next.concept}`, `${next.concept} ${concept}`);
    }
    return found;
  });
}

function acronymsOf(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  let letters = '';
  for (const { capital, word, raw } of tokens) {
    if (capital && raw.length > 1) letters += word[0];
    else if (!/^(?:of|the|for|and|de|in)$/.test(word)) {
      if (letters.length > 1) found.push(letters);
      letters = '';
    }
  }
  return letters.length > 1 ? [...found, letters] : found;
}

/** How far the evidence bears one word out: 1 in its text, less by a synonym, beside it, or by a word of its family. */
export function support(token: Token, { text, context, acronyms, roots }: Evidence): number {
  const { stem, word, concept } = token;
  if (text.has(stem) || text.has(word)) return 1;
  if (concept !== undefined && text.has(`=${concept}`)) return 0.95;
  if (context.has(stem) || context.has(word)) return 0.95;
  if (concept !== undefined && context.has(`=${concept}`)) return 0.9;
  if (acronyms.has(word)) return 0.95;
  if (groupsOf(word).some((group) => text.has(`#${group}`))) return 0.9;
  return stem.length > ROOT && roots.has(stem.slice(0, ROOT)) ? 0.6 : 0;
}

/** The words of a claim that say something, with what each weighs. */
export function contentOf(tokens: readonly Token[]): { token: Token; weight: number }[] {
  const figures = new Set(figuresOf(tokens).flatMap(({ from, to }) => tokens.slice(from, to + 1)));
  return tokens.flatMap((token) =>
    token.kind === 'mark' || token.concept === undefined || (token.kind === 'word' && figures.has(token))
      ? []
      : { token, weight: 0.1 + rarity(token.word) },
  );
}

const FEW_SENTENCES = 8;
const NEAREST = 3;
const AS_NEAR = 0.6;

/** The sentences of a long text that a claim's sentence can be about: those that share most with it. */
export function nearestSentences(claim: readonly Token[], { sentences }: Pick<Evidence, 'sentences'>): Token[][] {
  if (sentences.length <= FEW_SENTENCES) return sentences;
  const wanted = new Map(contentOf(claim).map(({ token, weight }) => [token.concept, weight]));
  const ranked = sentences
    .map((sentence) => {
      const held = new Set(sentence.map(({ concept }) => concept));
      return { sentence, share: [...wanted].reduce((sum, [each, weight]) => sum + (held.has(each) ? weight : 0), 0) };
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, NEAREST);
  const most = ranked[0]?.share ?? 0;
  return ranked.filter(({ share }) => share >= AS_NEAR * most).map(({ sentence }) => sentence);
}
