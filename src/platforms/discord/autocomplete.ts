import { optionSpecs } from '../../command-line.ts';
import { suggest } from '../../complete.ts';
import type { CommandContext } from '../../command.ts';
import { label } from './escape.ts';
import { CHOICE_LENGTH, MOST_CHOICES } from './limits.ts';

type Choice = { name: string; value: string };

/** Values for an option that begin with what is typed: the value, and what it is after a dash. A value too long for Discord is left out. */
export function choicesFor(
  { command, option, typed }: { command: string; option: string; typed: string },
  { commands, library, digests }: Pick<CommandContext<unknown>, 'commands' | 'library' | 'digests'>,
): Choice[] {
  const known = commands.find(({ name }) => name === command);
  const spec = known && optionSpecs(known).find(({ name }) => name === option);
  if (!spec) return [];
  return suggest(spec, typed, library, commands, digests.digests)
    .filter(({ value }) => value.length > 0 && value.length <= CHOICE_LENGTH)
    .slice(0, MOST_CHOICES)
    .map(({ value, hint }) => ({ name: label(hint === '' ? value : `${value} – ${hint}`, CHOICE_LENGTH), value }));
}
