import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { cli, file, jsonLines, oneLine, onStories, start } from '../support/cli.ts';

describe.concurrent('ask --jsonl', () => {
  test('answers from the stories, and names a malformed line without stopping', async () => {
    const input = [
      '{"id":"q1","question":"How much did the work on the bridge cost?"}',
      '',
      '{"id":2,"question":"Who won the chess olympiad in Lima?"}',
      'not json',
      '{"id":"q4"}',
      '{"id":"q5","question":"What did Mira Vale tell residents about the bridge being theirs again?"}',
    ].join('\r\n');
    const { code, stdout, stderr } = await onStories(['ask', '--jsonl'], input);
    const [cost, chess, bad, incomplete, said, ...rest] = jsonLines(stdout);
    expect(rest).toEqual([]);
    expect(cost).toEqual({
      id: 'q1',
      refused: false,
      answer: expect.stringContaining('42 million crowns'),
      facts: expect.arrayContaining(['harbour-bridge/cost']),
      score: expect.any(Number),
    });
    expect(cost).toHaveProperty(['facts', 0], 'harbour-bridge/cost');
    expect(chess).toEqual({ id: 2, refused: true, answer: null, facts: expect.any(Array), score: expect.any(Number) });
    expect(bad).toEqual({ error: 'not JSON' });
    expect(incomplete).toEqual({ id: 'q4', error: expect.stringContaining('question') });
    expect(said).toMatchObject({
      id: 'q5',
      refused: false,
      answer: expect.stringContaining('Mira Vale: “The bridge is yours again”'),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 lines were not/) });
  });

  test('a byte-order mark costs no question', async () => {
    const { code, stdout, stderr } = await onStories(
      ['ask', '--jsonl'],
      '\ufeff{"id":1,"question":"What did the work cost?"}\n',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([expect.objectContaining({ id: 1 })]);
  });

  test('streams answers from a file of facts', async () => {
    const facts = file(
      'facts.jsonl',
      '{"id":7,"text":"The lighthouse of Port Ansel is 48 metres tall."}\n\n{"id":"b","text":"Gulls nest on the old pier every spring."}\n',
    );
    const child = start(['ask', '--jsonl', '--facts', facts]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.write('{"id":"a","question":"How tall is the lighthouse of Port Ansel?"}\n');
    const first = await lines.next(); // arrives while stdin is still open
    expect(JSON.parse(String(first.value))).toMatchObject({
      id: 'a',
      refused: false,
      answer: 'The lighthouse of Port Ansel is 48 metres tall.',
      facts: expect.arrayContaining([7]),
    });
    child.stdin.end('{"id":"b","question":"Where do gulls nest every spring?"}');
    expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ id: 'b' });
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test.for([
    [1, '{"id":"a","text":"x"}\n{"id":"b"}\n', /.*bad-1\.jsonl:2: is not \{"id","text"\}: text/],
    [2, '{"id":"a","text":"x"}\nnonsense\n', /.*bad-2\.jsonl:2: is not JSON/],
    [3, '{"id":"a","text":"x"}\n{"id":"a","text":"y"}\n', /.*bad-3\.jsonl:2: duplicate id "a"/],
  ] as const)('names the file and line of a bad fact: %s', async ([number, content, message]) => {
    expect(await cli(['ask', '--jsonl', '--facts', file(`bad-${number}.jsonl`, content)])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(message),
    });
  });

  test('a reader that has had enough ends it quietly', () => {
    const input = file(
      'many.jsonl',
      Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ id: i, question: 'How tall is the lighthouse?' })).join(
        '\n',
      ),
    );
    const facts = file('few.jsonl', '{"id":7,"text":"The lighthouse is 48 metres tall."}');
    const { stdout, stderr, status } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; "$0" src/cli.ts ask --jsonl --facts "$1" < "$2" | head -n 1`,
        process.execPath,
        facts,
        input,
      ],
      { encoding: 'utf8' },
    );
    expect({ lines: stdout.split('\n').length, stderr, status }).toEqual({ lines: 2, stderr: '', status: 0 });
  });
});
