import { isOpenKind, kindsAskedBy } from '../facts/gazetteer.ts';
import { lexicalKind } from '../facts/lexicon.ts';
import type { Search } from '../facts/search.ts';
import { SYNONYMS } from '../facts/synonyms.ts';
import { concept as conceptOf, COUNTRY_STEMS, fold, stem, words } from '../facts/words.ts';
import { whoIsAsked } from './who-is.ts';
import { deedAsked, type Deed } from './roles.ts';
import {
  askedKind,
  AUXILIARY,
  isNamed,
  isPerson,
  nounAsked,
  officeAsked,
  unitAsked,
  type AskedKind,
  type Unit,
} from './asked.ts';

/** A word of a question that a fact should bear out. */
export type Term = {
  /** As typed, folded. */
  word: string;
  stem: string;
  /** What it is searched by. */
  concept: string;
  kind: 'word' | 'name' | 'number' | 'year';
  /** Whether it stands in the question proper, not in a sentence before it. */
  proper: boolean;
};

/** A question taken apart. */
export type Question = {
  terms: Term[];
  /** All its words, folded. */
  words: Set<string>;
  /** The stems of all its words. */
  stems: Set<string>;
  asked?: AskedKind;
  /** What the figure asked for is of. */
  unit?: Unit;
  /** The kinds of thing asked for, of those that the gazetteer knows. */
  kinds: readonly string[];
  /** Whether a name would answer, and whether somebody's. */
  named: boolean;
  person: boolean;
  /** Whose statement is wanted, as in “what did X say”: what that name is searched by. */
  speaker: string[];
  /** The noun that “which” or “what” asks for, folded. */
  noun?: string;
  /** The kind of thing that “which” or “what” asks for, as in “which paper”: what that noun is searched by. */
  kind?: string;
  /** -1 where it asks about last year, 0 about this year. */
  yearsAgo?: -1 | 0;
  /** Who is asked to have done what. */
  deed?: Deed;
  /** The office or property that “who is the X of Y” asks for. */
  office?: string;
  /** The name of which it asks no more than who that is. */
  whoIs?: string[];
  /** Whom “did X …” or “is X …” asks about: what that name is searched by. */
  subject?: string;
  /** Whether it speaks of somebody whom it does not name, or of nothing but numbers. */
  dangling: boolean;
  /** Whether it asks about what is still to come. */
  future: boolean;
  /** A request for something other than a fact of the store, such as a poem. */
  errand: boolean;
};

