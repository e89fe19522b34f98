import { kindsAskedBy } from '../facts/gazetteer.ts';

/** What kind of thing would answer: a figure, somebody, a time, a place, a reason. */
export type AskedKind = 'figure' | 'who' | 'when' | 'where' | 'why';
/** What a figure is asked of: a sum of money, a share, how many of something, how old. */
export type Unit = 'money' | 'share' | 'count' | 'age';

const ASKED: readonly [AskedKind, RegExp][] = [
  [
    'figure',
    /\bhow (?:many|much|often|far|fast|long|old|big|large|high|tall|deep|strong|heavy)\b|\b(?:what|which) (?:[a-z-]+ )?(?:percent(?:age)?|share|proportion|number|amount|sum|figure|price|magnitude|temperature|score|total)\b|\b(?:number|count|amount|total|percentage) of\b|^total\b/,
  ],
  [
    'when',
    /(?:^|[,:;.?] ?|\b(?:and|or|but|since|until) )when\b|\bwhen$|\b(?:what|which) (?:day|date|month|year|week)\b|\bhow (?:soon|recently|long ago)\b/,
  ],
  [
    'where',
    /(?:^|[,:;.?] ?|\b(?:and|or|but|from) )where\b(?!.*\bstands?\b)|\bwhere$|\b(?:what|which) (?:country|countries|city|cities|state|states|place|continent|island|region|town|nation)\b/,
  ],
  [
    'who',
    /\bwho(?:m|se)?\b|\b(?:what|which) (?:person|politician|leader|president|minister|actor|actress|singer|star|analysts?|experts?)\b/,
  ],
  ['why', /(?:^|[,:;.?] ?|\b(?:and|or|but) )why\b|\bwhat (?:is|was|are|were) the (?:reason|cause)\b/],
];

/** What kind of thing a folded question asks for. */
export function askedKind(folded: string): AskedKind | undefined {
  return ASKED.find(([, cue]) => cue.test(folded))?.[0];
}

const UNITS: readonly [Unit, RegExp][] = [
  ['share', /\b(?:percent(?:age)?|share|proportion)\b/],
  ['age', /\bhow old\b|\bwhat age\b/],
  [
    'money',
    /\bhow much\b.*\b(?:cost|pay|paid|pays|spend|spent|worth|price[ds]?|fine[ds]?|sell|sold|fetch|earn|earned|raise[ds]?|money|dollars?|pounds?|euros?|damages?|charge[ds]?|bonus|debt|forgiveness|compensation|settle(?:ment)?)\b|\bwhat (?:price|sum)\b/,
  ],
  ['count', /\bhow many\b|\bnumber of\b/],
];

/** The unit of the figure that a folded question asks for, where it tells. */
export function unitAsked(folded: string): Unit | undefined {
  return UNITS.find(([, cue]) => cue.test(folded))?.[0];
}

export const AUXILIARY = 'did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might';
const STOPS = new RegExp(
  String.raw`^(?:${AUXILIARY}|to|of|in|on|at|for|from|by|with|after|as|that|who|whose|it|he|she|they|we|you|and|or|but|due|because|during|amid|this|recently|just|the|a|an)$`,
);
const OPENS =
  /\b(?:which|what)(?:'s)? (?:(?:is|was|are|were) the (?:names? of )?(?:the |an? )?)?(?!(?:about|part|kind|sort|type|stuff|things?|else|exactly|of the following|happen(?:s|ed)|occur(?:s|red)|went|goes|became|caused|led|changed)\b)/g;
const CALLED = /\b(?:which|what) (?:kind|sort|type|breed|species|of the following|one) of /g;
const LONGEST = 6;

/** The noun of “which paper did …” and “what shipping route does …”; in a completed follow-up, that of the follow-up. */
export function nounAsked(folded: string): string | undefined {
  const asked = folded.split(': ').at(-1) ?? '';
  for (const opening of [CALLED, OPENS]) {
    for (const { 0: found, index } of asked.matchAll(opening)) {
      const noun = headOf(asked.slice(index + found.length));
      if (noun !== undefined) return noun;
    }
  }
  return undefined;
}

const OFFICE =
  /^(?:and |but |so )?(?:who|what)(?:'s| is| was| are| were) (?:the |an? )?(?:current |new |former )?([a-z-]+(?: [a-z-]+)?) of /;

/** The noun of “who is the president of …” and “what is the capital of …”. */
export function officeAsked(folded: string): string | undefined {
  return OFFICE.exec(folded)?.[1]?.split(' ').at(-1);
}

/** The head of the noun phrase that a text begins with: the last word before its verb, or the last known as a kind or a name's. */
function headOf(text: string): string | undefined {
  const phrase: string[] = [];
  let ended = false;
  for (const word of text.match(/[a-z0-9'-]+|[^\sa-z0-9]/g)?.slice(0, LONGEST) ?? []) {
    ended = STOPS.test(word) || !/^[a-z0-9]/.test(word);
    if (ended) break;
    phrase.push(word.replace(/'s?$/, ''));
    ended = /'s?$/.test(word); // “which company's stock” asks for the company
    if (ended) break;
  }
  const known = phrase.findLast((word) => kindsAskedBy(word).length > 0 || isNamed(word));
  return known ?? (ended || phrase.length === 1 ? phrase.at(-1) : undefined);
}

/** Nouns that somebody's name answers. */
const PEOPLE: ReadonlySet<string> = new Set(
  `person politician leader president minister premier chancellor actor actress singer star musician rapper artist ceo
  boss chief executive billionaire celebrity athlete player golfer quarterback boxer gymnast driver footballer coach
  manager comedian host author writer novelist director filmmaker designer candidate contender lawmaker senator governor
  congressman congresswoman representative mp mps justice judge king queen prince princess pope figure republican
  democrat tory champion philanthropist protagonist character official secretary mayor attorney general commander
  dictator tycoon mogul influencer model astronaut scientist activist journalist presenter critic ally member analyst
  expert killer suspect winner rival wrestler superstar heavyweight icon legend veteran broadcaster individual man woman
  boy girl`.split(/\s+/),
);

/** Nouns that some other name answers, though no list holds the names. */
const NAMED: ReadonlySet<string> = new Set(
  `team club band duo group orchestra movie film show book song album novel series sitcom musical opera play game podcast
  title school college university museum gallery landmark monument airport station stadium venue hotel restaurant theatre
  theater park attraction destination resort bridge building tower palace castle hurricane storm typhoon cyclone volcano
  mountain mission spacecraft rocket telescope ship vessel submarine aircraft tournament competition award prize project
  operation programme program act law bill policy treaty county borough district province region village area neighborhood
  seat constituency union charity network channel newspaper magazine site platform service brand variant tank
  institute agency department ministry street market mall supermarket league race festival name names`.split(/\s+/),
);

/** Whether somebody's name answers “which …” of this noun. */
export function isPerson(noun: string): boolean {
  return PEOPLE.has(noun) || PEOPLE.has(noun.replace(/s$/, ''));
}

/** Whether a name answers “which …” of this noun. */
export function isNamed(noun: string): boolean {
  return isPerson(noun) || NAMED.has(noun) || NAMED.has(noun.replace(/s$/, ''));
}
