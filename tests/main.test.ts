import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { formatStoryFile } from '../src/facts/story-file.ts';
import { aStory } from './support/builders.ts';
import { startFakeDiscord } from './support/fake-discord.ts';
import { startFakeSlack } from './support/fake-slack.ts';
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
      /^Pullquote \d+\.\d+\.\d+ is ready\.\n {2}Web {7}http:\/\/127\.0\.0\.1:\d+\n {2}Stories {3}1 story, 3 facts, 2 quotations \(stories\/\)\n {2}Digests {3}none yet; type \/digest subscribe in a channel\n {2}Data {6}data\/pullquote\.db\n/,
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
    writeFileSync(
      join(dir, '.env'),
      'DATA_DIR=elsewhere\nPORT=nonsense\nDISCORD_TOKEN=secret-token\nDISCORD_API_URL=http://127.0.0.1:9/api\n',
    );
    const bot = new Run([MAIN]);
    const text = await bot.says(READY);
    expect(text).toContain('elsewhere/pullquote.db');
    expect(text).toContain('Discord   connecting');
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

describe('a platform that fails stops neither the other nor the web page:', () => {
  test('Slack is not there', async () => {
    const discord = await startFakeDiscord();
    onTestFinished(() => discord.close());
    const bot = new Run([MAIN], {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-fake',
      SLACK_APP_TOKEN: 'xapp-fake',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    });
    const text = await bot.says('Invite it to a server');
    const asked = discord.run('quote');
    await discord.until(() => asked.original);
    expect((await fetch(`${/http:\S+/.exec(text)?.[0]}/stories`)).status).toBe(200);
    const { code, stderr } = await bot.endedBy('SIGTERM');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Slack: .*; trying again/);
  });

  test('Discord does not take the token', async () => {
    const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
    onTestFinished(async () => void (await Promise.all([discord.close(), slack.close()])));
    const bot = new Run([MAIN], {
      DISCORD_TOKEN: 'of.another.bot',
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-fake',
      SLACK_APP_TOKEN: 'xapp-fake',
      SLACK_API_URL: slack.apiUrl,
    });
    await bot.says('Discord: not connected. Discord does not accept DISCORD_TOKEN');
    const text = await bot.says('Slack: connected');
    await slack.command('/quote');
    await slack.message();
    expect((await fetch(`${/http:\S+/.exec(text)?.[0]}/stories`)).status).toBe(200);
    expect(await bot.endedBy('SIGTERM')).toMatchObject({ code: 0 });
  });
});

/** A server on a port of its own. */
async function aTakenPort(): Promise<number> {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  const address = blocker.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Of a user without special rights. */
const NOBODY = 65_534;
/** Once everything is loaded, with the first look at the data folder, special rights are given up. */
const WITHOUT_RIGHTS = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { mkdirSync } = fs;
  fs.mkdirSync = (...args) => {
    if (process.getuid() === 0) {
      process.setgroups([]);
      process.setgid(${NOBODY});
      process.setuid(${NOBODY});
    }
    return mkdirSync(...args);
  };
  syncBuiltinESMExports();
`;
/** The data file may have no more pages than this, which SQLite treats as a full disk. */
const FULL_DISK = `
  import { DatabaseSync } from 'node:sqlite';
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql);
    if (sql.includes('journal_mode')) exec.call(this, 'pragma max_page_count = 8');
  };
`;

test('a start whose port is taken uses the next free one, and says so on one line', async () => {
  const port = await aTakenPort();
  const bot = new Run([MAIN], { PORT: String(port) });
  const text = await bot.says(READY);
  expect(text).toContain(` (port ${port} is taken)\n`);
  expect((await fetch(/http:\S+/.exec(text)?.[0] ?? '')).status).toBe(200);
  const { code, stderr } = await bot.endedBy('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^[^\n]*the port is in use[^\n]*\n$/);
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

  test('data that another program has locked', async () => {
    mkdirSync(join(dir, 'data'));
    const other = new DatabaseSync(join(dir, 'data/pullquote.db'));
    onTestFinished(() => other.close());
    other.exec('begin exclusive; create table t (a)');
    expect(await new Run([MAIN]).ended).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Pullquote did not start: data/pullquote.db is locked by another program. Close whatever else has it open (a SQLite shell, a backup) and try again.\n',
    });
  });

  test.for([
    ['a data file', 'data/pullquote.db', 0o400],
    ['a data folder', 'data', 0o500],
  ] as const)('%s that may only be read', async ([, path, mode]) => {
    mkdirSync(join(dir, 'data'));
    writeFileSync(join(dir, 'data/pullquote.db'), '');
    if (process.getuid?.() === 0) for (const each of ['.', 'data', path]) chownSync(join(dir, each), NOBODY, NOBODY);
    chmodSync(join(dir, path), mode);
    const { code, stdout, stderr } = await new Run(mainAfter(WITHOUT_RIGHTS)).ended;
    chmodSync(join(dir, path), 0o700);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `Pullquote did not start: ${path} cannot be used: permission denied. DATA_DIR must be a folder in which this user may read and write files.\n`,
    );
  });

  test('a full disk', async () => {
    expect(await new Run(mainAfter(FULL_DISK)).ended).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Pullquote did not start: data/pullquote.db cannot grow because the disk is full. Nothing was written: free some space and try again.\n',
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
    [
      'a file whose pages are damaged',
      {},
      () => {
        mkdirSync(join(dir, 'data'));
        const sqlite = new DatabaseSync(join(dir, 'data/pullquote.db'));
        sqlite.exec('create table t (a)');
        sqlite.close();
        const bytes = readFileSync(join(dir, 'data/pullquote.db'));
        bytes.fill(0x5a, 100); // all but the header
        writeFileSync(join(dir, 'data/pullquote.db'), bytes);
      },
      'data/pullquote.db is damaged',
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

test('no credential reaches the log, wherever it was said', async () => {
  const secret = 'xoxb-quillon"34\\\\56';
  const planted = `process.stdout.write = () => { throw Object.assign(new TypeError('no ' + process.env.SLACK_BOT_TOKEN), { said: [process.env.SLACK_BOT_TOKEN] }); };`;
  const { code, stderr } = await new Run(mainAfter(planted), { SLACK_BOT_TOKEN: secret }).ended;
  expect(code).toBe(2);
  const [entry = ''] = stderr.split('\n');
  expect(JSON.parse(entry)).toMatchObject({ err: { message: 'no [Redacted]', said: ['[Redacted]'] } });
  expect(stderr).not.toContain('quillon');
});

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
