import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatStoryFile } from '../src/facts/story-file.ts';
import { aStory } from './support/builders.ts';
import { tempDir } from './storage/backends.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Ended = { code: number | null; stdout: string; stderr: string };

let dir = '';
const children: Child[] = [];
beforeEach(() => {
  dir = tempDir();
  mkdirSync(join(dir, 'stories'));
  writeFileSync(join(dir, 'stories/bridge.yaml'), formatStoryFile(aStory()));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(dir, { recursive: true, force: true });
});

/** Runs a program in the test's folder, with an environment of its own. */
class Run {
  readonly child: Child;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(args: string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, args, {
      cwd: dir,
      env: { PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(this.child);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: z.int().nullable().parse(code),
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Waits until stdout holds this text. */
  async says(text: string): Promise<string> {
    while (!this.#stdout.includes(text))
      await Promise.race([
        once(this.child.stdout, 'data'),
        this.ended.then(({ stdout, stderr }) =>
          Promise.reject(new Error(`ended without “${text}”:\n${stdout}${stderr}`)),
        ),
      ]);
    return this.#stdout;
  }

  async endedBy(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

const MAIN = resolve('src/main.ts');
const READY = 'Press Ctrl+C to stop.';

/** Starts with a module that runs first, to plant what cannot happen otherwise. */
function mainAfter(code: string): string[] {
  const file = join(dir, 'first.mjs');
  writeFileSync(file, code);
  return ['--import', file, MAIN];
}

describe('a start', () => {
  test('says where the bot is and what it holds, answers there, and ends with 0 on SIGTERM', async () => {
    const bot = new Run([MAIN]);
    const text = await bot.says(READY);
    expect(text).toMatch(
      /^Pullquote \d+\.\d+\.\d+ is ready\.\n {2}Web {7}http:\/\/127\.0\.0\.1:\d+\n {2}Stories {3}1 story, 3 facts, 2 quotations \(stories\/\)\n {2}Data {6}data\/pullquote\.db\n/,
    );
    const page = await fetch(`${/http:\S+/.exec(text)?.[0]}/stories`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Port Ansel');
    expect(await bot.endedBy('SIGTERM')).toEqual({ code: 0, stdout: text, stderr: '' });
    expect(readdirSync(join(dir, 'data')).sort()).toEqual(['pullquote.db', 'pullquote.lock']); // the write-ahead log is merged
  });

  test('lists broken story files with file, line and reason, and runs all the same', async () => {
    writeFileSync(join(dir, 'stories/broken.yaml'), 'slug: Broken!\n');
    const bot = new Run([MAIN]);
    expect(await bot.says(READY)).toContain(
      '\n  stories/broken.yaml:1: slug: must be lower-case words joined by hyphens\n',
    );
    expect(await bot.endedBy('SIGINT')).toMatchObject({ code: 0 });
  });

  test('reads .env, over which the environment wins', async () => {
    writeFileSync(join(dir, '.env'), 'DATA_DIR=elsewhere\nPORT=nonsense\nDISCORD_TOKEN=secret-token\n');
    const bot = new Run([MAIN]);
    const text = await bot.says(READY);
    expect(text).toContain('elsewhere/pullquote.db');
    expect(text).toContain('DISCORD_TOKEN is set, but this version');
    const { stdout, stderr } = await bot.endedBy('SIGTERM');
    expect(stdout + stderr).not.toContain('secret-token');
  });

  test('after SIGKILL needs no mending', async () => {
    const bot = new Run([MAIN]);
    await bot.says(READY);
    await bot.endedBy('SIGKILL');
    const next = new Run([MAIN]);
    await next.says(READY);
    expect(await next.endedBy('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('a start that fails says why on one line and ends with 1', () => {
  test('a second bot on the same data', async () => {
    const first = new Run([MAIN]);
    await first.says(READY);
    expect(await new Run([MAIN]).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `Pullquote did not start: data/pullquote.db is in use by another Pullquote (process ${first.child.pid}). Stop it or set DATA_DIR to another folder.\n`,
    });
  });

  test.for<[string, Record<string, string>, () => void, string]>([
    ['a wrong setting', { PORT: 'eighty' }, () => {}, 'PORT is not right'],
    [
      'no stories folder',
      { STORIES_DIR: 'nowhere' },
      () => {},
      'STORIES_DIR: nowhere cannot be read: no such file or directory',
    ],
    [
      'a file that is no database',
      {},
      () => {
        mkdirSync(join(dir, 'data'));
        writeFileSync(join(dir, 'data/pullquote.db'), 'no database '.repeat(500));
      },
      'data/pullquote.db is not a data file of Pullquote',
    ],
    ['an .env that is a folder', {}, () => mkdirSync(join(dir, '.env')), '.env cannot be read: '],
    ['a host that is not ours', { HOST: '192.0.2.1', PORT: '39999' }, () => {}, 'HOST, PORT: '],
  ])('%s', async ([, env, prepare, reason]) => {
    prepare();
    const { code, stdout, stderr } = await new Run([MAIN], env).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Pullquote did not start: [^\n]+\n$/);
    expect(stderr).toContain(reason);
  });
});

describe('a bug ends the process with 2, and its details are in the log under an id', () => {
  test.for([
    ['in the start', 'process.stdout.write = () => { throw new TypeError("planted"); };', undefined],
    [
      'as a rejection that nobody handles',
      'process.on("SIGUSR2", () => void Promise.reject(new TypeError("planted")));',
      'SIGUSR2',
    ],
    ['as a rejection with no error at all', 'process.on("SIGUSR2", () => void Promise.reject("planted"));', 'SIGUSR2'],
    [
      'as an exception that nobody catches',
      'process.on("SIGUSR2", () => { throw new TypeError("planted"); });',
      'SIGUSR2',
    ],
  ] as const)('%s', async ([, code, signal]) => {
    const bot = new Run(mainAfter(code));
    if (signal) {
      await bot.says(READY);
      bot.child.kill(signal);
    }
    const ended = await bot.ended;
    expect(ended.code).toBe(2);
    const [entry = '', line = ''] = ended.stderr.split('\n');
    const { id } = z.looseObject({ id: z.string() }).parse(JSON.parse(entry));
    expect(entry).toContain('planted');
    expect(line).toBe(`Pullquote stopped because of a bug of its own; the details are in the log under ${id}.`);
  });
});

/** A process whose stop never ends, with its clocks sped up as asked. */
function hanging(clocks: string, more = ''): Run {
  const file = join(dir, 'hang.mjs');
  writeFileSync(
    file,
    `
    import { createLog } from ${JSON.stringify(resolve('src/log.ts'))};
    import { endOnSignals } from ${JSON.stringify(resolve('src/process-end.ts'))};
    ${clocks}
    endOnSignals(() => { console.log('stopping'); return new Promise(() => {}); }, createLog('warn'));
    ${more}
    setInterval(() => {}, 60_000);
    console.log('up');
  `,
  );
  return new Run([file]);
}

describe('stopping', () => {
  test('a second Ctrl+C ends at once', async () => {
    const run = hanging('let time = 0; performance.now = () => (time += 1000);');
    await run.says('up');
    run.child.kill('SIGINT');
    await run.says('stopping');
    expect(await run.endedBy('SIGINT')).toMatchObject({ code: 130 });
  });

  test('the same Ctrl+C passed on by npm counts once', async () => {
    const run = hanging(
      'performance.now = () => 0;',
      'let heard = 0; process.on("SIGINT", () => console.log("survived", ++heard));',
    );
    await run.says('up');
    run.child.kill('SIGINT');
    await run.says('survived 1');
    run.child.kill('SIGINT');
    expect(await run.says('survived 2')).not.toContain('stopping\nstopping');
  });

  test('what hangs is cut off at the deadline', async () => {
    const run = hanging('const wait = setTimeout; globalThis.setTimeout = (work, time) => wait(work, time / 1000);');
    await run.says('up');
    const { code, stderr } = await run.endedBy('SIGTERM');
    expect(code).toBe(0);
    expect(stderr).toContain('cut off');
  });
});
