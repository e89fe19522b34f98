import type { Evidence, ReadSource } from './evidence.ts';
import { findWording, plainWording, quotationsOf } from './quotations.ts';
import { names } from './speakers.ts';
import { readText, type Token } from './read.ts';

const TRAILING = /[\s.,;:!?…]+$/u;
const DENIES = /(?:\b(?:not|never|no|nor|neither|none|nobody|nothing|without|hardly|cannot)|n't)\b/i;

const LETTER = /\p{L}/u;
/** No quotation ends so of itself. */
const CUT = /(?:^| )(?:a|an|the|of|to|and|or|but|with|by|from|into|for|their|its|is|are|be|more|very|not)$/i;
/** Where what was denied before no longer is; a quotation that begins so is a clause of its own. */
const CLAUSE = /[.!?;]|\b(?:as|because|although|but)\b/;
const OWN_CLAUSE = /^(?:as|because|although|but)\b/i;

/** What a claim puts between quotation marks that is nobody's words, or not those of whom it names. */
export function wrongQuotations(claim: string, tokens: readonly Token[], { sources, focus }: Evidence): string[] {
  const found: string[] = [];
  const plain = sources.map(({ text }) => plainWording(text.text));
  for (const { text } of quotationsOf(claim)) {
    const wanted = plainWording(text).replace(TRAILING, '').trim();
    if (wanted === '') continue;
    const shown = wanted.length > 60 ? `${wanted.slice(0, 59)}…` : wanted;
    const holders = sources.flatMap((source, i) => {
      const at = findWording(plain[i] ?? '', wanted);
      return at < 0
        ? []
        : [{ source, before: (plain[i] ?? '').slice(0, at), rest: (plain[i] ?? '').slice(at + wanted.length) }];
    });
    const own = holders.find(({ source }) => mayQuote(source, wanted));
    if (holders.length === 0) found.push(`the quotation “${shown}” is not in the source`);
    else if (!own) found.push(`“${shown}” is how the source puts it, not a quotation`);
    else if (own.source.source.verbatim && !names(tokens, own.source) && own.source.speaker && focus > 0)
      found.push(`the quotation “${shown}” is without its speaker`);
    else if (own.source.source.verbatim && CUT.test(wanted) && LETTER.test(own.rest))
      found.push(`the quotation “${shown}” is cut off`);
    else if (
      own.source.source.verbatim &&
      !OWN_CLAUSE.test(wanted) &&
      DENIES.test(own.before.split(CLAUSE).at(-1) ?? '') &&
      !DENIES.test(wanted)
    )
      found.push(`the quotation “${shown}” leaves out what denies it`);
  }
  return found;
}

/** A statement told in other words lends only what it quotes itself. */
function mayQuote({ source, text }: ReadSource, wanted: string): boolean {
  if (source.verbatim ?? !source.speaker) return true;
  if (isTitle(wanted)) return true;
  return quotationsOf(text.text).some((each) => findWording(plainWording(each.text), wanted) >= 0);
}

/** The name of a thing may stand between quotation marks. */
function isTitle(wanted: string): boolean {
  return wanted.split(' ').every((word) => /^(?:\p{Lu}|\d|(?:and|of|the)$)/u.test(word));
}

/** The claim without its quotations: what is said around them. */
export function outsideQuotations(claim: string): Token[] {
  let rest = '';
  let at = 0;
  for (const { from, to } of quotationsOf(claim)) {
    rest += claim.slice(at, from);
    at = to;
  }
  return readText(rest + claim.slice(at)).tokens;
}
