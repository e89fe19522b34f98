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
    ['unknown field', { colour: 'red' }, 'colour', 'Unrecognized'],
    ['wrong type', { facts: [{ ...fact, importance: 'high' }] }, 'facts[0].importance', 'expected'],
    ['bad date', { facts: [{ ...fact, when: 'last year' }] }, 'facts[0].when', 'EDTF'],
    [
      'unknown summary fact',
      { summary: { short: ['gone'], standard: ['opening'], long: ['opening'] } },
      'summary.short[0]',
      'unknown fact “gone”',
    ],
    ['bidirectional override', { title: 'abc\u202edef' }, 'title', 'bidirectional'],
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
