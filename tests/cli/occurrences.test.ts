import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { cli, jsonLines, oneLine, start } from '../support/cli.ts';

describe.concurrent('occurrences --jsonl', () => {
  test('answers in order, and names a malformed line without stopping', async () => {
    const input = [
      '{"id":"a","expr":"30 2 * * *","tz":"Europe/Berlin","from":"2026-03-28T12:00:00Z","count":2}',
      '',
      'not json',
      '{"id":3,"expr":"61 * * * *","tz":"UTC","from":"2026-01-01T00:00:00Z","count":1}',
      '{"id":"d","expr":"* * * * *","tz":"Europe/Nowhere","from":"2026-01-01T00:00:00Z","count":1}',
      '{"id":"e","expr":"* * * * *","tz":"UTC","from":"2026-01-01T00:00:00","count":1001}',
      '{"id":"f","expr":"* * * * *","tz":"CET","from":"2026-01-01T01:00+01:00","count":1}',
      '{"id":"g","expr":"0 0 30 2 *","tz":"UTC","from":"2026-01-01T00:00:00Z","count":5}',
    ].join('\r\n');
    const { code, stdout, stderr } = await cli(['occurrences', '--jsonl'], { input });
    expect(jsonLines(stdout)).toEqual([
      { id: 'a', next: ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'] },
      { error: 'not JSON', line: 3 },
      { id: 3, error: expect.stringContaining('minute'), line: 4 },
      { id: 'd', error: expect.stringContaining('Europe/Nowhere'), line: 5 },
      { id: 'e', error: expect.stringMatching(/from: .*count: /), line: 6 },
      { id: 'f', next: ['2026-01-01T00:01:00.000Z'] },
      { id: 'g', next: [] },
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/4 lines were not answered/) });
  });

  test('streams', async () => {
    const child = start(['occurrences', '--jsonl']);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.write('{"id":1,"expr":"0 9 * * *","tz":"UTC","from":"2026-01-01T00:00:00Z","count":1}\n');
    const first = await lines.next(); // arrives while stdin is still open
    expect(JSON.parse(String(first.value))).toEqual({ id: 1, next: ['2026-01-01T09:00:00.000Z'] });
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

describe.concurrent('occurrences for people', () => {
  const week = ['occurrences', '0 9 * * 1-5', '--tz', 'berlin', '--from', '2026-03-27T12:00:00Z', '--count', '2'];

  test('says it in words and as times', async () => {
    expect(await cli(week)).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^at 09:00, Monday through Friday, Berlin time \(Europe\/Berlin\)\n2026-03-30T07:00:00\.000Z {2}Mon 30 Mar.*, 09:00 CEST\n.*\n$/,
      ),
      stderr: '',
    });
    const { stdout } = await cli([...week, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ next: ['2026-03-30T07:00:00.000Z', '2026-03-31T07:00:00.000Z'] });
  });

  test('says of what never fires that it never does', async () => {
    const { code, stdout } = await cli(['occurrences', '0 9 30 2 *']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/UTC\nnever\n$/) });
  });

  test.for([
    [[], /Give an expression/],
    [['0 9 * *'], /.*five fields/],
    [['0 9 * * *', '--tz', 'CET'], /.*Europe\/Berlin/],
    [['0 9 * * *', '--from', '2026-01-01T00:00:00'], /--from takes/],
    [['0 9 * * *', '--count', '1001'], /--count takes/],
    [['0 9 * * *', '--count', '2x'], /--count takes/],
    [['0 9 * * *', '--jsonl'], /With --jsonl/],
  ] as const)('refuses %j', async ([args, message]) => {
    expect(await cli(['occurrences', ...args])).toEqual({ code: 1, stdout: '', stderr: oneLine(message) });
  });
});
