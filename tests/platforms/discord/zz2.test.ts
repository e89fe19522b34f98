import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { test, expect } from 'vitest';
import { cleanText } from '../../../src/clean-line.ts';
import { escape } from '../../../src/platforms/discord/escape.ts';
import { inline } from '../../../src/platforms/discord/inline.ts';
import { hostileText } from '../../support/arbitrary-reply.ts';
const { parse } = createRequire('/tmp/dm/package.json')('discord-markdown-parser');
const short = fc.oneof(hostileText, fc.string({ unit: fc.constantFrom(...'\\*_`[a \n'), maxLength: 6 }));
const text = (n: any): string =>
  Array.isArray(n)
    ? n.map(text).join('')
    : typeof n === 'string'
      ? n
      : n.type === 'br'
        ? '\n'
        : n.name && n.type === 'twemoji'
          ? n.name
          : text(n.content ?? '');
const types = (n: any): string[] =>
  Array.isArray(n) ? n.flatMap(types) : typeof n === 'string' ? [] : [n.type, ...types(n.content ?? '')];
test('escape by a parser that others wrote', () => {
  fc.assert(
    fc.property(short, (s) => {
      const ast = parse(escape(s), 'extended');
      expect(types(ast).filter((t) => t !== 'text' && t !== 'br' && t !== 'twemoji')).toEqual([]);
      expect(text(ast).replace(/\s+/g, ' ')).toBe(cleanText(s).replace(/\s+/g, ' '));
    }),
    { numRuns: 20000 },
  );
});
const mark = fc.constantFrom('strong' as const, 'emphasis' as const, 'highlight' as const, 'code' as const);
const span = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: short }),
  fc.record({ type: fc.constant('text' as const), text: short, mark }),
  fc.record({ type: fc.constant('cite' as const), number: fc.nat(9) }),
);
test('inline by a parser that others wrote', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
      const ast = parse(inline(spans), 'extended');
      const words = spans.map((e) => (e.type === 'cite' ? `[${e.number}]` : cleanText(e.text))).join('');
      expect(text(ast).replace(/\s+/g, ' ')).toBe(words.replace(/\s+/g, ' '));
      expect(
        types(ast).filter((t) => !['text', 'br', 'twemoji', 'strong', 'em', 'underline', 'inlineCode'].includes(t)),
      ).toEqual([]);
    }),
    { numRuns: 20000 },
  );
});
