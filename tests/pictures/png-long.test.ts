import { EventEmitter } from 'node:events';
import {
  array,
  asyncProperty,
  assert,
  constant,
  constantFrom,
  date,
  double,
  oneof,
  record,
  string,
  type Arbitrary,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PALETTES } from '../../src/pictures/palette.ts';
import { createPngDrawer, drawPng } from '../../src/pictures/png.ts';
import { layOutCard } from '../../src/pictures/quote-card.ts';
import type { Picture } from '../../src/reply.ts';
import { aQuotePicture, inkIn, pixelsOf, pngSize } from '../support/pictures.ts';

const bars = {
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
} satisfies Picture;
const timeline: Picture = {
  type: 'timeline',
  title: 'Bridge',
  events: Array.from({ length: 12 }, (_, i) => ({
    from: `2031-05-${i + 10}`,
    to: `2031-06-${i + 10}`,
    when: `${i + 10} May 2031`,
    label: 'The council met to speak about the bridge, its trams, its cost and what the city would do without it.',
  })),
};
const card = aQuotePicture();
/** The most that a drawing may weigh; Discord takes ten megabytes, but people load it on phones. */
const MOST_BYTES = 300_000;

describe('a picture as PNG', () => {
  test.for([bars, timeline, card])('of $type is a small PNG at twice the density', async (picture) => {
    const { png, width, height } = await drawPng(picture);
    expect(pngSize(png)).toEqual({ width, height });
    expect(width).toBe(1200);
    expect(height).toBeGreaterThanOrEqual(300);
    expect(height).toBeLessThanOrEqual(4000);
    expect(png.length).toBeLessThan(MOST_BYTES);
  });

  test('is the same, byte for byte, whenever it is drawn', async () => {
    const [once, again] = await Promise.all([drawPng(bars), createPngDrawer()(bars)]);
    expect(Buffer.from(once.png).equals(again.png)).toBe(true);
  });

  test.for([
    ['Latin', 'bridge', 'garden'],
    ['Cyrillic', 'мост', 'река'],
    ['Greek', 'νερό', 'σώμα'],
    ['Hebrew', 'שלום', 'הגשר'],
    ['Arabic', 'الجسر', 'النهر'],
    ['Armenian', 'գետ', 'տան'],
    ['Georgian', 'ხიდი', 'წყალ'],
    ['signs', '→ €', '≈ £'],
  ])('has its words on it without a font of the machine: %s', async ([, one = '', other = '']) => {
    const blank = inkIn(pixelsOf(await drawPng(aQuotePicture({ text: '' }))));
    const [drawn, another] = [
      await drawPng(aQuotePicture({ text: one })),
      await drawPng(aQuotePicture({ text: other })),
    ];
    expect(inkIn(pixelsOf(drawn))).toBeGreaterThan(blank + 300);
    // The box that stands for a sign without a font is the same for every sign.
    expect(Buffer.from(drawn.png).equals(another.png)).toBe(false);
  });

  test('is drawn in bold where it is meant', async () => {
    const picture = aQuotePicture({ speaker: 'l', text: 'l' });
    const pixels = pixelsOf(await drawPng(picture));
    const { lines } = layOutCard(picture, 'chat');
    // The stem of an l, in parts of the type size: about 0.09 in Inter Regular, 0.15 in Inter Bold.
    const [quotation, speaker] = ['“l”', 'l'].map((words) => {
      const { x = 0, y = 0, size = 1 } = lines.find(({ text }) => text === words) ?? {};
      const row = Math.round((y - size * 0.2) * 2);
      return inkIn(pixels, { x: x * 2, y: row }, { x: x * 2 + 100, y: row + 1 }) / (size * 2);
    });
    expect(quotation).toBeCloseTo(0.09, 1);
    expect(speaker).toBeGreaterThan(0.13);
  });

  test('is opaque within its edge, and its edge shows on white and on dark surfaces', async () => {
    const pixels = pixelsOf(await drawPng(card));
    const { surface, edge } = PALETTES.paper;
    expect(pixels.at(600, 20)).toEqual([...rgb(surface), 255]);
    expect(pixels.at(600, 2)).toEqual([...rgb(edge), 255]);
    expect(contrast(edge, '#ffffff')).toBeGreaterThan(3);
    for (const dark of ['#313338', '#1a1d21', '#222529']) expect(contrast(surface, dark)).toBeGreaterThan(3);
  });

  test('that is too tall shows its first rows at their full size', async () => {
    const many: Picture = {
      type: 'bars',
      title: 'Bridges',
      groups: [
        {
          unit: 'bridges',
          bars: Array.from({ length: 500 }, (_, value) => ({ label: `Bridge ${value} `.repeat(9), value })),
        },
      ],
    };
    const { width, height } = await drawPng(many);
    expect(width).toBe(1200);
    expect(height).toBeGreaterThan(3700);
    expect(height).toBeLessThanOrEqual(4000);
  });

  test('keeps its words off the edge, whatever letters they are of', async () => {
    const letters = constantFrom(...Array.from('WMmwOQGiljAÀßæшщЖЮфωΩאשםمسض@%— …0489'));
    await assert(
      asyncProperty(string({ unit: letters, minLength: 60, maxLength: 200 }), async (text) => {
        for (const picture of [aQuotePicture({ text, speaker: text, role: text }), { ...timeline, title: text }]) {
          const pixels = pixelsOf(await drawPng(picture));
          for (const x of [8, 14]) {
            expect(inkIn(pixels, { x, y: 40 }, { x: x + 1, y: pixels.height - 40 })).toBe(0);
            expect(inkIn(pixels, { x: 1200 - x, y: 40 }, { x: 1201 - x, y: pixels.height - 40 })).toBe(0);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('of anything at all is drawn within bounds, or refused for a sign that no font has', async () => {
    await assert(
      asyncProperty(anyPicture(), async (picture) => {
        const drawn = await drawPng(picture).catch((error: unknown) => String(error));
        if (typeof drawn === 'string') {
          expect(drawn).toMatch(/^Error: No font on this machine draws ./);
          return;
        }
        expect(pngSize(drawn.png)).toEqual({ width: drawn.width, height: drawn.height });
        expect(drawn.width).toBeLessThanOrEqual(1200);
        expect(drawn.height).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 6000, interruptAfterTimeLimit: 300_000 },
    );
  });

  test('is refused where it would show boxes in place of words', async () => {
    // A script that no font of any machine has: it came with Unicode 17.
    await expect(drawPng(aQuotePicture({ text: 'Bridge \u{10948}\u{1e6c0}' }))).rejects.toThrow(
      /No font on this machine draws/,
    );
    expect((await drawPng(card)).width).toBe(1200);
  });
});

describe('drawing', () => {
  /** A thread that draws nothing by itself: a test answers for it. */
  class FakeWorker extends EventEmitter {
    asked: { id: number; picture: Picture }[] = [];
    held = false;
    ended = false;
    postMessage(task: { id: number; picture: Picture }) {
      this.asked.push(task);
    }
    ref() {
      this.held = true;
    }
    unref() {
      this.held = false;
    }
    async terminate() {
      this.ended = true;
      return 0;
    }
    answer(index: number) {
      const drawn = { png: new Uint8Array([index]), width: 1, height: 1 };
      this.emit('message', { id: this.asked[index]?.id, drawn });
      return drawn;
    }
  }

  function aDrawer(longestMs?: number) {
    const workers: FakeWorker[] = [];
    const draw = createPngDrawer(() => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    }, longestMs);
    return { draw, workers };
  }

  test('starts no thread before the first picture, and keeps the process alive only while it draws', async () => {
    const { draw, workers } = aDrawer();
    expect(workers).toEqual([]);
    const drawing = draw(bars);
    expect(workers.map(({ held }) => held)).toEqual([true]);
    const drawn = workers[0]?.answer(0);
    expect(await drawing).toBe(drawn);
    expect(workers.map(({ held }) => held)).toEqual([false]);
  });

  test('does not draw one picture twice, at once or later', async () => {
    const { draw, workers } = aDrawer();
    const both = Promise.all([draw(bars), draw({ ...bars })]);
    workers[0]?.answer(0);
    const [one, other] = await both;
    expect(other).toBe(one);
    expect(await draw(bars)).toBe(one);
    expect(workers[0]?.asked.length).toBe(1);
  });

  test('forgets the picture that was asked for longest ago, once there are more than fifty', async () => {
    const { draw, workers } = aDrawer();
    const ask = async (title: string) => {
      const before = workers[0]?.asked.length ?? 0;
      const drawing = draw(titled(title));
      const asked = workers[0]?.asked.length ?? 0;
      if (asked > before) workers[0]?.answer(before);
      await drawing;
      return asked > before;
    };
    for (let i = 0; i < 50; i += 1) expect(await ask(`${i}`)).toBe(true);
    expect(await ask('0')).toBe(false); // which makes “1” the oldest
    expect(await ask('50')).toBe(true);
    expect(await ask('0')).toBe(false);
    expect(await ask('1')).toBe(true);
  });

  test('goes on with another thread where one dies, and tells those who waited', async () => {
    const { draw, workers } = aDrawer();
    const lost = [draw(titled('a')), draw(titled('b'))];
    workers[0]?.emit('error', new Error('out of memory'));
    for (const one of lost) await expect(one).rejects.toThrow('out of memory');
    expect(workers[0]?.ended).toBe(true);
    const again = draw(titled('a'));
    workers[0]?.emit('exit', 1); // late news of the first
    workers[1]?.answer(0);
    expect((await again).width).toBe(1);
  });

  test('of one picture that fails leaves the others be, and is tried anew when asked for again', async () => {
    const { draw, workers } = aDrawer();
    const [failing, fine] = [draw(titled('a')), draw(titled('b'))];
    workers[0]?.emit('message', { id: workers[0].asked[0]?.id, error: new Error('no font') });
    workers[0]?.answer(1);
    await expect(failing).rejects.toThrow('no font');
    expect((await fine).width).toBe(1);
    void draw(titled('a'));
    expect(workers[0]?.asked.length).toBe(3);
    workers[0]?.answer(2);
  });

  test('gives up a thread that hangs', async () => {
    const { draw, workers } = aDrawer(1);
    const hanging = draw(bars);
    await expect(hanging).rejects.toThrow('was not drawn');
    expect(workers[0]?.ended).toBe(true);
  });
});

describe('the colours', () => {
  test.for(Object.entries(PALETTES))('of %s are read by everyone (WCAG 2.2, 1.4.3)', ([, palette]) => {
    for (const words of [palette.ink, palette.muted, palette.mark])
      expect(contrast(words, palette.surface)).toBeGreaterThan(4.5);
  });
});

function titled(title: string): Picture {
  return { ...bars, title };
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function rgb(color: string): number[] {
  return [...Buffer.from(color.slice(1), 'hex')];
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = rgb(color).map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function anyPicture(): Arbitrary<Picture> {
  const words = oneof(
    string({ unit: 'binary', maxLength: 300 }),
    string({ unit: 'grapheme', maxLength: 300 }),
    string({ unit: constantFrom('w', 'W', ' ', '<', '&', '"', '\u202e', '\n', '{a|', '%', 'ж', 'א'), maxLength: 400 }),
  );
  const day = date({ min: new Date('1000-01-01'), max: new Date('3000-01-01'), noInvalidDate: true }).map((value) =>
    value.toISOString().slice(0, 10),
  );
  const value = oneof(double({ noNaN: true, noDefaultInfinity: true }), double({ min: -1e6, max: 1e6, noNaN: true }));
  const some = { maxLength: 6 };
  return oneof(
    record({
      type: constant('bars' as const),
      title: words,
      groups: array(record({ unit: words, bars: array(record({ label: words, value }), some) }), some),
    }),
    record({
      type: constant('timeline' as const),
      title: words,
      events: array(record({ from: day, to: day, when: words, label: words }), { maxLength: 30 }),
    }),
    record({
      type: constant('quote' as const),
      text: words,
      speaker: words,
      role: words,
      said: words,
      source: words,
    }),
  );
}
