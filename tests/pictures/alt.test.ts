import { array, assert, constantFrom, double, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { altText, LONGEST_ALT } from '../../src/pictures/alt.ts';
import { aQuotePicture } from '../support/pictures.ts';

describe('the alternative text of a picture', () => {
  test('of bars has every label, figure and unit', () => {
    expect(
      altText(
        {
          type: 'bars',
          title: 'Bridge',
          groups: [
            {
              unit: 'million crowns',
              bars: [
                { label: 'Cost of the work', value: 42 },
                { label: 'Loss of the ferry', value: -3.5 },
              ],
            },
            { unit: '%', bars: [{ label: 'Share paid by the city', value: 60 }] },
          ],
        },
        'The table beneath has the sources.',
      ),
    ).toBe(
      'Bar charts. Cost of the work: 42 million crowns; Loss of the ferry: -3.5 million crowns; ' +
        'Share paid by the city: 60%. The table beneath has the sources.',
    );
  });

  test('of a timeline has every date and event', () => {
    const opening = { from: '2031-05-06', to: '2031-05-06', when: '6 May 2031', label: 'The bridge opens.' };
    expect(altText({ type: 'timeline', title: 'Bridge', events: [opening] })).toBe(
      'Timeline. 6 May 2031: The bridge opens.',
    );
  });

  test('of a quote card has the whole quotation, who said it and where it stood', () => {
    expect(altText(aQuotePicture())).toBe(
      'Quote card: “The bridge is yours again” Mira Vale, mayor of Port Ansel, told residents. The Ansel Courier, 6 May 2031.',
    );
  });

  test('shortens many events alike, and counts those that find no room', () => {
    const twelve = altText({ type: 'timeline', title: 'Bridge', events: events(12) });
    for (let day = 1; day <= 12; day += 1) expect(twelve).toContain(`${day} May 2031: A council`);
    expect(altText({ type: 'timeline', title: 'Bridge', events: events(90) })).toMatch(/; and \d+ more\.$/);
  });

  test('is never longer than the shortest platform takes', () => {
    const words = string({ unit: 'binary', maxLength: 400 });
    const bar = record({ label: words, value: double({ noNaN: true, noDefaultInfinity: true }) });
    assert(
      property(
        array(bar, { minLength: 1, maxLength: 60 }),
        words,
        constantFrom('', 'The table beneath has every figure with its source.'),
        (bars, unit, closing) => {
          for (const text of [
            altText({ type: 'bars', title: 't', groups: [{ unit, bars }] }, closing),
            altText({ ...aQuotePicture(), text: 'x'.repeat(600), speaker: unit, role: unit, source: unit }, closing),
          ]) {
            expect(text.length).toBeLessThanOrEqual(LONGEST_ALT);
            expect(text.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });
});

function events(length: number) {
  return Array.from({ length }, (_, i) => ({
    from: '2031-05-06',
    to: '2031-05-06',
    when: `${i + 1} May 2031`,
    label: 'A council of thirty members spoke at great length about the bridge, its trams and its cost',
  }));
}
