import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textWidth, wrap } from '../../src/pictures/text-width.ts';

const type = { size: 10 };

describe('text in lines', () => {
  test('breaks at words, and within a word that is longer than a line', () => {
    expect(wrap('one two three', 45, type)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijklmnop', 45, type)).toEqual(['abcdefg', 'hijklmno', 'p']);
  });

  test('that is cut ends in an ellipsis', () => {
    expect(wrap('one two, three four', 55, type, 1)).toEqual(['one two…']);
  });

  test('keeps every sign in its order, whole graphemes, and within the room', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const lines = wrap(text, 60, type);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) {
          if ([...new Intl.Segmenter('en').segment(line)].length > 1)
            expect(textWidth(line, type)).toBeLessThanOrEqual(60);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('is never broken through an emoji of several signs', () => {
    expect(wrap('👩‍💻👩‍💻👩‍💻', 20, type)).toEqual(['👩‍💻', '👩‍💻', '👩‍💻']);
  });

  test('is wider in bold, in capitals and in Chinese', () => {
    expect(textWidth('bridge', { size: 10, bold: true })).toBeGreaterThan(textWidth('bridge', type));
    expect(textWidth('BRIDGE', type)).toBeGreaterThan(textWidth('bridge', type));
    expect(textWidth('桥', type)).toBeGreaterThan(10);
  });
});
