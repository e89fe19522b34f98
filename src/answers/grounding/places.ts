import type { Edit } from './edits.ts';
import type { Evidence } from './evidence.ts';
import { isName } from './names.ts';
import type { Token } from './read.ts';

/** Where something is and whose it is, if the source tells it of another place or land: “met in Moscow”, “Russian customs”. */
export function misplaced(claim: readonly Token[], { sentences }: Evidence): Edit[] {
  return placesOf(claim).flatMap(({ what, name }) => {
    const known = sentences.flatMap((sentence) => placesOf(sentence).filter((each) => each.what.stem === what.stem));
    const near = sentences.some((sentence) =>
      sentence.some(
        ({ stem: each }, i) =>
          each === what.stem &&
          sentence.slice(Math.max(0, i - 4), i + 5).some(({ concept }) => concept === name.concept),
      ),
    );
    const [other] = known;
    return other && !near ? [{ kind: 'name' as const, claim: name.raw, source: other.name.raw }] : [];
  });
}

function placesOf(sentence: readonly Token[]): { what: Token; name: Token }[] {
  return sentence.flatMap((token, i) => {
    const [next, place] = [sentence[i + 1], sentence[i + 2]];
    if (token.concept !== undefined && next?.word === 'in' && place && isName(place))
      return [{ what: token, name: place }];
    if (
      token.capital &&
      /(?:ian|ese|ish|ean|can|eli)$/.test(token.word) &&
      next?.kind === 'word' &&
      !next.capital &&
      next.concept !== undefined
    )
      return [{ what: next, name: token }];
    return [];
  });
}
