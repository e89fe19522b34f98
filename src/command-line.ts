import { z } from 'zod';
import type { Command, CommandContext, OptionKind, OptionsSchema } from './command.ts';
import { cleanInput, echo } from './echo.ts';
import { UserError } from './errors.ts';
import type { Library } from './facts/library.ts';
import { indexNames } from './facts/nearest.ts';
import { fold } from './facts/words.ts';
import { looksLikeDays } from './schedule/days.ts';
import { looksLikeTime } from './schedule/when-to-post.ts';
import { looksLikeZone } from './schedule/zones.ts';

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

/** The usage line: `/quote [about] [story]`; an option given by name only is `[page:number]`. */
export function usage(command: Command): string {
  const options = optionSpecs(command).map(({ name, required, kind }) => {
    const shown = kind === 'number' ? `${name}:number` : name;
    return required ? `<${shown}>` : `[${shown}]`;
  });
  return [`/${command.name}`, ...options].join(' ');
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
  // A question is what it says: “My question:how big?” names no option.
  if (!text.startsWith('/')) return { command: findCommand('ask', commands), options: { question: text } };
  const [, name = 'ask', rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(text) ?? [];
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
  const typed = fold(name);
  const guess = match.found?.name ?? commands.find((known) => typed !== '' && known.name.startsWith(typed))?.name;
  throw new UserError(
    `There is no command /${echo(name)}.${guess ? ` Did you mean /${guess}?` : ''} /help lists them all.`,
    { code: 'unknown_command' },
  );
}

/** One word or quoted text as it was typed without its quotation marks, and for `name:value` its two parts; no value where white space follows the colon. */
type Token = { text: string; name?: string; value?: string };

/** Words, `name:value` pairs, and either with a value in double quotes, where a straight one is written twice. */
function tokens(text: string): Token[] {
  const pattern = /([a-z]+):(?=\s|$)|(?:([a-z]+):)?(?:"((?:[^"]|"")*)"|“([^“”]*)”|(\S+))/gi;
  return [...text.matchAll(pattern)].map(([, lone, name, straight, curly, bare = '']) => {
    if (lone !== undefined) return { text: `${lone}:`, name: lone.toLowerCase() };
    const value = straight?.replaceAll('""', '"') ?? curly ?? bare;
    return name === undefined ? { text: value } : { text: `${name}:${value}`, name: name.toLowerCase(), value };
  });
}

