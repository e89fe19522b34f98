import { stem } from '../../facts/words.ts';
import { isSaying } from './attribution.ts';
import { datesOf, type DateMention } from './dates.ts';
import { figuresOf, type Figure } from './figures.ts';
import { support, type Evidence } from './evidence.ts';
import { areOne, isName } from './names.ts';
import { areOpposite } from './opposites.ts';
import type { Token } from './read.ts';

/** What stands in a claim where its source, with the same words around, has something else of the same kind. */
export type Edit = { kind: 'figure' | 'name' | 'direction'; claim: string; source: string };

/** A sentence is compared with this many of the source's, those that share most with it. */
const COMPARED = 3;
/** Of its words, a claim's sentence must share so many in order to be an altered copy. */
const COPY = 0.6;
const LONGEST = 120;

/** The figures, names and directions of a claim's sentence that were exchanged in what is else a copy. */
export function editsOf(claim: readonly Token[], evidence: Evidence): Edit[] {
  const words = claim.filter(({ kind }) => kind !== 'mark').slice(0, LONGEST);
  const each = nearestTo(words, evidence).map((sentence) => compare(words, sentence, evidence));
  // What one sentence has as the claim puts it, no other one contradicts.
  return each.length > 0 && each.every((edits) => edits.length > 0) ? (each[0] ?? []) : [];
}

/** The words of the sentences that share most with a claim's. */
function nearestTo(words: readonly Token[], { sentences }: Evidence): Token[][] {
  const stems = new Set(words.map((token) => token.stem));
  return sentences
    .map((sentence) => {
      const other = sentence.filter(({ kind }) => kind !== 'mark').slice(0, LONGEST);
      return { other, shared: new Set(other.flatMap((token) => (stems.has(token.stem) ? token.stem : []))).size };
    })
    .filter(({ shared }) => shared >= COPY * 0.8 * stems.size)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, COMPARED)
    .map(({ other }) => other);
}

function compare(claim: readonly Token[], source: readonly Token[], evidence: Evidence): Edit[] {
  const pairs = align(claim, source);
  if (pairs.length < COPY * claim.length) return [];
  const edits: Edit[] = [];
  let [i, j] = [-1, -1];
  for (const [nextI, nextJ] of [...pairs, [claim.length, source.length] as const]) {
    const mine = claim.slice(i + 1, nextI);
    const theirs = source.slice(j + 1, nextJ);
    if (mine.length > 0 && theirs.length > 0 && mine.length <= 6 && theirs.length <= 8)
      edits.push(...exchanged(mine, theirs, { claim, source }, evidence));
    [i, j] = [nextI, nextJ];
  }
  return edits.length > 0 ? edits : moved(claim, source, pairs);
}

/** Of a claim that is else a copy, so much is its own at most. */
const OWN = 0.2;

/** A name that stands in another place than in the source, though the words around it stand in theirs. */
function moved(
  claim: readonly Token[],
  source: readonly Token[],
  pairs: readonly (readonly [number, number])[],
): Edit[] {
  const [mine, theirs] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  const own = claim.filter((_, i) => !mine.has(i));
  if (own.length > OWN * claim.length || !own.every(isName)) return [];
  const left = source.filter((_, j) => !theirs.has(j));
  const name = claim.find(
    (token, i) =>
      !mine.has(i) &&
      isName(token) &&
      !JOINS.has(claim[i - 1]?.word ?? '') &&
      !JOINS.has(claim[i + 1]?.word ?? '') &&
      !isOwnerOf(claim, i, source) &&
      left.some(({ concept }) => concept === token.concept),
  );
  return name ? [{ kind: 'name', claim: name.raw, source: 'another name' }] : [];
}

/** Of its words, a claim's sentence must share so many for each of its own to be an insertion. */
const NEAR_COPY = 0.7;
/** Words that a rewording adds without saying more. */
const LIGHT = new Set(
  'also well both only just further respectively jointly meanwhile including time happen take accord attempt come get keep continue remain call show hold let leader country side quote report release'
    .split(' ')
    .map(stem),
);

