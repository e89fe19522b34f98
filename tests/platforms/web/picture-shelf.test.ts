import { expect, test } from 'vitest';
import { createPictureShelf } from '../../../src/platforms/web/picture-shelf.ts';
import type { Picture } from '../../../src/reply.ts';

const PICTURE: Picture = { type: 'bars', title: 'Cost', groups: [] };
const LOOK = { theme: 'light', size: 'wide' } as const;

test('a drawing that failed is tried again; one that is done is kept', async () => {
  let drawn = 0;
  const shelf = createPictureShelf(async () => {
    drawn += 1;
    if (drawn === 1) throw new Error('no memory');
    return `<svg>${drawn}</svg>`;
  });
  await expect(shelf.svg(PICTURE, LOOK)).rejects.toThrow('no memory');
  expect(await shelf.svg(PICTURE, LOOK)).toBe('<svg>2</svg>');
  expect(await shelf.svg(PICTURE, LOOK)).toBe('<svg>2</svg>');
});
