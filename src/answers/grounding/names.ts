import { lexicalKind } from '../../facts/lexicon.ts';
import { support, type Evidence } from './evidence.ts';
import type { Token } from './read.ts';

const TITLES = new Set('mr mrs ms miss dr sir lady lord state government party parliament'.split(' '));
/** Words that stand at the beginning of a sentence so often that a word list takes them for names. */
const OPENERS = new Set(
  'according following despite besides meanwhile during instead earlier later ever since once neither either whether although though while because however overnight today yesterday tomorrow three four five six seven eight nine ten further forecasters insurers fares'.split(
    ' ',
  ),
);
const CALENDAR =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/;

/** Whether a word is a name: capitalised inside a sentence, or at its beginning and no English word. */
export function isName(token: Token): boolean {
  if (token.kind !== 'word' || !token.capital || token.concept === undefined || CALENDAR.test(token.word)) return false;
  return !token.opens || (lexicalKind(token.word) !== 'word' && !OPENERS.has(token.word));
}

/** The names of a claim that no source has, in any of its forms. */
export function strangeNames(claim: readonly Token[], evidence: Evidence): string[] {
  return claim
    .filter((token) => isName(token) && support(token, evidence) < 0.9 && !isFamily(token, evidence))
    .filter(
      (token) =>
        !TITLES.has(token.word) && !(token.word === 'us' && claim[claim.indexOf(token) + 1]?.word === 'dollars'),
    )
    .map(({ raw }) => raw);
}

const OFFICES = /^(?:president|premier|minister|leader|chancellor|king|queen|prince|general|senator|governor|mayor)$/;

/** A title before a name that no source gives its bearer: “Russian President Xi”. */
export function strangeTitles(claim: readonly Token[], { sources }: Evidence): string[] {
  const known = sources.flatMap(({ text, context }) => [...text.sentences, ...context.sentences]);
  return claim.flatMap((office, i) => {
    const [land, name] = [claim[i - 1], claim[i + 1]];
    if (!land?.capital || !name?.capital || !office.capital || !OFFICES.test(office.word)) return [];
    const borne = known.some((sentence) =>
      [land, office, name].every((part) => sentence.some(({ concept }) => concept === part.concept)),
    );
    return borne ? [] : [`${land.raw} ${office.raw} ${name.raw}`];
  });
}

/** A name that only bends one of the source: “Beringian” for Bering. */
function isFamily(token: Token, evidence: Evidence): boolean {
  return support(token, evidence) > 0 && lexicalKind(token.word) === 'word';
}

/** Whether two names stand side by side in the sources, as parts of one name or as a name and its role do. */
export function areOne(a: Token, b: Token, { aliases }: Pick<Evidence, 'aliases'>): boolean {
  return a.concept === b.concept || a.stem === b.stem || aliases.has(`${a.concept} ${b.concept}`);
}