/** The words of a claim's sentence that no source has, where all else is a copy of one of its sentences. */
export function insertions(claim: readonly Token[], evidence: Evidence): string[] {
  const words = claim.filter(({ kind }) => kind !== 'mark').slice(0, LONGEST);
  const told = new Set([...figuresOf(words), ...datesOf(words)].flatMap((each) => tokensOf(each, words)));
  const own = words.filter(
    (token, i) =>
      token.kind === 'word' &&
      token.concept !== undefined &&
      !told.has(token) &&
      !isBound(token, words.slice(i + 1, i + 3), told) &&
      !LIGHT.has(token.stem) &&
      !isSaying(token) &&
      !(/^(?:that|this|same)$/.test(words[i - 1]?.word ?? '') && /^(?:day|month|year)$/.test(token.word)) &&
      support(token, evidence) === 0,
  );
  if (own.length === 0) return [];
  const said = words.filter(
    (token) =>
      !isSaying(token) && !evidence.sources.some(({ source, speaker }) => source.verbatim && speaker?.has(token.stem)),
  );
  const near = nearestTo(said, evidence).some((sentence) => align(said, sentence).length >= NEAR_COPY * said.length);
  return near ? own.map(({ raw }) => raw) : [];
}

/** “Roughly one third”: how a figure is told is not read here. */
function isBound({ word }: Token, next: readonly Token[], told: ReadonlySet<Token>): boolean {
  return BOUNDS.test(word) && next.some((token) => told.has(token));
}
const BOUNDS = /^(?:roughly|about|around|nearly|almost|approximately|over|under)$/;

function tokensOf(mention: Figure | DateMention, words: readonly Token[]): Token[] {
  return 'at' in mention ? words.filter((_, i) => mention.at.includes(i)) : words.slice(mention.from, mention.to + 1);
}

