import type { Token } from './read.ts';

/** Whether a figure is told as it is, roughly, or as a bound. */
type Bound = 'exact' | 'about' | 'over' | 'under';

/** A number of a text with what it is a number of. */
export type Figure = {
  value: number;
  /** “%”, a currency or a measure; undefined where a plain noun follows. */
  unit: string | undefined;
  /** The concept of what it counts. */
  counts: string | undefined;
  bound: Bound;
  ordinal: boolean;
  /** As it is written. */
  raw: string;
  /** Index of its first and last token. */
  from: number;
  to: number;
};

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const CARDINALS = new Map<string, number>([
  ...ONES.map((word, i): [string, number] => [word, i]),
  ...TENS.map((word, i): [string, number] => [word, 20 + 10 * i]),
]);
const ORDINALS = new Map<string, number>([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fifth', 5],
  ['eighth', 8],
  ['ninth', 9],
  ['twelfth', 12],
  ...[...CARDINALS].map(([word, value]): [string, number] => [`${word.replace(/y$/, 'ie')}th`, value]),
]);
const TIMES = new Map([
  ['once', 1],
  ['twice', 2],
  ['thrice', 3],
]);
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['m', 1e6],
  ['mn', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
  ['b', 1e9],
  ['trillion', 1e12],
  ['tn', 1e12],
  ['dozen', 12],
]);
/** Scales that mean something else where a figure does not touch them: “5 m”. */
const SHORT_SCALES = new Set(['k', 'm', 'b']);

const UNITS = new Map<string, string>(
  [
    ['%'],
    ['$', 'dollar'],
    ['€', 'euro', 'eur'],
    ['£', 'sterling', 'gbp', 'quid'],
    ['¥', 'yen', 'yuan', 'renminbi'],
    ['crown', 'krone', 'krona', 'koruna'],
    ['rouble', 'ruble', '₽'],
    ['rupee', '₹'],
    ...'a au c ca hk nt nz r s'.split(' ').map((land) => [`${land}$`]),
    ['km', 'kilometre', 'kilometer'],
    ['metre', 'meter', 'm'],
    ['cm', 'centimetre', 'centimeter'],
    ['mile'],
    ['foot', 'feet', 'ft'],
    ['kg', 'kilogram', 'kilo', 'kilogramme'],
    ['tonne', 'ton'],
    ['litre', 'liter'],
    ['hectare'],
    ['second', 'sec'],
    ['minute', 'min'],
    ['hour', 'hr'],
    ['day'],
    ['week'],
    ['month'],
    ['year', 'yr'],
    ['decade'],
    ['mph'],
    ['degree'],
    ['megawatt', 'mw'],
    ['time'],
  ].flatMap(([head = '', ...rest]) =>
    [head, ...rest].flatMap((word): [string, string][] => [
      [word, head],
      [`${word}s`, head],
    ]),
  ),
);

const ABOUT = new Set(['about', 'around', 'roughly', 'approximately', 'some', 'circa', 'estimated', '~']);
const OVER = new Set(['over', 'above', 'exceeding', 'exceeded', 'exceeds', 'least', 'beyond', 'topped', 'surpassed']);
const UNDER = new Set(['under', 'below', 'nearly', 'almost', 'most', 'fewer', 'less', 'up']);

/** The figures of a sentence, in digits and words. Years and days of the month are among them. */
export function figuresOf(tokens: readonly Token[]): Figure[] {
  const found: Figure[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const figure = figureAt(tokens, i);
    if (!figure) continue;
    found.push(figure);
    i = figure.to;
  }
  return found;
}

