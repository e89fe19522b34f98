import { describe, expect, test } from 'vitest';
import { monthBeside, monthOf } from '../../../../src/platforms/web/schedule/month.ts';
import { durationWords } from '../../../../src/platforms/web/schedule/words.ts';

const now = new Date('2031-05-31T23:30:00.000Z');

describe('a month', () => {
  test.for([
    { name: undefined, zone: 'UTC', shown: '2031-05', from: '2031-05-01T00:00', to: '2031-06-01T00:00', days: 31 },
    {
      name: undefined,
      zone: 'Europe/Berlin',
      shown: '2031-06',
      from: '2031-05-31T22:00',
      to: '2031-06-30T22:00',
      days: 30,
    },
    {
      name: '2031-03',
      zone: 'Europe/Berlin',
      shown: '2031-03',
      from: '2031-02-28T23:00',
      to: '2031-03-31T22:00',
      days: 31,
    },
    {
      name: '2032-02',
      zone: 'Pacific/Kiritimati',
      shown: '2032-02',
      from: '2032-01-31T10:00',
      to: '2032-02-29T10:00',
      days: 29,
    },
    {
      name: '2030-12',
      zone: 'Pacific/Pago_Pago',
      shown: '2030-12',
      from: '2030-12-01T11:00',
      to: '2031-01-01T11:00',
      days: 31,
    },
    // Its first midnight was skipped: clocks went from 23:59:59 to 01:00.
    {
      name: '2017-10',
      zone: 'America/Asuncion',
      shown: '2017-10',
      from: '2017-10-01T04:00',
      to: '2017-11-01T03:00',
      days: 31,
    },
  ])('$shown in $zone has $days days from $from', ({ name, zone, shown, from, to, days }) => {
    const month = monthOf(name, zone, now);
    expect([month.name, month.from.toISOString(), month.to.toISOString(), month.days.length]).toEqual([
      shown,
      `${from}:00.000Z`,
      `${to}:00.000Z`,
      days,
    ]);
    expect([month.days[0], month.days.at(-1)]).toEqual([`${shown}-01`, `${shown}-${days}`]);
  });

  test.for([
    ['2031-01', -1, '2030-12'],
    ['2030-12', 1, '2031-01'],
  ] as const)('%s and %i is %s', ([name, by, expected]) => {
    expect(monthBeside(name, by)).toBe(expected);
  });
});

test.for([
  [-1, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [19_800_000, '5 h 30 min'],
  [86_400_000 + 3_600_000, '1 d 1 h'],
] as const)('%i milliseconds are %s', ([ms, expected]) => {
  expect(durationWords(ms)).toBe(expected);
});
