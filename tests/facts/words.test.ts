import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concept, fold, stem, words } from '../../src/facts/words.ts';

describe('fold', () => {
  test('folds case, diacritics, width and apostrophes', () => {
    expect(fold('Björn’s ＣＡＦÉ')).toBe("bjorn's cafe");
  });

  test('folding twice is folding once', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });
});

describe('words', () => {
  test('keeps a figure with its point, comma and per cent sign', () => {
    expect(words('Up 12.5% to $1,250 bn.')).toEqual(['up', '12.5%', 'to', '1,250', 'bn']);
  });

  test('reads a dotted abbreviation as one word', () => {
    expect(words('The U.S. and the U.K. agreed.')).toEqual(['the', 'us', 'and', 'the', 'uk', 'agreed']);
  });
});

describe('stem', () => {
  test.for([
    ['harvests', 'harvest'],
    ["vale's", 'vale'],
    ['bought', 'buy'],
    ['organised', 'organized'],
    ['1,250', '1250'],
    ['12.5%', '12.5'],
  ])('%s and %s are the same', ([one = '', other = '']) => {
    expect(stem(one)).toBe(stem(other));
  });
});

describe('concept', () => {
  test('is shared by synonyms and their inflections', () => {
    expect(concept('purchased')).toBe(concept('buying'));
    expect(concept('rose')).toBe(concept('increases'));
    expect(concept('norwegian')).toBe(concept('norway'));
    expect(concept('seven')).toBe(concept('7'));
  });

  test('is none for a word that only builds the sentence', () => {
    expect(concept('which')).toBeUndefined();
  });
});
