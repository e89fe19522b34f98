import { figuresOf, type Figure as Found } from '../../answers/grounding/figures.ts';
import { readText, type Token } from '../../answers/grounding/read.ts';
import { isCurrency } from '../../facts/currency.ts';
import type { Figure } from '../../facts/story.ts';
import { isPastForm } from './verbs.ts';

const NUMBER =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundred|thousand|million|billion|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|third|quarter|half|fifth)\b/i;
const MONTH = /^(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)/;
/** A noun phrase ends before these. */
const ENDS_PHRASE =
  /^(?:in|on|at|to|for|from|by|with|and|or|but|as|than|that|which|who|whose|when|where|while|after|before|since|because|if|about|into|over|under|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|said|says|say|told|a|an|their|its|his|her|this|not|more|less|each|per|against|between|during|through|only|also|he|she|it|they|under|including|among|amid|ago|old|earlier|later|away|did|do|does|so|then|until|out|off|up|down|across|near|without|he's|rose|fell|grew)$/;
const VERB =
  /^(?:is|are|was|were|has|have|had|will|would|could|can|may|might|did|do|does|\p{Ll}+ed|rose|fell|grew|cost|costs|hit|won|lost|made|took|saw|fetched|paid|spent|totals|totalled)$/u;
const SKIPPED = new Set([
  'the',
  'a',
  'an',
  'of',
  'in',
  'worth',
  'for',
  'its',
  'their',
  'some',
  'about',
  'his',
  'her',
  'other',
  'us',
  'all',
]);
const DURATION = /^(?:second|minute|hour|day|week|month|year|decade)$/;
/** “The two leaders” are counted by nobody. */
const DETERMINER = /^(?:the|these|those|both|all|other|his|her|its|their|first|last|next|s)$/;
/** Where a counted noun phrase ends, unless the next word is its head. */
const PLURAL = /^(?:people|men|women|children|\p{Ll}{2,}[^\Wsu]s)$/u;
const NO_LABEL =
  /\b(?:he|she|they|it|to|but|because|i|you|we)\b|^(?:and|or|that)\b|^(?:every|each|one|many|some|any)$/i;
const MOST = 6;

/** The numbers of a statement that could stand on an axis: money, shares, counts and measures, each with what it is of. */
export function numbersOf(text: string, when: string | undefined): Figure[] {
  if (!NUMBER.test(text)) return [];
  const { tokens } = readText(text);
  const seen = new Set<string>();
  return figuresOf(tokens).flatMap((figure): Figure[] => {
    const unit = isNumber(figure, tokens) ? unitOf(figure, tokens) : undefined;
    const label = unit && labelOf(figure, tokens, unit.skip);
    if (!unit || !label || seen.has(`${unit.value} ${unit.unit}`) || seen.size >= MOST) return [];
    seen.add(`${unit.value} ${unit.unit}`);
    return [{ label, value: unit.value, unit: unit.unit, ...(when !== undefined && { when }) }];
  });
}

function isNumber({ value, unit, ordinal, raw, from, to }: Found, tokens: readonly Token[]): boolean {
  const [before, next, after] = [tokens[from - 1], tokens[to + 1], tokens[to + 2]];
  if (ordinal || !Number.isFinite(value) || value > 1e15) return false;
  if (unit === undefined && /^\d{4}$/.test(raw) && value >= 1500 && value < 2100) return false;
  if (
    unit === undefined &&
    value <= 31 &&
    (MONTH.test(before?.word ?? '') || (MONTH.test(next?.word ?? '') && next?.capital))
  )
    return false;
  if (/^(?:[ap]\.?m|old|o'clock|st|nd|rd|th)$/.test(next?.word ?? '') || next?.raw === ':' || before?.raw === ':')
    return false;
  if (next?.raw === '-' && after?.word !== undefined && (after.word.startsWith('year') || after.kind === 'figure'))
    return false;
  if (unit !== undefined && DURATION.test(unit)) return false;
  if (unit === undefined && value <= 12 && DETERMINER.test(before?.word ?? '')) return false;
  if (before?.raw === '.' && MONTH.test(tokens[from - 2]?.word ?? '')) return false;
  // Names of things: “Route 66”, “G20”, “No. 5”, “Brexit 2”.
  if (
    before &&
    unit === undefined &&
    ((before.capital && before.kind === 'word' && !before.opens) || (!tokens[from]?.spaced && before.kind === 'word'))
  )
    return false;
  return (
    !(unit === undefined && /^(?:one|once|twice|thrice)$/i.test(raw)) && !(before?.raw === '-' && !tokens[from]?.spaced)
  );
}

/** The axis: billions and millions are told as such; `skip` is how many tokens after the figure say the unit. */
function unitOf(
  { value, unit, to }: Found,
  tokens: readonly Token[],
): { value: number; unit: string; skip: number } | undefined {
  const next = tokens[to + 1];
  if (unit === undefined) {
    const noun = phrase(tokens, to + 1).at(-1);
    const money = next && isCurrency(next.word) ? next.raw : undefined;
    const name = money ?? noun;
    return name === undefined ? undefined : { ...scaled(value, name.toLowerCase()), skip: money ? 1 : 0 };
  }
  if (unit === '%') return { value, unit: '%', skip: next?.word === '%' ? 1 : 0 };
  if (/[$€£¥₽₹]/.test(unit)) return { ...scaled(value, unit === '$' ? 'US$' : unit.toUpperCase()), skip: 0 };
  return next === undefined
    ? undefined
    : { ...scaled(value, next.raw === '-' ? unit : next.raw.toLowerCase()), skip: 1 };
}

function scaled(value: number, name: string): { value: number; unit: string } {
  const [size, word] = value >= 1e12 ? [1e12, 'trillion'] : value >= 1e9 ? [1e9, 'billion'] : [1e6, 'million'];
  if (value < 1e6) return { value, unit: name };
  const short = Number((value / size).toPrecision(9));
  return { value: short, unit: /[$€£¥₽₹]/.test(name) ? `${name} ${word}` : `${word} ${name}` };
}

function labelOf(figure: Found, tokens: readonly Token[], skip: number): string | undefined {
  const after = figure.to + 1 + skip;
  const isCount = figure.unit === undefined && skip === 0;
  const link = tokens[after]?.word;
  const own = isCount
    ? phrase(tokens, after)
    : link === 'of' ||
        (link === 'in' &&
          /^\p{Ll}/u.test(tokens[after + 1]?.raw ?? '') &&
          !/^(?:the|its|his|her|this|an?|total|all)$/.test(tokens[after + 1]?.word ?? ''))
      ? phrase(tokens, after + 1)
      : [];
  const named = tokens[figure.from - 1]?.kind === 'mark' ? figure.from - 1 : figure.from;
  const before = !isCount && tokens[named - 1]?.word === 'of' ? subject(tokens, named - 1, named - 1) : [];
  if (before.length > 0) return asLabel(before);
  const words = own.length > 0 ? own : subject(tokens, figure.from);
  return asLabel(words);
}

function asLabel(words: readonly string[]): string | undefined {
  const label = words.join(' ').trim();
  return label === '' || NO_LABEL.test(label)
    ? undefined
    : label
        .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
        .slice(0, 120)
        .trim();
}

/** The noun phrase that begins at a token, of a few words. */
function phrase(tokens: readonly Token[], from: number): string[] {
  const found: string[] = [];
  for (let i = from; i < tokens.length && found.length < 4; i += 1) {
    const { raw, word, kind } = tokens[i] ?? { raw: '', word: '', kind: 'mark' as const };
    if (raw === '-' && found.length > 0) {
      if (tokens[i + 1]?.spaced) return []; // “low- and middle-income”
      continue;
    }
    if (kind === 'figure' && found.length > 0) return []; // “58 Fortune 500 companies”
    if (kind !== 'word' || ENDS_PHRASE.test(word)) break;
    if (SKIPPED.has(word)) {
      if (found.length > 0) break;
      continue;
    }
    if (found.length > 0 && /\p{Ll}+(?:ed|ing)$/u.test(word)) break;
    found.push(raw);
    if (PLURAL.test(word)) break;
  }
  return found;
}

/** What stands before the verb before the figure: most often what the number is of. */
function subject(tokens: readonly Token[], before: number, verb = verbBefore(tokens, before)): string[] {
  const found: string[] = [];
  for (let i = verb - 1; i >= 0 && found.length < 7; i -= 1) {
    const token = tokens[i];
    if (!token || (token.kind === 'mark' && token.raw !== '-')) break;
    if (/^(?:that|which|who|where|when)$/.test(token.word)) break;
    if (verb === before && (isVerb(token.word) || /^(?:an?|the)$/.test(token.word))) break;
    if (token.kind !== 'mark') found.unshift(token.raw);
  }
  while (
    found.length > 0 &&
    (SKIPPED.has(found[0]?.toLowerCase() ?? '') || ENDS_PHRASE.test(found[0]?.toLowerCase() ?? ''))
  )
    found.shift();
  return found;
}

function isVerb(word: string): boolean {
  return VERB.test(word) || isPastForm(word);
}

function verbBefore(tokens: readonly Token[], before: number): number {
  let verb = before;
  for (let i = before - 1; i > 0; i -= 1) if (isVerb(tokens[i]?.word ?? '')) verb = i;
  return verb;
}
