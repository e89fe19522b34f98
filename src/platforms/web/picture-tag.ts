import { html } from 'hono/html';
import { pictureSize } from '../../pictures/draw.ts';
import type { Picture } from '../../reply.ts';
import type { Html } from './page.ts';

/** A picture from `address` in the theme of the page and, on a phone, in its narrow form. */
export function pictureTag(picture: Picture, address: string, alt: string): Html {
  const wide = pictureSize(picture, { size: 'wide' });
  const narrow = pictureSize(picture, { size: 'narrow' });
  const source = (media: string, query: string, { width, height }: { width: number; height: number }) =>
    html`<source media="${media}" srcset="${address}?${query}" width="${width}" height="${height}" />`;
  return html`<picture class="picture">
    ${source('(max-width: 640px) and (prefers-color-scheme: dark)', 'theme=dark&size=narrow', narrow)}
    ${source('(max-width: 640px)', 'theme=light&size=narrow', narrow)}
    ${source('(prefers-color-scheme: dark)', 'theme=dark&size=wide', wide)}
    <img src="${address}?theme=light&amp;size=wide" width="${wide.width}" height="${wide.height}" alt="${alt}" />
  </picture>`;
}
