import { oneOf } from '../../tests/support/crash/seeded-random.ts';

/** A sentence and who may be named instead of whom. */
export type Base = {
  sentence: string;
  cites: string[];
  speaker: string | undefined;
  /** The speaker is a person. */
  voice: boolean;
  others: readonly string[];
  verbatim: string | undefined;
};
/** Makes one false sentence of a true one; undefined where it finds nothing to alter. */
export type Alter = (base: Base, random: () => number) => string | undefined;

/** Replaces one random match of a global pattern. */
function replaceOne(
  text: string,
  pattern: RegExp,
  random: () => number,
  replace: (hit: string, random: () => number) => string | undefined,
): string | undefined {
  const [first, ...rest] = text.matchAll(pattern);
  if (!first) return undefined;
  const match = oneOf([first, ...rest], random);
  const put = replace(match[0], random);
  if (put === undefined || put === match[0]) return undefined;
  return text.slice(0, match.index) + put + text.slice(match.index + match[0].length);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const MONTH = new RegExp(`\\b(?:${MONTHS.join('|')})\\b`, 'g');
const YEARS = /\b(?:19|20)\d\d\b/g;
const DATED = new RegExp(`\\d{1,2} (?:${MONTHS.join('|')})|(?:${MONTHS.join('|')}) \\d{1,2}(?!\\d)`, 'g');
/** A figure in digits that is neither a year, nor a day, nor part of a name. */
const FIGURE = new RegExp(
  `(?<![\\d.,])(?<!(?:Siberia|${MONTHS.join('|')}) )(?!(?:19|20)\\d\\d\\b)\\d+(?:[.,]\\d+)*(?! (?:${MONTHS.join('|')}|Oct\\b))(?![\\d.,]*\\d)`,
  'g',
);
const NUMBER_WORDS = 'two three four five six seven eight nine eighteen'.split(' ');
const NUMBER_WORD = new RegExp(`\\b(?:${NUMBER_WORDS.join('|')})\\b`, 'gi');
const UNITS: readonly (readonly [string, string])[] = [
  ['%', ' million'],
  ['billion', 'million'],
  ['million', 'billion'],
  ['US$', '€'],
  ['€', '$'],
  ['kilometres', 'miles'],
  ['hectares', 'square kilometres'],
  ['crowns', 'dollars'],
];

/** Another figure, another scale or another unit. */
export const changeFigure: Alter = ({ sentence }, random) => {
  if (random() < 0.2) {
    const known = UNITS.filter(([unit]) => sentence.includes(unit));
    const [first, ...rest] = known;
    if (first) {
      const [from, to] = oneOf([first, ...rest], random);
      return sentence.replace(from, to);
    }
  }
  return (
    replaceOne(sentence, FIGURE, random, (hit) => {
      const at = Math.floor(random() * hit.length);
      const digit = Number(hit[at]);
      if (hit[at] === '.' || hit[at] === ',') return `${hit}5`;
      if (!Number.isInteger(digit)) return undefined;
      const next = (digit + 1 + Math.floor(random() * 8)) % 10;
      return at === 0 && next === 0 ? `9${hit.slice(1)}` : hit.slice(0, at) + String(next) + hit.slice(at + 1);
    }) ??
    replaceOne(sentence, NUMBER_WORD, random, (hit) => {
      const others = NUMBER_WORDS.filter((word) => word !== hit.toLowerCase());
      return oneOf(['ten', ...others], random);
    })
  );
};

/** Another day, month or year. */
export const moveDate: Alter = ({ sentence }, random) => {
  const ways: [() => string | undefined, ...(() => string | undefined)[]] = [
    () => replaceOne(sentence, YEARS, random, (hit) => String(Number(hit) + (random() < 0.5 ? -1 : 2))),
    () =>
      replaceOne(sentence, MONTH, random, (hit) => MONTHS[(MONTHS.indexOf(hit) + 1 + Math.floor(random() * 10)) % 12]),
    () =>
      replaceOne(sentence, DATED, random, (hit) =>
        hit.replace(/\d+/, (day) => String(((Number(day) + 1 + Math.floor(random() * 20)) % 28) + 1)),
      ),
  ];
  return oneOf(ways, random)();
};

const STRANGERS = ['Joe Biden', 'Olga Petrova', 'Angela Merkel', 'James Whitfield', 'Li Wei', 'Amara Okafor'] as const;

/** Somebody else in the place of a name. */
export const swapName: Alter = ({ sentence, others }, random) => {
  const named = others.filter((name) => sentence.includes(name));
  const [first, ...rest] = named;
  if (!first) return undefined;
  const from = oneOf([first, ...rest], random);
  return sentence.replace(from, oneOf(STRANGERS, random));
};

/** Somebody else of the same story, or nobody known, as whoever says it. */
export const swapSpeaker: Alter = ({ sentence, speaker, voice, others }, random) => {
  if (speaker === undefined || !voice) return undefined;
  const said = sentence.includes(speaker) ? speaker : speaker.split(' ').at(-1);
  if (said === undefined || !sentence.includes(said)) return undefined;
  const rivals = [...others.filter((name) => name !== speaker && !sentence.includes(name)), ...STRANGERS];
  return sentence.replace(said, rivals[Math.floor(random() * rivals.length)] ?? 'Joe Biden');
};

const FILLERS = ['very', 'never', 'clearly', 'almost', 'really', 'again', 'hardly', 'still'] as const;
const OTHER_WORDS = ['people', 'great', 'danger', 'future', 'small', 'weak', 'nothing', 'water', 'always'] as const;

/** One word of a quotation changed, dropped, added, or exchanged with its neighbour. */
export const alterQuotation: Alter = ({ sentence, verbatim }, random) => {
  if (verbatim === undefined) return undefined;
  const words = verbatim.split(' ');
  const inner = 1 + Math.floor(random() * Math.max(1, words.length - 2));
  const way = Math.floor(random() * 4);
  const changed = words.slice();
  if (way === 0) changed[inner] = oneOf(OTHER_WORDS, random);
  else if (way === 1) changed.splice(inner, 1);
  else if (way === 2) changed.splice(inner, 0, oneOf(FILLERS, random));
  else [changed[inner - 1], changed[inner]] = [words[inner] ?? '', words[inner - 1] ?? ''];
  const altered = changed.join(' ');
  return altered === verbatim || (words.length < 3 && way === 1) ? undefined : sentence.replace(verbatim, altered);
};

/** What a fact says in our own words, put between quotation marks. */
export const inventQuotation: Alter = ({ sentence, speaker, verbatim }) => {
  if (speaker === undefined || verbatim !== undefined) return undefined;
  const [, head, rest] = /^(.{4,60}? (?:says|said|thinks)(?: that)?) (.{12,}?)[.]?$/.exec(sentence) ?? [];
  return head === undefined ? undefined : `${head}: “${rest}.”`;
};

const AUXILIARY = /\b(?:is|are|was|were|has|have|will|could|would|may|might|can)\b(?! not)/g;
const VERB =
  /\b(?:met|praised|celebrated|says|told|called|visited|signed|agreed|opened|rejected|sued|destroyed|sent|backed|supplied|founded|employs)\b/g;

/** A denial that the source does not have. */
export const addDenial: Alter = ({ sentence, verbatim }, random) => {
  if (verbatim !== undefined) return undefined;
  return (
    replaceOne(sentence, AUXILIARY, random, (hit) => `${hit} not`) ??
    replaceOne(sentence, VERB, random, (hit) => `never ${hit}`)
  );
};

const DENIALS: readonly (readonly [RegExp, string])[] = [
  [/\b(do|does|did|has|have|is|are|may|would|will) not (yet )?/, '$1 '],
  [/\bhaven’t\b/, 'have'],
  [/\bcannot\b/, 'can'],
  [/^Neither (.*?) nor (.*?) is a member/, 'Both $1 and $2 are members'],
  [/\bdo not belong\b/, 'belong'],
  [/\bare not members\b/, 'are members'],
  [/\bNobody has\b/, 'Several people have'],
  [/\bno one has\b/, 'several people have'],
  [/\brefused to\b/, 'agreed to'],
  [/\bfailed to\b/, 'managed to'],
  [/\bdenied that\b/, 'said that'],
  [/\bwithout (?=limits|a survey)/, 'with '],
  [/\bnot known\b/, 'known'],
  [/\bneither fully backed Israel nor strongly supported\b/, 'both fully backed Israel and strongly supported'],
];

/** A denial of the source left away. */
export const dropDenial: Alter = ({ sentence, verbatim }) => {
  if (verbatim !== undefined) return undefined;
  const known = DENIALS.find(([pattern]) => pattern.test(sentence));
  return known && sentence.replace(known[0], known[1]);
};

const HEDGES: readonly (readonly [RegExp, string])[] = [
  [/\bis expected to begin\b/, 'began'],
  [/\bis expected to\b/, 'will'],
  [/\b(?:could|may|might)\b(?! not)/, 'will'],
  [/\bmight not\b/, 'will not'],
  [/\bhopes to build\b/, 'will build'],
  [/\bhopes for\b/, 'has made'],
  [/\bhave called for\b/, 'have agreed on'],
  [/\bwill promote\b/, 'promoted'],
  [/\bwill allow\b/, 'allowed'],
  [/\bwill seek\b/, 'have secured'],
  [/\bwill cross\b/, 'crossed'],
  [/\bwill borrow\b/, 'borrowed'],
  [/\bwould be\b/, 'is'],
  [/\bwas planned to supply\b/, 'supplied'],
  [/\bhas to approve\b/, 'has approved'],
];

/** What is possible, planned or to come, told as certain or done. */
export const hardenHedge: Alter = ({ sentence, verbatim }, random) => {
  if (verbatim !== undefined) return undefined;
  const [first, ...rest] = HEDGES.filter(([pattern]) => pattern.test(sentence));
  if (!first) return undefined;
  const [pattern, put] = oneOf([first, ...rest], random);
  return sentence.replace(pattern, put);
};

const TURNS: readonly (readonly [string, string])[] = [
  ['rose', 'fell'],
  ['fell', 'rose'],
  ['grew', 'shrank'],
  ['growing', 'shrinking'],
  ['climb', 'drop'],
  ['climbed', 'dropped'],
  ['above', 'below'],
  ['more than', 'less than'],
  ['more complicated', 'less complicated'],
  ['More', 'Fewer'],
  ['Fewer', 'More'],
  ['less', 'more'],
  ['before', 'after'],
  ['after', 'before'],
  ['weeks before', 'weeks after'],
  ['later', 'earlier'],
  ['highest', 'lowest'],
  ['high', 'low'],
  ['largest', 'smallest'],
  ['biggest', 'smallest'],
  ['increasingly', 'decreasingly'],
  ['mount', 'ease'],
  ['mounting', 'easing'],
  ['escalating', 'easing'],
  ['lower', 'higher'],
  ['backed', 'opposed'],
  ['voted against', 'voted for'],
  ['strong', 'weak'],
  ['rejected', 'accepted'],
  ['approved', 'rejected'],
  ['close', 'distant'],
  ['closer', 'looser'],
  ['left', 'right'],
  ['northern', 'southern'],
  ['eastern', 'western'],
  ['buy', 'sell'],
  ['buying', 'selling'],
  ['opened', 'closed'],
  ['imports', 'exports'],
  ['condemned', 'welcomed'],
  ['powerful', 'weak'],
  ['affordable', 'expensive'],
];

/** The other direction of what rises, precedes or exceeds. */
export const turnRound: Alter = ({ sentence, verbatim }, random) => {
  if (verbatim !== undefined) return undefined;
  const [first, ...rest] = TURNS.filter(([word]) => new RegExp(`\\b${word}\\b`).test(sentence));
  if (!first) return undefined;
  const [from, to] = oneOf([first, ...rest], random);
  return sentence.replace(new RegExp(`\\b${from}\\b`), to);
};

const LEADS: readonly RegExp[] = [
  /^.{3,80}? (?:says|said|thinks|say) (?:that )?/,
  /^.{3,60}? told [A-Z]\w+(?: Times, a Chinese state-run tabloid,)? that /,
  /^According to [^,]+, /,
  /, according to [^,.]+(?=\.)/,
  /, (?:says|said|say) [^,.]+(?=\.)/,
  /, (?:[A-Z]\S+ )+(?:says|said|thinks)(?=\.)/,
  /^Chinese customs data (?:show|put) (?:that )?/,
];

/** A statement told as plain fact. */
export const dropAttribution: Alter = ({ sentence, speaker, verbatim }) => {
  if (speaker === undefined || verbatim !== undefined) return undefined;
  const lead = LEADS.find((pattern) => pattern.test(sentence));
  if (!lead) return undefined;
  const bare = sentence.replace(lead, '');
  if (speaker.split(' ').some((name) => bare.includes(name))) return undefined;
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};
