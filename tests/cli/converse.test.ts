import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { file, folder, path, stories, UNSET } from '../support/cli.ts';

/** From util-linux: runs a command in a pseudo-terminal. */
const SCRIPT = 'script';
const hasScript = spawnSync(SCRIPT, ['--version']).status === 0;

describe.skipIf(!hasScript)('on a terminal', () => {
  test('it greets, completes, answers, keeps what was typed for its owner alone, and leaves', async () => {
    const data = folder('tty-data', {});
    file('tty-data/history', '/stories\n');
    chmodSync(path('tty-data/history'), 0o644);
    const child = spawn(SCRIPT, ['-qec', `"${process.execPath}" src/cli.ts`, '/dev/null'], {
      env: { ...process.env, ...UNSET, TERM: 'xterm', NO_COLOR: '1', DATA_DIR: data, STORIES_DIR: stories },
    });
    let seen = '';
    const until = async (part: string) => {
      while (!seen.includes(part)) seen += String((await once(child.stdout, 'data'))[0]);
      seen = seen.slice(seen.indexOf(part) + part.length);
    };
    await until('Ctrl+D leaves.');
    await until('› ');
    child.stdin.write('rubbish\u0003/quo\t'); // Ctrl+C clears the line
    await until('/quote ');
    child.stdin.write('vale\r');
    await until('“The bridge is yours again”');
    await until('› ');
    child.stdin.write('\u0004');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(readFileSync(path('tty-data/history'), 'utf8')).toBe('/quote vale\n/stories\n');
    expect(statSync(path('tty-data/history')).mode & 0o777).toBe(0o600);
  });
});
