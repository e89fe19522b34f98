import type { Article } from '../article.ts';
import { blocksOf } from './blocks.ts';
import { cleanByline } from './byline.ts';
import { chooseHeadline } from './headline.ts';
import { Meta } from './meta.ts';
import { plainText, tidyLine } from './plain-text.ts';
import { dayInUrl, dayOf } from './published.ts';
import type { Structured } from './structured.ts';

const PUBLISHED = [
  'article:published_time', 'og:article:published_time', 'article:published', 'og:published_time', 'datepublished', 'parsely-pub-date',
  'sailthru.date', 'pubdate', 'publishdate', 'publish-date', 'publish_date', 'publication_date', 'published-date', 'cxenseparse:recs:publishtime',
  'article.published', 'date', 'dc.date', 'dc.date.issued', 'dc.date.created', 'dcterms.created', 'dcterms.date', 'dcterms.issued', 'displaydate', 'ptime', 'originalpublicationdate',
]; // prettier-ignore
const AUTHOR = ['author', 'article:author', 'byl', 'dc.creator', 'dcterms.creator', 'sailthru.author', 'parsely-author', 'article:author_name', 'authors', 'cxenseparse:author', 'article.author', 'creator']; // prettier-ignore
const BYLINES = [
  '[itemprop~="author"] [itemprop~="name"]', '[itemprop~="author"]', '[rel~="author"]', '.byline__name', '.author-name', '.byline-name', '.article-author', '.byline', '.by-line', '.author', '[class*="byline" i]', '[class*="author-name" i]', '[class*="author" i] a', '[data-testid*="byline" i]',
  '[data-component*="byline" i]',
  '.field--name-uid',
]; // prettier-ignore
const ELSEWHERE = 'footer, nav, [class*="comment" i], [class*="related" i], [class*="sidebar" i], [class*="teaser" i]';

/** What a page says of its article besides the text: JSON-LD, meta elements, what stands on it, its address last. */
export function aboutPage(document: Document, structured: Structured, url?: string): Omit<Article, 'text'> {
  const meta = new Meta(document);
  const language = languageOf(document, meta, structured);
  const address = canonicalOf(document, meta, structured, url);
  const publisher =
    structured.publisher ??
    line(meta.first('og:site_name', 'application-name', 'publisher', 'dc.publisher', 'al:ios:app_name'));
  const site = publisher ?? (address && new URL(address).hostname.replace(/^www\./, ''));
  return {
    title: chooseHeadline({
      headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent ?? ''),
      lines: document.querySelector('h1') ? [] : topLines(document),
      shared: line(
        meta.first('og:title', 'twitter:title', 'parsely-title', 'sailthru.title', 'dc.title', 'title', 'headline'),
      ),
      structured: structured.headline,
      tab: line(document.querySelector('title')?.textContent ?? undefined),
      site: site && tidyLine(site),
    }),
    byline: bylineOf(document, meta, structured, publisher),
    publisher: publisher && tidyLine(publisher),
    published:
      publishedOf(document, meta, structured, language) ?? (address && dayInUrl(address)) ?? (url && dayInUrl(url)),
    language,
    url: address,
  };
}

function topLines(document: Document): string[] {
  const lines = blocksOf(document.body)
    .slice(0, 150)
    .flatMap(({ text }) => text.split('\n'));
  return lines.filter((text) => text.length < 200);
}

function bylineOf(document: Document, meta: Meta, structured: Structured, publisher?: string): string | undefined {
  const sources = [
    () => structured.authors,
    () => meta.all(...AUTHOR),
    ...BYLINES.map(
      (selector) => () =>
        [...document.querySelectorAll(selector)]
          .filter((element) => !element.closest(ELSEWHERE))
          .slice(0, 3)
          .map((element) => plainText(element.innerHTML.slice(0, 4000).replace(/<\/(?:span|a|div|p|li)>/g, ' | $&'))),
    ),
    () => topLines(document).filter(isOpeningByline).slice(0, 1),
  ];
  for (const source of sources) {
    const byline = cleanByline(source(), publisher);
    if (byline !== undefined) return byline;
  }
  return undefined;
}

function isOpeningByline(text: string): boolean {
  return text.length < 100 && /^(?:by|von|par|por)\s+\p{Lu}/iu.test(text);
}

function publishedOf(document: Document, meta: Meta, structured: Structured, language?: string): string | undefined {
  for (const told of [structured.published, ...meta.all(...PUBLISHED)]) {
    const day = told === undefined ? undefined : dayOf(told, language);
    if (day) return day;
  }
  const times = [...document.querySelectorAll('[itemprop~="datePublished"], time[pubdate], article time, main time, header time, time, abbr.published, [class*="publish" i], [class*="date" i], [class*="time" i], .byline, [class*="meta" i]')]; // prettier-ignore
  for (const element of times.filter((time) => !time.closest(ELSEWHERE)).slice(0, 60)) {
    const text = element.textContent ?? '';
    const told = [
      element.getAttribute('datetime'),
      element.getAttribute('content'),
      element.getAttribute('title'),
      text.length < 200 ? text : '',
    ];
    const day = told.map((one) => (one ? dayOf(one, language) : undefined)).find(Boolean);
    if (day) return day;
  }
  const head = document.body?.textContent?.slice(0, 20_000) ?? '';
  const near =
    /(?:published|posted|updated|erstellt|veröffentlicht|publié|publicado|pubblicato|опубликовано)[\s\S]{0,80}/iu.exec(
      head,
    )?.[0];
  return near ? dayOf(near, language) : undefined;
}

/** A BCP 47 tag: what the page says of itself. */
function languageOf(document: Document, meta: Meta, structured: Structured): string | undefined {
  const told = [
    document.documentElement?.getAttribute('lang'),
    structured.language,
    meta.first('content-language', 'og:locale', 'dc.language', 'language'),
  ];
  for (const one of told) {
    const tag = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?![a-z0-9])/i.exec(
      one?.trim().replaceAll('_', '-') ?? '',
    );
    if (tag) return Intl.getCanonicalLocales(tag[0])[0];
  }
  return undefined;
}

/** rel=canonical (RFC 6596), og:url or JSON-LD's, over http(s) and at the same site as the page's known address; else that. */
function canonicalOf(document: Document, meta: Meta, structured: Structured, url?: string): string | undefined {
  const base = url ?? undefined;
  const told = [
    document.querySelector('link[rel~="canonical" i]')?.getAttribute('href'),
    meta.first('og:url'),
    structured.url,
  ];
  for (const one of told) {
    if (!one || !URL.canParse(one.trim(), base)) continue;
    const address = new URL(one.trim(), base);
    if (!/^https?:$/.test(address.protocol) || address.username !== '' || address.href.length > 2000) continue;
    const home = base !== undefined && /^https?:/.test(base) ? new URL(base) : undefined;
    if (home && (site(home.hostname) !== site(address.hostname) || (address.pathname === '/' && home.pathname !== '/')))
      continue;
    return address.href;
  }
  return base !== undefined && URL.canParse(base) && /^https?:/.test(base) ? new URL(base).href : undefined;
}

/** The last two labels, or three where the second-last is short (co.uk); enough to keep a page from naming another site. */
function site(host: string): string {
  const labels = host.split('.');
  return labels.slice(labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3 ? -3 : -2).join('.');
}

function line(text: string | undefined): string | undefined {
  const plain = text === undefined ? '' : tidyLine(plainText(text));
  return plain === '' ? undefined : plain;
}
