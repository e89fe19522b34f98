import { describe, expect, test } from 'vitest';
import { cli, jsonLines, oneLine } from '../support/cli.ts';

const text =
  '🌉 Mira Vale opened the bridge on Tuesday.\r\n\r\n“It is yours, ‘all’ of it,” she said, “cafe\u0301s too.”';

describe.concurrent('extract --jsonl', () => {
  test('prints quotations and facts by their offsets in the text as given, and names a malformed line', async () => {
    const input = [JSON.stringify({ id: 1, text, more: true }), '', 'not json', JSON.stringify({ id: 'c' })].join('\n');
    const { code, stdout, stderr } = await cli(['extract', '--jsonl'], { input });
    const [read, bad, incomplete, ...rest] = jsonLines(stdout);
    expect(rest).toEqual([]);
    const span = (words: string) => ({
      text: words,
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
    });
    expect(read).toEqual({
      id: 1,
      quotes: [
        { ...span('It is yours, ‘all’ of it,'), speaker: 'Mira Vale' },
        { ...span('cafe\u0301s too.'), speaker: 'Mira Vale' },
      ],
      facts: expect.any(Array),
    });
    expect(bad).toEqual({ error: 'not JSON' });
    expect(incomplete).toEqual({ id: 'c', error: expect.stringContaining('text') });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 lines were not/) });
  });

  test('without --jsonl it says what it reads', async () => {
    const { code, stderr } = await cli(['extract']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/.*--jsonl/) });
  });
});
