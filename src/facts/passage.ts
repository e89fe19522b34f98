import { concept, fold, locate, stem, words, type Token } from './words.ts';
import { parseWhen } from './when.ts';

/** What is indexed of an item, and what places it. Only `text`, `context` and `questions` are searched; the rest helps to judge an answer. */
export type SearchDocument = {
  /** The item's own words. */
  text: string;
  /** Words it may be found by beside its own: speaker, people with their aliases, topics, dates in words. */
  context: string;
  /** Questions that an editor says it answers; they are searched, never shown. */
  questions?: string[];
  /** The full names of the people it is about or who say it. */
  names?: string[];
  /** How much the story turns on it, 1 to 5. */
  importance?: number;
  /** Where it is somebody's statement: every name and role of whoever says it, and the outlets that carried it. */
  speaker?: string[];
  /** When it happened (EDTF). */
  when?: string;
  /** When its source was published (EDTF): what “last year” goes by. */
  published?: string;
  /** The passages it rests on. */
  passages?: { source: string; start: number; end: number }[];
};

/** An item as the judge of answers reads it. */
export type Passage = {
  document: SearchDocument;
  /** In words. */
  length: number;
  /** Its words where they stand. */
  tokens: Token[];
  /** Where each concept of its text stands. */
  positions: Map<string, number[]>;
  /** The stems of its text: what matches as it was asked, not by a synonym. */
  stems: Set<string>;
  /** The concepts of its context, and the stems they stand for. */
  context: Set<string>;
  contextStems: Set<string>;
  /** The concepts of each question that an editor says it answers. */
  questions: Set<string>[];
  /** The concepts of whoever says it; undefined where it is nobody's statement. */
  speaker: Set<string> | undefined;
  /** Whether it gives a reason, by a word that does. */
  reasons: boolean;
  /** Figures of the text other than years, in digits or words. */
  figures: string[];
  years: Set<string>;
  /** The year its source was published. */
  published: number | undefined;
  /** The names in its text, folded: capitalised words that neither open a sentence nor name a month or a day. */
  names: string[];
  /** Those that a preposition of place stands before. */
  places: string[];
};

const YEAR = /^(?:1[5-9]|20)\d\d$/;
const CALENDAR = /^(?:jan|feb|march|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*$/;
const REASON =
  /\b(?:because|due|since|as|so that|owing|thanks|amid|over|reflects?|rather than|aware|in order|caus\w+|therefore|given)\b/i;
const PLACE = /(?<=\b(?:in|at|to|from|near|across|outside|inside|off) (?:the )?)\p{Lu}[\p{L}\p{M}'’-]*/gu;
const NAME = /(?<=[\p{L}\p{N},;:)’'”%-] ["“(]?)\p{Lu}[\p{L}\p{M}'’-]*/gu;

/** Reads what a question may be held against; linear in the item's words. */
export function readPassage(document: SearchDocument): Passage {
  const tokens = locate(document.text);
  const text = tokens.map(({ word }) => word);
  const context = words(document.context);
  const positions = new Map<string, number[]>();
  for (const [i, { concept: term }] of tokens.entries()) {
    if (term === undefined) continue;
    const known = positions.get(term);
    if (known) known.push(i);
    else positions.set(term, [i]);
  }
  const period = document.when === undefined ? undefined : parseWhen(document.when);
  return {
    document,
    length: text.length,
    tokens,
    positions,
    stems: new Set(tokens.map((token) => token.stem)),
    context: concepts(context),
    contextStems: new Set(context.map(stem)),
    questions: (document.questions ?? []).map((question) => concepts(words(question))),
    speaker: document.speaker && concepts(words(document.speaker.join(' '))),
    reasons: REASON.test(document.text),
    figures: tokens
      .filter((token) => /^\d/.test(token.concept ?? '') && !YEAR.test(token.word))
      .map(({ word }) => word),
    years: new Set([
      ...text.filter((word) => YEAR.test(word)),
      ...(period ? [period.from.slice(0, 4), period.to.slice(0, 4)] : []),
    ]),
    published: yearOf(document.published),
    names: namesIn(document.text, NAME),
    places: namesIn(document.text, PLACE),
  };
}

function namesIn(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? [])
    .map((name) => fold(name).replace(/'s?$/, ''))
    .filter((name) => !CALENDAR.test(name));
}

function yearOf(when: string | undefined): number | undefined {
  const period = when === undefined ? undefined : parseWhen(when);
  return period && Number(period.from.slice(0, 4));
}

function concepts(found: readonly string[]): Set<string> {
  return new Set(found.flatMap((word) => concept(word) ?? []));
}
