import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';
import { formatStoryFile, parseStoryFile } from '../../src/facts/story-file.ts';
import { aStory } from '../support/builders.ts';

const FILE = 'stories/harbour-bridge.yaml';
const GOOD = stringify(aStory());

function messages(text: string): string[] {
  return parseStoryFile(FILE, text).faults.map(({ message }) => message);
}

function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

test('a good story is read, and written so that it reads the same', () => {
  const { story } = parseStoryFile(FILE, GOOD);
  expect(story).toEqual(aStory());
  expect(parseStoryFile(FILE, formatStoryFile(aStory())).story).toEqual(aStory());
});

describe('a fault names file, line, path and reason', () => {
  const [fact, second] = aStory().facts;
  const [quote] = aStory().quotes;
  test.for([
    ['duplicate id', { facts: [fact, { ...second, id: 'opening' }] }, 'facts[1].id', 'duplicate id “opening”'],
    ['unknown speaker', { quotes: [{ ...quote, speaker: 'nobody' }] }, 'quotes[0].speaker', 'unknown speaker “nobody”'],
    [
      'offset past the end',
      { facts: [{ ...fact, evidence: [{ ...fact?.evidence[0], end: 99_999 }] }] },
      'facts[0].evidence[0].end',
      'past the end',
    ],
    [
      'end before start',
      { facts: [{ ...fact, evidence: [{ ...fact?.evidence[0], start: 90, end: 80 }] }] },
      'facts[0].evidence[0].end',
      'greater than start',
    ],
    [
      'a correction of no item',
      { corrections: [{ date: '2031-05-07', was: 'x', now: 'y', items: ['colour'] }] },
      'corrections[0].items[0]',
      'unknown item “colour”',
    ],
    [
      'an item withdrawn and held',
      { corrections: [{ date: '2031-05-07', was: 'x', items: ['cost'] }] },
      'corrections[0].items[0]',
      'is withdrawn and yet among the items',
    ],
    ['unknown field', { colour: 'red' }, 'colour', 'Unrecognized'],
    ['wrong type', { facts: [{ ...fact, importance: 'high' }] }, 'facts[0].importance', 'expected'],
    ['bad date', { facts: [{ ...fact, when: 'last year' }] }, 'facts[0].when', 'EDTF'],
    [
      'unknown summary fact',
      { summary: { short: ['gone'], standard: ['opening'], long: ['opening'] } },
      'summary.short[0]',
      'unknown fact “gone”',
    ],
    [
      'altered quotation',
      { quotes: [{ ...quote, text: 'The bridge is ours again' }] },
      'quotes[0].text',
      'character for character',
    ],
    ['bidirectional override', { title: 'abc\u202edef' }, 'title', 'bidirectional'],
    ['zero-width space', { title: 'abc\u200bdef' }, 'title', 'invisible character, U+200B'],
    ['line separator', { title: 'abc\u2028def' }, 'title', 'U+2028'],
    ['soft hyphen', { title: 'abc\u00addef' }, 'title', 'U+00AD'],
    ['tag', { title: 'abc\u{e0041}def' }, 'title', 'U+E0041'],
    ['quotation mark in a topic', { topics: ['the "deal"'] }, 'topics[0]', 'quotation mark'],
    ['zalgo', { title: 'x\u0301\u0302\u0303\u0304\u0305\u0306' }, 'title', 'combining marks'],
    ['script url', { source: { ...aStory().source, url: 'javascript:alert(1)' } }, 'source.url', 'URL'],
  ] as const)('%s', ([, change, path, reason]) => {
    const text = stringify({ ...aStory(), ...change });
    const [message = ''] = messages(text);
    expect(message).toMatch(/^stories\/harbour-bridge\.yaml:\d+: /);
    expect(message).toContain(`: ${path}: `);
    expect(message).toContain(reason);
    const line = Number(/:(\d+):/.exec(message)?.[1]);
    const key =
      path
        .split('.')
        .at(-1)
        ?.replace(/\[\d+\]$/, '') ?? '';
    expect(
      text
        .split('\n')
        .slice(line - 2, line)
        .join('\n'),
    ).toContain(key);
  });

  test('a missing field is reported at its parent', () => {
    const text = GOOD.replace('slug: harbour-bridge\n', '');
    expect(messages(text)[0]).toContain(`${FILE}:1: slug: `);
  });

  test('bad YAML', () => {
    const text = GOOD.replace('title: Port', 'title: "Port');
    expect(messages(text)[0]).toMatch(/^stories\/harbour-bridge\.yaml:\d+: /);
  });

  test('a doubled key', () => {
    expect(messages(`${GOOD}slug: other\n`)[0]).toContain(`${FILE}:${GOOD.split('\n').length}: `);
  });

  test('aliases, also those that expand without bound, at the line of the first', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n${GOOD}`;
    expect(messages(bomb)).toEqual([`${FILE}:2: YAML aliases are not allowed in a story`]);
    const plain = GOOD.replace('title: Port', 'title: &t Port').replace(
      'publisher: The Ansel Courier',
      'publisher: *t',
    );
    expect(messages(plain)).toEqual([`${FILE}:${lineOf(plain, '*t')}: YAML aliases are not allowed in a story`]);
  });

  test('an alias without its anchor, at its line', () => {
    expect(messages('a: 1\nb: *nowhere\n')).toEqual([`${FILE}:2: YAML aliases are not allowed in a story`]);
  });

  test.for([
    ['brackets', '['.repeat(200_000), 1],
    ['braces after a few lines', `a: 1\nb: ${'{x: '.repeat(200_000)}`, 2],
    ['dashes', `a:\n${'- '.repeat(200_000)}`, 2],
    ['question marks', '? '.repeat(200_000), 1],
    ['indentation', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 41],
    ['brackets in indentation', `a:\n b:\n  - c:\n    - ${'['.repeat(40)}`, 4],
  ] as const)('%s without end, on one line', ([, text, line]) => {
    expect(messages(text)).toEqual([`${FILE}:${line}: is nested too deeply for a story`]);
  });

  test('what only looks like nesting is none', () => {
    const prose = `${'[ { '.repeat(60)}- - - ? # ' " : `;
    const text = `# ${prose}\n${GOOD}note: |\n  ${prose}\nmore: "${'['.repeat(99)}"\nlast: '${'{'.repeat(99)}'\n`;
    expect(messages(text)).toEqual([expect.stringContaining('note: Unrecognized')]);
  });

  test('of very many errors of syntax only the first few are told', () => {
    const told = messages(']'.repeat(1000));
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toBe(`${FILE}: and 997 more faults of syntax`);
  });

  test('what a terminal would act on is left out of the message', () => {
    const { faults } = parseStoryFile('stories/\u001b[2J.yaml', `${GOOD}"\\e]0;pwned\\a\\e[31m": 1\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toMatch(/^stories\/\[2J\.yaml:\d+: \]0;pwned\[31m: \P{Cc}+$/u);
    expect([faults[0]?.file, faults[0]?.path, faults[0]?.reason].join('')).not.toMatch(/\p{Cc}/u);
  });

  test.for(['', 'null', '[]', '42', '"text"', '{'])('%s is not a story', (text) => {
    expect(messages(text).length).toBeGreaterThan(0);
  });

  test('a file too large to be a story is not even read', () => {
    expect(messages('#'.repeat(3 * 1024 * 1024))).toEqual([`${FILE}: is larger than 2 MiB`]);
  });

  test('every fault is told, not only the first', () => {
    const text = stringify({ ...aStory(), title: '', facts: [{ ...fact, importance: 9 }] });
    expect(messages(text).length).toBeGreaterThanOrEqual(2);
  });
});
