import { describe, expect, test } from 'vitest';
import { cli, file, jsonLines, oneLine } from '../support/cli.ts';

const PAGE = 'tests/fixtures/pages/wordpress-blog.html';
const empty = file('empty.html', '');

describe.concurrent('article', () => {
  test('prints a page’s article as JSON', async () => {
    const { code, stdout } = await cli(['article', PAGE, '--url', 'https://kelmcourier.example/x']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      title: 'Sunday ferries return to the Kelm islands',
      byline: 'Ansel Moor',
      date: '2026-03-11',
      publisher: 'The Kelm Courier',
      language: 'en-GB',
      url: 'https://kelmcourier.example/2026/03/sunday-ferries/',
      text: expect.stringMatching(/^Ferries between .*nine at night\.$/s),
    });
  });

  test('answers many files line by line, and goes on after one that cannot be read', async () => {
    const text = file('note.md', '# Bridge opens\n\nThe **bridge** is open.');
    const input = [
      { id: 1, path: PAGE },
      { id: 'gone', path: 'no/such.html' },
      { id: 3, path: text, url: 'https://kelm.example/a' },
      { id: 4 },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const { code, stdout, stderr } = await cli(['article', '--jsonl'], { input });
    expect(jsonLines(stdout)).toMatchObject([
      { id: 1, byline: 'Ansel Moor', date: '2026-03-11' },
      { id: 'gone', error: expect.stringContaining('no/such.html') },
      { id: 3, title: 'Bridge opens', byline: null, text: 'The bridge is open.' },
      { id: 4, error: expect.stringContaining('path') },
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 lines could not be answered/) });
  });

  test('says that a page has no text', async () => {
    expect(await cli(['article', empty])).toEqual({ code: 1, stdout: '', stderr: oneLine(/There is no article text/) });
  });

  test('says how it is used', async () => {
    expect(await cli(['article'])).toMatchObject({ code: 1, stderr: oneLine(/Name a file.*--jsonl/) });
  });
});
