import type { Sentence, Token } from '../quotes/lex.ts';
import { genderOfFirstName } from './first-names.ts';
import { isHonorific, isRoleNoun, isTitle } from './roles.ts';
import {
  isAdverb,
  isConjunction,
  isDeterminer,
  isOpener,
  isOrganisationWord,
  isPlaceWord,
  isPreposition,
  isTime,
} from './word-classes.ts';

/** A name in a sentence: its tokens [from, to) without the titles before it, which are in `titles` in lower case. */
export type Name = {
  from: number;
  to: number;
  titles: string[];
  isThe: boolean;
  looks: 'person' | 'organisation' | 'open' | 'role';
};

const PARTICLES = new Set('de van von der den bin ibn al el la le du del della di da dos das ten ter y'.split(' '));
const LINKS = new Set(['of', 'for', 'and', 'the', 'on']);

/** The names of a sentence, in order. */
export function findNames({ tokens }: Sentence): Name[] {
  const names: Name[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    if (!isNameWord(tokens[i], i === 0 || isMark(tokens[i - 1]))) continue;
    let to = i + 1;
    while (to < tokens.length) {
      const next = tokens[to];
      if (!next || next.quote !== undefined) break;
      if (isCapitalWord(next) && !(isTime(next.lower) && next.lower !== 'may')) to += 1;
      else if (PARTICLES.has(next.lower) && isCapitalWord(tokens[to + 1])) to += 2;
      else if (LINKS.has(next.lower) && linksOrganisation(tokens, i, to)) to += tokens[to + 1]?.isCapital ? 2 : 3;
      else break;
      if (to - i >= 9) break;
    }
    const name = shape(tokens, i, to);
    if (name) names.push(name);
    i = to - 1;
  }
  return names;
}

function isMark(token: Token | undefined): boolean {
  return token !== undefined && (token.quote !== undefined || /^[^\p{L}\p{N}'’]/u.test(token.text));
}

function isCapitalWord(token: Token | undefined): boolean {
  return token !== undefined && token.quote === undefined && token.isCapital;
}

function isNameWord(token: Token | undefined, opens: boolean): boolean {
  if (!token || !isCapitalWord(token) || token.lower === 'i' || token.lower.startsWith("i'")) return false;
  if (isTime(token.lower)) return false;
  if (
    opens &&
    (isPreposition(token.lower) || isConjunction(token.lower) || isAdverb(token.lower) || isDeterminer(token.lower))
  )
    return false;
  return !isOpener(token.lower) || (!opens && !/^(?:the|a|an)$/.test(token.lower) && token.text.length > 3);
}

/** “of” in Department of Labor, “and” in the Bureau of Alcohol and Firearms. */
function linksOrganisation(tokens: readonly Token[], from: number, at: number): boolean {
  const next = tokens[at + 1];
  const beyond = next?.lower === 'the' ? tokens[at + 2] : next;
  if (!isCapitalWord(beyond)) return false;
  for (let i = from; i < at; i += 1) {
    const word = tokens[i];
    if (word && isOrganisationWord(word.lower)) return tokens[at]?.lower !== 'and' || i < at - 1;
  }
  return false;
}

/** “National Committee” after “Republican”: what follows is no person, so the word before is no title. */
function namesBody(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.slice(from, to).some(({ lower }) => isOrganisationWord(lower));
}

function shape(tokens: readonly Token[], from: number, to: number): Name | undefined {
  const titles: string[] = [];
  let start = from;
  for (let i = from; i < to - 1; i += 1) {
    const word = tokens[i]?.lower ?? '';
    if (!isTitle(word) || namesBody(tokens, i + 1, to)) continue;
    for (let k = start; k <= i; k += 1) titles.push(tokens[k]?.lower ?? '');
    start = i + 1;
  }
  // “Judge” and the like alone are a role, unless somebody is called so.
  const only = tokens[start];
  const isRole = to - start === 1 && only !== undefined && isTitle(only.lower) && !isHonorific(only.lower);
  for (let i = from - 1; i >= 0 && i >= from - 3; i -= 1) {
    const word = tokens[i];
    if (!word || word.quote !== undefined || word.isCapital || !isRoleNoun(word.lower)) break;
    titles.unshift(word.lower);
  }
  const words = tokens.slice(start, to).map(({ lower }) => lower);
  const before = tokens[start - 1]?.lower;
  const isThe = before === 'the';
  const last = words.at(-1) ?? '';
  const looks = isRole
    ? 'role'
    : words.some((word, i) => isOrganisationWord(word) && !(i === 0 && words.length > 1 && genderOfFirstName(word))) ||
        (words.length === 1 && /^\p{Lu}[\p{Lu}.]+$/u.test(only?.text ?? ''))
      ? 'organisation'
      : isThe || words.every((word) => isPlaceWord(word)) || /^\d/.test(last)
        ? 'open'
        : titles.length > 0
          ? 'person'
          : words.length > 1
            ? 'person'
            : 'open';
  return { from: start, to, titles, isThe, looks };
}
