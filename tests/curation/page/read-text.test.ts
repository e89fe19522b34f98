import { expect, test } from 'vitest';
import { readDocument } from '../../../src/curation/page/read-document.ts';
import { readText } from '../../../src/curation/page/read-text.ts';

test('a text has its first line for a title', () => {
  expect(
    readText(
      '\ufeffBridge opens\r\n\r\nBy Mira Vale\r\n\r\n3 March 2026\r\n\r\nThe bridge is open.\r\n\r\nReally.\r\n',
      'a.txt',
    ),
  ).toEqual({
    title: 'Bridge opens',
    byline: 'Mira Vale',
    published: '2026-03-03',
    text: 'The bridge is open.\n\nReally.',
  });
});

test('a text copied with the menu above it has the first line of some length for a title', () => {
  const menu = 'Skip to content\n\nBreaking News\n\nThe old mill of Varn turns again\n\nIt turned on Monday.';
  expect(readText(menu)).toMatchObject({ title: 'The old mill of Varn turns again', text: 'It turned on Monday.' });
  const short = 'Mill turns\n\nBy Ada Orr and Tom Bell\n\nIt turned on Monday.';
  expect(readText(short)).toMatchObject({ title: 'Mill turns', text: 'It turned on Monday.' });
});

test('a text of whole lines has one paragraph a line', () => {
  expect(readText('Bridge opens\nThe bridge is open.\nReally.').text).toBe('The bridge is open.\n\nReally.');
});

test('Markdown loses its marks and keeps its words', () => {
  const source = `---
title: "The *Bridge*"
author: [Mira Vale, Jon Hara]
date: 2026-03-04
url: https://kelm.example/bridge
---
# The Bridge

The **bridge** at [Lenz](https://kelm.example/lenz) is
open_again[^1], said _Mira_. <script>alert(1)</script>

> “Yours again,” she said.

Cost
----

- one
- two *or* three

| a | b |
|---|---|
| 1 | 2 |

\`5 * 3\` \\*is\\* 15 &amp; more
`;
  expect(readText(source, 'a.md')).toEqual({
    title: 'The Bridge',
    byline: 'Mira Vale, Jon Hara',
    published: '2026-03-04',
    url: 'https://kelm.example/bridge',
    publisher: undefined,
    language: undefined,
    text: 'The bridge at Lenz is open_again, said Mira.\n\n“Yours again,” she said.\n\nCost\n\none\ntwo or three\n\na | b\n1 | 2\n\n5 * 3 *is* 15 & more',
  });
});

test('a file without a telling name is a page where it looks like one', () => {
  expect(readDocument('<h1>Bridge</h1><p>Open.</p>').text).not.toContain('<');
  expect(readDocument('Bridge\n\nThe <bridge> is 5 < 6 metres.', { url: 'https://kelm.example/a' })).toMatchObject({
    title: 'Bridge',
    url: 'https://kelm.example/a',
  });
});
