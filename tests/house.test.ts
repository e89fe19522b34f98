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
  'src/facts/knows-the-command-line.ts': `import { print } from '../cli/output.ts';\nexport const say = print;\n`,
  'src/answers/knows-the-command-line.ts': `import { print } from '../cli/output.ts';\nexport const say = print;\n`,
  'src/schedule/knows-the-command-line.ts': `import { print } from '../cli/output.ts';\nexport const say = print;\n`,
  'src/storage/knows-the-engine.ts': `import { openEngine } from '../engine.ts';\nexport const open = openEngine;\n`,
  'src/storage/knows-the-engine-by-type.ts': `import type { Engine } from '../engine.ts';\nexport type Mine = Engine;\n`,
  'src/storage/knows-dispatch.ts': `import { createDispatch } from '../dispatch.ts';\nexport const create = createDispatch;\n`,
  'src/storage/knows-the-command-line.ts': `import { print } from '../cli/output.ts';\nexport const say = print;\n`,
  'src/storage/migrations/knows-a-platform.ts': `import { render } from '../../platforms/web/render.ts';\nexport const draw = render;\n`,
  'src/storage/good.ts': `import { openSqlite } from './sqlite.ts';\nimport type { Storage } from './storage.ts';\nexport const open: (storage: Storage) => unknown = openSqlite;\n`,
  'src/curation/knows-a-platform.ts': `import { render } from '../platforms/web/render.ts';\nexport const draw = render;\n`,
  'src/curation/knows-the-engine.ts': `import { openEngine } from '../engine.ts';\nexport const open = openEngine;\n`,
  'src/curation/opens-storage.ts': `import { openStorage } from '../storage/open.ts';\nexport const open = openStorage;\n`,
  'src/curation/good.ts': `import type { Storage } from '../storage/storage.ts';\nexport type Mine = Storage;\n`,
  'src/pictures/knows-the-start.ts': `import { start } from '../main.ts';\nexport const begin = start;\n`,
  'src/pictures/knows-a-platform.ts': `import { render } from '../platforms/web/render.ts';\nexport const draw = render;\n`,
  'src/platforms/web/opens-storage.ts': `import { openStorage } from '../../storage/open.ts';\nexport const open = openStorage;\n`,
  'src/platforms/web/creates-storage.ts': `import { createStorage } from '../../storage/create.ts';\nexport const create = createStorage;\n`,
  'src/platforms/terminal/knows-the-database.ts': `import { openSqlite } from '../../storage/sqlite.ts';\nexport const open = openSqlite;\n`,
  'src/platforms/discord/knows-the-command-line.ts': `import { print } from '../../cli/output.ts';\nexport const say = print;\n`,
  'src/platforms/discord/knows-the-command-line-by-type.ts': `import type { SayOptions } from '../../cli/say.ts';\nexport type Mine = SayOptions;\n`,
  'src/platforms/discord/opens-the-engine.ts': `import { openEngine } from '../../engine.ts';\nexport const open = openEngine;\n`,
  'src/platforms/discord/good.ts': `import type { Engine } from '../../engine.ts';\nimport type { Storage } from '../../storage/storage.ts';\nexport type Mine = [Engine, Storage];\n`,
  'src/cli/opens-storage.ts': `import { openStorage } from '../storage/open.ts';\nexport const open = openStorage;\n`,
  'src/cli/good.ts': `import { openEngine } from '../engine.ts';\nimport { runRepl } from '../platforms/terminal/repl.ts';\nexport const both = [openEngine, runRepl];\n`,
  'src/migrates-itself.ts': `import { migrate } from './storage/migrate.ts';\nexport const move = migrate;\n`,
  'src/engine.ts': `import { openStorage } from './storage/open.ts';\nimport { importStories } from './curation/import-stories.ts';\nexport const openEngine = [openStorage, importStories];\n`,
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
    expect(hits).toEqual(new Set(Object.keys(PLANTED).filter((file) => !/^(?:good|engine)\.ts$/.test(basename(file)))));
  });
});

/** All that the owner allows at the top of the repository. */
const TOP_LEVEL = `
  package.json package-lock.json tsconfig.json oxlint.config.ts knip.json vitest.config.ts .oxfmtrc.json .npmrc
  src commands digests stories tests bench docs .ci .env.example .gitignore README.md LICENSE
`;

test('nothing stands at the top level that the owner did not ask for', () => {
  const { stdout, status } = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8' });
  expect(status).toBe(0);
  const top = new Set(stdout.split('\0').flatMap((file) => file.split('/')[0] || []));
  expect(top).toContain('package.json');
  expect([...top].filter((name) => !TOP_LEVEL.split(/\s+/).includes(name))).toEqual([]);
});

test('no folder is a grab-bag', () => {
  const folders = readdirSync('src', { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.filter((name) => /^(utils?|helpers?|misc|common|lib)$/.test(name))).toEqual([]);
});
