import { locatePassage } from '../../facts/evidence.ts';
import { splitSentences } from '../../facts/sentences.ts';
import { lexicalKind } from '../../facts/lexicon.ts';
import { words } from '../../facts/words.ts';
import { DraftQuote } from '../draft.ts';
import { resolveWhen } from '../facts/dates.ts';
import type { NamedPerson, Quotation, Span } from '../quotation.ts';
import type { Cast } from './cast.ts';
import { contentWords, slugOf } from './name-slug.ts';
import type { Topics } from './topics.ts';

/** Fewer words are a turn of phrase. */
const FEWEST_WORDS = 3;
const LONGEST = 2000;
/** Those of a whole book are no article's. */
const MOST = 60;
const MOST_SAID_WORDS = 12;
/** Around a quotation, where the clause that dates it stands. */
const NEAR = 160;

type Found = {
  text: string;
  published: string | undefined;
  publisher: string | undefined;
  quotations: readonly Quotation[];
  people: readonly NamedPerson[];
  topics: Topics;
  cast: Cast;
  nextId: (wanted: string) => string;
};

/** The quotations of an article as items of a draft; scare quotes, fragments and what no story may hold are left out. */
export function draftQuotes({ quotations, ...found }: Found): DraftQuote[] {
  const drafted: DraftQuote[] = [];
  const seen = new Set<string>();
  const inside = mentionsByPlace(found.people);
  let until = 0;
  for (const quotation of quotations) {
    if (drafted.length >= MOST) break;
    // What a quotation quotes is in it already; the same words twice are a pull quote.
    const isNested = quotation.end <= until && quotation.speaker === undefined;
    if (quotation.isScare || isNested || seen.has(quotation.text)) continue;
    seen.add(quotation.text);
    const quote = draftQuote(quotation, inside, found);
    if (!quote) continue;
    until = Math.max(until, quotation.end);
    drafted.push({ ...quote, id: found.nextId(quote.id) });
  }
  return drafted;
}

function draftQuote(
  quotation: Quotation,
  inside: (span: Span) => string[],
  { text, published, publisher, topics, cast }: Omit<Found, 'quotations'>,
): DraftQuote | undefined {
  const span = trimmed(text, shortened(text, quotation));
  const own = text.slice(span.start, span.end);
  if (words(own).length < FEWEST_WORDS) return undefined;
  const cue = quotation.cue && clauseFrom(text, quotation.cue);
  const about = topicsOf(topics, own, around(text, span));
  const when = resolveWhen(cue ?? '', published);
  const speaker = quotation.speaker === undefined ? undefined : cast.idOf(quotation.speaker);
  const mentioned = inside(span).flatMap((name) => cast.idOfMentioned(name) ?? []);
  const quote: unknown = {
    id: slugOf(['quote', ...contentWords(own, 3)], 'quote'),
    text: own,
    ...(speaker !== undefined && { speaker }),
    context: about.isKnown ? `On ${about.list.slice(0, 2).map(asInSentence).join(' and ')}` : '',
    said: saidIn(cue) ?? (speaker !== undefined && publisher !== undefined ? `as quoted by ${publisher}` : ''),
    ...(when !== undefined && { when }),
    topics: about.list,
    people: [...new Set(mentioned)].filter((id) => id !== speaker),
    questions: [],
    evidence: [locatePassage(text, span.start, span.end)],
    decision: 'open',
  };
  return DraftQuote.safeParse(quote).data;
}

/** A cue with the rest of its clause: to whom, where, when. */
function clauseFrom(text: string, { start, end }: Span): string {
  const rest = text.slice(end, end + NEAR).split(/[“”"\n;:]|[.!?](?:\s|$)/)[0] ?? '';
  return `${text.slice(start, end)}${rest}`.replaceAll(/\s+/g, ' ').trim();
}

/** A long quotation up to the end of the last sentence that there is room for. */
function shortened(text: string, { start, end }: Span): Span {
  if (end - start <= LONGEST) return { start, end };
  const fitting = splitSentences(text.slice(start, start + LONGEST)).filter((each) => each.ends);
  const last = fitting.at(-1);
  return { start, end: last ? start + last.end : start };
}

function trimmed(text: string, { start, end }: Span): Span {
  const own = text.slice(start, end);
  // The comma before “she said” is the reporter's, and so is the full stop after a few words.
  const whole = own.trimEnd().replace(/[,;]+$/, '');
  const kept = /^\s*\p{Ll}[^.]*\.$/u.test(whole) ? whole.slice(0, -1) : whole;
  return { start: start + (own.length - own.trimStart().length), end: start + kept.trimEnd().length };
}

function around(text: string, { start, end }: Span): string {
  const from = text.lastIndexOf('\n', start) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(Math.max(from, start - NEAR), Math.min(to < 0 ? text.length : to, end + NEAR));
}

/** What a quotation is about, by its own words, else by those beside it. */
function topicsOf(topics: Topics, own: string, beside: string): { list: string[]; isKnown: boolean } {
  for (const passage of [own, beside]) {
    const list = topics.of(passage);
    if (topics.isAbout(passage)) return { list, isKnown: true };
  }
  return { list: topics.of(own), isKnown: false };
}

/** A topic inside a sentence: only names keep their capital. */
function asInSentence(topic: string): string {
  const isPlain = topic.split(' ').every((word) => lexicalKind(word.toLowerCase()) === 'word');
  return isPlain && !/\p{Lu}.*\p{Lu}/u.test(topic) ? topic.toLowerCase() : topic;
}

const DATED =
  /,? (?:on|late|early|last|this|earlier)? ?(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|yesterday|today|last (?:week|month|night|year)|this week)(?: (?:morning|afternoon|evening|night))?/gi;

const TOLD =
  /\b(?:(?:told|tells|asked|informed|reminded|assured|wrote) (?!that\b|him|her|them)[\p{L}\p{N}][\p{L}\p{N} .’'&-]*|(?:said|says|added|wrote|writes|tweeted|declared|announced|posted|testified|explained|argued) (?:in|at|during|via|through|by|to|on) [\p{L}\p{N}][\p{L}\p{N} .’'&-]*)/u;

/** “Told reporters in Beijing”: how a cue says that it was said, without its date; undefined where it only says “said”. */
function saidIn(cue: string | undefined): string | undefined {
  const undated = cue?.replaceAll(DATED, '').replace(/[\s,.;:]+$/, '') ?? '';
  const [told] = TOLD.exec(undated) ?? [];
  const said = told?.replace(/ (?:that|as|after|when|while|before|because|how|why|what|and)\b.*$/, '').trim() ?? '';
  const count = said.split(' ').length;
  return count < 2 || count > MOST_SAID_WORDS || /[“”"]/.test(said) ? undefined : said;
}

/** The names of those who are mentioned within a span. */
function mentionsByPlace(people: readonly NamedPerson[]): (span: Span) => string[] {
  const all = people
    .flatMap(({ name, mentions }) => mentions.map(({ start }) => ({ name, start })))
    .sort((a, b) => a.start - b.start);
  return ({ start, end }) => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let i = low; i < all.length && (all[i]?.start ?? end) < end; i += 1) found.push(all[i]?.name ?? '');
    return found;
  };
}
