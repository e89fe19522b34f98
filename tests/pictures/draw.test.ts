import { array, assert, constantFrom, property, string } from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { drawPicture, pictureSize } from '../../src/pictures/draw.ts';
import { layOut } from '../../src/pictures/layout.ts';
import { numbersPicture, timelinePicture } from '../../src/pictures/of-story.ts';
import type { Picture } from '../../src/reply.ts';
import { aLibrary, aStory } from '../support/builders.ts';

const bars: Picture = {
  type: 'bars',
  title: 'Bridge & trams',
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
};
const timeline: Picture = {
  type: 'timeline',
  title: 'Bridge',
  events: [{ from: '2031-05-06', to: '2031-05-06', when: '6 May 2031', label: 'The bridge opens' }],
};

/** What has been written to that all objects share. */
function shared(): string[] {
  return [Object.prototype, Object, Function.prototype].flatMap((one) => Object.keys(one));
}

describe('a picture', () => {
  test.for([bars, timeline])('of $type carries its words and figures, in either size and theme', async (picture) => {
    for (const size of ['wide', 'narrow'] as const) {
      const { width, height } = pictureSize(picture, { size });
      const svg = await drawPicture(picture, { theme: 'light', size });
      expect(svg).toContain(`<svg width="${width}" height="${height}"`);
      expect(await drawPicture(picture, { theme: 'dark', size })).not.toBe(svg);
      for (const words of picture.type === 'bars'
        ? ['Cost of the work', '-3.5', 'million crowns', '60%']
        : ['6 May 2031', 'The bridge opens'])
        expect(svg).toContain(words);
    }
  });

  test('that stands alone has its title and an opaque surface', async () => {
    const svg = await drawPicture(bars, { theme: 'dark', size: 'wide', framed: true });
    expect(svg).toContain('Bridge &amp; trams');
    expect(svg).toContain('fill="#191c22"');
  });

  test('holds no markup from its words', async () => {
    const words = '"><script>alert(1)</script><!--';
    const hostile: Picture[] = [
      {
        type: 'bars',
        title: words,
        groups: [
          {
            unit: words,
            bars: [
              { label: words, value: 1 },
              { label: words, value: 2 },
            ],
          },
          { unit: words, bars: [{ label: words, value: 3 }] },
        ],
      },
      { type: 'timeline', title: words, events: [{ from: '2031-01-01', to: '2031-02-01', when: words, label: words }] },
    ];
    for (const picture of hostile) {
      const names = new Set<string>();
      const visit = (node: object) => {
        if ('nodeName' in node) names.add(String(node.nodeName));
        if ('childNodes' in node && Array.isArray(node.childNodes)) for (const child of node.childNodes) visit(child);
      };
      visit(parseFragment(await drawPicture(picture, { theme: 'light', size: 'narrow', framed: true })));
      expect([...names].sort()).toEqual(expect.not.arrayContaining(['script', '#comment', 'img']));
    }
  });

  test('leaves alone what all objects share, whatever its words', async () => {
    for (const words of Object.getOwnPropertyNames(Object.prototype)) {
      const bar = { label: words, value: 1 };
      const hostile: Picture[] = [
        {
          type: 'bars',
          title: words,
          groups: [
            { unit: words, bars: [bar, bar] },
            { unit: words, bars: [bar] },
          ],
        },
        {
          type: 'timeline',
          title: words,
          events: [{ from: '2031-01-01', to: '2031-02-01', when: words, label: words }],
        },
      ];
      for (const picture of hostile) {
        const svg = await drawPicture(picture, { theme: 'light', size: 'wide', framed: true });
        expect(svg.split(words).length).toBeGreaterThan(3);
      }
    }
    expect(shared()).toEqual([]);
  });

  test.for([
    { name: 'zero', values: [0, 0] },
    { name: 'only negative figures', values: [-4, -2] },
    { name: 'very unlike figures', values: [1e12, 0.001] },
  ])('of $name is drawn without a gap', async ({ values }) => {
    const picture: Picture = {
      type: 'bars',
      title: 't',
      groups: [{ unit: 'u', bars: values.map((value) => ({ label: 'l', value })) }],
    };
    expect(await drawPicture(picture, { theme: 'light', size: 'wide' })).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the layout', () => {
  const label = string({ minLength: 1, maxLength: 300 });
  test('never lets rows overlap or leave the picture', () => {
    assert(
      property(
        array(label, { minLength: 1, maxLength: 12 }),
        constantFrom('wide' as const, 'narrow' as const),
        (labels, size) => {
          const layout = layOut(
            {
              type: 'timeline',
              title: 't',
              events: labels.map((text) => ({ from: '2031-01-01', to: '2031-01-02', when: 'w', label: text })),
            },
            size,
            true,
          );
          const rows = layout.panels.flatMap((panel) => panel.rows);
          for (const [i, { top, lines }] of rows.entries())
            expect(top + (lines.length + 1) * 18).toBeLessThan(rows[i + 1]?.top ?? layout.height);
        },
      ),
    );
  });
});

describe('of a story', () => {
  test('there is none without figures or dates', () => {
    const [story] = aLibrary(
      aStory({ facts: aStory().facts.map((fact) => ({ ...fact, when: undefined, numbers: [] })) }),
    ).stories;
    expect(story && [numbersPicture(story), timelinePicture(story)]).toEqual([undefined, undefined]);
  });

  test('figures of one unit stand together, and events in their order', () => {
    const [story] = aLibrary().stories;
    expect(story && numbersPicture(story)).toMatchObject({
      groups: [{ unit: 'million crowns', bars: [{ label: 'Cost of the work', value: 42 }] }],
    });
    expect(story && timelinePicture(story)).toMatchObject({ events: [{ from: '2031-05-06', when: '6 May 2031' }] });
  });

  test('the figures of the leading facts stand for the rest where there are very many', () => {
    const [fact] = aStory().facts;
    const facts = Array.from({ length: 30 }, (_, i) => ({
      ...fact,
      id: i === 0 ? 'opening' : `fact-${i}`,
      importance: i < 10 ? 2 : 4,
      numbers: [{ label: `Figure ${i}`, value: i, unit: 'crowns' }],
    }));
    const short = ['opening'];
    const [story] = aLibrary(aStory({ facts, summary: { short, standard: short, long: short } })).stories;
    const picture = story && numbersPicture(story);
    const labels = picture?.type === 'bars' ? picture.groups.flatMap(({ bars }) => bars.map(({ label }) => label)) : [];
    expect(labels).toEqual(
      [0, 1, 2, 3, ...Array.from({ length: 20 }, (_, i) => i + 10)].map((number) => `Figure ${number}`),
    );
  });
});
