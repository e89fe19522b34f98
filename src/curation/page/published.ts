/** Languages whose month names are read, with English first. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'ru',
  'uk',
  'tr',
  'id',
  'el',
  'hu',
  'ro',
];
const EXTRA = { sept: 9, märz: 3, mrz: 3, jänner: 1, set: 9 };

let months: Map<string, number> | undefined;

/** “september”, “sept.” and “сентября” to 9, from Unicode's own month names (CLDR). */
function monthOf(word: string): number | undefined {
  months ??= new Map([...LANGUAGES.toReversed().flatMap(monthNames), ...Object.entries(EXTRA)]);
  return months.get(word.toLowerCase().replace(/\.$/, ''));
}

function monthNames(language: string): [string, number][] {
  return Array.from({ length: 12 }, (_, month): [string, number][] => {
    const date = new Date(Date.UTC(2020, month, 15));
    const names = (['long', 'short'] as const).flatMap((style) => [
      new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(date),
      new Intl.DateTimeFormat(language, { day: 'numeric', month: style, timeZone: 'UTC' })
        .formatToParts(date)
        .find(({ type }) => type === 'month')?.value ?? '',
    ]);
    return names.map((name) => [name.toLowerCase().replace(/\.$/, ''), month + 1]);
  }).flat();
}

/**
 * The day that a page's date names, as YYYY-MM-DD: the day as written, in the zone in which the publisher wrote it
 * (ISO 8601 and RFC 3339, RFC 822, or words in some twenty languages). 3/4/2020 is read only where the language says
 * which is the month.
 */
export function dayOf(written: string, language = ''): string | undefined {
  const text = written.trim().slice(0, 300);
  const iso = /(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const packed = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}.*)?$/.exec(text);
  if (packed) return day(packed[1], packed[2], packed[3]);
  const stamp = /^\d{10}(?:\d{3})?$/.exec(text)?.[0];
  if (stamp) return new Date(Number(stamp) * (stamp.length === 10 ? 1000 : 1)).toISOString().slice(0, 10);
  const eastern = /((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/.exec(text);
  if (eastern) return day(eastern[1], eastern[2], eastern[3]);
  return inWords(text) ?? inFigures(text, language);
}

function inWords(text: string): string | undefined {
  for (const [, date, name = '', year] of text.matchAll(
    /(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+)?(\p{L}{3,}\.?)[\s,-]+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)/gu,
  )) {
    const month = monthOf(name);
    if (month) return day(year, month, date);
  }
  for (const [, name = '', date, year] of text.matchAll(
    /(\p{L}{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?:at\s+)?(?:\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*,?\s*(?:[A-Z]{2,4}\s+)?)?((?:19|20)\d\d)(?!\d)/gu,
  )) {
    const month = monthOf(name);
    if (month) return day(year, month, date);
  }
  return undefined;
}

function inFigures(text: string, language: string): string | undefined {
  const found = /(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])/.exec(text);
  if (!found) return undefined;
  const [, one = '', mark, two = '', year] = found;
  if (Number(one) > 12 || mark === '.') return day(year, two, one);
  if (Number(two) > 12 || /^en-(?:US|PH)$/i.test(language)) return day(year, one, two);
  return one === two || (language !== '' && !/^en$/i.test(language)) ? day(year, two, one) : undefined;
}

/** The day in an address such as /2020/04/03/title or /2020-04-03-title. */
export function dayInUrl(url: string): string | undefined {
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/i.exec(url)?.[1] ?? '';
  const parts = /(?:^|[/_-])((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)/.exec(path);
  if (parts) return day(parts[1], parts[2], parts[3]);
  const named = /\/((?:19|20)\d\d)\/([a-z]{3})\/(\d{1,2})\//i.exec(path);
  return named ? day(named[1], monthOf(named[2] ?? ''), named[3]) : undefined;
}

function day(year = '', month: string | number = 0, date = ''): string | undefined {
  const written = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== written) return undefined;
  // Nothing on the web was published before it, and a page that claims so tells of something else.
  return Number(year) >= 1990 ? written : undefined;
}
