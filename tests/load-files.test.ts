import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCommands } from '../src/load-files.ts';

let dir = '';
beforeEach(() => {
  mkdirSync('data', { recursive: true });
  dir = mkdtempSync(join('data', 'commands-')); // in the repository, so that zod is found
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const command = (parts: Record<string, string>) => {
  const all = {
    name: "'x'",
    description: "'An example'",
    options: 'z.strictObject({})',
    run: 'async () => {}',
    ...parts,
  };
  return `import { z } from 'zod';\nexport default { ${Object.entries(all)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} };\n`;
};

test('every file of commands/ is one command of that name', async () => {
  const files = readdirSync('commands').map((file) => basename(file, '.ts'));
  expect((await loadCommands()).map(({ name }) => name)).toEqual(files.sort());
});

test('a well-formed command is loaded', async () => {
  writeFileSync(join(dir, 'x.ts'), command({}));
  expect(await loadCommands(dir)).toMatchObject([{ name: 'x', description: 'An example' }]);
});

test.for<[string, string, string]>([
  ['without a default export', 'export const x = 1;', 'has no default export'],
  ['that is no object', 'export default 7;', 'default export: '],
  ['named unlike its file', command({ name: "'y'" }), 'is named “y”; a command bears the name of its file'],
  ['with a name that platforms refuse', command({ name: "'X Y'" }), 'name: must be'],
  ['without a description', command({ description: "''" }), 'description: is empty'],
  [
    'with too long a description',
    command({ description: "'long '.repeat(30)" }),
    'description: is longer than 100 characters',
  ],
  ['whose options are no zod object', command({ options: '{}' }), 'options: must be a zod object'],
  [
    'whose options no platform can show',
    command({ options: 'z.strictObject({ a: z.date() })' }),
    'options: cannot be shown on any platform: ',
  ],
  ['without run', command({ run: 'undefined' }), 'run: must be a function'],
  ['that throws when imported', "throw new Error('no luck');", 'cannot be loaded: no luck'],
  ['that does not parse', 'export default {', 'cannot be loaded: '],
])('a command %s stops the start', async ([, text, reason]) => {
  writeFileSync(join(dir, 'x.ts'), text);
  await expect(loadCommands(dir)).rejects.toMatchObject({
    name: 'ConfigError',
    code: 'bad_command',
    message: expect.stringContaining(`${join(dir, 'x.ts')}: ${reason}`),
  });
});
