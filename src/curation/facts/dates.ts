import { parseWhen } from '../../facts/when.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTH = String.raw`(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\p{L})`;
const DAY = String.raw`(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]?\d|\s?(?:%|percent|per cent|million|billion))`;
const YEAR = String.raw`(?:19|20)\d\d(?![\d,.%]\d|\d|%)`;
const NUMBER = 'two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}';

/** What is tried in this order: where two begin at one place, the one that tells more. */
const FORMS = [
  String.raw`(?<between>(?:between|from) (?<m1>${MONTH})(?: (?<y1>${YEAR}))? (?:and|to|through|until) (?<m2>${MONTH})(?: (?:of )?(?<y2>${YEAR}))?)`,
  String.raw`(?<years>(?:between|from) (?<ya>${YEAR}) (?:and|to|through|until) (?<yb>${YEAR}))`,
  String.raw`(?<mdy>(?<m3>${MONTH}) (?<d3>${DAY})(?:,? (?<y3>${YEAR}))?(?! (?:attacks?|memorial|terror|hearing|protests?|storming|commission)))`,
  String.raw`(?<dmy>(?<d4>${DAY})(?: of)? (?<m4>${MONTH})(?:,? (?<y4>${YEAR}))?)`,
  String.raw`(?<my>(?:(?:in|since|during|of|by|until|late|early|mid) ?-?)?(?<m5>${MONTH}),?(?: of)? (?<y5>${YEAR}))`,
  String.raw`(?<nearMonth>(?<w6>last|next|this|late|early|mid|in|since|during|of|by|until) ?-?(?<m6>${MONTH}))`,
  String.raw`(?<weekday>(?:(?<w7>last|next|this|on|late|early|until|by) )?(?<d7>(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)(?!['’]s)(?: (?:morning|afternoon|evening|night))?)`,
  String.raw`(?<ago>(?<n8>an?|${NUMBER}) (?<u8>day|week|month|year)s? ago)`,
  String.raw`(?<relative>(?<w9>last|next|this|earlier this|later this) (?<u9>week|month|year|night))`,
  String.raw`(?<day>yesterday|today|tomorrow|tonight)`,
  String.raw`(?<year>(?:in|during|of|since|by|until|early|late|mid-?) ?(?<y10>${YEAR})(?!s|[-–]\d|\s\p{Lu}?\p{Ll}+(?:ed|ing)?\b(?<!\s(?:and|but|after|when|to|as|for|with|by|because|at|on|from|that|which|who|while|or|the|a|an|in|before|amid|over|under|had|has|was|were|is|are|it|he|she|they|said|according)\b)))`,
].join('|');
const DATE = new RegExp(String.raw`(?<![\p{L}\d$€£-])(?:${FORMS})`, 'giu');

