import { readCast, type Cast, type Entity, type Mention } from './people/cast.ts';
import { createFocus, see, whoHasRole, whoIs, type Focus } from './people/focus.ts';
import type { NamedPerson, Quotation, Span } from './quotation.ts';
import { fallbackSubject, findCue, lastSpeaker, type Cue } from './quotes/find-cue.ts';
import { findMarked, type Marked } from './quotes/find-marked.ts';
import type { Clause, Subject } from './quotes/find-subject.ts';
import { readSentences, type Sentence, type Token } from './quotes/lex.ts';

type Speaker = { name: string; entity?: Entity | undefined; mention: Span };

/** The quotations of an article with who speaks, and the people it names, in one pass. Offsets count in the text as given. */
export function readArticle(text: string): { quotations: Quotation[]; people: NamedPerson[] } {
  const marked = findMarked(text);
  const outermost = marked.filter(({ isNested }) => !isNested);
  const sentences = readSentences(text, outermost);
  const cast = readCast(text, sentences);
  const attributed = attribute(text, sentences, outermost, cast);
  const quotations = marked.map(
    (each) => attributed.get(each) ?? { start: each.start, end: each.end, text: text.slice(each.start, each.end) },
  );
  const people = cast.entities
    .filter(
      ({ isPerson, words, mentions, kind }) =>
        mentions.length > 0 && (isPerson || kind === 'organisation' || words.length > 1),
    )
    .map(({ name, role, kind, aliases, mentions }) => ({
      name,
      role,
      kind,
      aliases: [...aliases].filter((alias) => alias !== name),
      mentions,
    }));
  return { quotations, people };
}

function attribute(
  text: string,
  sentences: readonly Sentence[],
  marked: readonly Marked[],
  cast: Cast,
): Map<Marked, Quotation> {
  const focus = createFocus();
  const found = new Map<Marked, Quotation>();
  let last: { speaker: Speaker; paragraph: number; isQuoted: boolean } | undefined;
  let waiting: { quotation: Quotation; paragraph: number }[] = [];
  let runsOn: Quotation[] = [];
  for (const [number, sentence] of sentences.entries()) {
    focus.sentence = number;
    focus.paragraph = sentence.paragraph;
    const { tokens, paragraph } = sentence;
    const clause: Clause = { tokens, mentions: cast.mentionsOf.get(sentence) ?? [] };
    const pronouns = readPronouns(clause, focus);
    const nameOf = (subject: Subject | undefined) => subject && tell(text, clause, subject, pronouns, focus, cast);
    let inSentence: Speaker | undefined;
    for (const [at, token] of tokens.entries()) {
      const each = token.quote === undefined ? undefined : marked[token.quote];
      if (!each) continue;
      const cue = findCue(clause, at);
      const own = cue && (nameOf(cue.subject) ?? inSentence);
      const quotation: Quotation = { start: each.start, end: each.end, text: text.slice(each.start, each.end) };
      found.set(each, quotation);
      if (own) {
        give(quotation, own, cue, tokens);
        inSentence = own;
        for (const { quotation: earlier, paragraph: there } of waiting) if (there === paragraph) give(earlier, own);
        for (const earlier of runsOn) give(earlier, own);
        waiting = [];
      } else {
        const carried = carry(last, paragraph) ?? nameOf(fallbackSubject(clause, at));
        if (carried) give(quotation, carried);
        if (last?.paragraph !== paragraph || !carried) waiting.push({ quotation, paragraph });
      }
      runsOn = each.runsOn ? [...runsOn, quotation] : [];
      if (quotation.speaker && own) last = { speaker: own, paragraph, isQuoted: true };
      else if (last && quotation.speaker === last.speaker.name) last = { ...last, paragraph };
    }
    const heard = nameOf(lastSpeaker(clause));
    if (heard && !inSentence) last = { speaker: heard, paragraph, isQuoted: false };
    if (inSentence?.entity) see(focus, inSentence.entity, tokens.length, true);
    else if (heard?.entity) see(focus, heard.entity, tokens.length, true);
  }
  return found;
}

function carry(
  last: { speaker: Speaker; paragraph: number; isQuoted: boolean } | undefined,
  paragraph: number,
): Speaker | undefined {
  return last && paragraph - last.paragraph <= 2 ? last.speaker : undefined;
}

function give(quotation: Quotation, speaker: Speaker, cue?: Cue, tokens?: readonly Token[]): void {
  quotation.speaker = speaker.name;
  quotation.mention = speaker.mention;
  const first = cue && tokens?.[cue.from];
  const final = cue && tokens?.[cue.to - 1];
  if (first && final) quotation.cue = { start: first.start, end: final.end };
}

/** Reads names and pronouns in order, so that each pronoun means whom those before it make likely. */
function readPronouns({ tokens, mentions }: Clause, focus: Focus): Map<number, Entity> {
  const meant = new Map<number, Entity>();
  const starts = new Map<number, Mention>(mentions.map((mention) => [mention.from, mention]));
  for (const [at, { lower, quote }] of tokens.entries()) {
    if (quote !== undefined) continue;
    const mention = starts.get(at);
    if (mention) see(focus, mention.entity, at);
    const gender = /^(?:he|his|him|himself)$/.test(lower)
      ? 'he'
      : /^(?:she|her|herself)$/.test(lower)
        ? 'she'
        : undefined;
    const entity = gender && whoIs(focus, gender, at);
    if (!entity) continue;
    meant.set(at, entity);
    if (lower === 'he' || lower === 'she') see(focus, entity, at);
  }
  return meant;
}

/** The fullest name of a subject. */
function tell(
  text: string,
  { tokens }: Clause,
  subject: Subject,
  pronouns: ReadonlyMap<number, Entity>,
  focus: Focus,
  cast: Cast,
): Speaker | undefined {
  const own = tokens.slice(subject.from, subject.to);
  const first = own[0];
  const final = own.at(-1);
  if (!first || !final) return undefined;
  const mention = { start: first.start, end: final.end };
  if (subject.mention && subject.also)
    return { name: `${subject.mention.entity.name} and ${subject.also.entity.name}`, mention };
  const entity = subject.mention?.entity ?? pronouns.get(subject.from) ?? whoHasRole(focus, own, cast.entities);
  if (entity) return { name: entity.name, entity, mention };
  if (subject.isPronoun) return undefined;
  return { name: text.slice(mention.start, mention.end).replace(/\s+/g, ' '), mention };
}
