import { isPastForm } from './verbs.ts';
import type { SentenceSpan } from '../../facts/sentences.ts';
import type { Span } from '../quotation.ts';
import { speechVerb } from '../quotes/speech-verbs.ts';

const FEWEST_WORDS = 5;
const MOST_WORDS = 90;
/** From this share of letters between quotation marks on, a sentence is a quotation. */
const QUOTED = 0.45;
/** Words left outside quotation marks that can still tell something. */
const FEWEST_OWN = 5;

const CALL =
  /^(?:read (?:more|the|also|on|next|full)|click|tap|sign up|subscribe|follow (?:us|@)|watch:?|listen|download|share (?:this|on)|advertisement|copyright|©|photo|image|video|file(?: photo)?\s?[-–—:]|caption|credit|source:|sources:|update[d:]|correction:|editor[’']s note|related|see also|join (?:us|our)|contact|send (?:us|your)|get (?:the|our)|visit (?:our|the website)|editing by|reporting by|written by|by [A-Z]\w+ [A-Z]\w+$|comments?\b|tags?:|let us know|tell us|don[’']t miss|stay tuned|check out|scroll|continue reading|find out|learn more|here (?:is|are|[’']s)|please|consider|note:|remember|imagine|look,|well,|yes,|no,|sure,|ok,?|okay|say\s\p{Lu}\w+\s\w+ed)(?![\p{L}\p{N}])/iu;
/** What goes on with a quotation: who spoke, and how. */
const AFTER_QUOTATION =
  /^[^,“”"]{2,60} (?:said|says|added|adds|asked|replied|continued|concluded|wrote|joked|quipped|laughed|noted)(?:, \p{Ll}+(?:ing|ed)\b|[.!]|, (?:to|as|with|in|before|after)\b)/u;
const HOUSE =
  /\b(?:contributed (?:to this (?:report|article|story)|reporting)|reported from|all rights reserved|getty images|(?:this|the) (?:story|article|post|report) (?:has been|was|is|will be) (?:updated|corrected|edited|published|originally|first|part|adapted)|do not (?:sell|reproduce)|terms of (?:use|service)|privacy policy|newsletter|cookies?\b.*\bconsent|https?:|www\.|<\/?\w+|\w@\w+\.\w|had this to say|put it this way|(?:wrote|said|says|reads|reported) the following|pic\.twitter)/i;
const CAPTION =
  /(?:,|\()\s?(?:left|right|centre|center|second from (?:left|right)|top|bottom)\b(?:,|\)| and)|\((?:[A-Z][\w ]+\/)?(?:AP|Reuters|AFP|EPA|Getty|Photo|File|Credit)\b[^)]*\)|\bpictured\b|\bin this (?:file|undated|handout) (?:photo|image|picture)/i;
/** Whoever writes speaks of themselves, or to the reader. */
const OWN_VOICE =
  /(?<![\p{L}.])(?:I|[Ww]e|[Yy]ou|[Oo]ur|[Yy]our|us|[Mm]y|me|I[’']m|you[’'](?:re|ll|ve)|we[’'](?:re|ll|ve)|let[’']s)(?![\p{L}.])/u;
const AUXILIARY =
  /^(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|should|must|isn't|wasn't)$/;

/** Somebody thinks aloud, or turns to the reader. */
const ASIDE =
  /^(?:perhaps|maybe|having said|that said|whatever|granted|then again|no wonder|not surprisingly|perhaps not|surely|to put (?:it|that|this)|in this case|as for|so much for|if only|enough|worse|add to|take the|suppose|let me|there is no doubt|make no mistake|needless to say)\b/i;

/** Whether a statement, once trimmed, speaks to the reader rather than tells something. */
export function isAside(statement: string): boolean {
  return CALL.test(statement) || ASIDE.test(statement);
}

/** A sentence of an article with what stands in it between quotation marks. */
export type Candidate = SentenceSpan & { text: string; quoted: readonly Span[] };

/** Whether a sentence states something by itself: no question, headline, caption, call, fragment, lead into a quotation, and no quotation for the most part. */
export function isStatement({ text, ends, start, quoted }: Candidate): boolean {
  if (!ends || /[?？]["'”’)]*$/.test(text) || /[:：]$/.test(text) || /^[\p{Ll}“"‘'’`]/u.test(text)) return false;
  const own = outside(text, start, quoted);
  const words = own.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];
  const all = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  if (all < FEWEST_WORDS || all > MOST_WORDS || words.length < FEWEST_OWN) return false;
  if (quoted.length > 0 && 1 - own.length / text.length > QUOTED) return false;
  if (CALL.test(text) || HOUSE.test(text) || CAPTION.test(text) || AFTER_QUOTATION.test(text) || OWN_VOICE.test(own))
    return false;
  if (isUnbalanced(text) || isTitleCased(words)) return false;
  return hasVerb(words);
}

function outside(text: string, start: number, quoted: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const span of quoted) {
    rest += text.slice(at, Math.max(at, span.start - start));
    at = Math.max(at, span.end - start);
  }
  return rest + text.slice(at);
}

/** Half a quotation: what is said stands in a neighbouring sentence. */
function isUnbalanced(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return count('“') !== count('”') || count('"') % 2 === 1;
}

function isTitleCased(words: readonly string[]): boolean {
  const long = words.filter((word) => word.length > 3);
  return long.length >= 4 && long.every((word) => /^[\p{Lu}\p{N}]/u.test(word));
}

function hasVerb(words: readonly string[]): boolean {
  return words.some((word, i) => {
    const lower = word.toLowerCase().replace('’', "'");
    if (AUXILIARY.test(lower) || isPastForm(lower) || (i > 0 && speechVerb(lower) !== undefined)) return true;
    if (/^\p{Lu}/u.test(word)) return false;
    return /\w{2}ed$/.test(lower) || (i > 0 && /[^su]s$/.test(lower) && /^\p{L}/u.test(words[i + 1] ?? ''));
  });
}
