import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Picture } from '../../reply.ts';
import type { PictureShelf } from './picture-shelf.ts';

const Look = z.object({
  theme: z.enum(['light', 'dark']).catch('light'),
  size: z.enum(['wide', 'narrow']).catch('wide'),
});
const GONE = 'This picture is no longer kept; ask for it again.';
/** The address is a hash of the content, so it never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/** The pictures of replies, as they are drawn here and as platforms are sent them. */
export function pictureRoutes(shelf: PictureShelf): Hono {
  const app = new Hono();

  app.get('/:file{[0-9a-f]+\\.svg}', async (c) => {
    const picture = shelf.get(c.req.param('file').replace('.svg', ''));
    return picture ? sendPicture(c, picture, { shelf, cache: FOR_EVER }) : c.text(GONE, 404);
  });

  app.get('/:file{[0-9a-f]+\\.png}', async (c) => {
    const picture = shelf.get(c.req.param('file').replace('.png', ''));
    if (!picture) return c.text(GONE, 404);
    const { drawPng } = await import('../../pictures/png.ts');
    const { png } = await drawPng(picture);
    return c.body(png, 200, {
      'Content-Type': 'image/png',
      'Cache-Control': FOR_EVER,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
  });

  return app;
}

/** A picture as SVG, in the theme and size that the address asks for. */
export async function sendPicture(
  c: Context,
  picture: Picture,
  { shelf, cache }: { shelf: PictureShelf; cache: string },
): Promise<Response> {
  const svg = await shelf.svg(picture, Look.parse(c.req.query()));
  // Drawn by a library that styles inline; opened by itself, the document can still do nothing.
  return c.body(svg, 200, {
    'Content-Type': 'image/svg+xml',
    'Cache-Control': cache,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  });
}
