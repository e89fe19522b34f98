import { defineConfig, type OxlintOverride as Override } from 'oxlint';

type Banned = { regex: string; message: string; allowTypeImports?: boolean };

/** Each package that talks to the outside is imported in one folder. */
const SDKS: Record<string, string> = {
  'src/platforms/discord': '^(discord\\.js|@discordjs/.*)$',
  'src/platforms/slack': '^@slack/.*$',
  'src/platforms/web': '^(hono|@hono)(/.*)?$',
  'src/platforms/terminal': '^(chalk|fast-wrap-ansi)$',
  'src/pictures': '^(echarts|@resvg/.*)(/.*)?$',
  'src/delivery': '^(node-cron|prom-client)$',
  'src/storage': '^(kysely|kysely/.*|node:sqlite|pg|pg-boss)$',
  'src/schedule': '^(croner|cronstrue)(/.*)?$',
  'src/answers': '^openai(/.*)?$',
  'src/facts': '^(minisearch|edtf|stemmer|fastest-levenshtein)$',
};

const PLATFORMS = ['discord', 'slack', 'terminal', 'web'];

/** Others are handed the storage that the engine opened, and know its contract only. */
const databaseItself: Banned = {
  regex: '/storage/(open|create|sqlite|migrate)(\\.ts$|/)',
  message: 'Storage is opened in engine.ts; elsewhere its type, storage/storage.ts, is enough.',
};

/** What a folder may not import: the packages that belong to other folders, an open database, and whatever `extra` adds. */
function imports(folder: string, ...extra: Banned[]): Override {
  return bans(folder, `${folder}/**/*.ts`, databaseItself, ...extra);
}

function bans(folder: string, files: string, ...extra: Banned[]): Override {
  const foreign = Object.entries(SDKS)
    .filter(([owner]) => !folder.startsWith(owner))
    .map(([owner, regex]) => ({ regex, message: `This package is imported in ${owner}/ only.` }));
  const kit = { regex: '/kit\\.ts$', message: 'kit.ts is for commands/ and digests/.' };
  return {
    files: [files],
    rules: { 'no-restricted-imports': ['error', { patterns: [...foreign, kit, ...extra] }] },
  };
}

const contractsOnly: Banned = {
  regex: '/(platforms|storage|delivery|curation|cli)/|/(config|log|engine|dispatch|main|cli)\\.ts$',
  message: 'facts/, answers/ and schedule/ know contracts, never a platform, a database or the environment.',
};

const noComposition = (folder: string): Banned => ({
  regex: '/(engine|main|cli|dispatch)\\.ts$|/cli/',
  message: `${folder} is put together by engine.ts and the command line, and knows neither.`,
});

const noPlatform = (folder: string): Banned => ({ regex: '/platforms/', message: `${folder} knows no platform.` });

export default defineConfig({
  plugins: ['typescript', 'import', 'node', 'promise', 'unicorn', 'oxc', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['node_modules', 'data', 'src/platforms/web/assets/vendor'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/only-throw-error': 'error',
    'node/no-process-env': 'error',
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'import/no-unassigned-import': 'off',
    'eslint/no-await-in-loop': 'off', // order matters wherever we await in a loop
    'no-underscore-dangle': 'off',
    'unicorn/no-array-sort': 'off', // the arrays we sort and reverse are made in the same expression
    'unicorn/no-array-reverse': 'off',
    'oxc/no-map-spread': 'off', // copies are the point where snapshots are immutable
    'no-shadow': 'off',
    'import/no-named-as-default-member': 'off', // fast-check is used as `fc.`
    'vitest/no-conditional-expect': 'off', // property tests expect on a branch
    'vitest/expect-expect': 'off', // fc.assert is an assertion
    'vitest/require-mock-type-parameters': 'off',
    'typescript/consistent-return': 'off', // noImplicitReturns says the same, and knows exhaustive switches
  },
  overrides: [
    imports('src'),
    bans('src', 'src/engine.ts'), // the one place that opens storage
    imports('src/facts', contractsOnly),
    imports('src/answers', contractsOnly),
    imports('src/schedule', contractsOnly),
    ...['storage', 'curation', 'pictures', 'delivery'].map((name) =>
      imports(`src/${name}`, noPlatform(`${name}/`), noComposition(`${name}/`)),
    ),
    ...PLATFORMS.map((name) =>
      imports(
        `src/platforms/${name}`,
        {
          regex: `/(${PLATFORMS.filter((other) => other !== name).join('|')})/`,
          message: 'Platforms never import each other.',
        },
        { regex: '/(main|cli|dispatch)\\.ts$|/cli/', message: 'A platform knows nothing of the command line.' },
        { regex: '/engine\\.ts$', message: 'A platform is handed the engine.', allowTypeImports: true },
      ),
    ),
    {
      files: ['commands/*.ts', 'digests/*.ts'],
      rules: {
        'import/no-default-export': 'off',
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['**', '!zod', '!../src/kit.ts'],
                message: 'commands/ and digests/ import zod and ../src/kit.ts only.',
              },
            ],
          },
        ],
      },
    },
    { files: ['src/config.ts'], rules: { 'node/no-process-env': 'off' } },
    {
      files: ['tests/**', 'bench/**'],
      rules: { 'node/no-process-env': 'off', 'typescript/no-unsafe-type-assertion': 'off' },
    },
    { files: ['*.config.ts', 'tests/support/oracle-total.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});
