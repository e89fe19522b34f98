import type { NamedPerson } from '../quotation.ts';

/** Who and what an article names, in the order of first mention, each with all its mentions. */
export function findPeople(text: string): NamedPerson[] {
  const people = new Map<string, NamedPerson>();
  for (const match of text.matchAll(/\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'.-]+){1,3}/gu)) {
    const [name] = match;
    const person = people.get(name) ?? { name, kind: 'person' as const, aliases: [], mentions: [] };
    person.mentions.push({ start: match.index, end: match.index + name.length });
    people.set(name, person);
  }
  return [...people.values()];
}