/** “Putin’s arrest” is “the arrest of Vladimir Putin”. */
function isOwnerOf(claim: readonly Token[], i: number, source: readonly Token[]): boolean {
  const [name, next] = [claim[i], claim[i + 1]];
  if (!name || !next || !/['’]s?$|(?:ian|ese|ish|ean|can|eli)$/.test(name.raw)) return false;
  return source.some(
    (token, k) =>
      token.stem === next.stem &&
      /^(?:of|by|from)$/.test(source[k + 1]?.word ?? '') &&
      source.slice(k + 2, k + 5).some(({ concept }) => concept === name.concept),
  );
}

const JOINS = new Set(['and', 'or', 'with', '']);

const MONTH =
  /^(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;

/** Who says a quotation, and to whom, stands beside it and in the place of none of its words. */
function isBesideQuotation({ stem: each }: Token, { sources }: Evidence): boolean {
  return sources.some(
    ({ source, speaker, context, text }) =>
      source.verbatim &&
      (speaker?.has(each) || context.tokens.some((token) => token.stem === each)) &&
      !text.tokens.some((token) => token.stem === each),
  );
}

/** A place is told where the source has somebody’s name: “in Beijing” for “there with Xi”. */
function isIn(name: Token, words: readonly Token[]): boolean {
  return words[words.indexOf(name) - 1]?.word === 'in';
}

/** “Russia’s Vladimir Putin”, of whom a source tells that he is Russian. */
function isFrom(land: Token, claim: readonly Token[], { sources }: Evidence): boolean {
  const bearer = claim[claim.indexOf(land) + 1];
  if (!bearer || !isName(bearer) || !/['’]s$/.test(land.raw)) return false;
  return sources.some(({ context }) =>
    context.sentences.some((sentence) =>
      [land, bearer].every((part) =>
        sentence.some(({ stem }) => stem === part.stem || sentence.some(({ concept }) => concept === part.concept)),
      ),
    ),
  );
}

/** Whether a name stands between the same words as in the source: its clause was moved, not the name. */
function keepsPlace(name: Token, { claim, source }: { claim: readonly Token[]; source: readonly Token[] }): boolean {
  const at = claim.indexOf(name);
  const [before, after] = [claim[at - 1]?.stem, claim[at + 1]?.stem];
  return source.some(
    (token, i) => token.stem === name.stem && source[i - 1]?.stem === before && source[i + 1]?.stem === after,
  );
}

/** Words that join in the order of time or by cause: exchanged for one of another line, they say something else. */
const JOINTS = [
  /^(?:before|until)$/,
  /^(?:after|since|following)$/,
  /^(?:during|when|while|as)$/,
  /^(?:despite|although|though)$/,
  /^because$/,
];
/** “As” and “since” are also causes. */
const CAUSAL = /^(?:as|since|because)$/;
/** What is done by somebody, and what is done to them. */
const [DONE_BY, DONE_TO] = [/^(?:by|from)$/, /^(?:on|against|to|for)$/];
const QUANTIFIERS = [
  /^both$/,
  /^(?:one|either)$/,
  /^neither$/,
  /^(?:all|every|most)$/,
  /^(?:some|several|certain|part)$/,
];

function lineOf(list: readonly RegExp[], { word }: Token): number {
  return list.findIndex((each) => each.test(word));
}

/** Whether one small word stands where the source has another that says something else. */
function isOtherwise(mine: readonly Token[], theirs: readonly Token[], next: Token | undefined): boolean {
  const [[a, ...more], b] = [mine, theirs.at(-1)];
  if (!a || !b || more.length > 0) return false;
  const differ = (list: readonly RegExp[]) =>
    lineOf(list, a) >= 0 && lineOf(list, b) >= 0 && lineOf(list, a) !== lineOf(list, b);
  if (differ(JOINTS) && !(CAUSAL.test(a.word) && CAUSAL.test(b.word))) return true;
  if (differ(QUANTIFIERS) && theirs.length === 1) return true;
  return next !== undefined && isName(next) && theirs.length === 1 && differ([DONE_BY, DONE_TO]);
}

function exchanged(
  mine: readonly Token[],
  theirs: readonly Token[],
  around: { claim: readonly Token[]; source: readonly Token[] },
  evidence: Evidence,
): Edit[] {
  const edits: Edit[] = [];
  const [figures, known] = [figuresOf(mine), figuresOf(theirs)];
  const figure = figures.find(({ value }) => !known.some((other) => other.value === value));
  if (figure && known[0]) edits.push({ kind: 'figure', claim: figure.raw, source: known[0].raw });
  const month = mine.find(({ word }) => MONTH.test(word));
  const other = theirs.find(({ word }) => MONTH.test(word));
  if (month && other && month.word.slice(0, 3) !== other.word.slice(0, 3))
    edits.push({ kind: 'figure', claim: month.raw, source: other.raw });
  const [names, others] = [mine.filter(isName), theirs.filter(isName)];
  const name = names.find(
    (each) =>
      !others.some((other) => areOne(each, other, evidence)) &&
      !evidence.acronyms.has(each.word) &&
      !isBesideQuotation(each, evidence) &&
      !isFrom(each, around.claim, evidence) &&
      !(isIn(each, mine) && evidence.text.has(each.stem) && !others.some((other) => isIn(other, theirs))) &&
      !keepsPlace(each, around),
  );
  if (name && others[0] && names.length <= others.length + 1)
    edits.push({ kind: 'name', claim: name.raw, source: others[0].raw });
  if (isOtherwise(mine, theirs, around.claim[around.claim.indexOf(mine[0]!) + 1]))
    edits.push({ kind: 'direction', claim: mine[0]?.raw ?? '', source: theirs.at(-1)?.raw ?? '' });
  for (const word of mine) {
    const opposite = theirs.find((other) => areOpposite(word.stem, other.stem));
    if (opposite) edits.push({ kind: 'direction', claim: word.raw, source: opposite.raw });
  }
  return edits;
}

/** Index pairs of a longest common subsequence. */
function align(a: readonly Token[], b: readonly Token[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const same = (i: number, j: number) =>
    a[i]?.stem === b[j]?.stem ||
    (a[i]?.kind === 'word' && a[i]?.concept !== undefined && a[i]?.concept === b[j]?.concept);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = same(i, j)
        ? 1 + (lengths[(i + 1) * width + j + 1] ?? 0)
        : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (same(i, j)) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}
