import { cleanLine } from '../../clean-line.ts';
import { fold } from '../../facts/words.ts';
import { Person } from '../../facts/story.ts';
import type { NamedPerson } from '../quotation.ts';
import { createNames, slugOf } from './name-slug.ts';

/** The people of a draft by every name that the article gives them. */
export type Cast = {
  /** Whoever bears the name; somebody new is put in where there is none yet. Undefined where it is no readable name. */
  idOf: (name: string) => string | undefined;
  /** As idOf, of somebody who is only spoken of: a person, or whatever the article says a role of. Of lands and bodies named in passing readers learn nothing. */
  idOfMentioned: (name: string) => string | undefined;
  /** Those whose id was asked for, in that order. */
  named(): Person[];
};

const UNTOLD: Readonly<Record<NamedPerson['kind'], string>> = {
  person: 'person named in the article',
  organisation: 'organisation named in the article',
  document: 'document named in the article',
};
const MOST_ALIASES = 8;
const LONGEST_ROLE = 200;

/** Gives the people of an article their ids; only those that the draft has a use for are kept. */
export function createCast(people: readonly NamedPerson[]): Cast {
  const byName = new Map<string, NamedPerson>();
  for (const person of people)
    for (const name of [person.name, ...person.aliases]) if (!byName.has(fold(name))) byName.set(fold(name), person);
  const nextId = createNames();
  const known = new Map<string, Person | undefined>();

  function add(name: string): Person | undefined {
    const found = byName.get(fold(name)) ?? { name, kind: kindOf(name), aliases: [], mentions: [] };
    const key = fold(found.name);
    if (!known.has(key)) known.set(key, asPerson(found, nextId));
    return known.get(key);
  }

  return {
    idOf: (name) => add(name)?.id,
    idOfMentioned(name) {
      const found = byName.get(fold(name));
      if (!found) return undefined;
      const isSomebody = roleOf(found) !== undefined || (found.kind === 'person' && found.mentions.length > 1);
      return isSomebody || known.has(fold(found.name)) ? add(name)?.id : undefined;
    },
    named: () => [...known.values()].filter((person) => person !== undefined),
  };
}

function asPerson({ name, role, kind, aliases }: NamedPerson, nextId: (wanted: string) => string): Person | undefined {
  const plain = line(name).replace(/^the (?=.*\p{Lu})/iu, '');
  const person = {
    id: 'new',
    name: plain,
    role: roleOf({ role }) ?? UNTOLD[kind],
    kind,
    aliases: [...new Set(aliases.map(line))].filter((alias) => alias !== plain && isName(alias)).slice(0, MOST_ALIASES),
  };
  const parsed = Person.safeParse(person);
  if (!parsed.success) return undefined;
  return { ...parsed.data, id: nextId(slugOf(plain.split(/[\s-]+/), kind)) };
}

/** A role that tells something; “former” alone was said of something else. */
function roleOf({ role = '' }: Pick<NamedPerson, 'role'>): string | undefined {
  const told = line(role);
  return told.length > LONGEST_ROLE || /^(?:(?:for|former|then|late|ex|the)?)$/i.test(told) ? undefined : told;
}

/** What a description that is no name is of. */
function kindOf(description: string): NamedPerson['kind'] {
  return /\b(?:agreement|article|bill|book|document|law|letter|memo|paper|poll|report|ruling|statement|study|survey|treaty)$/i.test(
    description,
  )
    ? 'document'
    : 'person';
}

function isName(text: string): boolean {
  return Person.shape.name.safeParse(text).success;
}

function line(text: string): string {
  return cleanLine(text).normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}
