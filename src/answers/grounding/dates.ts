import { parseWhen } from '../../facts/when.ts';
import type { Token } from './read.ts';

/** A date as a text tells it, as far as it tells it; months from 1, weekdays from 0 (Sunday). */
export type DateMention = {
  year?: number;
  month?: number;
  day?: number;
  weekday?: number;
  raw: string;
  /** Indices of its tokens. */
  at: number[];
};

const MONTHS = new Map(
  'january february march april may june july august september october november december'
    .split(' ')
    .flatMap((name, i): [string, number][] => [
      [name, i + 1],
      [name.slice(0, 3), i + 1],
    ]),
).set('sept', 9);
const WEEKDAYS = new Map(
  'sunday monday tuesday wednesday thursday friday saturday'.split(' ').map((name, i): [string, number] => [name, i]),
);
const YEAR = /^(?:1[5-9]|20)\d\d$/;
const DAY = /^(?:0?[1-9]|[12]\d|3[01])$/;
const ISO = /^(\d{4})-(\d\d)(?:-(\d\d))?/;

/** The dates of a sentence. A month that is also a word (“may”, “march”) is one only beside a day or a year, or capitalised inside a sentence. */
export function datesOf(tokens: readonly Token[]): DateMention[] {
  const found: DateMention[] = [];
  const used = new Set<number>();
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (!token || used.has(i)) continue;
    const weekday = WEEKDAYS.get(token.word);
    if (weekday !== undefined) {
      found.push({ weekday, raw: token.raw, at: [i] });
      continue;
    }
    const month = token.kind === 'word' ? MONTHS.get(token.word) : undefined;
    if (month === undefined) continue;
    const mention = aroundMonth(tokens, i, month);
    const sure =
      mention.at.length > 1 ||
      (token.capital && !token.opens) ||
      !/^(?:may|march|mar|dec|jun|sep|nov|jan)$/.test(token.word);
    if (!sure) continue;
    for (const index of mention.at) used.add(index);
    found.push(mention);
  }
  for (const [i, token] of tokens.entries()) {
    if (used.has(i) || !YEAR.test(token.raw) || !isYear(tokens, i)) continue;
    found.push({ year: Number(token.raw), raw: token.raw, at: [i] });
  }
  return found;
}

function isYear(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1];
  const before = tokens[i - 1];
  return !(next && /^[%$€£]|million|billion|thousand$/.test(next.word)) && !(before && /^[$€£]$/.test(before.raw));
}

function aroundMonth(tokens: readonly Token[], i: number, month: number): DateMention {
  const at = [i];
  const mention: DateMention = { month, raw: '', at };
  const before = dayAt(tokens, i, -1);
  let end = tokens[i + 1]?.raw === '.' && DAY.test(tokens[i + 2]?.raw ?? '') ? i + 1 : i;
  if (before) {
    mention.day = before.day;
    at.push(...before.at);
  } else {
    const after = dayAt(tokens, end, 1);
    if (after) {
      mention.day = after.day;
      at.push(...after.at);
      end = Math.max(...after.at);
    }
  }
  for (const step of [1, 2]) {
    const token = tokens[end + step];
    if (token && YEAR.test(token.raw)) {
      mention.year = Number(token.raw);
      at.push(end + step);
      break;
    }
    if (!token || !/^(?:,|\.|of)$/.test(token.raw)) break;
  }
  at.sort((a, b) => a - b);
  mention.raw = tokens
    .slice(at[0], (at.at(-1) ?? i) + 1)
    .map(({ raw, spaced }, k) => (k > 0 && spaced ? ` ${raw}` : raw))
    .join('');
  return mention;
}

function dayAt(tokens: readonly Token[], i: number, step: 1 | -1): { day: number; at: number[] } | undefined {
  const at: number[] = [];
  for (let k = i + step, seen = 0; seen < 3; k += step, seen += 1) {
    const token = tokens[k];
    if (!token) return undefined;
    at.push(k);
    if (DAY.test(token.raw)) return { day: Number(token.raw), at };
    if (!/^(?:st|nd|rd|th|of|the)$/.test(token.word)) return undefined;
  }
  return undefined;
}

/** The days that an EDTF value spans, as mentions of its two ends; empty where it cannot be read. */
export function datesOfWhen(when: string): DateMention[] {
  const period = parseWhen(when);
  if (!period) return [];
  return when.split('/').flatMap((part, i) => {
    const [, year, month, day] = ISO.exec(part) ?? [];
    if (year === undefined)
      return [{ year: Number((i === 0 ? period.from : period.to).slice(0, 4)), raw: part, at: [] }];
    const mention: DateMention = { year: Number(year), month: Number(month), raw: part, at: [] };
    if (day === undefined) return [mention];
    return [{ ...mention, day: Number(day), weekday: new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay() }];
  });
}

/** Whether what one date tells is what the other tells too; what only one of them tells may be anything. */
export function agree(claimed: DateMention, known: DateMention): boolean {
  return (['year', 'month', 'day', 'weekday'] as const).every(
    (part) => claimed[part] === undefined || known[part] === undefined || claimed[part] === known[part],
  );
}

/** Whether a date tells all that the claimed one does. */
export function tells(claimed: DateMention, known: DateMention): boolean {
  return (['year', 'month', 'day', 'weekday'] as const).every(
    (part) => claimed[part] === undefined || claimed[part] === known[part],
  );
}

const RELATIVE =
  /\b(?:yesterday|today|tomorrow|tonight|(?:last|next|this) (?:night|week|weekend|month|year|spring|summer|autumn|winter))\b/g;

function wording(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word).join(' ');
}

/** What a claim's sentence reckons from the day on which it is read, and no source's does. */
export function relativeDates(claim: readonly Token[], sentences: readonly (readonly Token[])[]): string[] {
  const known = sentences.map(wording);
  return (wording(claim).match(RELATIVE) ?? []).filter((told) => !known.some((each) => each.includes(told)));
}
