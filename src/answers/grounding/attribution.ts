import type { Token } from './read.ts';

/** A place where a text says on whose word something rests. */
export type Attribution = {
  /** The words that name who says it; where it may be read in two ways, both. */
  speakers: Token[][];
  /** Those that name who was told. */
  listener: Token[];
  /** Index of the word that marks it. */
  at: number;
};

const SAYS = new Set(
  'say says said saying tell tells told telling think thinks thought believe believes believed claim claims claimed argue argues argued warn warns warned add adds added note notes noted explain explains explained insist insists insisted suggest suggests suggested admit admits admitted contend contends contended remark remarks remarked comment commented comments reckon reckons reckoned acknowledge acknowledges acknowledged assert asserts asserted state states stated'.split(
    ' ',
  ),
);
/** Nouns as often as verbs: they mark an attribution only after a name or before “that”. */
const NOUNS = new Set('state states claim claims note notes remark remarks comment comments thought'.split(' '));
/** Words that tell of a statement without “saying” so, as “praised” or “calls for”. */
const REPORTS = new Set(
  'praise hail laud applaud call name list cite mention point see view regard consider put show report describe declare urge ask expect doubt hope want judge estimate predict forecast foresee welcome criticise condemn quote accord per account opinion word eye statement speech address response answer reply write stress emphasise highlight deny confirm announce appeal invite promise pledge wish recommend observe find rate label speak credit recall assess interview remark interpret concern maintain data figure release readout caption demand plead'.split(
    ' ',
  ),
);
const STOPS = /^[.;:“”"«»()\u2013\u2014]$/;
const QUOTE = /^["“‘`']$/;
const CALENDAR = /^(?:january|february|march|april|may|june|july|august|september|october|november|december|.*day)$/;
const MOST = 9;

/** Whether a word only tells that somebody says something. */
export function isSaying({ word }: Token): boolean {
  return SAYS.has(word);
}

/** The attributions of a sentence. */
export function attributionsOf(sentence: readonly Token[]): Attribution[] {
  const found: Attribution[] = [];
  for (const [at, token] of sentence.entries()) {
    if (token.word === 'according' && sentence[at + 1]?.word === 'to')
      found.push({ speakers: [collect(sentence, at + 2, 1)], listener: [], at });
    else if (SAYS.has(token.word))
      found.push(
        ...saying(sentence, at).map((each) =>
          found.length > 0 && goesOn(sentence, at) ? { ...each, speakers: [] } : each,
        ),
      );
    else if (token.raw === ':' && QUOTE.test(sentence[at + 1]?.raw ?? '') && found.length === 0)
      found.push({ speakers: [collect(sentence, at - 1, -1)], listener: [], at });
  }
  return found;
}

/** “…, adding that” and “… but told VOA” go on with who spoke before. */
function goesOn(sentence: readonly Token[], at: number): boolean {
  const before = sentence[at - 1]?.word ?? '';
  const word = sentence[at]?.word ?? '';
  return (
    (before === ',' && word.endsWith('ing')) || (/^(?:and|but|then)$/.test(before) && /(?:ed|told|said)$/.test(word))
  );
}

function saying(sentence: readonly Token[], at: number): Attribution[] {
  const token = sentence[at];
  const before = collect(sentence, at - 1, -1);
  if (!token) return [];
  if (NOUNS.has(token.word) && sentence[at + 1]?.word !== 'that' && !before.some(({ capital }) => capital)) return [];
  const told = /^t(?:ell|ells|old|elling)$/.test(token.word);
  const after = collect(sentence, at + 1, 1);
  const by = sentence.findIndex(({ word }, k) => k > at && k < at + 4 && word === 'by');
  const agent = by < 0 ? [] : collect(sentence, by + 1, 1);
  if (told && /^(?:was|were|been|is|are)$/.test(sentence[at - 1]?.word ?? ''))
    return [{ speakers: [agent], listener: before, at }];
  if (by >= 0 && !told) return [{ speakers: [agent], listener: [], at }];
  if (told) return [{ speakers: [before], listener: listenerAt(sentence, at + 1), at }];
  // “…, says Ivanov”: what stands before the comma is what he says, unless it is an apposition to a name.
  const previous = sentence[at - 1]?.raw ?? '';
  if (before.length === 0 || /^["”’'“]$/.test(previous)) return [{ speakers: [after], listener: [], at }];
  return [{ speakers: previous === ',' ? [before, after] : [before], listener: [], at }];
}

/** The content words from a place on, up to the end of the phrase; commas around an apposition are passed over. */
function collect(sentence: readonly Token[], from: number, step: 1 | -1): Token[] {
  const found: Token[] = [];
  for (let i = from, seen = 0; i >= 0 && i < sentence.length && seen < MOST; i += step, seen += 1) {
    const token = sentence[i];
    if (!token || STOPS.test(token.raw)) break;
    if (token.raw === ',' && found.length > 0 && (step === 1 || sentence[i + 1]?.capital)) break;
    if (seen > 0 && /^(?:that|which|who|as|while|because|but|although)$/.test(token.word)) break;
    if (seen > 0 && (SAYS.has(token.word) || token.word === 'according')) break;
    if (token.kind === 'figure' || CALENDAR.test(token.word)) {
      if (found.length > 0) break;
      continue;
    }
    if (token.kind === 'word' && token.concept !== undefined) found.push(token);
  }
  return found;
}

function listenerAt(sentence: readonly Token[], from: number): Token[] {
  const found: Token[] = [];
  const first = sentence[from];
  if (first && /^(?:reporters|journalists|lawmakers|diplomats|parliament)$/.test(first.word)) return [first];
  for (let i = sentence[from]?.word === 'the' ? from + 1 : from; sentence[i]?.capital; i += 1) {
    const token = sentence[i];
    if (token?.concept !== undefined) found.push(token);
  }
  return found;
}

/** Whether a sentence tells of a statement in any way. */
export function reports(sentence: readonly Token[], stems: (word: string) => string): boolean {
  reportStems ??= new Set([...SAYS, ...REPORTS].map(stems));
  const known = reportStems;
  return sentence.some(
    ({ stem, word, raw }, i) =>
      known.has(stem) ||
      word === 'according' ||
      (raw === ':' && /^["“]$/.test(sentence[i + 1]?.raw ?? '')) ||
      (word === 'for' && sentence[i]?.opens),
  );
}
let reportStems: Set<string> | undefined;
