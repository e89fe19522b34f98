import { pictureHash } from '../../pictures/hash.ts';
import { drawPicture, type Drawing } from '../../pictures/draw.ts';
import { keepRecent } from '../../keep-recent.ts';
import type { Picture } from '../../reply.ts';

/** Pictures of recent replies, each under a hash of its data: the address carries no content. */
export type PictureShelf = {
  put(picture: Picture): void;
  get(key: string): Picture | undefined;
  /** The picture as SVG; drawn once for each theme and size. */
  svg(picture: Picture, drawing: Drawing): Promise<string>;
};

const MOST_PICTURES = 200;
const MOST_DRAWINGS = 200;

/** The address of a picture: a hash of its data. */
export function pictureKey(picture: Picture): string {
  return pictureHash(picture).slice(0, 32);
}

export function createPictureShelf(draw: typeof drawPicture = drawPicture): PictureShelf {
  const pictures = new Map<string, Picture>();
  const drawings = new Map<string, Promise<string>>();
  return {
    put: (picture) => keepRecent(pictures, pictureKey(picture), picture, MOST_PICTURES),
    get: (key) => pictures.get(key),
    svg(picture, drawing) {
      const key = JSON.stringify([pictureKey(picture), drawing]);
      const drawn = drawings.get(key) ?? draw(picture, drawing);
      keepRecent(drawings, key, drawn, MOST_DRAWINGS);
      // One that failed is drawn again when it is next asked for.
      drawn.catch(() => drawings.get(key) === drawn && drawings.delete(key));
      return drawn;
    },
  };
}
