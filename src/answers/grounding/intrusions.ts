import { unsafeCharacter } from '../../facts/unsafe-text.ts';

/** What no report of a fact holds, each with how it is told; found only where no source has the very same. */
const INTRUDERS: readonly { pattern: RegExp; problem: string }[] = [
  { pattern: /\b(?:https?|ftp|mailto|javascript|data):[^\s]{1,200}/giu, problem: 'the link' },
  { pattern: /\bwww\.[^\s]{1,200}/giu, problem: 'the link' },
  {
    pattern:
      /(?<![\p{L}\p{N}@.])[\p{L}\p{N}-]{1,63}\.(?:com|org|net|io|info|example|biz|app|dev|ru|cn|co|me|ly|gg|xyz|top|gov|edu)\b(?:\/[^\s]{0,200})?/giu,
    problem: 'the link',
  },
  { pattern: /[@＠][\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}/gu, problem: 'the mention' },
  { pattern: /<[@#!/:a-z][^<>]{0,100}>/giu, problem: 'the mark-up' },
  { pattern: /\]\([^()\s]{1,200}\)/gu, problem: 'the mark-up' },
  { pattern: /\*\*|__|~~|\|\||```|<\||\|>|(?<=^|\n)[#>]{1,6} /gu, problem: 'the mark-up' },
  { pattern: /(?<!\S)[*_](?=\S)|(?<=[^\s*_])[*_](?!\S)|(?<=^|\n)[-*•] /gu, problem: 'the mark-up' },
  {
    pattern: /^\s*(?:breaking|update|urgent|exclusive|alert|news|flash)\b[^\p{L}]{0,3}[:!–—-]/giu,
    problem: 'the headline',
  },
  { pattern: /\[\d{1,3}\]|\(\d{1,3}\)|[¹²³⁴⁵⁶⁷⁸⁹]/gu, problem: 'the reference' },
  { pattern: /\b(?:source|see also|read more|via|ref)s?\s?:/giu, problem: 'the reference' },
  {
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w{1,20}\s+){0,4}?(?:instructions?|prompts?|rules|above|previous|prior|sources?|facts|guidelines|everything)\b/giu,
    problem: 'the instruction',
  },
  {
    pattern:
      /\b(?:system prompt|system message|you are now|as an ai|jailbreak|developer mode|new instructions?|end of (?:source|prompt|facts))\b|(?<=^|\s)(?:system|assistant|user|human|developer)\s?:/giu,
    problem: 'the instruction',
  },
  {
    pattern:
      /\b(?:click (?:here|the|on|this)|subscribe|sign up|follow us|visit our|contact us|dm me|message me|reply with|respond with|share this|forward this|send (?:your|me|us)|enter your|type your|log in|download|call now|buy now|please|your password)\b/giu,
    problem: 'the request',
  },
  { pattern: /(?!\p{ASCII})\p{Nd}/gu, problem: 'the foreign digit' },
  { pattern: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/gu, problem: 'the sign' },
];

const LETTER_RUN = /[\p{L}\p{M}]+/gu;
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const OTHER = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Links, mentions, mark-up, references, requests, and characters that read as others, which a claim has and no source. */
export function intrusions(claim: string, sources: string): string[] {
  const found: string[] = [];
  const plain = claim.normalize('NFKC');
  const known = sources.normalize('NFKC').toLowerCase();
  for (const { pattern, problem } of INTRUDERS) {
    for (const text of problem === 'the reference' || problem === 'the foreign digit' ? [claim] : [plain]) {
      const hit = text.match(pattern)?.find((each) => !known.includes(each.toLowerCase()) && !sources.includes(each));
      if (hit !== undefined) found.push(`${problem} “${hit.slice(0, 60)}” is not in the source`);
    }
  }
  const unsafe = unsafeCharacter(claim);
  if (unsafe !== undefined && !sources.includes(String.fromCodePoint(Number.parseInt(unsafe.slice(2), 16))))
    found.push(`holds a character that nobody sees, ${unsafe}`);
  for (const run of plain.match(LETTER_RUN) ?? []) {
    if (OTHER.test(run) && !known.includes(run.toLowerCase())) {
      const mixed = LATIN.test(run) && LOOKALIKE.test(run);
      found.push(mixed ? `“${run.slice(0, 40)}” mixes scripts` : `“${run.slice(0, 40)}” is in another script`);
      break;
    }
  }
  return found;
}

/** Whether a claim talks to its reader. */
export function addressesReader(words: ReadonlySet<string>, source: ReadonlySet<string>): boolean {
  return ['you', 'your', 'yours', 'please', 'click', 'i', 'my', 'me', 'we', 'our', 'ours'].some(
    (word) => words.has(word) && !source.has(word),
  );
}
