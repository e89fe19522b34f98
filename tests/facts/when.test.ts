import { describe, expect, test } from 'vitest';
import { formatWhen, parseWhen } from '../../src/facts/when.ts';

describe('parseWhen', () => {
  test.for([
    ['2023-10-18', '2023-10-18', '2023-10-18', false],
    ['2024-02', '2024-02-01', '2024-02-29', false],
    ['2022', '2022-01-01', '2022-12-31', false],
    ['2023-01/2023-07', '2023-01-01', '2023-07-31', false],
    ['2023-10-18~', '2023-10-18', '2023-10-18', true],
  ] as const)('reads %s', ([text, from, to, approximate]) => {
    expect(parseWhen(text)).toEqual({ from, to, approximate });
  });

  test.for([
    '',
    'last year',
    '2023-13',
    '2023-02-30',
    '../2022',
    '2022/..',
    '202X',
    '2023-21',
    '-0044',
    '2023-10-18T09:00:00Z',
    '2023-07/2023-01',
  ])('refuses “%s”', (text) => {
    expect(parseWhen(text)).toBeUndefined();
  });
});

test.for([
  ['2023-10-18', '18 Oct 2023'],
  ['2023-03', 'Mar 2023'],
  ['2022', '2022'],
  ['2023-01/2023-07', 'Jan 2023 – Jul 2023'],
  ['2023-10-18~', 'about 18 Oct 2023'],
] as const)('%s reads “%s”', ([text, expected]) => {
  expect(formatWhen(text)).toBe(expected);
});
