import { expect, test } from 'vitest';
import { isCurrency } from '../../src/facts/currency.ts';

test.for(['dollars', 'dollar', 'euro', 'crowns', 'krona', 'sek', 'rupees', 'yen', 'roubles', 'pence', 'won'])(
  '“%s” is money',
  (word) => {
    expect(isCurrency(word)).toBe(true);
  },
);

test.for(['tonnes', 'million', 'people', 'gold', 'real', 'years', 'the', ''])('“%s” is none', (word) => {
  expect(isCurrency(word)).toBe(false);
});
