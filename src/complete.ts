import { optionSpecs, quoteIfNeeded, readOptions, type OptionSpec } from './command-line.ts';
import type { Command } from './command.ts';
import type { Digest } from './digest.ts';
import { namesOf, type Library } from './facts/library.ts';
import { fold } from './facts/words.ts';
import { suggestZones } from './schedule/zones.ts';

/** One way to go on: `line` is the whole line if it is taken; `label` and `hint` are for reading. */
export type Completion = { line: string; label: string; hint: string };

type Named = Pick<Digest, 'name' | 'description'>;

/** What a value may be, with a few words on what it is. */
type Suggestion = { value: string; hint: string };

/** Discord shows at most 25 (its API reference, autocomplete); more helps nobody anywhere. */
const MOST = 25;

/** Ways to complete a command line as far as it is typed: the command's name, then its options' values. */
export function completeLine(
  line: string,
  commands: readonly Command[],
  library: Library,
  digests: readonly Named[],
): Completion[] {
  if (!line.startsWith('/')) return [];
  const typed = /^\/(\S*)$/.exec(line);
  if (typed) {
    return commands
      .filter(({ name }) => name.startsWith(fold(typed[1] ?? '')))
      .map((command) => ({
        line: `/${command.name}${optionSpecs(command).length > 0 ? ' ' : ''}`,
        label: `/${command.name}`,
        hint: command.description,
      }));
  }
  const [, name = '', rest = ''] = /^\/(\S+)\s(.*)$/s.exec(line) ?? [];
  const command = commands.find((known) => known.name === fold(name));
  if (!command) return [];
  return ways(command, rest, library)
    .flatMap(({ option, typed, head }) =>
      suggest(option, typed, library, commands, digests).map(({ value, hint }) => ({
        line: `/${command.name} ${head}${/:\s*$/.test(head) ? quoteIfNeeded(value) : value}`,
        label: value,
        hint,
      })),
    )
    .slice(0, MOST);
}

/** One option that the last words may belong to: what is typed of its value, and all that stands before it. */
type Way = { option: OptionSpec; typed: string; head: string };

function ways(command: Command, rest: string, library: Library): Way[] {
  const options = optionSpecs(command);
  const [, head = '', name, word = ''] = /^(.*?)(?:\b([a-z]+):)?([^\s:]*)$/is.exec(rest) ?? [];
  const named = options.find((option) => option.name === name);
  if (named) return [{ option: named, typed: word, head: `${head}${named.name}:` }];
  const before = rest.slice(0, rest.length - word.length);
  let given: Record<string, string>;
  try {
    given = readOptions(before, command, library);
  } catch {
    return []; // what stands before is a mistake; sending it tells which
  }
  // A name of several words, half typed: “Mira V” goes on as “Mira Vale”.
  const longer = options.flatMap((option): Way[] => {
    const value = given[option.name];
    if (
      option.kind === 'story' ||
      option.kind === 'number' ||
      option.choices.length > 0 ||
      value === undefined ||
      !before.trimEnd().endsWith(value)
    )
      return [];
    return [{ option, typed: `${value} ${word}`.trim(), head: before.slice(0, before.lastIndexOf(value)) }];
  });
  const open = options
    .filter(({ name, kind }) => kind !== 'number' && given[name] === undefined)
    .map((option) => ({ option, typed: word, head: before }));
  return [...longer, ...open];
}

/** Values for one option that begin with what is typed, best known first. */
export function suggest(
  { kind, choices, name }: OptionSpec,
  typed: string,
  library: Library,
  commands: readonly Command[],
  digests: readonly Named[],
): Suggestion[] {
  const wanted = fold(typed);
  const starts = (text: string) =>
    fold(text)
      .split(/[\s/-]+/)
      .some((word) => word.startsWith(wanted)) || fold(text).startsWith(wanted);
  if (choices.length > 0) return choices.filter(starts).map((value) => ({ value, hint: name }));
  switch (kind) {
    case 'story':
      return library.stories
        .filter(({ slug, title }) => starts(slug) || starts(title))
        .map(({ slug, title }) => ({ value: slug, hint: title }));
    case 'person':
      return library.people
        .filter((person) => namesOf(person).some(starts))
        .map((person) => ({ value: person.handle, hint: person.role }));
    case 'topic':
      return library.topics.filter(starts).map((value) => ({ value, hint: 'topic' }));
    case 'item':
      return library.items
        .filter(({ ref, id }) => ref.startsWith(wanted) || id.startsWith(wanted))
        .slice(0, MOST)
        .map(({ ref, text }) => ({ value: ref, hint: text }));
    case 'command':
      return commands
        .filter((command) => starts(command.name))
        .map((command) => ({ value: command.name, hint: command.description }));
    case 'digest':
      return digests
        .filter(({ name }) => starts(name))
        .map(({ name, description }) => ({ value: name, hint: description }));
    case 'zone':
      return suggestZones(typed, MOST).map((value) => ({ value, hint: 'time zone' }));
    case 'text':
    case 'number':
    case 'time':
    case 'days':
    case 'place':
      return [];
  }
}
