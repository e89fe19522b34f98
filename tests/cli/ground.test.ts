import { describe, expect, test } from 'vitest';
import { cli, jsonLines, oneLine } from '../support/cli.ts';

const source = 'The work on the harbour bridge cost 42 million crowns, the treasury of Port Ansel said on Tuesday.';

describe.concurrent('ground --jsonl', () => {
  test('reads each claim against its source, and names a malformed line without stopping', async () => {
    const input = [
      JSON.stringify({ id: 1, source, claim: source, label: 1 }),
      '',
      JSON.stringify({ id: 'b', source, claim: source.replace('42', '47') }),
      'not json',
      JSON.stringify({ id: 'd', source }),
    ].join('\r\n');
    const { code, stdout, stderr } = await cli(['ground', '--jsonl'], { input });
    const [same, changed, bad, incomplete, ...rest] = jsonLines(stdout);
    expect(rest).toEqual([]);
    expect(same).toEqual({ id: 1, supported: true, score: expect.any(Number), problems: [] });
    expect(changed).toEqual({
      id: 'b',
      supported: false,
      score: expect.any(Number),
      problems: expect.arrayContaining([expect.stringContaining('47 million')]),
    });
    expect(Number(same?.['score'])).toBeGreaterThan(Number(changed?.['score']));
    expect(bad).toEqual({ error: 'not JSON' });
    expect(incomplete).toEqual({ id: 'd', error: expect.stringContaining('claim') });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 lines were not/) });
  });

  test('exits 0 where every line is a claim', async () => {
    const { code, stdout, stderr } = await cli(['ground', '--jsonl'], {
      input: `\ufeff${JSON.stringify({ id: 'a', source, claim: 'Gulls nest on the pier.' })}\n`,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([expect.objectContaining({ id: 'a', supported: false })]);
  });

  test('without --jsonl it says what it reads', async () => {
    const { code, stdout, stderr } = await cli(['ground']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/--jsonl.*"source"/);
  });
});
