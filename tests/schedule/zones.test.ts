import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMON_ZONES, ABBREVIATIONS, OTHER_CITIES, RENAMED } from '../../src/schedule/zone-names.ts';
import { cityOf, findZone, looksLikeZone, suggestZones } from '../../src/schedule/zones.ts';
import { oneSentence } from './one-sentence.ts';

describe('findZone', () => {
  test.for([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' BERLIN ', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['port au prince', 'America/Port-au-Prince'],
    ['beijing', 'Asia/Shanghai'],
    ['UTC', 'UTC'],
    ['gmt', 'UTC'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['asia/kathmandu', 'Asia/Kathmandu'],
    ['Kiev', 'Europe/Kyiv'],
    ['US/Eastern', 'America/New_York'],
    ['Etc/GMT-5', 'Etc/GMT-5'],
    ['Japan', 'Asia/Tokyo'],
  ] as const)('%s', ([typed, zone]) => {
    expect(findZone(typed)).toBe(zone);
  });

  test.for([
    ['CET', 'Europe/Berlin'],
    ['est', 'America/New_York'],
    ['PST', 'America/Los_Angeles'],
    ['IST', 'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem'],
    ['+02:00', 'clock changes'],
    ['UTC+2', 'clock changes'],
    ['−5', 'clock changes'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['tokio', 'Asia/Tokyo'],
    ['newyork', 'America/New_York'],
    ['ACT', 'name a city'],
    ['', 'name a city'],
    ['x'.repeat(200), 'name a city'],
    ['__proto__', 'nearest'],
  ] as const)('not %s', ([typed, says]) => {
    expect(oneSentence(() => findZone(typed))).toContain(says);
  });

  test('every zone by its name in any case and by its city, which is what it is named', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const found = findZone(zone.toLowerCase());
      expect([zone, RENAMED.get(zone)]).toContain(found);
      expect(findZone(cityOf(zone).toUpperCase())).toBe(found);
      expect(findZone(found)).toBe(found);
    }
  });

  test('every zone that is named in our tables is one', () => {
    const named = [
      ...COMMON_ZONES,
      ...[...ABBREVIATIONS.values()].flat(),
      ...OTHER_CITIES.values(),
      ...RENAMED.values(),
    ];
    for (const zone of named) expect(findZone(zone)).toBe(zone);
    for (const abbreviation of ABBREVIATIONS.keys()) oneSentence(() => findZone(abbreviation));
  });

  test('whatever is typed, it is found or refused in one sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (typed) => {
        looksLikeZone(typed);
        suggestZones(typed, 5);
        let zone;
        try {
          zone = findZone(typed);
        } catch {
          oneSentence(() => findZone(typed));
          return;
        }
        expect(findZone(zone)).toBe(zone);
      }),
    );
  });
});

test('suggestions begin with what people mean', () => {
  expect(suggestZones('', 3)).toEqual(COMMON_ZONES.slice(0, 3));
  expect(suggestZones('ber', 2)).toEqual(['Europe/Berlin', 'Atlantic/Bermuda']);
  expect(suggestZones('york', 3)).toEqual(['America/New_York']);
  expect(suggestZones('pst', 1)).toEqual(['America/Los_Angeles']);
  expect(suggestZones('am', 1)).toEqual(['Asia/Amman']);
  expect(suggestZones('Europe/', 500).every((zone) => zone.startsWith('Europe/'))).toBe(true);
});

test.for([
  ['Europe/Berlin', true],
  ['europe/berln', true],
  ['berlin', true],
  ['new_york', true],
  ['CET', true],
  ['+02:00', true],
  ['UTC', true],
  ['GMT', true],
  ['9', false],
  ['09:00', false],
  ['mon', false],
  ['sat', false],
  ['daily-brief', false],
  ['/digest', false],
  ['xi-putin', false],
  ['', false],
] as const)('“%s” looks like a zone: %s', ([word, expected]) => {
  expect(looksLikeZone(word)).toBe(expected);
});
