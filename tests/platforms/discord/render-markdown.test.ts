import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../../src/clean-line.ts';
import { headingLine } from '../../../src/platforms/discord/block.ts';
import { escape, label } from '../../../src/platforms/discord/escape.ts';
import { address, inline } from '../../../src/platforms/discord/inline.ts';
import type { Span } from '../../../src/reply.ts';
import { hostileText } from '../../support/arbitrary-reply.ts';
import { readMarkdown } from '../../support/discord-markdown.ts';

const RUNS = { numRuns: 5000 };
const mark = fc.constantFrom('strong' as const, 'emphasis' as const, 'highlight' as const, 'code' as const);
/** Where an address leads, however its signs are written. */
const decoded = ({ host, pathname, search }: URL) =>
  `${host}${pathname}${search}`.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
const short = fc.oneof(
  hostileText,
  fc.string({ unit: fc.constantFrom('\\', '*', '_', '`', '[', 'a', ' ', '\n'), maxLength: 6 }),
);

describe('the reader of Markdown that these tests hold against the renderer', () => {
  test.for<[string, string, string[]]>([
    ['**a** _b_ *c* __d__', 'a b c d', ['bold', 'italic', 'italic', 'underlined']],
    ['||a|| ~~b~~ `c`', 'a b c', ['spoiler', 'strikethrough', 'code']],
    ['a_b_c _d_', 'a_b_c d', ['italic']],
    ['# a\n-# b\n> c\n- d\n1. e', 'a\nb\nc\nd\ne\n', ['heading', 'small print', 'quotation', 'list', 'list']],
    ['<@1> <#1> <@&1> <:a:1> <t:1:R>', '<@1> <#1> <@&1> <:a:1> <t:1:R>', Array(5).fill('angle brackets')],
    ['@everyone :smile:', '@everyone :smile:', ['mention', 'emoji']],
    ['see https://a.example/b.', 'see https://a.example/b.', ['address https://a.example/b']],
    ['[a\\*](https://a.example)', 'a\\*', ['link https://a.example']],
    ['\\*a\\* \\@everyone \\<@1> https\\://a.example', '*a* @everyone <@1> https://a.example', []],
    ['```\na*b*\n```', 'a*b*', ['block of code']],
    ['a \\', 'a \\', []],
  ])('%s', ([markdown, text, acts]) => {
    expect(readMarkdown(markdown)).toEqual({ text, acts });
  });
});

describe('text from outside', () => {
  test('is shown as it stands, and nothing in it acts', () => {
    fc.assert(
      fc.property(short, (text) => {
        expect(readMarkdown(escape(text))).toEqual({ text: cleanText(text), acts: [] });
      }),
      RUNS,
    );
  });

  test.for(['before ', '**bold** ', '## '])('acts no more behind “%s”', (before) => {
    fc.assert(
      fc.property(short, (text) => {
        const kinds = readMarkdown(before + escape(text)).acts;
        expect(kinds.length).toBeLessThanOrEqual(before === 'before ' ? 0 : 1);
      }),
    );
  });

  test('is left readable: an ordinary sentence has no backslash', () => {
    const sentence = 'Mira Vale (mayor) said: “It’s yours – all 42 km of it!” & left; 3 of 4 agree.';
    expect(escape(sentence)).toBe(sentence);
  });

  test('makes a heading of any line, and of one that ends in # a bold line', () => {
    fc.assert(
      fc.property(short, (text) => {
        const { text: shown, acts } = readMarkdown(headingLine(text, '##'));
        expect(shown.trim()).toBe(cleanLine(text).trim());
        expect(['', 'heading', 'bold']).toContain(acts.join());
      }),
      RUNS,
    );
    expect(headingLine('The language C#', '##')).toBe('**The language C#**');
  });
});

