import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import type { Picture } from '../reply.ts';
import { drawPicture, pictureSize, type Drawing } from './draw.ts';
import { fitHeight } from './fit.ts';
import { foreignSigns, missingSigns } from './missing-signs.ts';
import type { Answer, Drawn, Task } from './png.ts';

const LOOK: Drawing = { theme: 'paper', size: 'chat', framed: true };
/** Pixels of the PNG to one of the drawing. */
const DENSITY = 2;
/** Of the PNG, in pixels; anything taller is shown too small to be read. */
const MOST_HEIGHT = 4_000;

/** The fonts that the drawings are measured for, then those that fill in other scripts. */
const FONTS = [
  import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
].map((url) => fileURLToPath(url));

/** A picture as PNG. Throws where no font has a sign of it: boxes in place of words say nothing. */
async function draw(picture: Picture): Promise<Drawn> {
  const shown = picture.type === 'quote' ? picture : fitHeight(picture, LOOK, MOST_HEIGHT / DENSITY);
  const svg = await drawPicture(shown, LOOK);
  const foreign = foreignSigns(svg);
  const options: ResvgRenderOptions = {
    fitTo: { mode: 'zoom', value: Math.min(DENSITY, MOST_HEIGHT / pictureSize(shown, LOOK).height) },
    font: {
      loadSystemFonts: foreign.length > 0,
      fontFiles: FONTS,
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
    logLevel: 'off',
  };
  const missing = missingSigns(foreign, options.font);
  if (missing.length > 0) throw new Error(`No font on this machine draws ${missing.join(' ')}`);
  const image = new Resvg(svg, options).render();
  return { png: new Uint8Array(image.asPng()), width: image.width, height: image.height };
}

setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

/** The pixels (12 MB for a tall picture) are outside what V8 counts: left to it, they would pile up to hundreds of megabytes. */
function freePixels(): void {
  if (typeof gc === 'function') gc();
}

function answer(what: Answer, ...given: ArrayBuffer[]): void {
  parentPort?.postMessage(what, given);
}

parentPort?.on('message', ({ id, picture }: Task) => {
  draw(picture)
    .then(
      (drawn) => answer({ id, drawn }, drawn.png.buffer),
      (error: unknown) => answer({ id, error }),
    )
    .finally(() => setImmediate(freePixels));
});
