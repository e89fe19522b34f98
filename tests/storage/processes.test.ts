import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open.ts';
import { aStory } from '../support/builders.ts';
import { tempDir } from './backends.ts';

type Child = ChildProcessByStdio<null, Readable, null>;

let dataDir = '';
const children: Child[] = [];
beforeEach(() => {
  dataDir = tempDir();
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(dataDir, { recursive: true, force: true });
});

function start(what: 'open' | 'hold' | 'pick' | 'revise'): { child: Child; lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [resolve('tests/storage/child.ts'), what, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

async function kill(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('one long-running process per data folder', () => {
  test('a second one is refused by the number of the first; short-lived ones work beside it', async () => {
    const { child, lines } = start('hold');
    expect((await lines.next()).value).toBe('held');
    await expect(openStorage({ dataDir, exclusive: true })).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'storage_in_use',
      message: expect.stringMatching(
        new RegExp(
          `^\\S+pullquote\\.db is in use by another Pullquote \\(process ${child.pid}\\)\\. Stop it or set DATA_DIR`,
        ),
      ),
    });
    const beside = await openStorage({ dataDir });
    expect(await beside.revise({ story: aStory(), author: 'ed', note: 'n' })).toEqual({ number: 1, changed: true });
    await beside.close();
  });

  test('the folder of a killed process is free at once', async () => {
    const { child, lines } = start('hold');
    await lines.next();
    await kill(child);
    expect(existsSync(join(dataDir, 'pullquote.pid'))).toBe(true);
    await (await openStorage({ dataDir, exclusive: true })).close();
  });

  test('a number left behind that another process bears by now does not count', async () => {
    writeFileSync(join(dataDir, 'pullquote.pid'), `${process.pid}\n`);
    await (await openStorage({ dataDir, exclusive: true })).close();
    expect(existsSync(join(dataDir, 'pullquote.pid'))).toBe(false);
  });

  test('within one process too', async () => {
    const first = await openStorage({ dataDir, exclusive: true });
    await expect(openStorage({ dataDir, exclusive: true })).rejects.toMatchObject({ code: 'storage_in_use' });
    await expect(openStorage({ dataDir, exclusive: true })).rejects.toMatchObject({ code: 'storage_in_use' });
    await first.close();
    await (await openStorage({ dataDir, exclusive: true })).close();
  });
});

test('processes that open a new folder at the same time all get in', async () => {
  const said = await Promise.all(Array.from({ length: 6 }, () => start('open').lines.next()));
  expect(said).toEqual(Array.from({ length: 6 }, () => ({ done: false, value: 'ok' })));
});

test('processes that write at the same time wait for each other', async () => {
  const said = await Promise.all(Array.from({ length: 4 }, () => start('pick').lines.next()));
  expect(said).toEqual(Array.from({ length: 4 }, () => ({ done: false, value: 'ok' })));
});

test.for([1, 5, 23])(
  'after SIGKILL in the midst of writing, every acknowledged revision is there and whole (%i acknowledged)',
  async (least) => {
    const { child, lines } = start('revise');
    let acknowledged = 0;
    while (acknowledged < least) acknowledged = Number((await lines.next()).value);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    for (let line = await lines.next(); !line.done; line = await lines.next()) acknowledged = Number(line.value);

    const storage = await openStorage({ dataDir });
    const history = await storage.revisions('harbour-bridge');
    expect(history.length).toBeGreaterThanOrEqual(acknowledged);
    expect(history.map(({ number, note }) => [number, note])).toEqual(history.map((_, i) => [i + 1, `take ${i + 1}`]));
    const newest = history.length;
    expect(await storage.published()).toEqual([{ revision: newest, story: aStory({ title: `Take ${newest}` }) }]);
    expect(await storage.importedFiles()).toEqual([
      { path: 'a.yaml', sha256: String(newest).padStart(64, '0'), slug: 'harbour-bridge' },
    ]);
    await storage.close();
  },
);