const SINCE = /\b(?:since|until|till|before|after|by|which|who|whose|where|when|that|because|as|while)\b(?!.*,)/i;
const FUTURE =
  /\b(?:will|would|shall|won['’]t|(?:is|are|was|were) (?:set|due|expected|scheduled|planned|slated|likely|about|to)|plans? to|expects? to|intends? to|hopes? to|aims? to|going to|upcoming|next)\b/i;
/** Of what stands before a date, as far as its clause may reach. */
const CLAUSE = 120;

/** When a statement's event took place, as its text tells it, reckoned from the day of publication: EDTF, undefined where it cannot be told. */
export function resolveWhen(text: string, published: string | undefined): string | undefined {
  for (const match of text.matchAll(DATE)) {
    const before =
      text
        .slice(Math.max(0, match.index - CLAUSE), match.index)
        .split(/[;:—]|[.!?]\s/)
        .at(-1) ?? '';
    if (SINCE.test(before) || /^(?:since|until|by)\b/i.test(match[0]) || isQuoted(text, match.index)) continue;
    if (/^[A-Z]+$/.test(match[0])) continue; // USA TODAY
    const found = read(match.groups ?? {}, FUTURE.test(before), published);
    if (found !== undefined && parseWhen(found)) return found;
  }
  return undefined;
}

function isQuoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.lastIndexOf('“') > before.lastIndexOf('”') || (before.split('"').length - 1) % 2 === 1;
}

/** The parts of the forms: months, days, years, words beside them, numbers, units. */
type Part =
  | 'm1'
  | 'm2'
  | 'm3'
  | 'm4'
  | 'm5'
  | 'm6'
  | 'y1'
  | 'y2'
  | 'y3'
  | 'y4'
  | 'y5'
  | 'y10'
  | 'ya'
  | 'yb'
  | 'd3'
  | 'd4'
  | 'd7'
  | 'w6'
  | 'w7'
  | 'w9'
  | 'n8'
  | 'u8'
  | 'u9'
  | 'day';
type Groups = { [Name in Part]?: string };

function read(found: Groups, future: boolean, published: string | undefined): string | undefined {
  const day = published === undefined ? undefined : publicationDay(published);
  const { m1, m2, y1, y2 } = found;
  if (m1 !== undefined && m2 !== undefined) {
    const [from, to] = [monthOf(m1), monthOf(m2)];
    const last = monthNear(to, y2 ?? (y1 === undefined || from > to ? undefined : y1), day, future);
    const year = y1 ?? (last && String(Number(last.slice(0, 4)) - (from > to ? 1 : 0)));
    return last === undefined ? undefined : `${year}-${pad(from)}/${last}`;
  }
  if (found.ya !== undefined) return `${found.ya}/${found.yb}`;
  const month = found.m3 ?? found.m4;
  const date = found.d3 ?? found.d4;
  if (month !== undefined && date !== undefined)
    return dayNear(monthOf(month), Number.parseInt(date, 10), found.y3 ?? found.y4, day, future);
  if (found.m5 !== undefined) return `${found.y5}-${pad(monthOf(found.m5))}`;
  if (found.m6 !== undefined) return nearMonth(found.m6, found.w6, day, future);
  if (found.y10 !== undefined) return found.y10;
  if (day === undefined) return undefined;
  if (found.d7 !== undefined) return weekday(found.d7, found.w7?.toLowerCase(), day, future);
  if (found.u8 !== undefined) return shift(day, found.u8, -count(found.n8 ?? 'a'));
  if (found.u9 !== undefined) return relative(found.w9?.toLowerCase() ?? '', found.u9.toLowerCase(), day);
  const word = found.day?.toLowerCase();
  return iso(addDays(day, word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : 0));
}

/** Undefined where only the month or year of publication is known. */
function publicationDay(published: string): Date | undefined {
  const period = parseWhen(published.slice(0, 11).replace(/T$/, ''));
  return period && period.from === period.to ? new Date(`${period.from}T00:00:00Z`) : undefined;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1;
}

function monthNear(month: number, year: string | undefined, day: Date | undefined, future: boolean) {
  if (year !== undefined) return `${year}-${pad(month)}`;
  if (!day) return undefined;
  const now = day.getUTCMonth() + 1;
  const shifted = future ? (month < now ? 1 : 0) : month > now ? -1 : 0;
  return `${day.getUTCFullYear() + shifted}-${pad(month)}`;
}

function nearMonth(name: string, how = '', day: Date | undefined, future: boolean): string | undefined {
  // “May” is a verb as well.
  if (!/^\p{Lu}/u.test(name) || !day) return undefined;
  const month = monthOf(name);
  const same = day.getUTCMonth() + 1 === month;
  if (/last/i.test(how) && same) return `${day.getUTCFullYear() - 1}-${pad(month)}`;
  return monthNear(month, undefined, day, future || /next/i.test(how));
}

function dayNear(month: number, date: number, year: string | undefined, day: Date | undefined, future: boolean) {
  if (year !== undefined) return `${year}-${pad(month)}-${pad(date)}`;
  if (!day) return undefined;
  const told = `${day.getUTCFullYear()}-${pad(month)}-${pad(date)}`;
  const shifted = future ? (told < iso(day) ? 1 : 0) : told > iso(day) ? -1 : 0;
  return `${day.getUTCFullYear() + shifted}${told.slice(4)}`;
}

function weekday(name: string, how: string | undefined, day: Date, future: boolean): string {
  const wanted = WEEKDAYS.indexOf(name.toLowerCase());
  const back = (day.getUTCDay() - wanted + 7) % 7;
  if (future || how === 'next') return iso(addDays(day, 7 - back === 7 && how !== 'next' ? 0 : 7 - back));
  return iso(addDays(day, how === 'last' && back === 0 ? -7 : -back));
}

function relative(how: string, unit: string, day: Date): string | undefined {
  const step = how === 'last' ? -1 : how === 'next' ? 1 : 0;
  if (unit === 'night') return step === -1 ? iso(addDays(day, -1)) : undefined;
  if (unit === 'week') {
    const monday = addDays(day, step * 7 - ((day.getUTCDay() + 6) % 7));
    return `${iso(monday)}/${iso(addDays(monday, 6))}`;
  }
  return shift(day, unit, step);
}

function shift(day: Date, unit: string, by: number): string {
  if (/^day/i.test(unit)) return iso(addDays(day, by));
  if (/^week/i.test(unit)) return `${iso(addDays(day, 7 * by))}~`;
  const months = /^month/i.test(unit) ? by : 12 * by;
  const moved = iso(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)));
  return moved.slice(0, /^month/i.test(unit) ? 7 : 4);
}

function count(word: string): number {
  const number = Number(word);
  return Number.isNaN(number) ? Math.max(1, NUMBER.split('|').indexOf(word.toLowerCase()) + 2) : number;
}

function addDays(day: Date, by: number): Date {
  return new Date(day.getTime() + by * 86_400_000);
}

function iso(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
