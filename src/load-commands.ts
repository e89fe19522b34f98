import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { optionSpecs } from './command-line.ts';
import type { Command, OptionsSchema } from './command.ts';
import { ConfigError } from './errors.ts';
import { shownPath } from './shown-path.ts';

const COMMANDS_DIR = resolve(import.meta.dirname, '../commands');

/** Names and descriptions within Discord's limits (https://discord.com/developers/docs/interactions/application-commands#application-command-object), the narrowest. */
const Shape = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be at most 32 lower-case letters, digits and hyphens'),
  description: z.string().min(1, 'is empty').max(100, 'is longer than 100 characters'),
  options: z.custom<OptionsSchema>((value) => value instanceof z.ZodObject, 'must be a zod object'),
  steady: z.boolean('must be true or false').optional(),
  run: z.custom<Command['run']>((value) => typeof value === 'function', 'must be a function'),
});

/** Loads one command per file of a folder, by name. Throws a ConfigError that names the malformed file. */
export async function loadCommands(dir = COMMANDS_DIR): Promise<Command[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(names.map((name) => loadCommand(join(dir, name))));
}

async function loadCommand(file: string): Promise<Command> {
  const shown = shownPath(file);
  const malformed = (reason: string, cause?: unknown) =>
    new ConfigError(`${shown}: ${reason}`, { code: 'bad_command', cause });
  let found: unknown;
  try {
    found = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw malformed(`cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const exported = z.object({ default: z.unknown().optional() }).parse(found).default;
  if (exported === undefined) throw malformed('has no default export; it must export defineCommand({ … })');
  const { success, data: command, error } = Shape.safeParse(exported);
  if (!success) {
    const [issue] = error.issues;
    throw malformed(`${issue?.path.join('.') || 'default export'}: ${issue?.message ?? 'is malformed'}`, error);
  }
  if (command.name !== basename(file, '.ts'))
    throw malformed(`is named “${command.name}”; a command bears the name of its file`);
  try {
    optionSpecs(command); // platforms derive everything from them
  } catch (cause) {
    throw malformed(
      `options: cannot be shown on any platform: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
  return command;
}
