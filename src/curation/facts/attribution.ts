const VERBS =
  'said|says|say|told|tells|warned|warns|warn|claimed|claims|argued|argues|argue|believes|believe|believed|thinks|think|thought|insisted|insists|noted|notes|added|adds|estimates|estimated|announced|predicts|predicted|predict|expects|expect|reported|wrote|writes|alleged|alleges|confirmed|acknowledged|acknowledges|explained|explains|stated|states|suggested|suggests|contends|contended|admitted|testified|concluded|disclosed|revealed|declared|maintains|maintained|recalled|cautioned|stressed|emphasized|emphasised|asserted';
/** At the end: “…, officials said on Monday.” */
const TRAILING = new RegExp(
  String.raw`, (?<who>[^,“”";]{2,90}(?:, [^“”";]{2,90},)?) (?:has |have |had )?(?<verb>${VERBS})(?: [^“”";]{1,70})?[.!]?$`,
  'u',
);
const INVERTED = new RegExp(String.raw`,[”"]? (?:${VERBS}) (?<who>\p{L}[^“”";]{2,120})[.!]$`, 'u');
const LEADING = new RegExp(
  String.raw`^(?<who>[^“”";]{2,160}?)(?<comma>,?) (?:has |have |had |also |later |then )?(?<verb>${VERBS})\b(?<rest> .*)$`,
  'u',
);
const ACCORDING = /\b[Aa]ccording to (?<who>[^,.;“”"]+(?:\.(?=\S)[^,.;“”"]+)*)/u;
const ADVERBIAL =
  /^(?:In|On|At|After|During|Before|Speaking|Asked|When|While|As|For|Since|Under|With|By|Last|Earlier|Later)\b[^,]*, /;
const COMMON =
  /^(?:Some|Many|Most|Several|Other|Two|Three|Officials|Police|Experts|Analysts|Critics|Supporters|Opponents|Residents|Witnesses|Researchers|Scientists|Lawmakers|Authorities|Investigators|Prosecutors|Sources|Local|State|Federal|Government|Company|City|Senior|Former|Health|Court|People|Doctors|Campaign|Lawyers|Economists|Both|One|Another|Local|Military|Security|Law)\b/;
/** What a clause has that is no subject of saying. */
const NO_SUBJECT =
  /^(?:which|whom?|whose|and|but|or|after|when|where|as|that|while|because|if|what|to|not|it|there|he|she|they|we|I|though|although|shortly|before|since|even|just|during|in|on|at|of|from|with|by|for|under|despite|this|these|those|including|among|plus|along)\b|\b(?:he|she|they|it|who|which|that|\p{Ll}+ed)$|\b(?:is|are|was|were|will|would|has been|had been|can|could|have|has|had|to|that|because)\b(?!.*,)/iu;
/** So the verb's object is no statement: “reported a profit”, “claimed the lives of”. */
const OBJECT =
  /^ (?:no|an?|its|their|his|her|more|nearly|about|\$|\d|responsibility|the (?:lives|title|top|first|award))\b/;
const TAKES_OBJECT =
  /^(?:reports?|reported|claim(?:s|ed)?|expects?|announced|added?s?|notes|warned?s?|told|tells|thought|stress(?:ed)?|estimates?|confirmed|disclosed|revealed|maintain(?:s|ed)|states|suggests?)$/;
const LONGEST = 200;

/** Whoever a statement is told on the word of, in its own words and without an article before them; undefined where it is the reporter's own. */
export function attributionOf(text: string): string | undefined {
  const found = according(text) ?? leading(text) ?? trailing(text);
  const told = found?.replace(/^(?:the|a|an) /i, '').trim();
  return told === undefined ||
    told.length < 2 ||
    told.length > LONGEST ||
    /^(?:her|his|their|its|my|our|this|that|these|those)\b/i.test(told) ||
    /[“”"]|''|^['‘]|\bwhat\b|[^\p{L}\p{N})’'.]$/u.test(told)
    ? undefined
    : told;
}

function according(text: string): string | undefined {
  return ACCORDING.exec(text)?.groups?.['who']?.replace(/ (?:that|which|who|and (?:is|was|has|will))\b.*$/, '');
}

function trailing(text: string): string | undefined {
  const who = TRAILING.exec(text)?.groups?.['who'] ?? INVERTED.exec(text)?.groups?.['who'];
  return who === undefined || NO_SUBJECT.test(who) ? undefined : withoutTail(who);
}

function leading(text: string): string | undefined {
  const found = LEADING.exec(text.replace(ADVERBIAL, ''));
  const { verb = '', rest = '' } = found?.groups ?? {};
  const who = subjectOf(found?.groups?.['who'], found?.groups?.['comma'] === ',');
  if (who === undefined || NO_SUBJECT.test(who) || who.split(' ').length > 18) return undefined;
  if (TAKES_OBJECT.test(verb) && OBJECT.test(rest) && !/ (?:that|to)\b/.test(rest.slice(0, 60))) return undefined;
  return withoutTail(who.replace(COMMON, (word) => word.toLowerCase()));
}

/** Of “Despite the rain, some analysts”, the analysts; an apposition has a comma behind it. */
function subjectOf(who: string | undefined, hasComma: boolean): string | undefined {
  if (who === undefined || hasComma) return who;
  return who.slice(who.lastIndexOf(', ') < 0 ? 0 : who.lastIndexOf(', ') + 2);
}

function withoutTail(who: string): string {
  return who
    .replace(/,? (?:who|which)\b.*$/, '')
    .replace(/ (?:on|last|earlier|late) (?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day.*$/, '')
    .replace(/,$/, '');
}
