import { cleanLine } from '../clean-line.ts';
import { UserError } from '../errors.ts';
import { normaliseSource, sha256 } from '../facts/evidence.ts';
import { Source } from '../facts/story.ts';
import { parseWhen } from '../facts/when.ts';
import type { Article } from './article.ts';
import { Draft } from './draft.ts';
import { findFacts } from './facts/find-facts.ts';
import { createCast } from './propose/cast.ts';
import { draftFacts } from './propose/draft-facts.ts';
import { draftQuotes } from './propose/draft-quotes.ts';
import { contentWords, createNames, slugOf } from './propose/name-slug.ts';
import { findTopics } from './propose/topics.ts';
import { readArticle } from './read-article.ts';

/** How many facts each length of summary takes, where there are as many. */
const LENGTHS = { short: 3, standard: 6, long: 12 };
const LONGEST_TITLE = 200;
const UNTITLED = 'Untitled article';
const TITLE_WORDS = 5;

/** A draft of what an article says, each item with its passage and nothing decided; needs no model. Throws a UserError where there is no text. */
export function proposeDraft(article: Article, { now, taken = [] }: { now: Date; taken?: readonly string[] }): Draft {
  const text = normaliseSource(article.text);
  if (!/[\p{L}\p{N}]/u.test(text))
    throw new UserError('This page holds no text to draft a story from.', { code: 'no_text' });
  const title = titleOf(article.title, text);
  const published = publishedOf(article.published, now);
  const publisher = publisherOf(article);
  const [author, url] = [accepted('author', article.byline), accepted('url', article.url)];
  const known = readArticle(text);
  const topics = findTopics(title, text, known.people);
  const cast = createCast(known.people);
  const nextId = createNames();
  const { facts, order } = draftFacts({
    text,
    facts: findFacts(text, { published, title, known }),
    topics,
    cast,
    nextId,
  });
  const quotes = draftQuotes({ text, published, publisher, ...known, topics, cast, nextId });
  const told = new Set([...facts, ...quotes].flatMap((item) => item.topics));
  return Draft.parse({
    slug: createNames(taken)(slugOf(contentWords(title, TITLE_WORDS), 'story')),
    title,
    source: {
      ...(publisher !== undefined && { publisher }),
      title,
      ...(author !== undefined && { author }),
      ...(published !== undefined && { published }),
      ...(url !== undefined && { url }),
      sha256: sha256(text),
      length: text.length,
    },
    topics: [...topics.all.filter((topic) => told.has(topic)), ...topics.all.filter((topic) => !told.has(topic))],
    people: cast.named(),
    facts,
    quotes,
    order,
    lengths: {
      short: Math.max(1, Math.min(LENGTHS.short, facts.length)),
      standard: Math.max(1, Math.min(LENGTHS.standard, facts.length)),
      long: Math.max(1, Math.min(LENGTHS.long, facts.length)),
    },
    corrections: [],
  });
}

function titleOf(given: string, text: string): string {
  const title =
    oneLine(given) ||
    oneLine(
      text
        .slice(0, 2 * LONGEST_TITLE)
        .trimStart()
        .split('\n')[0] ?? '',
    ) ||
    UNTITLED;
  const short =
    title.length <= LONGEST_TITLE ? title : title.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$|[\ud800-\udbff]$/, '');
  const told = short === title ? title : `${short.trimEnd()}…`;
  return Source.shape.title.safeParse(told).success ? told : UNTITLED;
}

/** A day after today is a mistake of the page. */
function publishedOf(given: string | undefined, now: Date): string | undefined {
  const day = given?.trim().replace(/T.*$/, '') ?? '';
  const period = parseWhen(day);
  if (!period) return undefined;
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  return period.from <= tomorrow ? day : undefined;
}

function publisherOf({ publisher, url }: Article): string | undefined {
  const named = accepted('publisher', publisher);
  if (named !== undefined || url === undefined || !URL.canParse(url)) return named;
  return accepted('publisher', new URL(url).hostname.replace(/^www\./, ''));
}

/** A part of the source that the schema takes, on one clean line. */
function accepted(name: 'publisher' | 'author' | 'url', given = ''): string | undefined {
  const told = oneLine(given);
  return told !== '' && Source.shape[name].safeParse(told).success ? told : undefined;
}

function oneLine(text: string): string {
  return cleanLine(text.slice(0, 4 * LONGEST_TITLE))
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
