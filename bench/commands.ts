import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { answerQuestion } from '../src/answers/answer.ts';
import { createDispatch } from '../src/dispatch.ts';
import { buildLibrary, describeItem, type Library } from '../src/facts/library.ts';
import { INDEX } from '../src/facts/search.ts';
import type { Story } from '../src/facts/story.ts';
import { loadCommands } from '../src/load-files.ts';
import { createLog } from '../src/log.ts';
import { renderTerminal } from '../src/platforms/terminal/render.ts';
import { openStorage } from '../src/storage/open.ts';
import { NO_DIGESTS } from '../tests/support/digests.ts';
import { generate } from './generate.ts';
import { quantile, report, timeInTurns, type Figure } from './report.ts';

const STORIES = 200;
const FACTS_EACH = 50;
const GROWTH = [1_000, 3_000, 10_000, 30_000, 100_000];
const BUILDS = 9;
const BLOCK = 500;

/** Commands over 200 stories and 10,000 facts, against a bare minisearch over the same texts with the same options. */
export async function run(): Promise<boolean> {
  const { stories, questions } = generate(STORIES, FACTS_EACH, 4000);
  const published = stories.map((story) => ({ story, revision: 1 }));
  const library = buildLibrary(published);
  const floor = bareIndex(library);
  const figures = [
    ...(await askFigures(library, floor, questions)),
    ...(await commandFigures(library)),
    buildFigure(published, library),
    ...growthFigures(),
  ];
  return report('commands', figures);
}

/** What a bare minisearch would be: the same documents, the same tokenizer, terms and search options, nothing else. */
function bareIndex(library: Library): MiniSearch {
  const index = new MiniSearch(INDEX);
  index.addAll(library.items.map((item, id) => ({ id, ...describeItem(item) })));
  return index;
}

async function askFigures(library: Library, floor: MiniSearch, questions: string[]): Promise<Figure[]> {
  const tasks = [
    (question: string) => floor.search(question),
    (question: string) => answerQuestion(library.search, question),
  ];
  await timeInTurns(questions.slice(0, 500), tasks); // warm-up
  // A bare search leaves thousands of results behind, to be collected while another one is timed.
  const [bare = [], ours = []] = await timeInTurns(questions.slice(500), tasks, BLOCK);
  return [0.5, 0.99].flatMap((share) => {
    const [low, high] = [quantile(bare, share), quantile(ours, share)];
    const name = `/ask p${share * 100}, 10,000 facts`;
    return [
      { name: `${name}, to bare minisearch`, value: high / low, unit: '×', limit: 3 },
      { name, value: high, unit: 'ms', limit: 10, floor: low },
    ];
  });
}

async function commandFigures(library: Library): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-commands-'));
  const storage = await openStorage({ dataDir: folder });
  const dispatch = createDispatch({
    changes: () => ({ list: [], knownUntil: '' }),
    commands: await loadCommands(),
    digests: NO_DIGESTS,
    library: () => library,
    problems: () => [],
    nextPick: (channel, refs) => storage.nextPick(channel, refs),
    sourceText: async () => undefined,
    log: createLog('silent'),
  });
  const asker = { id: 'bench', name: 'bench', isOperator: false };
  const lines = {
    summary: library.stories.map(({ slug }) => `/summary ${slug}`),
    quote: library.people.map(({ name }) => `/quote ${name}`),
    who: library.people.map(({ name }) => `/who ${name}`),
  };
  const figures: Figure[] = [];
  for (const [name, list] of Object.entries(lines)) {
    const task = async (line: string) =>
      renderTerminal(await dispatch({ line, channel: 'bench', asker }), { width: 80, color: false });
    const many = Array.from({ length: 3000 }, (_, i) => list[i % list.length] ?? '');
    await timeInTurns(many.slice(0, 500), [task]);
    const [samples = []] = await timeInTurns(many, [task]);
    figures.push({ name: `/${name} dispatch and render p99`, value: quantile(samples, 0.99), unit: 'ms', limit: 1 });
  }
  await storage.close();
  rmSync(folder, { recursive: true });
  return figures;
}

function buildFigure(published: { story: Story; revision: number }[], library: Library): Figure {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < BUILDS; i += 1) {
    bare.push(time(() => bareIndex(library)));
    ours.push(time(() => buildLibrary(published)));
  }
  return {
    name: 'building the library, to bare indexing',
    value: quantile(ours, 0.5) / quantile(bare, 0.5),
    unit: '×',
    limit: 1.3,
    floor: quantile(bare, 0.5),
  };
}

/** How /ask and memory grow, beside a bare minisearch over the same texts; an exponent of 1 is linear. */
function growthFigures(): Figure[] {
  const rows = GROWTH.map((facts) => {
    const { stories, questions } = generate(facts / FACTS_EACH, FACTS_EACH, 600);
    const published = stories.map((story) => ({ story, revision: 1 }));
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const library = buildLibrary(published);
    globalThis.gc?.();
    const memory = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    const bare = bareIndex(library);
    const ask = (question: string) => answerQuestion(library.search, question);
    for (const question of questions.slice(0, 100)) ask(question);
    const asked = questions.slice(100);
    const ours = asked.map((question) => time(() => ask(question)));
    const floor = asked.map((question) => time(() => bare.search(question)));
    return { facts, memory, ours, floor };
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const exponent = (a: number, b: number) => Math.log(b / a) / Math.log(last.facts / first.facts);
  return [
    ...rows.flatMap(({ facts, memory, ours, floor }) => {
      const size = `${facts.toLocaleString('en')} facts`;
      return [
        ...[0.5, 0.99].map((share) => ({
          name: `with ${size}: /ask p${share * 100}`,
          value: quantile(ours, share),
          unit: 'ms',
          floor: quantile(floor, share),
        })),
        { name: `with ${size}: library in memory`, value: memory, unit: 'MiB' },
      ];
    }),
    {
      name: 'growth of /ask p50 (exponent)',
      value: exponent(quantile(first.ours, 0.5), quantile(last.ours, 0.5)),
      unit: '',
      limit: 1.1,
    },
    {
      name: 'growth of /ask p99 (exponent)',
      value: exponent(quantile(first.ours, 0.99), quantile(last.ours, 0.99)),
      unit: '',
      floor: exponent(quantile(first.floor, 0.99), quantile(last.floor, 0.99)),
    },
    { name: 'growth of memory (exponent)', value: exponent(first.memory, last.memory), unit: '', limit: 1.1 },
  ];
}

function time(task: () => unknown): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}
