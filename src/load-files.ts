import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { optionSpecs } from './command-line.ts';
import type { Command, OptionsSchema } from './command.ts';
import type { Digest } from './digest.ts';
import { ConfigError } from './errors.ts';
import { checkCron } from './schedule/cron.ts';
import { shownPath } from './shown-path.ts';

const COMMANDS_DIR = resolve(import.meta.dirname, '../commands');
const DIGESTS_DIR = resolve(import.meta.dirname, '../digests');

/** Names and descriptions within Discord's limits (https://discord.com/developers/docs/interactions/application-commands#application-command-object), the narrowest. */
const Named = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be at most 32 lower-case letters, digits and hyphens'),
  description: z.string().min(1, 'is empty').max(100, 'is longer than 100 characters'),
});
const CommandShape = Named.extend({
  options: z.custom<OptionsSchema>((value) => value instanceof z.ZodObject, 'must be a zod object'),
  steady: z.boolean('must be true or false').optional(),
  run: z.custom<Command['run']>((value) => typeof value === 'function', 'must be a function'),
});
const DigestShape = Named.extend({
  cron: z
    .string('must be a cron expression')
    .refine(isCron, 'must be a cron expression of five fields, at most hourly'),
  build: z.custom<Digest['build']>((value) => typeof value === 'function', 'must be a function'),
});

/** Loads one command per file of a folder, by name. Throws a ConfigError that names the malformed file. */
export function loadCommands(dir = COMMANDS_DIR): Promise<Command[]> {
  return loadFolder(dir, CommandShape, { what: 'a command', how: 'defineCommand({ … })' }, (command) => {
    optionSpecs(command); // platforms derive everything from them
  });
}

/** Loads one digest per file of a folder, likewise. */
export function loadDigests(dir = DIGESTS_DIR): Promise<Digest[]> {
  return loadFolder(dir, DigestShape, { what: 'a digest', how: 'defineDigest({ … })' });
}

type Words = { what: string; how: string };

async function loadFolder<Loaded extends { name: string }>(
  dir: string,
  shape: z.ZodType<Loaded>,
  words: Words,
  check: (loaded: Loaded) => void = () => {},
): Promise<Loaded[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(names.map((name) => loadFile(join(dir, name), shape, words, check)));
}

async function loadFile<Loaded extends { name: string }>(
  file: string,
  shape: z.ZodType<Loaded>,
  { what, how }: Words,
  check: (loaded: Loaded) => void,
): Promise<Loaded> {
  const shown = shownPath(file);
  const code = `bad_${what.split(' ').at(-1)}`;
  const malformed = (reason: string, cause?: unknown) => new ConfigError(`${shown}: ${reason}`, { code, cause });
  let found: unknown;
  try {
    found = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw malformed(`cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const exported = z.object({ default: z.unknown().optional() }).parse(found).default;
  if (exported === undefined) throw malformed(`has no default export; it must export ${how}`);
  const { success, data: loaded, error } = shape.safeParse(exported);
  if (!success) {
    const [issue] = error.issues;
    throw malformed(`${issue?.path.join('.') || 'default export'}: ${issue?.message ?? 'is malformed'}`, error);
  }
  if (loaded.name !== basename(file, '.ts'))
    throw malformed(`is named “${loaded.name}”; ${what} bears the name of its file`);
  try {
    check(loaded);
  } catch (cause) {
    throw malformed(
      `options: cannot be shown on any platform: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
  return loaded;
}

function isCron(text: string): boolean {
  try {
    checkCron(text);
    return true;
  } catch {
    return false;
  }
}
