/** Words that tie a sentence to the one before it. */
const CONNECTIVE =
  /^(?:(?:And|Or|Yet|Meanwhile|Moreover|Furthermore|But(?! for\b))(?:,|(?= ))|(?:However|Still|So|Also|In addition|Additionally|Besides|Nevertheless|Nonetheless|Instead|Of course|Indeed|In fact|For example|For instance|Then|Now|Thus|Therefore|Hence|Likewise|Similarly|On the other hand|On the one hand|In other words|As a result|At the same time|Regardless|Separately|Elsewhere|Interestingly|Notably|Importantly|To be sure|By contrast|In contrast|That said|Even so|Unfortunately|Fortunately|Finally|First|Second|Third|Lastly|Specifically|In particular|More importantly|Either way|In turn|Again|Admittedly|Though|Rather|Overall|In short|Clearly|Obviously|Worse|Worse yet|Better yet|After all|Accordingly|Consequently|Apparently not|What is more|What[’']s more|In any case|Similarly),) */;
const INSERTED =
  /,? (?:however|meanwhile|moreover|furthermore|though|of course|for example|for instance|in fact|indeed|therefore|nevertheless|nonetheless|too|in turn|likewise),(?= )/g;
const DANGLING = /,? (?:as well|too|though|however|of course|either way|for example|for instance)(?=[.!…]+["'”’)]*$)/;
/** “NOT only … but also” needs its “also”. */
const ALSO = /(?<=[\p{L}\p{N}]) also(?= \p{Ll})/gu;
const DATELINE =
  /^(?:\p{Lu}[\p{Lu}.,' ]{2,40}|\p{Lu}[\p{L}.' ]{2,30}, \p{Lu}[\p{L}.]{1,15}|\p{Lu}[\p{L}.' ]{2,30})(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2})?(?: ?\([^)]{2,40}\))? ?(?:[—–―] ?|-{1,2} )(?=\p{Lu})|^\p{Lu}[\p{L}.,' ]{2,40} \((?:AP|AFP|Reuters|CNN|UPI|DPA|KNA)\) ?(?:--?|[—–]) ?/u;
const ASIDE = / \((?:see|photo|image|file|video|click|read|listen|pictured|graphic|[^()]*\bvia\b)[^()]*\)/gi;

/** How many characters at the start of a sentence are the place and agency that a report begins with. */
export function datelineLength(sentence: string): number {
  const found = DATELINE.exec(sentence.slice(0, 120))?.[0] ?? '';
  // “Vale — The mayor” is an aside; a dateline is in capitals or names an agency.
  return /\p{Lu}{3}|\(/u.test(found) ? found.length : 0;
}

/** A sentence without what ties it to the one before; only deletes, but for the case of the first letter. */
export function trimSentence(sentence: string): string {
  let text = sentence.replaceAll(/\s+/g, ' ').trim();
  if (/^\([^()]*\)$/.test(text)) text = text.slice(1, -1);
  for (let i = 0; i < 2; i += 1) {
    const rest = text.replace(CONNECTIVE, '');
    if (rest === text) break;
    text = capitalise(rest);
  }
  return unquoted(text, (part) => {
    const plain = part.replaceAll(ASIDE, '').replaceAll(INSERTED, '').replace(DANGLING, '');
    return /\b(?:not|only|just|but)\b/i.test(plain) ? plain : plain.replaceAll(ALSO, '');
  });
}

/** Applies a change to what stands outside quotation marks. */
function unquoted(text: string, change: (part: string) => string): string {
  return text
    .split(/(“[^”]*”|"[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : change(part)))
    .join('');
}

function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

const TAIL =
  /; |, (?:which|who|where|while|whereas|although|though|with|including|adding|hailing|noting|citing|leaving|making|as well as)\b| — | – /g;
const SPEAKS = /\b(?:said|says|according to|told|reported|reports|announced|not|denied|if|unless|alleg\w+)\b/i;

/** A long statement cut before a clause that only adds to it, in at most so many characters; undefined where there is no such place. What says who said it is never cut off. */
export function cutAtClause(text: string, longest: number): string | undefined {
  if (text.length <= longest) return text;
  const cuts = [...text.slice(0, longest).matchAll(TAIL)].map(({ index }) => index).reverse();
  const at = cuts.find((cut) => cut > 60 && !SPEAKS.test(text.slice(cut)) && isBalanced(text.slice(0, cut)));
  return at === undefined ? undefined : `${text.slice(0, at)}.`;
}

function isBalanced(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return count('“') === count('”') && count('"') % 2 === 0 && count('(') === count(')') && count(' — ') % 2 === 0;
}
