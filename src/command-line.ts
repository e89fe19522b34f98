import { z } from 'zod';
import type { Command, OptionKind, OptionsSchema } from './command.ts';
import { UserError } from './errors.ts';
import type { Library } from './facts/library.ts';
import { indexNames } from './facts/nearest.ts';
import { fold } from './facts/words.ts';

/** One option as platforms show it, read off the command's zod schema. */
export type OptionSpec = {
  name: string;
  description: string;
  required: boolean;
  kind: OptionKind;
  choices: readonly string[];
  maxLength: number;
};

/** A longer line is no command; platforms cut far below this. */
const MAX_LINE = 12_000;
const DEFAULT_MAX_LENGTH = 200;
/** How much of what was typed an error repeats. */
const ECHO = 60;

const specs = new WeakMap<OptionsSchema, OptionSpec[]>();

const Property = z.object({
  description: z.string().default(''),
  kind: z.custom<OptionKind>((value) => typeof value === 'string').default('text'),
  enum: z.array(z.string()).default([]),
  maxLength: z.number().default(DEFAULT_MAX_LENGTH),
});

/** A command's options in the order in which they are typed. */
export function optionSpecs({ options }: Pick<Command, 'options'>): OptionSpec[] {
  const known = specs.get(options);
  if (known) return known;
  const { properties = {}, required = [] } = z.toJSONSchema(options, { io: 'input' });
  const made = Object.entries(properties).map(([name, schema]): OptionSpec => {
    const { description, kind, enum: choices, maxLength } = Property.parse(schema);
    return { name, description, required: required.includes(name), kind, choices, maxLength };
  });
  specs.set(options, made);
  return made;
}

/** The usage line: `/quote [who] [story]`. */
export function usage(command: Command): string {
  const options = optionSpecs(command).map(({ name, required }) => (required ? `<${name}>` : `[${name}]`));
  return [`/${command.name}`, ...options].join(' ');
}

/** Text from a person without control and bidirectional characters, and with at most two marks on a letter. */
export function cleanInput(text: string): string {
  return text
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .normalize('NFC')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
}

/** What was typed, short enough to repeat in an error. */
export function echo(text: string): string {
  const clean = cleanInput(text);
  return clean.length > ECHO ? `${clean.slice(0, ECHO).toWellFormed()}…` : clean;
}

/** Reads `/name words name:value "quoted words"`. A line without a slash is a question. Throws a UserError. */
export function parseLine(
  line: string,
  commands: readonly Command[],
  library: Library,
): { command: Command; options: Record<string, string> } {
  if (line.length > MAX_LINE)
    throw new UserError(
      `That is ${line.length.toLocaleString('en')} characters; I read at most ${MAX_LINE.toLocaleString('en')}.`,
      { code: 'line_too_long' },
    );
  const text = cleanInput(line);
  if (text === '' || text === '/')
    throw new UserError('Type a command such as /help, or ask a question.', { code: 'empty_line' });
  const [, name = 'ask', rest = ''] = text.startsWith('/') ? (/^\/(\S+)\s*(.*)$/s.exec(text) ?? []) : ['', 'ask', text];
  const command = findCommand(name, commands);
  return { command, options: readOptions(rest, command, library) };
}

/** What each option is given by the words after the command's name. Throws a UserError. */
export function readOptions(rest: string, command: Command, library: Library): Record<string, string> {
  return assign(tokens(rest), command, library);
}

/** The command of that name; a UserError names the nearest. */
export function findCommand(name: string, commands: readonly Command[]): Command {
  const command = commands.find((known) => known.name === fold(name));
  if (command) return command;
  const match = indexNames(
    commands.map((value) => ({ name: value.name, value })),
    (value) => value.name,
    1,
  )(name);
  const guess = match.found?.name ?? match.nearest[0];
  throw new UserError(
    `There is no command /${echo(name)}.${guess ? ` Did you mean /${guess}?` : ''} /help lists them all.`,
    { code: 'unknown_command' },
  );
}

type Token = { name?: string; value: string };

/** Words, `name:value` pairs, and either with a value in double quotes. */
function tokens(text: string): Token[] {
  const pattern = /(?:([a-z]+):)?(?:"([^"]*)"|“([^”]*)”|(\S+))|([a-z]+):(?=\s|$)/gi;
  return [...text.matchAll(pattern)].map(([whole, name, straight, curly, bare, empty]) => {
    const value = straight ?? curly ?? bare ?? '';
    if (empty !== undefined) return { name: empty.toLowerCase(), value: '' };
    return name === undefined
      ? { value: whole === value ? value : (straight ?? curly ?? whole) }
      : { name: name.toLowerCase(), value };
  });
}

/** Whether an option takes free text of several words. */
function isOpen({ kind, choices }: OptionSpec): boolean {
  return choices.length === 0 && kind !== 'story';
}

/** Gives each word to the option that knows it, else to the open text option, else to the next one; a surplus word is an error. */
function assign(list: Token[], command: Command, library: Library): Record<string, string> {
  const options = optionSpecs(command);
  const values: Record<string, string> = {};
  const stories = new Set(library.stories.map(({ slug }) => slug));
  const knows = ({ kind, choices }: OptionSpec, word: string) =>
    choices.includes(fold(word)) || (kind === 'story' && stories.has(fold(word)));
  let open = options.find((option) => isOpen(option) && !list.some(({ name }) => name === option.name));
  for (const { name, value } of list) {
    const named = options.find((option) => option.name === name);
    if (named) {
      if (values[named.name] !== undefined)
        throw new UserError(`${named.name}: is given twice. Usage: ${usage(command)}`, { code: 'repeated_option' });
      values[named.name] = value;
      if (isOpen(named)) open = named;
      continue;
    }
    const word = name === undefined ? value : `${name}:${value}`;
    const free = options.filter((option) => values[option.name] === undefined);
    const target = free.find((option) => knows(option, word)) ?? open ?? free[0];
    if (!target)
      throw new UserError(`I do not know what to do with “${echo(word)}”. Usage: ${usage(command)}`, {
        code: 'surplus_option',
      });
    values[target.name] = values[target.name] === undefined ? word : `${values[target.name]} ${word}`;
  }
  return values;
}

/** Checks the values against the command's schema. Throws a UserError that names the option and what it expects. */
export function parseOptions<Schema extends OptionsSchema>(
  command: Command<Schema>,
  values: Record<string, unknown>,
): z.infer<Schema> {
  const parsed = command.options.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  const spec = optionSpecs(command).find((option) => option.name === name);
  const given = values[name];
  throw new UserError(`${complaint(name, spec, given, issue)} Usage: ${usage(command)}`, { code: 'bad_option' });
}

function complaint(
  name: string,
  spec: OptionSpec | undefined,
  value: unknown,
  issue: z.core.$ZodIssue | undefined,
): string {
  const given = typeof value === 'string' ? value : '';
  if (!spec)
    return issue?.code === 'unrecognized_keys' ? `There is no option ${issue.keys.join(', ')}.` : 'That did not work.';
  if (value === undefined || value === '') return `Please give the ${name}: ${spec.description.toLowerCase()}.`;
  if (spec.choices.length > 0) return `“${echo(given)}” is not a ${name}: choose ${spec.choices.join(', ')}.`;
  if (issue?.code === 'too_big')
    return `The ${name} is too long: ${given.length.toLocaleString('en')} characters, at most ${Number(issue.maximum).toLocaleString('en')}.`;
  if (issue?.code === 'too_small') return `The ${name} is too short: at least ${Number(issue.minimum)} characters.`;
  return `The ${name} is not right: ${issue?.message ?? ''}.`;
}
