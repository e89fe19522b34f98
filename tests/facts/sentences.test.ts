import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSentences } from '../../src/facts/sentences.ts';

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  test.for([
    ['Mr. J. R. Vale met Gen. Ode in the U.S. on Oct. 18. They talked.', 2],
    ['The U.S. Senate sat. It was late.', 2],
    ['He came to the U.S. The crowd cheered.', 2],
    ['Prices rose 3.5 percent. Wages did not.', 2],
    ['“It is open. Walk on,” she said. The bridge held.', 2],
    ['"It is open. Walk on," she said. The bridge held.', 2],
    ['“We go on ...” he added. Nobody did.', 2],
    ['The firm, Quill & Co. of Ansel, closed at 5 p.m. on Monday. Staff left.', 2],
    ['It rained … A lot.', 2],
    ['“Never closed. So it goes on. And ends.', 3],
    ['Port Ansel opens its bridge\nThe mayor came.', 2],
    ['The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge of\nAnsel on Tuesday.', 1],
    ['He left in 2019. Then came the rain.', 2],
    ['', 0],
    ['   \n\n  ', 0],
  ] as const)('%j has %i', ([text, count]) => {
    expect(sentences(text)).toHaveLength(count);
  });

  test('every letter of a text is in exactly one sentence', () => {
    const piece = fc.constantFrom('Vale', ' ', '. ', '“', '”', '"', '\n', '\n\n', 'a', '3', '! ', '… ', 'U.S.', 'Mr. ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        expect(sentences(text).join('').replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''));
      }),
    );
  });

  test('a sentence knows its paragraph and whether it is closed', () => {
    expect(splitSentences('One thing.\n\nA headline').map(({ paragraph, ends }) => [paragraph, ends])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  test.for(['a', '“', '"', '. ', 'Mr. ', '\n', 'A.', '!”)'])('a long row of %j takes no time', (piece) => {
    const start = performance.now();
    splitSentences(piece.repeat(Math.ceil(2e5 / piece.length)));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
