import type { Token } from './read.ts';

/** How a statement is put: denied, held possible, intended or foretold, rather than told as a fact. */
export type Stance = { kind: 'denied' | 'possible' | 'intended' | 'foretold'; word: string; at: number };

const DENIED = new Set(
  "not n't no never neither nor none nobody nothing nowhere rarely seldom unlike without cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent couldnt wouldnt shouldnt hardly scarcely barely".split(
    ' ',
  ),
);
/** Verbs and adjectives that deny what follows them; a source that denies it in another way bears them out. */
const DENYING = new Set(
  'refuse refused refuses refusing refusal deny denied denies denying denial fail failed fails failing failure decline declined declines declining reject rejected rejects rejecting unable unwilling lack lacked lacks lacking silent silence quiet unlimited limitless boundless absent refrain refrained refrains refraining avoid avoided avoids avoiding unsuccessful unsuccessfully impossible outside stopped untrue false'.split(
    ' ',
  ),
);
const POSSIBLE = new Set(
  'could can may might likely possible possibly possibility potential potentially perhaps maybe probably probable conceivably suspected alleged allegedly reportedly'.split(
    ' ',
  ),
);
const INTENDED = new Set(
  'expect expected expects expecting expectation plan planned plans planning aim aims aimed aiming hope hopes hoped hoping intend intends intended intention propose proposed proposes proposal proposals scheduled seek seeks sought seeking want wants wanted wish wishes try tries trying tried attempt attempts attempted goal target objective should ought would willing forecast forecasts predict predicts predicted ask asked urge urged urges appeal appeals appealed demand demands demanded prepare preparing prepares'.split(
    ' ',
  ),
);
const FORETOLD = new Set(['will', 'shall', "'ll", 'going', 'wo', "won't"]);
/** “not only” and “no doubt” deny nothing. */
const EMPTY_DENIALS = new Set(['only', 'just', 'merely', 'doubt', 'matter', 'least']);

/** How the clauses of a sentence are put. */
export function stancesOf(tokens: readonly Token[]): Stance[] {
  const found: Stance[] = [];
  for (const [at, { word, kind, capital, opens }] of tokens.entries()) {
    // “Later than planned” tells of what was done.
    if (kind !== 'word' || /^(?:than|as)$/.test(tokens[at - 1]?.word ?? '')) continue;
    const month = word === 'may' && (capital || tokens[at + 1]?.kind === 'figure' || tokens[at - 1]?.kind === 'figure');
    if (month && !opens) continue;
    if (word === 'yet' && tokens[at + 1]?.word === 'to') found.push({ kind: 'denied', word, at });
    else if (isDenial(word) && !EMPTY_DENIALS.has(tokens[at + 1]?.word ?? '')) found.push({ kind: 'denied', word, at });
    else if (POSSIBLE.has(word)) found.push({ kind: 'possible', word, at });
    else if (FORETOLD.has(word) || word.endsWith("'ll")) found.push({ kind: 'foretold', word, at });
    else if (INTENDED.has(word) || isIntended(word, tokens[at + 1]?.word)) found.push({ kind: 'intended', word, at });
    if (word === "won't") found.push({ kind: 'denied', word, at });
  }
  return found;
}

/** “called for” and “set to” intend something, “called” and “set” alone do not. */
function isIntended(word: string, next: string | undefined): boolean {
  if (/^(?:has|have|had|need|needs)$/.test(word)) return next === 'to';
  return (
    word === 'must' ||
    (word === 'way' && next === 'to') ||
    /^(?:towards?|approaching|nearing|progressing|heading)$/.test(word) ||
    (/^call(?:s|ed|ing)?$/.test(word) && (next === 'for' || next === 'on')) ||
    (word === 'set' && next === 'to')
  );
}

function isDenial(word: string): boolean {
  return DENIED.has(word) || (word !== "won't" && word.endsWith("n't"));
}

/** Whether a word denies what follows it by what it means: “refused”, “denied”, “failed”. */
export function isDenying(word: string): boolean {
  return DENYING.has(word);
}
