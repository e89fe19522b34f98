import { optionSpecs, type OptionSpec } from './command-line.ts';
import type { Command } from './command.ts';
import { namesOf, type Library } from './facts/library.ts';
import { fold } from './facts/words.ts';

/** One way to go on: `line` is the whole line if it is taken; `label` and `hint` are for reading. */
export type Completion = { line: string; label: string; hint: string };

/** What a value may be, with a few words on what it is. */
export type Suggestion = { value: string; hint: string };

/** Discord shows at most 25 (its API reference, autocomplete); more helps nobody anywhere. */
const MOST = 25;

/** Ways to complete a command line as far as it is typed: the command's name, then its options' values. */
export function completeLine(line: string, commands: readonly Command[], library: Library): Completion[] {
  if (!line.startsWith('/')) return [];
  const typed = /^\/(\S*)$/.exec(line);
  if (typed) {
    return commands
      .filter(({ name }) => name.startsWith(fold(typed[1] ?? '')))
      .map((command) => ({ line: `/${command.name}${optionSpecs(command).length > 0 ? ' ' : ''}`, label: `/${command.name}`, hint: command.description }));
  }
  const [, name = '', rest = ''] = /^\/(\S+)\s(.*)$/s.exec(line) ?? [];
  const command = commands.find((known) => known.name === fold(name));
  if (!command) return [];
  const options = optionSpecs(command);
  const keyed = new RegExp(`^(.*?)\\b(${options.map((option) => option.name).join('|') || '(?!)'}):([^:]*)$`, 's').exec(rest);
  const [head, word, candidates] = keyed
    ? [`${keyed[1]}${keyed[2]}:`, keyed[3] ?? '', options.filter((option) => option.name === keyed[2])]
    : [/^(.*\s)?/s.exec(rest)?.[0] ?? '', /\S*$/.exec(rest)?.[0] ?? '', options];
  const before = `/${command.name} ${head}`;
  return candidates
    .flatMap((option) => suggest(option, word, library, commands))
    .slice(0, MOST)
    .map(({ value, hint }) => ({ line: `${before}${keyed && value.includes(' ') ? `"${value}"` : value}`, label: value, hint }));
}

/** Values for one option that begin with what is typed, best known first. */
export function suggest({ kind, choices, name }: OptionSpec, typed: string, library: Library, commands: readonly Command[]): Suggestion[] {
  const wanted = fold(typed);
  const starts = (text: string) => fold(text).split(/[\s/-]+/).some((word) => word.startsWith(wanted)) || fold(text).startsWith(wanted);
  if (choices.length > 0) return choices.filter(starts).map((value) => ({ value, hint: name }));
  switch (kind) {
    case 'story':
      return library.stories.filter(({ slug, title }) => starts(slug) || starts(title)).map(({ slug, title }) => ({ value: slug, hint: title }));
    case 'person':
      return library.people.filter((person) => namesOf(person).some(starts)).map((person) => ({ value: person.name, hint: person.role }));
    case 'topic':
      return library.topics.filter(starts).map((value) => ({ value, hint: 'topic' }));
    case 'item':
      return library.items.filter(({ ref, id }) => ref.startsWith(wanted) || id.startsWith(wanted)).slice(0, MOST).map(({ ref, text }) => ({ value: ref, hint: text }));
    case 'command':
      return commands.filter((command) => starts(command.name)).map((command) => ({ value: command.name, hint: command.description }));
    case 'text':
      return [];
  }
}
