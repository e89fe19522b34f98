import { Resvg } from '@resvg/resvg-js';
import type { Drawn } from '../../src/pictures/png.ts';
import type { Picture } from '../../src/reply.ts';

type QuotePicture = Extract<Picture, { type: 'quote' }>;

/** The card of an invented quotation; each part can be replaced. */
export function aQuotePicture(parts: Partial<QuotePicture> = {}): QuotePicture {
  return {
    type: 'quote',
    text: 'The bridge is yours again',
    speaker: 'Mira Vale',
    role: 'mayor of Port Ansel',
    said: 'told residents',
    source: 'The Ansel Courier, 6 May 2031',
    ...parts,
  };
}

/** Width and height as the PNG's own header says (PNG, third edition, 11.2.1 IHDR); undefined where it is no PNG. */
export function pngSize(png: Uint8Array): { width: number; height: number } | undefined {
  const bytes = Buffer.from(png);
  const isPng = bytes.subarray(0, 8).equals(Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'));
  if (!isPng || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The red, green and blue of each pixel that a test looks at. */
export type Pixels = { width: number; height: number; at(x: number, y: number): [number, number, number, number] };

/** The pixels of a PNG, decoded. */
export function pixelsOf({ png, width, height }: Drawn): Pixels {
  const data = Buffer.from(png).toString('base64');
  const { pixels } = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${data}"/></svg>`,
  ).render();
  return {
    width,
    height,
    at(x, y) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4);
      return [red, green, blue, alpha];
    },
  };
}

/** How many pixels are as dark as ink, in a rectangle or in all. */
export function inkIn(pixels: Pixels, from = { x: 0, y: 0 }, to = { x: pixels.width, y: pixels.height }): number {
  let count = 0;
  for (let y = from.y; y < to.y; y += 1)
    for (let x = from.x; x < to.x; x += 1) {
      const [red, green, blue] = pixels.at(x, y);
      if (red + green + blue < 300) count += 1;
    }
  return count;
}
