import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsafeCharacter, withoutUnsafe } from '../../src/facts/unsafe-text.ts';

test.for([
  ['Persian', 'می\u200cخواهم'],
  ['Persian digits', '۵\u200cگانه'],
  ['Hindi', 'क्\u200dष'],
  ['a woman astronaut', '👩\u200d🚀'],
  ['a health worker with a skin tone', '👨🏽\u200d⚕\ufe0f'],
  ['a heart on fire', '❤\ufe0f\u200d🔥'],
  ['a keycap', '1\ufe0f\u20e3'],
] as const)('%s keeps its joiners and selectors', ([, text]) => {
  expect(withoutUnsafe(text)).toBe(text);
  expect(unsafeCharacter(text)).toBeUndefined();
});

test.for([
  ['U+0000', 'va\0le'],
  ['U+00AD', 'va\u00adle'],
  ['U+200B', 'va\u200ble'],
  ['U+200D', 'va\u200dle'],
  ['U+200C', 'В\u200cал'],
  ['U+200C', '4\u200c2'],
  ['U+200D', '\u0627\u200d'],
  ['U+2028', 'va\u2028le'],
  ['U+2029', 'va\u2029le'],
  ['U+202E', 'va\u202ele'],
  ['U+3164', 'vale\u3164'],
  ['U+E0041', 'vale\u{e0041}'],
  ['U+FEFF', '\ufeffvale'],
  ['U+D800', 'va\ud800le'],
] as const)('%s is refused, and taken out', ([name, text]) => {
  expect(unsafeCharacter(text)).toBe(name);
  expect(unsafeCharacter(withoutUnsafe(text))).toBeUndefined();
});

test('nothing unsafe is ever left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(unsafeCharacter(withoutUnsafe(text))).toBeUndefined();
    }),
  );
});
