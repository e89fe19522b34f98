import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { quantile, report } from './report.ts';

const RUNS = 15;

type Started = { milliseconds: number; mebibytes: number; output: string };

/** From spawn to “ready”, and resident memory then, against a bare process that imports the same packages. */
export async function run(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'silent' };
  const main = resolve('src/main.ts');
  try {
    const recorded = await start(['--import', resolve('bench/record-imports.ts'), main], env);
    const packages = JSON.parse(/packages: (.*)/.exec(recorded.output)?.[1] ?? '[]') as string[];
    const bare = join(resolve('bench'), '.bare-start.mjs'); // beside node_modules, so that packages resolve
    writeFileSync(
      bare,
      `${packages.map((name) => `import ${JSON.stringify(name)};`).join('\n')}\nconsole.log('ready');\nprocess.on('SIGTERM', () => process.exit(0));\nsetInterval(() => {}, 1000);\n`,
    );
    const ours: Started[] = [];
    const floor: Started[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      floor.push(await start([bare], env));
      ours.push(await start([main], env));
    }
    rmSync(bare);
    const median = (list: Started[], key: 'milliseconds' | 'mebibytes') =>
      quantile(
        list.map((run) => run[key]),
        0.5,
      );
    const [time, least] = [median(ours, 'milliseconds'), median(floor, 'milliseconds')];
    const [memory, leastMemory] = [median(ours, 'mebibytes'), median(floor, 'mebibytes')];
    console.log(`Packages that the start imports: ${packages.join(', ')}`);
    return report('start', [
      { name: 'start to ready, to the bare process', value: time / least, unit: '×', limit: 2 },
      { name: 'start to ready, median', value: time, unit: 'ms', floor: least },
      { name: 'resident memory at ready, to the bare process', value: memory / leastMemory, unit: '×', limit: 2 },
      { name: 'resident memory at ready, median', value: memory, unit: 'MiB', floor: leastMemory },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program until it says it is ready, reads its memory, and ends it. */
function start(args: string[], env: NodeJS.ProcessEnv): Promise<Started> {
  return new Promise((done, fail) => {
    const from = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    let at: Pick<Started, 'milliseconds' | 'mebibytes'> | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (at || !output.includes('ready')) return;
      at = { milliseconds: performance.now() - from, mebibytes: residentMebibytes(child.pid) };
      child.kill('SIGTERM');
    });
    child
      .on('error', fail)
      .on('close', () => (at ? done({ ...at, output }) : fail(new Error(`it ended before it was ready:\n${output}`))));
  });
}

/** VmRSS of /proc/PID/status (proc(5)), in MiB. */
function residentMebibytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
