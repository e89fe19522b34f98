import { tidyLine } from './plain-text.ts';

export type HeadlineClues = {
  headings: readonly string[]; // the page's h1, in order
  lines?: readonly string[]; // short lines at its top, for pages without h1
  shared?: string | undefined; // og:title or its like
  structured?: string | undefined;
  tab?: string | undefined; // what <title> holds
  site?: string | undefined;
};

const PARTS = /\s+[|•·»:—–-]\s+|\s*[|»]\s*|\s+::\s+|:\s+/gu;

/** The headline without the site's name: the heading that the page's own metadata bears out, else the metadata's. */
export function chooseHeadline({ headings, lines = [], shared, structured, tab, site }: HeadlineClues): string {
  const told = [shared, structured, tab]
    .filter((title) => title !== undefined)
    .map(tidyLine)
    .filter(Boolean);
  const visible = headings.map(tidyLine).filter((heading) => heading.length > 1 && heading.length < 400);
  const borne = visible.find((heading) => words(heading).length > 1 && told.some((title) => saysSame(heading, title)));
  if (borne) return borne;
  // “Site: Headline” or “Headline - Site” of an old page, whose headline stands on it in large letters.
  const parted = visible.length === 0 ? told.filter((title) => title.match(PARTS)) : [];
  const large = lines.find(
    (line) => words(line).length > 2 && parted.some((title) => title !== line && title.includes(line)),
  );
  if (large) return large;
  const first = told.map((title) => withoutSite(title, site)).find((title) => title !== '' && !isSite(title, site));
  return first ?? visible.find((heading) => !isSite(heading, site)) ?? '';
}

/** Whether a visible heading is what the metadata names: nearly all its words are there, and it is no mere part of a name. */
function saysSame(heading: string, title: string): boolean {
  const [these, those] = [words(heading), words(title)];
  const known = new Set(those);
  const shared = these.filter((word) => known.has(word)).length;
  return shared >= 0.8 * these.length && shared >= 0.5 * those.length;
}

/** “Headline | Site” and “Site: Headline” without the site, which is known by name or by its place. */
function withoutSite(title: string, site: string | undefined): string {
  const marks = [...title.matchAll(PARTS)];
  if (marks.length === 0) return title;
  const { index: last = 0, 0: mark } = marks.at(-1) ?? { 0: '' };
  const [head, tail] = [title.slice(0, last), title.slice(last + mark.length)];
  const { index: one = 0, 0: opening } = marks[0] ?? { 0: '' };
  if (isSite(tail, site)) return withoutSite(head, site);
  if (isSite(title.slice(0, one), site)) return title.slice(one + opening.length);
  // Without a name to go by: a bar or guillemet, or a dash before at most three words, parts off the site.
  if (/[|»]/.test(mark) && words(head).length > 2 && words(tail).length < 6) return withoutSite(head, site);
  if (
    /[—–-]/.test(mark) &&
    words(head).length > 3 &&
    words(tail).length <= 3 &&
    /^\p{Lu}/u.test(tail) &&
    !/\d/.test(tail)
  )
    return head;
  return title;
}

function isSite(text: string, site: string | undefined): boolean {
  if (!site) return false;
  const [a, b] = [bare(text), bare(site)];
  return (
    a !== '' &&
    (a === b || (b.length > 3 && a.includes(b) && a.length < b.length + 12) || (a.length > 3 && b.startsWith(a)))
  );
}

function bare(text: string): string {
  return words(text)
    .join('')
    .replace(/^the|\.?(?:com|org|net|couk)$/g, '');
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