/** Kinds of values that a word shows to be one; a digest is a name of several words, or a subscription's id. */
const TELLING: Partial<Record<OptionKind, (word: string) => boolean>> = {
  digest: (word) => /^(?:[a-z]+(?:-[a-z]+)+|d-[a-z0-9]{6})$/i.test(word),
  time: looksLikeTime,
  days: looksLikeDays,
  zone: looksLikeZone,
  place: (word) => /^(?:<#.+>|#\S+|\d{15,21}|https?:\/\/\S+|[CG][A-Z0-9]{6,})$/.test(word),
};

/** Words that go on with the time or the days before them: “9 am”, “monday and thursday”. */
const CONTINUES = /^(?:[ap]\.?m\.?|(and|to|through|&))$/i;

/** Whether an option takes free text of several words. */
function isOpen({ kind, choices }: OptionSpec): boolean {
  return choices.length === 0 && kind !== 'story' && kind !== 'number' && !TELLING[kind];
}

/** Gives each word to the option that is named before it or knows it, else to the open text option, else to the next one; a surplus word is an error. */
function assign(list: Token[], command: Command, library: Library): Record<string, string> {
  const options = optionSpecs(command);
  const slugs = new Set(library.stories.map(({ slug }) => slug));
  const values = new Map<OptionSpec, string>();
  // Where there is one option, its name after the first word is part of what it says: “/ask My question: how big?”
  const given = list.map((token, i) => ({
    ...token,
    named: options.length > 1 || i === 0 ? options.find(({ name }) => name === token.name) : undefined,
  }));
  let open = options.find((option) => isOpen(option) && !given.some(({ named }) => named === option));
  let awaiting: OptionSpec | undefined; // the option of `name: value`, until its value comes
  let telling: OptionSpec | undefined; // the time or the days that the word before belonged to
  for (const { text, value, named } of given) {
    if (named) {
      if (values.has(named))
        throw new UserError(`${named.name}: is given twice. Usage: ${usage(command)}`, { code: 'repeated_option' });
      values.set(named, canonical(named, value ?? ''));
      awaiting = value === undefined ? named : undefined;
      if (isOpen(named)) open = named;
      telling = undefined;
      continue;
    }
    const goesOn = telling && CONTINUES.exec(text);
    if (telling && goesOn) {
      values.set(telling, `${values.get(telling)} ${text}`);
      awaiting = goesOn[1] === undefined ? undefined : telling; // another one follows “and”
      continue;
    }
    const free = options.filter((option) => !isNumber(option) && !values.has(option));
    // A word that can only be a time, a zone and so on goes nowhere else, and no other word goes there.
    const target =
      awaiting ?? free.find((option) => knows(option, text, slugs)) ?? open ?? free.find(({ kind }) => !TELLING[kind]);
    if (!target)
      throw new UserError(`I do not know what to do with “${echo(text)}”. Usage: ${usage(command)}`, {
        code: 'surplus_option',
      });
    const before = target === awaiting ? undefined : values.get(target);
    const sofar = before ?? (target === telling ? values.get(target) : undefined);
    values.set(target, sofar === undefined ? canonical(target, text) : `${sofar} ${text}`);
    telling = target.kind === 'time' || target.kind === 'days' ? target : undefined;
    awaiting = undefined;
  }
  return Object.fromEntries([...values].map(([{ name }, value]) => [name, value]));
}

function knows({ kind, choices }: OptionSpec, word: string, slugs: ReadonlySet<string>): boolean {
  const folded = fold(word);
  return (
    choices.some((choice) => fold(choice) === folded) ||
    (kind === 'story' && slugs.has(folded)) ||
    (choices.length === 0 && (TELLING[kind]?.(word) ?? false))
  );
}

/** A choice as the command spells it; anything else as it was typed. */
function canonical({ choices }: OptionSpec, typed: string): string {
  const folded = fold(typed);
  return choices.find((choice) => fold(choice) === folded) ?? typed;
}

function isNumber({ kind }: OptionSpec): boolean {
  return kind === 'number';
}

/** Options of a command by name, to be written into a line; those undefined are left out. */
type Values = Record<string, string | number | undefined>;

/** The shortest line that reads back to these options, as a button runs it or a reader would type it. */
export function commandLine(
  name: string,
  options: Values,
  { commands, library }: Pick<CommandContext<unknown>, 'commands' | 'library'>,
): string {
  const command = commands.find((known) => known.name === name);
  const specs = command ? optionSpecs(command) : [];
  const given = Object.entries(options).flatMap(([option, value]) => {
    const at = specs.findIndex((spec) => spec.name === option);
    return value === undefined ? [] : [{ option, value: String(value), spec: specs[at], at }];
  });
  given.sort((a, b) => a.at - b.at);
  const write = (byName: (spec: OptionSpec) => boolean, form: (value: string) => string) =>
    [
      `/${name}`,
      ...given.map(({ option, value, spec }) => (spec && !byName(spec) ? value : `${option}:${form(value)}`)),
    ].join(' ');
  const wanted = new Map(given.map(({ option, value }) => [option, value]));
  const byItsName = [isNumber, (spec: OptionSpec) => isNumber(spec) || isOpen(spec)];
  return (
    byItsName
      .map((byName) => write(byName, quoteIfNeeded))
      .find((line) => readsBack(line, wanted, commands, library)) ?? write(() => true, quote)
  );
}

function readsBack(
  line: string,
  wanted: ReadonlyMap<string, string>,
  commands: readonly Command[],
  library: Library,
): boolean {
  try {
    const read = Object.entries(parseLine(line, commands, library).options);
    return read.length === wanted.size && read.every(([option, value]) => wanted.get(option) === value);
  } catch {
    return false; // the short form says something else or nothing
  }
}

/** An option's value as it stands after `name:`. */
export function quoteIfNeeded(value: string): string {
  return /^[^\s"“”]+$/.test(value) ? value : quote(value);
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
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
    return issue?.code === 'unrecognized_keys'
      ? `There is no option ${echo(issue.keys.join(', '))}.`
      : 'That did not work.';
  if (value === undefined || value === '')
    return `Please give the ${name}: ${spec.choices.join(', ') || spec.description.toLowerCase()}.`;
  if (isNumber(spec))
    return `“${echo(typeof value === 'number' ? String(value) : given)}” is not a ${name}: give a whole number from 1${issue?.code === 'too_big' ? ` to ${issue.maximum}` : ''}.`;
  if (spec.choices.length > 0) return `“${echo(given)}” is not a ${name}: choose ${spec.choices.join(', ')}.`;
  if (issue?.code === 'too_big')
    return `The ${name} is too long: ${given.length.toLocaleString('en')} characters, at most ${Number(issue.maximum).toLocaleString('en')}.`;
  if (issue?.code === 'too_small') return `The ${name} is too short: at least ${Number(issue.minimum)} characters.`;
  return `The ${name} is not right: ${issue?.message ?? ''}.`;
}
