import { describe, expect, test } from 'vitest';
import { cli, file, jsonLines, oneLine } from '../support/cli.ts';

const rss = file(
  'feed.xml',
  '<rss version="2.0"><channel><title>Kelm</title><item><title>Ferry</title><link>/1</link><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate><description>No boat.</description></item></channel></rss>',
);
const page = file('page.xml', '<!DOCTYPE html><html></html>');

describe.concurrent('feed', () => {
  test('prints a feed’s entries as JSON', async () => {
    const { code, stdout } = await cli(['feed', rss, '--url', 'https://kelm.example/feed']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      title: 'Kelm',
      entries: [
        {
          id: 'https://kelm.example/1',
          url: 'https://kelm.example/1',
          title: 'Ferry',
          published: '2026-03-03T09:00:00.000Z',
          summary: 'No boat.',
        },
      ],
    });
  });

  test('answers many files line by line, and goes on after one that is no feed', async () => {
    const input = [
      { id: 'a', path: page },
      { id: 'b', path: rss, url: 'https://kelm.example/' },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const { code, stdout, stderr } = await cli(['feed', '--jsonl'], { input });
    expect(jsonLines(stdout)).toMatchObject([
      { id: 'a', error: expect.stringContaining('web page') },
      { id: 'b', entries: [{ url: 'https://kelm.example/1' }] },
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/1 line could not be answered/) });
  });
});