describe('spans', () => {
  const NAMES = { strong: 'bold', emphasis: 'italic', highlight: 'underlined', code: 'code' };
  const span: fc.Arbitrary<Span> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text: short }),
    fc.record({ type: fc.constant('text' as const), text: short, mark }),
    fc.record({ type: fc.constant('cite' as const), number: fc.integer({ min: 1, max: 99 }) }),
  );

  test('show their words whatever marks stand side by side', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
        const words = spans.map((each) => (each.type === 'cite' ? `[${each.number}]` : cleanText(each.text))).join('');
        const { text, acts } = readMarkdown(inline(spans));
        // Code stands on one line, and the space before a mark does not break.
        expect(text.replace(/\s+/g, ' ')).toBe(words.replace(/\s+/g, ' '));
        const allowed = new Set(spans.flatMap((each) => (each.type === 'text' && each.mark ? NAMES[each.mark] : [])));
        expect(acts.filter((act) => !allowed.has(act) && act !== 'bold')).toEqual([]);
      }),
      RUNS,
    );
  });

  test.for<[NonNullable<Extract<Span, { type: 'text' }>['mark']>, string]>([
    ['strong', '**found**'],
    ['emphasis', '_found_'],
    ['highlight', '__**found**__'],
    ['code', '`found`'],
  ])('marked %s stand out', ([mark, markdown]) => {
    expect(inline([{ type: 'text', text: 'found', mark }])).toBe(markdown);
    expect(
      inline([
        { type: 'text', text: 'a' },
        { type: 'text', text: ' found ', mark },
        { type: 'text', text: 'b' },
      ]),
    ).toBe(`a ${markdown} b`);
  });

  test('keep a citation on the line of the word before it', () => {
    expect(
      inline([
        { type: 'text', text: 'It is open. ' },
        { type: 'cite', number: 3 },
      ]),
    ).toBe('It is open.\u00a0\\[3\\]');
  });
});

function link(text: string, url: string): string {
  return inline([{ type: 'link', text, url }]);
}

describe('a link', () => {
  test('stands on its words where they need no escape, else behind them', () => {
    expect(link('The Ansel Courier', 'https://courier.example/a')).toBe(
      '[The Ansel Courier](https://courier.example/a)',
    );
    expect(link('What *now*', 'https://courier.example/a')).toBe('What \\*now\\* ([link](https://courier.example/a))');
  });

  test('leads to http and https only, and to nowhere else than it says', () => {
    fc.assert(
      fc.property(
        short,
        fc.oneof(
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          short.map((end) => `https://courier.example/${end}`),
          short,
        ),
        (text, url) => {
          const { text: shown, acts } = readMarkdown(link(text, url));
          const to = address(url);
          expect(acts).toEqual(to === undefined ? [] : [`link ${to}`]);
          expect(shown.startsWith(cleanText(text))).toBe(true);
          if (to !== undefined) {
            expect(to).toMatch(/^https?:\/\/[\w.-]+(?::\d+)?[/\w\-.~:?#&=+,;%!$@']*$/);
            expect(decoded(new URL(to))).toBe(decoded(new URL(url)));
          }
        },
      ),
      RUNS,
    );
  });

  test('is not lengthened by brackets behind it', () => {
    const spans: Span[] = [
      { type: 'link', text: 'there', url: 'https://courier.example/' },
      { type: 'text', text: ') ](https://evil.example/) x' },
    ];
    expect(readMarkdown(inline(spans))).toEqual({
      text: 'there) ](https://evil.example/) x',
      acts: ['link https://courier.example/'],
    });
  });

  test.for([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'discord://x',
    '//evil.example',
    'x',
    '',
  ])('is text where the address is “%s”', (url) => expect(link('there', url)).toBe('there'));

  test('loses a name and password, and of a very long address the fragment', () => {
    expect(address('https://bank.example@evil.example/')).toBe('https://evil.example/');
    expect(address(`https://courier.example/a#${'x'.repeat(600)}`)).toBe('https://courier.example/a');
    expect(address(`https://courier.example/${'x'.repeat(600)}`)).toBeUndefined();
  });
});

describe('a label', () => {
  test('is one line of at most so many characters, cut between signs', () => {
    fc.assert(
      fc.property(short, fc.integer({ min: 5, max: 100 }), (text, length) => {
        const cut = label(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut).toBe(cut.toWellFormed());
        expect(cleanLine(text).trim().startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
    );
    expect(label('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…');
  });
});
