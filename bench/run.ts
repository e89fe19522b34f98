/** `npm run bench -- NAME`, with the heap as `npm start` has it: each benchmark prints a table and one line of JSON, and exits 1 where a limit is missed. */
const BENCHMARKS = [
  'commands',
  'answers',
  'grounding',
  'hostile',
  'platforms',
  'start',
  'delivery',
  'crash',
  'corrections',
  'time-travel',
  'pages',
  'mutated',
  'extract',
] as const;

const [name = ''] = process.argv.slice(2);
const known = BENCHMARKS.find((benchmark) => benchmark === name);
if (!known) {
  console.error(`Name a benchmark: ${BENCHMARKS.join(', ')}`);
  process.exitCode = 1;
} else {
  const { run } = (await import(`./${known}.ts`)) as { run: () => Promise<boolean> };
  if (!(await run())) process.exitCode = 1;
}
