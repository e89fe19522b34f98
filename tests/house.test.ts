import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A house of the same layout in which violations are planted; the real linter and the real rules read it. */
let house = '';

const PLANTED = {
  'commands/reads-files.ts': `import { readFileSync } from 'node:fs';\nexport default readFileSync;\n`,
  'commands/reaches-past-kit.ts': `import { fold } from '../src/facts/words.ts';\nexport default fold;\n`,
  'commands/good.ts': `import { z } from 'zod';\nimport { post } from '../src/kit.ts';\nexport default { z, post };\n`,
  'src/facts/knows-a-database.ts': `import { Kysely } from 'kysely';\nexport const db = Kysely;\n`,
  'src/facts/knows-storage.ts': `import { openStorage } from '../storage/open.ts';\nexport const open = openStorage;\n`,
  'src/answers/knows-the-environment.ts': `import { readConfig } from '../config.ts';\nexport const config = readConfig();\n`,
  'src/schedule/knows-a-platform.ts': `import { render } from '../platforms/web/render.ts';\nexport const draw = render;\n`,
  'src/platforms/slack/knows-discord.ts': `import { render } from '../discord/render.ts';\nexport const draw = render;\n`,
  'src/platforms/slack/wrong-sdk.ts': `import { Client } from 'discord.js';\nexport const client = Client;\n`,
  'src/platforms/web/uses-kit.ts': `import { post } from '../../kit.ts';\nexport const say = post;\n`,
  'src/delivery/reads-environment.ts': `export const home = process.env['HOME'];\n`,
  'src/good.ts': `import { z } from 'zod';\nimport { fold } from './facts/words.ts';\nexport const both = [z, fold];\n`,
};

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'house-'));
  copyFileSync('oxlint.config.ts', join(house, 'oxlint.config.ts'));
  copyFileSync('tsconfig.json', join(house, 'tsconfig.json'));
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  for (const [file, text] of Object.entries(PLANTED)) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the import rules', () => {
  test('fail on every planted violation and on nothing else', () => {
    const { stdout } = spawnSync(process.execPath, [resolve('node_modules/oxlint/bin/oxlint'), '-f', 'unix'], {
      cwd: house,
      encoding: 'utf8',
    });
    const hits = new Set(
      [...stdout.matchAll(/^(.+?):\d+:\d+: .*(?:no-restricted-imports|no-process-env)/gm)].map(([, file]) => file),
    );
    expect(hits).toEqual(new Set(Object.keys(PLANTED).filter((file) => !basename(file).startsWith('good'))));
  });
});

test('the top level is the owner’s, and names no grab-bags', () => {
  const folders = readdirSync('src', { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.filter((name) => /^(utils?|helpers?|misc|common|lib)$/.test(name))).toEqual([]);
});
