import { type AnyFeed, type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { UserError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { plainText as plainOnce, tidyLine, tidyText } from '../page/plain-text.ts';
import { guardXml, mendXml } from './guard-xml.ts';
import { instantOf } from './instant.ts';

/** One entry: texts are plain, `url` is absolute and http(s), `published` and `updated` are ISO instants in UTC. */
export type FeedEntry = {
  id: string;
  url?: string | undefined;
  title: string;
  published?: string | undefined;
  updated?: string | undefined;
  summary?: string | undefined;
  content?: string | undefined;
};

/** A feed; `url` is the site it belongs to, `everyMs` how often its publisher asks to be polled at most. */
export type Feed = {
  title?: string | undefined;
  url?: string | undefined;
  everyMs?: number | undefined;
  entries: FeedEntry[];
};

type Draft = { id?: string | undefined; link?: string | undefined; bases?: (string | undefined)[] } & Omit<
  FeedEntry,
  'id' | 'url' | 'title'
> & {
    title?: string | undefined;
  };

const MAX_ENTRIES = 1000;

/**
 * RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) or JSON Feed 1.1, whatever the server called it; links are resolved against
 * xml:base and `url`. Of entries with one id the latest counts (RFC 4287, section 4.1.1). Throws a UserError where the
 * text is no feed, is broken past mending, or could be an attack.
 */
export function readFeed(text: string, { url }: { url?: string | undefined } = {}): Feed {
  const trimmed = text.replace(/^\ufeff/, '').trimStart();
  const parsed = /^[{[]/.test(trimmed) ? parseJsonFeed(trimmed) : parseXml(guardXml(trimmed));
  const base = url !== undefined && URL.canParse(url) ? url : undefined;
  const { feed, drafts } = read(parsed);
  const home = absolute(feed.url, base);
  const entries = new Map<string, FeedEntry>();
  for (const draft of drafts.slice(0, MAX_ENTRIES)) {
    const entry = finish(draft, inner(base ?? home, draft.bases));
    const known = entry && entries.get(entry.id);
    if (entry && !(known && (known.updated ?? '') >= (entry.updated ?? ''))) entries.set(entry.id, entry);
  }
  return { ...feed, url: home, entries: [...entries.values()] };
}

function parseJsonFeed(text: string): AnyFeed {
  const json = parseJson(text);
  try {
    return parseFeed(json);
  } catch (cause) {
    throw new UserError('This JSON is no feed: it has neither version nor items as jsonfeed.org describes them.', {
      code: 'not_a_feed',
      cause,
    });
  }
}

function parseXml(text: string): AnyFeed {
  let failure: unknown;
  for (const attempt of [() => text, () => mendXml(text)]) {
    try {
      return parseFeed(attempt());
    } catch (error) {
      failure ??= error;
    }
  }
  throw new UserError('This is no RSS, Atom or JSON feed, or it is broken; look at its address in a browser.', {
    code: 'not_a_feed',
    cause: failure,
  });
}

function read(parsed: AnyFeed): { feed: Omit<Feed, 'entries'>; drafts: Draft[] } {
  switch (parsed.format) {
    case 'rss':
      return fromRss(parsed.feed);
    case 'rdf':
      return fromRdf(parsed.feed);
    case 'atom':
      return fromAtom(parsed.feed);
    case 'json':
      return fromJson(parsed.feed);
  }
}

function fromRss(feed: RssFeed.Feed<string>): ReturnType<typeof read> {
  const drafts = (feed.items ?? []).map((item): Draft => ({
    id: item.guid?.value,
    link: item.link ?? linkOf(item.atom?.links) ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
    bases: [feed.xml?.base, item.xml?.base],
    title: item.title && plainText(item.title),
    published:
      instantOf(item.pubDate) ??
      instantOf(item.dc?.dates?.[0]) ??
      instantOf(item.atom?.published) ??
      instantOf(item.dcterms?.dates?.[0]),
    updated: instantOf(item.atom?.updated),
    summary: item.description && plainText(item.description),
    content: item.content?.encoded ? plainText(item.content.encoded) : undefined,
  }));
  const period = sy(feed.sy);
  return {
    feed: {
      title: feed.title && tidyLine(plainText(feed.title)),
      url: feed.link ?? linkOf(feed.atom?.links),
      everyMs: feed.ttl !== undefined && feed.ttl > 0 ? feed.ttl * 60_000 : period,
    },
    drafts,
  };
}

function fromRdf(feed: RdfFeed.Feed<string>): ReturnType<typeof read> {
  const drafts = (feed.items ?? []).map((item): Draft => ({
    id: item.rdf?.about ?? item.link,
    link: item.link ?? item.rdf?.about,
    bases: [feed.xml?.base, item.xml?.base],
    title: item.title && plainText(item.title),
    published: instantOf(item.dc?.dates?.[0]) ?? instantOf(item.dcterms?.dates?.[0]),
    summary: item.description && plainText(item.description),
    content: item.content?.encoded ? plainText(item.content.encoded) : undefined,
  }));
  return {
    feed: { title: feed.title && tidyLine(plainText(feed.title)), url: feed.link, everyMs: sy(feed.sy) },
    drafts,
  };
}

function fromAtom(feed: AtomFeed.Feed<string>): ReturnType<typeof read> {
  const drafts = (feed.entries ?? []).map((entry): Draft => ({
    id: entry.id,
    link: linkOf(entry.links),
    bases: [feed.xml?.base, entry.xml?.base],
    title: atomText(entry.title),
    published: instantOf(entry.published) ?? instantOf(entry.dc?.dates?.[0]),
    updated: instantOf(entry.updated),
    summary: atomText(entry.summary),
    content: atomText(entry.content),
  }));
  return { feed: { title: atomText(feed.title), url: linkOf(feed.links), everyMs: sy(feed.sy) }, drafts };
}

function fromJson(feed: JsonFeed.Feed<string>): ReturnType<typeof read> {
  const drafts = (feed.items ?? []).map((item): Draft => ({
    id: item.id,
    link: item.url ?? item.external_url,
    title: bare(item.title),
    published: instantOf(item.date_published),
    updated: instantOf(item.date_modified),
    summary: bare(item.summary),
    content: item.content_html ? plainText(item.content_html) : bare(item.content_text),
  }));
  return { feed: { title: bare(feed.title), url: feed.home_page_url }, drafts };
}

/** Of an entry's links the one to the thing itself (RFC 4287, section 4.2.7.2). */
function linkOf(links: readonly { href?: string; rel?: string; type?: string }[] | undefined): string | undefined {
  const own = links?.filter(({ rel = 'alternate' }) => rel === 'alternate') ?? [];
  return (own.find(({ type }) => type === undefined || /html/.test(type)) ?? own[0])?.href;
}

/** An Atom text construct: only types html and xhtml hold markup (RFC 4287, section 3.1.1). */
function atomText(text: { value?: string; type?: string } | undefined): string | undefined {
  if (text?.value === undefined) return undefined;
  return /html|xml/i.test(text.type ?? '') ? plainText(text.value) : bare(text.value);
}

/** Markup made plain, also where a publisher escaped it twice. */
function plainText(markup: string): string {
  const plain = plainOnce(markup);
  return /<\/?(?:p|br|div|span|a|b|i|em|strong|img|ul|li|script)\b[^<>]*>/i.test(plain) ? plainOnce(plain) : plain;
}

/** Text that should be plain; where it has tags all the same, they are markup put in by mistake. */
function bare(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /<\/?[a-z!][^<>]*>/i.test(text) ? plainText(text) : tidyText(text);
}

const PERIODS: Record<string, number> = { hourly: 1, daily: 24, weekly: 168, monthly: 720, yearly: 8760 };

/** RSS 1.0's syndication module: so many times a period. */
function sy(told: { updatePeriod?: string; updateFrequency?: number } | undefined): number | undefined {
  const hours = PERIODS[told?.updatePeriod?.trim().toLowerCase() ?? ''];
  return hours === undefined ? undefined : (hours * 3_600_000) / Math.max(told?.updateFrequency ?? 1, 1);
}

function finish({ id, link, ...rest }: Draft, against: string | undefined): FeedEntry | undefined {
  const url = absolute(link, against);
  const title = rest.title === undefined ? '' : tidyLine(rest.title);
  const known = id?.trim() || url || (title && `${title} ${rest.published ?? ''}`.trim());
  if (!known) return undefined;
  const { content, summary, published, updated } = rest;
  const name = title || (summary ?? content ?? '').split('\n')[0]?.slice(0, 120) || '';
  return {
    id: tidyLine(bare(known) ?? known).slice(0, 1000),
    url,
    title: name,
    published: published ?? updated,
    updated,
    summary: summary || undefined,
    content: content || undefined,
  };
}

/** Each xml:base is resolved against the one around it (XML Base, section 4). */
function inner(outer: string | undefined, bases: Draft['bases'] = []): string | undefined {
  return bases.reduce((base, next) => absolute(next, base) ?? base, outer);
}

function absolute(link: string | undefined, base: string | undefined): string | undefined {
  const trimmed = link?.trim();
  if (!trimmed || trimmed.length > 4000 || !URL.canParse(trimmed, base)) return undefined;
  const { href, protocol } = new URL(trimmed, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}