const SAYING = String.raw`(?:say|says|said|saying|tell|tells|told|think|thinks|thought|believe|believes|believed|claim|claims|claimed|warn|warns|warned|argue|argues|argued|add|added|call|calls|called|describe|describes|described|comment|commented|mention|mentioned|note|noted|point out|pointed out|explain|explained|stress|stressed|emphasi[sz]ed?|put it|predict|predicts|predicted|expect|expects)`;
const WHO = String.raw`((?:[\p{L}'’-]+ +){1,5}?)`;
const SPEAKER = [
  new RegExp(
    String.raw`\b(?:what|whatd|how|why|where)(?: else| exactly)?(?:'?s|'?d)? +(?:did |does |do |has |have |had )?${WHO}(?:\w+ly +)?(?:have to +|to +)?(?<saying>${SAYING})\b`,
    'iu',
  ),
  /\b(?<saying>according) to +((?:[\p{L}'’-]+ *){1,4})/iu,
  /\b([\p{L}-]+)['’]s? +(?<saying>quotes?|words|statement|comments?|opinion|views?|take|stance|verdict)\b/iu,
  /\b(?<saying>quotes?|quotation|words|statement|comments?|opinion|views?|take|verdict) +(?:from|by|of) +((?:[\p{L}'’-]+ *){1,3})/iu,
];
/** A clause about the speaker ends here: what follows is the matter. */
const MATTER = /\b(?:about|on|of|regarding|that|during|in|at|to|how|what|which|is|are|was|were)\b.*$/iu;

const COURTESY = String.raw`^(?:(?:please|pls|hey|hi|ok|now|so|and|then|instead|can you|could you|would you|will you|you must|you should|i want you to|i need you to)[ ,]+)*`;
/** Verbs that only an order begins with; the others are nouns of the news as well, as in “drop in exports”, and take an object that no news has. */
const ORDER =
  'write|compose|sing|rap|paint|imagine|pretend|roleplay|translate|ignore|forget|disregard|generate|invent|make (?:up|me)|refactor|rewrite|reveal|sudo';
const ORDER_OR_NOUN =
  'draft|draw|act|repeat|code|program|debug|solve|calculate|compute|convert|play|order|remind|print|delete|drop|post|send|ping|execute|run';
const OBJECT =
  'me|us|it|this|that|these|those|as|like|all|everything|your|my|an?|some|out|the (?:prompt|system|instructions?|rules|words?|above|data(?:base)?|tables?|files?|logs?)';
const ERRAND = new RegExp(
  `${COURTESY}(?:(?:${ORDER})s?\\b(?!-)|(?:${ORDER_OR_NOUN}) (?:${OBJECT})\\b|tell (?:me|us) (?:an?|some) (?:\\w+ )?(?:joke|story|poem|riddle|lie)|give (?:me|us) (?:an?|your) (?:\\w+ )?(?:joke|story|poem|recipe|opinion|advice|prompt))`,
);
const CREATION =
  /\b(?:write|compose|sing|make|give|create|draft|tell)\b.*\b(?:poem|song|haiku|limerick|rap|essay|joke|sonnet|lyrics|fan fiction)s?\b/;

/** Mark-up and addresses that come along when a question is pasted. */
const MARKUP = /<[^>]*>|https?:\/\/\S+/g;

/** Takes a question apart; words are searched for as the store spells them. */
export function readQuestion(
  question: string,
  search: Pick<Search<unknown>, 'term' | 'frequency' | 'isName'>,
): Question {
  const text = question.replace(MARKUP, ' ');
  const folded = fold(text).trim();
  const typed = words(text);
  const names = properNames(text);
  const proper = new Set(words(text.replace(/^.*[.!;]\s+(?=.*\p{L}.*\?)/su, '')));
  const terms = new Map<string, Term>();
  for (const word of typed) {
    const concept = search.term(word);
    if (concept === undefined || terms.has(concept)) continue;
    const exact = conceptOf(word) === concept;
    terms.set(concept, {
      word,
      stem: exact ? stem(word) : concept,
      concept,
      proper: proper.has(word),
      kind: search.isName(word) || COUNTRY_STEMS.has(concept) ? 'name' : kindOf(word, names, exact),
    });
  }
  const asked = askedKind(folded);
  const unit = unitAsked(folded);
  const yearsAgo = YEARS_AGO.find(([, cue]) => cue.test(folded))?.[0];
  const { speaker, saying } = statementOf(text);
  const kind = nounAsked(folded);
  const kinds = kind === undefined ? [] : kindsAskedBy(kind);
  const asksWhether = WHETHER.exec(folded)?.[1];
  const subject = asksWhether === undefined ? undefined : terms.get(search.term(asksWhether) ?? '');
  const deed = deedAsked(folded, [...terms.values()]);
  const whoIs = whoIsAsked(text, (word) => search.isName(word));
  const officeNoun = officeAsked(folded);
  const office = officeNoun === undefined ? undefined : search.term(officeNoun);
  const kindTerm = kind === undefined ? undefined : terms.get(search.term(kind) ?? '');
  return {
    terms: [...terms.values()].filter(({ word }) => word !== saying && !(SIZE.has(word) && asked === 'figure')),
    words: new Set(typed),
    stems: new Set(typed.map(stem)),
    ...(asked && { asked }),
    ...(unit && { unit }),
    kinds,
    person: asked === 'who' || (kind !== undefined && isPerson(kind)),
    named: asked === 'who' || kinds.some(isOpenKind) || (kind !== undefined && isNamed(kind)),
    ...(deed && { deed }),
    ...(office !== undefined && { office }),
    ...(whoIs && { whoIs }),
    ...(kind !== undefined && { noun: kind }),
    ...(kindTerm?.kind === 'word' && { kind: kindTerm.concept }),
    ...(yearsAgo !== undefined && { yearsAgo }),
    speaker: speaker.flatMap((word) => search.term(word) ?? []),
    ...(subject?.kind === 'name' && { subject: subject.concept }),
    dangling:
      [...terms.values()].every(({ kind: of }) => of === 'number' || of === 'year') ||
      (/\b(?:he|she|him|her|his)\b/.test(folded) &&
        terms.size <= DANGLING &&
        ![...terms.values()].some(({ kind: of }) => of === 'name')),
    future: FUTURE.test(folded),
    errand: ERRAND.test(folded) || CREATION.test(folded),
  };
}

const WHETHER = new RegExp(
  String.raw`^(?:and |but )?(?:${AUXILIARY}) (?:the |president |mr |ms )?([\p{L}\p{N}-]+)`,
  'u',
);
/** A longer question tells whom it means by other words. */
const DANGLING = 3;
const FUTURE = /\bwill\b|\bgoing to\b|\b(?:supposed|expected|planned|due|scheduled) to\b|\bnext\b/;

const YEARS_AGO: readonly [-1 | 0, RegExp][] = [
  [-1, /\b(?:last|previous) year\b|\byear before\b/],
  [0, /\bthis year\b/],
];

/** “How big” and “what percentage” ask for a figure; no fact need say “big”. */
const SIZE: ReadonlySet<string> = new Set([
  'big',
  'large',
  'high',
  'often',
  'great',
  'amount',
  'number',
  'percent',
  'percentage',
  'sum',
  'figure',
  'many',
  'much',
]);

const COMPASS = /^(?:north|south|east|west)(?:ern)?$/;

/** What English does not know as a word is a name, unless it is one of the store's, mistyped. */
function kindOf(word: string, names: ReadonlySet<string>, exact: boolean): Term['kind'] {
  if (/^(?:1[5-9]|20)\d\d$/.test(word)) return 'year';
  if (/^\d/.test(word)) return 'number';
  if (COMPASS.test(word) || SYNONYMS.has(word)) return 'word';
  const lexical = lexicalKind(word);
  return names.has(word) || lexical === 'name' || (!lexical && exact) ? 'name' : 'word';
}

/** The folded words written with a capital inside a sentence; none where the whole question is in capitals. */
function properNames(text: string): Set<string> {
  if (!/\p{Ll}/u.test(text)) return new Set();
  const inner = text.match(/(?<=[\p{L}\p{N},;:)’'"”%-] ["“(]?)\p{Lu}[\p{L}\p{N}.’'-]*/gu) ?? [];
  return new Set(inner.flatMap(words));
}

/** The folded words that name whose statement is wanted, and the one that says so. */
export function statementOf(text: string): { speaker: string[]; saying?: string } {
  for (const pattern of SPEAKER) {
    const found = pattern.exec(text);
    const saying = found?.groups?.['saying'];
    const speaker = words(
      found
        ?.slice(1)
        .find((group) => group !== undefined && group !== saying)
        ?.replace(MATTER, '') ?? '',
    );
    if (speaker.length > 0 && saying !== undefined) return { speaker, saying: fold(saying) };
  }
  return { speaker: [] };
}
