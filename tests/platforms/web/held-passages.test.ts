import { expect, test } from 'vitest';
import { citation } from '../../../src/facts/cite.ts';
import { heldPassages } from '../../../src/platforms/web/held-passages.ts';
import { post } from '../../../src/reply.ts';
import { aLibrary, ARTICLE } from '../../support/builders.ts';

test('a text is read once for a reply, however often it is cited', async () => {
  const library = aLibrary();
  const citations = library.items.map((item, i) => citation(item, i + 1));
  let reads = 0;
  const sourceText = async () => {
    reads += 1;
    return ARTICLE;
  };
  const held = await heldPassages(post({ blocks: [], citations }), library, { sourceText });
  expect(held.size).toBe(library.items.length);
  expect([...held.values()].flat()).not.toContain(undefined);
  expect(reads).toBe(1);
});

test('what is cited but no longer published has no words', async () => {
  const library = aLibrary();
  const [item] = library.items;
  const gone = item && { ...citation(item, 1), item: `${item.ref}s` };
  const held = await heldPassages(post({ blocks: [], citations: gone ? [gone] : [] }), library, {
    sourceText: async () => ARTICLE,
  });
  expect(held).toEqual(new Map());
});
