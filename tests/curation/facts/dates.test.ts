import { describe, expect, test } from 'vitest';
import { resolveWhen } from '../../../src/curation/facts/dates.ts';

/** A Thursday. */
const PUBLISHED = '2031-05-08';

describe('resolveWhen', () => {
  test.for([
    ['The bridge opened on Tuesday.', '2031-05-06'],
    ['The bridge opened Thursday.', '2031-05-08'],
    ['The bridge opened last Thursday.', '2031-05-01'],
    ['The bridge opened on Friday.', '2031-05-02'],
    ['The bridge will open on Monday.', '2031-05-12'],
    ['The council is to meet next Thursday.', '2031-05-15'],
    ['The council is expected to meet Thursday.', '2031-05-08'],
    ['It closed yesterday.', '2031-05-07'],
    ['It closes tomorrow.', '2031-05-09'],
    ['It closed last night.', '2031-05-07'],
    ['Trams stopped last month.', '2031-04'],
    ['Trams stopped earlier this month.', '2031-05'],
    ['Trams stopped last year.', '2030'],
    ['Trams stopped last week.', '2031-04-28/2031-05-04'],
    ['Trams stopped three years ago.', '2028'],
    ['Trams stopped a day ago.', '2031-05-07'],
    ['The piers failed in March.', '2031-03'],
    ['The piers failed in October.', '2030-10'],
    ['The piers will be tested in March.', '2032-03'],
    ['The piers failed on Oct. 18.', '2030-10-18'],
    ['The piers failed on 3 May.', '2031-05-03'],
    ['The piers failed on May 3, 2027, at noon.', '2027-05-03'],
    ['The piers failed in September 2027.', '2027-09'],
    ['In 2022, the piers failed.', '2022'],
    ['Trade grew between January and July.', '2030-01/2030-07'],
    ['Trade grew between January and April.', '2031-01/2031-04'],
    ['Trade grew between November and April.', '2030-11/2031-04'],
    ['Trade grew between January and July of 2029.', '2029-01/2029-07'],
    ['Trade grew from 2024 to 2027.', '2024/2027'],
    ['Trams may march in.', undefined],
    ['Prices in May 2,500 crowns.', '2031-05'],
    ['The fleet has grown since 2022.', undefined],
    ['It is the second visit since the court ruled in March.', undefined],
    ['Vale, who resigned in 2019, opened the bridge on Tuesday.', '2031-05-06'],
    ['“We open on Friday,” Vale said on Wednesday.', '2031-05-07'],
    ['It is the largest bridge.', undefined],
    ['The piers failed on February 31, 2029.', undefined],
    ['The 2019 report was wrong.', undefined],
  ] as const)('%s → %s', ([text, when]) => {
    expect(resolveWhen(text, PUBLISHED)).toBe(when);
  });

  test('without a day of publication only what is told in full is a date', () => {
    expect(resolveWhen('It opened on Tuesday.', undefined)).toBeUndefined();
    expect(resolveWhen('It opened on Tuesday.', '2031-05')).toBeUndefined();
    expect(resolveWhen('It opened on 6 May 2031.', undefined)).toBe('2031-05-06');
  });

  test('“about” that day is as good as the day', () => {
    expect(resolveWhen('It opened on Tuesday.', '2031-05-08~')).toBe('2031-05-06');
  });
});
