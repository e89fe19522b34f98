import type { Cast, Entity, Mention } from '../people/cast.ts';
import { see, whoHasRole, whoIs, type Focus, type Sighting } from '../people/focus.ts';
import type { Span } from '../quotation.ts';
import type { Token } from './lex.ts';
import { withComplement, type Clause, type Subject } from './noun-phrase.ts';
import { mainSubject } from './find-subject.ts';

/** Who speaks, by the fullest name, and the words that said so there. */
export type Speaker = { name: string; entity?: Entity | undefined; mention: Span };

/** What is known where a sentence is read: whom its pronouns mean, whom the text speaks of, the body or group it last had as a subject. */
export type Scene = {
  text: string;
  clause: Clause;
  pronouns: ReadonlyMap<number, Entity>;
  focus: Focus;
  cast: Cast;
  group: Speaker | undefined;
};

/** Reads names and pronouns in order, so that each pronoun means whom those before it make likely. */
export function readPronouns({ tokens, mentions }: Clause, focus: Focus): Map<number, Entity> {
  const meant = new Map<number, Entity>();
  const quoted = tokens
    .filter(({ quote }) => quote !== undefined)
    .map(({ text }) => text)
    .join(' ')
    .toLowerCase();
  const starts = new Map<number, Mention>(mentions.map((mention) => [mention.from, mention]));
  for (const [at, { lower, quote }] of tokens.entries()) {
    if (quote !== undefined) continue;
    const mention = starts.get(at);
    if (mention) see(focus, mention.entity, at, sightingOf(tokens, mention));
    const gender = HE.test(lower) ? 'he' : SHE.test(lower) ? 'she' : undefined;
    const likely = gender && whoIs(focus, gender, at, quoted);
    if (!likely) continue;
    const { entity, isSure } = likely;
    if (isSure) meant.set(at, entity);
    if (lower === 'he' || lower === 'she') see(focus, entity, at);
  }
  return meant;
}

function sightingOf(tokens: readonly Token[], { from, to, entity }: Mention): Sighting {
  if (tokens[to]?.lower === "'s") return 'owns';
  return to - from > 1 && entity.mentions[0]?.start === tokens[from]?.start ? 'introduced' : 'named';
}

/** A paper, which no “they” means. */
const ONE_PAPER = /\b(?:statement|report|letter|memo|document|article|ruling|book|complaint|study|bill|law|poll)$/i;
const HE = /^(?:he|his|him|himself)$/;
const SHE = /^(?:she|her|herself)$/;

/** The fullest name of a subject, or its own words where it has none; undefined for a pronoun that means nobody known. */
export function tellSpeaker(scene: Scene, subject: Subject | undefined): Speaker | undefined {
  if (!subject) return undefined;
  const { text, clause, pronouns, focus, cast } = scene;
  const own = clause.tokens.slice(subject.from, subject.to);
  const first = own[0];
  const final = own.at(-1);
  if (!first || !final) return undefined;
  const mention = { start: first.start, end: final.end };
  if (subject.mention && subject.also)
    return { name: `${subject.mention.entity.name} and ${subject.also.entity.name}`, mention };
  const entity = subject.mention?.entity ?? pronouns.get(subject.from) ?? whoHasRole(focus, own, cast.entities);
  if (entity) return { name: entity.name, entity, mention };
  if (subject.isPronoun)
    return /^(?:it|they|its|their)$/.test(first.lower) ? collective(scene, subject, mention) : undefined;
  const end = clause.tokens[withComplement(clause, subject) - 1]?.end ?? final.end;
  return { name: text.slice(first.start, end).replace(/\s+/g, ' '), mention: { start: first.start, end } };
}

/** What “it” or “they” mean before a verb of speech: the body or the people that this sentence, or the one before, is about. */
function collective(scene: Scene, subject: Subject, mention: Span): Speaker | undefined {
  const main = mainSubject(scene.clause, 0, subject.from);
  const speaker = main && !main.isPronoun ? groupSpeaker(scene, main) : undefined;
  const meant = speaker ?? scene.group;
  const isMany = scene.clause.tokens[subject.from]?.lower.startsWith('the');
  // “They” are people or bodies; and what “the former” was, nobody keeps.
  if (!meant || /\b(?:former|latter)$/.test(meant.name) || (isMany && ONE_PAPER.test(meant.name))) return undefined;
  return { ...meant, mention };
}

/** A subject that is no single person: a body, a paper, several people. */
export function groupSpeaker(scene: Scene, subject: Subject | undefined): Speaker | undefined {
  if (!subject || subject.isPronoun) return undefined;
  const entity = subject.mention?.entity;
  if (entity && !subject.also && entity.kind === 'person' && (entity.isPerson || entity.gender)) return undefined;
  return tellSpeaker(scene, subject);
}
