import { groundingSource, type GroundingSource } from '../../src/answers/grounding/source.ts';
import type { Item, Library } from '../../src/facts/library.ts';
import { seededRandom } from '../../tests/support/crash/seeded-random.ts';
import * as alter from './alter.ts';
import * as attach from './attach.ts';
import { groundingLibrary, paraphrases } from './library.ts';

const ALTERATIONS = {
  figure: alter.changeFigure,
  date: alter.moveDate,
  name: alter.swapName,
  speaker: alter.swapSpeaker,
  quotation: alter.alterQuotation,
  'own words as a quotation': alter.inventQuotation,
  'denial added': alter.addDenial,
  'denial dropped': alter.dropDenial,
  'hedge hardened': alter.hardenHedge,
  direction: alter.turnRound,
  'attribution dropped': alter.dropAttribution,
  'source invented': attach.inventSource,
  'claim added': attach.addClaim,
  'order injected': attach.injectOrder,
  disguise: attach.disguise,
} as const satisfies Record<string, alter.Alter>;

/** What is done to a true sentence. */
export type VariantKind = keyof typeof ALTERATIONS | 'role';

/** A sentence that its items do not bear out. */
export type HostileVariant = { kind: VariantKind; sentence: string; cites: string[] };

/** Two names of a fact that are not each other's: exchanged, they say something else. */
const ROLES: readonly (readonly [ref: string, one: string, other: string])[] = [
  ['xi-putin/trade-all-time-high', 'Xi', 'Putin'],
  ['xi-putin/trade-goal', 'Xi', 'Putin'],
  ['xi-putin/changes-in-100-years', 'Xi', 'Putin'],
  ['xi-putin/xi-in-moscow', 'Xi', 'Putin'],
  ['xi-putin/russia-reliance', 'Russia', 'China'],
  ['xi-putin/technology-dependence', 'Moscow', 'China'],
  ['xi-putin/military-technologies', 'Russia', 'China'],
  ['xi-putin/financial-lifeline', 'Russia', 'China'],
  ['xi-putin/havren-on-putin', 'Putin', 'Xi'],
  ['tram-line/vale-visit', 'Mira Vale', 'Lenka Ostrova'],
  ['chip-merger/deal', 'Norvik Semiconductor', 'Halden Optics'],
  ['chip-merger/shares', 'Norvik', 'Halden'],
  ['chip-merger/supplier', 'Halden', 'Norvik'],
  ['river-ruling/sued', 'Teyra Keepers', 'Hydra Power'],
];

const QUOTED: readonly ((speaker: string, text: string) => string)[] = [
  (speaker, text) => `${speaker} said: “${text}.”`,
  (speaker, text) => `“${text},” ${speaker} said.`,
  (speaker, text) => `${speaker}: “${text}”`,
  (speaker, text) => `According to ${speaker}, “${text}”.`,
];

/** Altered sentences of the shipped and the invented stories, all kinds in turn; the same for the same seed. */
export function hostileVariants(seed: number, count: number, library: Library = groundingLibrary()): HostileVariant[] {
  const random = seededRandom(seed);
  const bases = basesOf(library);
  const truths = new Set(bases.map(({ sentence }) => sentence));
  const found = new Map<string, HostileVariant>();
  const kinds = Object.keys(ALTERATIONS) as (keyof typeof ALTERATIONS)[];
  for (const variant of swapped(library)) found.set(variant.sentence, variant);
  for (let turn = 0; found.size < count && turn < count * 2; turn += 1) {
    const kind = kinds[turn % kinds.length] ?? 'figure';
    const variant = alterOne(kind, bases, truths, random);
    if (variant) found.set(variant.sentence, variant);
  }
  return [...found.values()].slice(0, count);
}

/** Bases that are tried until one has what is altered. */
const TRIES = 80;

function alterOne(
  kind: keyof typeof ALTERATIONS,
  bases: readonly alter.Base[],
  truths: ReadonlySet<string>,
  random: () => number,
): HostileVariant | undefined {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const base = bases[Math.floor(random() * bases.length)];
    const sentence = base && ALTERATIONS[kind](base, random);
    if (base && sentence !== undefined && !truths.has(sentence)) return { kind, sentence, cites: base.cites };
  }
  return undefined;
}

/** What a sentence that cites these items is read against. */
export function sourcesOf(cites: readonly string[], library: Library): GroundingSource[] {
  return cites.map((ref) => groundingSource(itemOf(ref, library)));
}

function itemOf(ref: string, library: Library): Item {
  const found = library.items.find((item) => item.ref === ref);
  if (!found) throw new Error(`no item ${ref}`);
  return found;
}

function basesOf(library: Library): alter.Base[] {
  const direct = library.items.flatMap((item): alter.Base[] => {
    const base = { cites: [item.ref], ...whoIn([item], library) };
    if (item.kind === 'fact') return [{ ...base, sentence: item.text, verbatim: undefined }];
    return QUOTED.map((put) => ({ ...base, sentence: put(item.speaker.name, item.text), verbatim: item.text }));
  });
  const reworded = paraphrases()
    .filter(({ held, sentence }) => !held && !sentence.includes('“'))
    .map(({ sentence, cites }) => ({
      sentence,
      cites,
      verbatim: undefined,
      ...whoIn(
        cites.map((ref) => itemOf(ref, library)),
        library,
      ),
    }));
  return [...direct, ...reworded];
}

function whoIn(items: readonly Item[], library: Library): Pick<alter.Base, 'speaker' | 'voice' | 'others'> {
  const slug = items[0]?.story.slug;
  const people = library.stories.find((story) => story.slug === slug)?.people ?? [];
  const speaker = items.map((item) => item.speaker).find((person) => person !== undefined);
  return {
    speaker: speaker?.name,
    voice: speaker?.kind === 'person',
    others: people.filter(({ kind }) => kind === 'person').flatMap(({ name }) => name),
  };
}

function swapped(library: Library): HostileVariant[] {
  return ROLES.map(([ref, one, other]) => {
    const { text } = itemOf(ref, library);
    const sentence = text.replaceAll(new RegExp(`\\b(?:${one}|${other})\\b`, 'g'), (name) =>
      name === one ? other : one,
    );
    return { kind: 'role', sentence, cites: [ref] };
  });
}
