import { createHash } from 'node:crypto';
import type { Evidence, Story } from './story.ts';

/** The form that offsets count in: NFC with \n line ends, without a leading byte-order mark. */
export function normaliseSource(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC');
}

/** SHA-256 of the text as UTF-8, in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** So far around a passage three words that can be told reach; longer ones no link could carry. */
const NEAR = 400;

/** The words a passage opens and closes with, and its neighbours' words where those are not unique in the source. */
export function locatePassage(source: string, start: number, end: number): Evidence {
  const passage = source.slice(start, end);
  const all = passage.split(/\s+/).filter(Boolean);
  const short = all.length < 7;
  const first = short ? firstLine(passage) : passage.slice(0, endOfWord(passage, 3));
  const last = passage.slice(passage.length - endOfWord(reverse(passage.slice(-NEAR)), 3));
  const evidence: Evidence = { start, end, sha256: sha256(passage), first, last: firstLine(last) };
  if (occurrences(source, first) === 1 && occurrences(source, last) === 1) return evidence;
  const before = source.slice(Math.max(0, start - NEAR), start).trimEnd();
  const after = source.slice(end, end + NEAR).trimStart();
  const prefix = before.slice(before.length - endOfWord(reverse(before), 3)).replace(/\s+/g, ' ');
  const suffix = after.slice(0, endOfWord(after, 3)).replace(/\s+/g, ' ');
  return { ...evidence, ...(prefix && { prefix }), ...(suffix && { suffix }) };
}

function endOfWord(text: string, count: number): number {
  return new RegExp(`^(?:\\s*\\S+){0,${count}}`).exec(text)?.[0].length ?? 0;
}

function reverse(text: string): string {
  return text.split('').reverse().join(''); // code units: offsets count in them
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** One item's passage that the source does not bear out. */
export type Fault = { item: string; reason: string };

/** Holds every span of a story against its source text: length, hashes, the quoted words, first and last words. */
export function verifyStory(story: Story, sourceText: string): { spans: number; faults: Fault[] } {
  const source = normaliseSource(sourceText);
  const faults: Fault[] = [];
  if (source.length !== story.source.length || sha256(source) !== story.source.sha256) {
    faults.push({
      item: story.slug,
      reason: `the source text is not the one this story was curated from (${source.length} characters, expected ${story.source.length}; sha256 ${sha256(source).slice(0, 12)}…, expected ${story.source.sha256.slice(0, 12)}…)`,
    });
  }
  let spans = 0;
  for (const item of [...story.facts, ...story.quotes]) {
    for (const evidence of item.evidence) {
      spans += 1;
      const reason = passageFault(source, evidence, 'context' in item ? item.text : undefined);
      if (reason) faults.push({ item: item.id, reason: `[${evidence.start}, ${evidence.end}) ${reason}` });
    }
  }
  return { spans, faults };
}

function passageFault(source: string, evidence: Evidence, quoted: string | undefined): string | undefined {
  const passage = source.slice(evidence.start, evidence.end);
  if (evidence.end > source.length) return 'reaches past the end of the source';
  if (quoted !== undefined && passage !== quoted) return 'the quotation is not the passage, character for character';
  if (sha256(passage) !== evidence.sha256) return 'the passage does not match its hash';
  if (!passage.startsWith(evidence.first) || !passage.endsWith(evidence.last))
    return 'the passage does not open and close with the words on record';
  if (evidence.prefix && !squeeze(source.slice(0, evidence.start)).endsWith(evidence.prefix))
    return 'the words before the passage are not those on record';
  if (evidence.suffix && !squeeze(source.slice(evidence.end)).startsWith(evidence.suffix))
    return 'the words after the passage are not those on record';
  return undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A link that opens the source at the passage (WICG Scroll to Text Fragment). */
export function textFragmentUrl(url: string, { first, last, prefix, suffix }: Evidence): string {
  const parts = [
    prefix && `${encode(prefix)}-,`,
    encode(first),
    first === last ? '' : `,${encode(last)}`,
    suffix && `,-${encode(suffix)}`,
  ];
  return `${url.replace(/#.*$/, '')}#:~:text=${parts.filter(Boolean).join('')}`;
}

/** A hyphen would read as the mark of a prefix or suffix, so it is percent-encoded with the rest. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/-/g, '%2D');
}