function figureAt(tokens: readonly Token[], start: number): Figure | undefined {
  const first = tokens[start];
  if (!first) return undefined;
  let at = start;
  let value: number;
  let ordinal = false;
  if (first.kind === 'figure') {
    value = Number(first.raw.replaceAll(/,(?=\d{3})/g, '').replaceAll(',', '.'));
    const next = tokens[at + 1];
    if (next && !next.spaced && /^(?:st|nd|rd|th)$/.test(next.word)) {
      ordinal = true;
      at += 1;
    }
  } else if (first.kind === 'word') {
    const next = tokens[start + 1];
    if (first.word === 'one' && next && ORDINALS.has(next.word) && tokens[start + 2]?.word === 'of') return undefined;
    const small = CARDINALS.get(first.word) ?? TIMES.get(first.word);
    const rank = ORDINALS.get(first.word);
    if (small === undefined && rank === undefined) {
      const scale = SCALES.get(first.word);
      const before = tokens[start - 1]?.word;
      if (scale === undefined || SHORT_SCALES.has(first.word) || (before !== 'a' && before !== 'an')) return undefined;
      value = 1;
      at -= 1;
    } else {
      value = small ?? rank ?? 0;
      ordinal = rank !== undefined;
      const [dash, ones] = tokens[at + 1]?.raw === '-' ? [1, tokens[at + 2]] : [0, tokens[at + 1]];
      const rest = ones && (CARDINALS.get(ones.word) ?? ORDINALS.get(ones.word));
      if (TENS.includes(first.word) && rest !== undefined && rest > 0 && rest < 10) {
        value += rest;
        ordinal = ORDINALS.has(ones?.word ?? '');
        at += 1 + dash;
      }
    }
  } else return undefined;
  for (;;) {
    const next = tokens[at + 1];
    const scale = next && SCALES.get(next.word);
    if (!next || scale === undefined || (SHORT_SCALES.has(next.word) && next.spaced)) break;
    value *= scale;
    at += 1;
    const small = tokens[at + 1]?.word === 'and' ? tokens[at + 2] : undefined;
    const rest = small && CARDINALS.get(small.word);
    if (rest !== undefined && scale === 100) {
      value += rest;
      at += 2;
    }
  }
  const part = fractionAt(tokens, start, at, value, ordinal);
  return {
    value: part ?? value,
    ordinal: ordinal && part === undefined,
    ...unitOf(tokens, start, at),
    ...(part !== undefined && { unit: '%' }),
    bound: boundOf(tokens, start, at),
    raw: rawOf(tokens, start, at),
    from: start,
    to: at,
  };
}

/** “A third of”, as a percentage. */
function fractionAt(
  tokens: readonly Token[],
  from: number,
  to: number,
  value: number,
  ordinal: boolean,
): number | undefined {
  const before = tokens[from - 1]?.word;
  if (!ordinal || value < 3 || tokens[to + 1]?.word !== 'of' || (before !== 'a' && before !== 'one')) return undefined;
  return Math.round(10_000 / value) / 100;
}

function unitOf(
  tokens: readonly Token[],
  from: number,
  to: number,
): { unit: string | undefined; counts: string | undefined } {
  const before = tokens[from - 1];
  const currency = before && before.kind === 'mark' ? UNITS.get(before.word) : undefined;
  let unit = currency;
  let counts: string | undefined;
  for (let i = to + 1, seen = 0; i < tokens.length && seen < 3; i += 1, seen += 1) {
    const token = tokens[i];
    if (!token || /^[,;:.()]$/.test(token.raw)) break;
    if (seen === 0 || tokens[i - 1]?.raw === '-' || tokens[i - 1]?.word === 'us') unit ??= UNITS.get(token.word);
    if (seen === 0 && unit === undefined && /^(?:square|sq|cubic)$/.test(token.word))
      unit = `${token.word} ${UNITS.get(tokens[i + 1]?.word ?? '') ?? ''}`;
    if (token.word === 'us' && UNITS.has(tokens[i + 1]?.word ?? '')) continue;
    if (token.concept !== undefined && token.kind === 'word' && !UNITS.has(token.word)) {
      counts = token.concept;
      break;
    }
  }
  return { unit, counts };
}

function boundOf(tokens: readonly Token[], from: number, to: number): Bound {
  const near = tokens.slice(Math.max(0, from - 3), from).filter(({ kind, word }) => kind !== 'mark' || word === '~');
  const [second, first] = [near.at(-2)?.word, near.at(-1)?.word];
  if (first === 'than') return second === 'more' ? 'over' : second === 'less' || second === 'fewer' ? 'under' : 'exact';
  if (first === 'to' && second === 'up') return 'under';
  if (first === 'to' && second === 'close') return 'about';
  if (first === undefined) return 'exact';
  if (first === 'least' || (OVER.has(first) && first !== 'over')) return 'over';
  if (first === 'over') return second === 'of' ? 'exact' : 'over';
  if (ABOUT.has(first)) return 'about';
  if (UNDER.has(first) && first !== 'up') return 'under';
  return tokens[to + 1]?.word === 'or' && tokens[to + 2]?.word === 'so' ? 'about' : 'exact';
}

function rawOf(tokens: readonly Token[], from: number, to: number): string {
  const before = tokens[from - 1];
  const after = tokens[to + 1];
  const sign = before && before.kind === 'mark' && UNITS.has(before.word) ? before.raw : '';
  const words = tokens.slice(from, to + 1).map(({ raw, spaced }, i) => (i > 0 && spaced ? ` ${raw}` : raw));
  return `${sign}${words.join('')}${after?.word === '%' ? '%' : ''}`;
}
