import { stem } from '../../facts/words.ts';
import { attributionsOf, reports, type Attribution } from './attribution.ts';
import { support, type Evidence, type ReadSource } from './evidence.ts';
import { readText, type Token } from './read.ts';

/** Of a long name or role, this share of its words names its bearer: “fellow at the Asia Society”. */
const MOST_OF = 0.5;
const ALL_OF = 3;
/** Of a claim's words, what the plain sources must hold for the claim to need no speaker. */
const BORNE = 0.8;

/** What a claim's sentence says on another's word than its sources do, or on nobody's though they rest on somebody's. */
export function wrongSpeakers(claim: readonly Token[], evidence: Evidence): { claimed: string[]; dropped: string[] } {
  const made = attributionsOf(claim);
  const claimed: string[] = [];
  for (const [i, attribution] of made.entries()) {
    const wrong = wrongAttribution(attribution, claim.slice(made[i]?.at ?? 0, made[i + 1]?.at), evidence);
    if (wrong !== undefined) claimed.push(wrong);
  }
  if (IMPERSONAL.test(wordsOf(claim)) && !evidence.sentences.some((sentence) => IMPERSONAL.test(wordsOf(sentence))))
    claimed.push('the claim rests on nobody in particular');
  const dropped: string[] = [];
  for (const source of evidence.sources) {
    if (!source.speaker || !drawsOn(claim, source, evidence)) continue;
    if (names(claim, source) && (made.length > 0 || reports(claim, stem))) continue;
    dropped.push(`the source says so on the word of ${source.source.speaker?.[0] ?? 'somebody'}, the claim does not`);
  }
  return { claimed, dropped };
}

const IMPERSONAL =
  /\bit (?:was|is|has been) (?:widely )?(?:reported|said|claimed|alleged|believed|rumou?red|understood)\b/;

function wordsOf(sentence: readonly Token[]): string {
  return sentence.map(({ word }) => word).join(' ');
}

function wrongAttribution(
  { speakers, listener }: Attribution,
  said: readonly Token[],
  evidence: Evidence,
): string | undefined {
  const who = speakers.find((each) => isNamed(each, evidence)) ?? speakers.find((each) => each.length > 0) ?? [];
  if (who.length > 0) {
    const told = who.map(({ raw }) => raw).join(' ');
    const spoken = evidence.sources.filter(({ speaker: known }) => known);
    const own = spoken.filter((source) => names(who, source));
    const carried = carries(who, evidence);
    if (own.length === 0 && !carried) return `the source does not say that ${told} said it`;
    if (own.length > 0 && spoken.length > 1) {
      const best = spoken
        .map((source) => ({ source, share: shareOf(said, source) }))
        .sort((a, b) => b.share - a.share)[0];
      const mine = Math.max(...own.map((source) => shareOf(said, source)));
      if (best && !own.includes(best.source) && best.share > mine + 0.25)
        return `it is not ${told} who said it, but ${best.source.source.speaker?.[0] ?? 'somebody else'}`;
    }
  }
  const stranger = listener.find(
    (token) => !listeners(evidence).has(token.stem) && (token.capital || support(token, evidence) === 0),
  );
  return stranger && evidence.focus > 0 ? `the source does not say that it was told to ${stranger.raw}` : undefined;
}

function isNamed(who: readonly Token[], evidence: Evidence): boolean {
  return evidence.sources.some((source) => names(who, source)) || carries(who, evidence);
}

function shareOf(said: readonly Token[], { text, speaker }: ReadSource): number {
  const known = new Set(text.tokens.flatMap(({ concept }) => concept ?? []));
  const wanted = said.flatMap(({ concept, stem: each }) =>
    concept === undefined || speaker?.has(each) ? [] : concept,
  );
  return wanted.length === 0 ? 0 : wanted.filter((each) => known.has(each)).length / wanted.length;
}

/** Whether these words name whoever says a source: all words of a name, or most of a long role. */
export function names(tokens: readonly Token[], { source }: ReadSource): boolean {
  const stems = new Set(
    tokens.flatMap((token) =>
      token.concept === undefined || isPlural(token) ? [] : [token.stem, `=${token.concept}`],
    ),
  );
  return (source.speaker ?? []).some((name) => {
    const words = readText(name.replaceAll('-', ' ')).tokens.filter(({ concept }) => concept !== undefined);
    if (words.length === 0) return false;
    const known = words.filter(
      ({ stem: each, concept, capital }) =>
        stems.has(each) || (!capital && stems.has(`=${concept}`)) || (words.length > 1 && stems.has(`=${concept}`)),
    );
    return words.length > ALL_OF
      ? known.length >= 2 && known.length >= words.length * MOST_OF
      : known.length === words.length;
  });
}

/** “Both leaders” are not the one who speaks. */
function isPlural({ word, stem: each }: Token): boolean {
  return /^(?:leader|presid|minist)/.test(each) && word.endsWith('s');
}

const CARRIED = /^(?:reported|quoted|released|carried|published|cited|according|read)$/;

/** Whether the source itself rests it on them: in its text, or as the outlet that carried it. */
function carries(who: readonly Token[], evidence: Evidence): boolean {
  const known = new Set<string>();
  for (const { text, context } of evidence.sources) {
    for (const sentence of text.sentences)
      for (const { speakers } of attributionsOf(sentence))
        for (const { stem: each, capital } of speakers.flat()) if (capital) known.add(each);
    for (const { tokens } of [text, context]) {
      for (const [i, { word }] of tokens.entries()) {
        if (!CARRIED.test(word) || !/^(?:by|to|in)$/.test(tokens[i + 1]?.word ?? '')) continue;
        for (const token of tokens.slice(i + 2, i + 7)) {
          if (token.kind === 'mark') break;
          if (token.concept !== undefined) known.add(token.stem);
        }
      }
    }
  }
  return (
    who.some(({ stem: each, capital, opens }) => known.has(each) && (capital || !opens)) &&
    who.filter(({ capital }) => capital).every(({ stem: each }) => known.has(each) || evidence.context.has(each))
  );
}

function listeners({ sources }: Evidence): Set<string> {
  const found = new Set<string>();
  for (const { text, context } of sources) {
    for (const { tokens } of [text, context]) {
      for (const [i, { word }] of tokens.entries()) {
        if (!/^(?:to|told|tells|tell)$/.test(word)) continue;
        for (const token of tokens.slice(i + 1, i + 6)) {
          if (!token.capital && token.concept !== undefined) break;
          found.add(token.stem);
        }
      }
    }
  }
  return found;
}

/** Whether a claim's sentence needs this source: what it has beside the plain ones. */
function drawsOn(claim: readonly Token[], source: ReadSource, evidence: Evidence): boolean {
  const stated = source.source.verbatim === true || names(source.text.tokens, source);
  if (!stated) return false;
  const plain = evidence.sources.filter((each) => each !== source && !each.speaker);
  if (evidence.sources.length === 1) return true;
  const wanted = claim.filter(
    (token) => token.concept !== undefined && support(token, evidence) > 0 && !source.speaker?.has(token.stem),
  );
  const inPlain = wanted.filter((token) => plain.some((each) => holds(each, token)));
  if (inPlain.length >= BORNE * wanted.length) return false;
  const others = evidence.sources.filter((each) => each !== source);
  const own = wanted.filter((token) => holds(source, token) && !others.some((each) => holds(each, token)));
  return own.length >= 2;
}

function holds({ text }: ReadSource, { concept }: Token): boolean {
  return concept !== undefined && text.tokens.some((token) => token.concept === concept);
}
