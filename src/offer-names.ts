import { echo } from './echo.ts';
import type { Library } from './facts/library.ts';
import type { Lookup } from './facts/nearest.ts';
import { notice, type Reply } from './reply.ts';

/** A name that very many share is told apart by typing more of it. */
const MOST = 5;
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

type Parts = {
  /** What to say where nothing bears the name. */
  missing: string;
  /** The command line that takes one of the names. */
  lineFor: (name: string) => string;
  /** A name as a sentence shows it, where it needs explaining. */
  describe?: (name: string) => string;
};

/** The reply to a name that finds nothing, with the nearest names, or that may mean several; each name has a button. */
export function offerNames(
  typed: string,
  { nearest, ambiguous }: Omit<Lookup<unknown>, 'found'>,
  { missing, lineFor, describe = (name) => name }: Parts,
): Reply {
  const names = nearest.slice(0, MOST);
  const more = nearest.length - names.length;
  const all = [...names.map(describe), ...(more > 0 ? [`${more} more`] : [])];
  const text = ambiguous ? `“${echo(typed)}” may be ${OR.format(all)}.` : `${missing}${theNearest(names)}`;
  return notice(text, { actions: names.map((name) => ({ label: name, command: lineFor(name) })) });
}

/** “ The nearest: a, b.”, or nothing of nothing. */
export function theNearest(names: readonly string[]): string {
  return names.length > 0 ? ` The nearest: ${names.join(', ')}.` : '';
}

/** A person's name as a sentence shows it: with the role where namesakes share it. */
export function describePerson(handle: string, library: Library): string {
  const { found } = library.person(handle);
  return found && found.handle !== found.name ? `${handle}, ${found.role}` : handle;
}
