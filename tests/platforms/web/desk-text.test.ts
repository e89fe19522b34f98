import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOfStory } from '../../../src/curation/draft-of-story.ts';
import { articleText } from '../../../src/platforms/web/desk/article-text.ts';
import { wordDiff } from '../../../src/platforms/web/desk/word-diff.ts';
import { aStory, ARTICLE, evidenceOf } from '../../support/builders.ts';

describe('the words that differ', () => {
  test('are those that were removed and inserted, punctuation by itself', () => {
    expect(wordDiff('It cost 42 million crowns.', 'It cost 43 million crowns in all.')).toEqual([
      { kind: 'same', text: 'It cost ' },
      { kind: 'removed', text: '42' },
      { kind: 'inserted', text: '43' },
      { kind: 'same', text: ' million crowns' },
      { kind: 'inserted', text: ' in all' },
      { kind: 'same', text: '.' },
    ]);
  });

  test('put together give both texts again, sign for sign', () => {
    const text = fc.array(fc.constantFrom('the', 'ferry', ' ', '  ', ',', '🚢', 'Ä', '\n', 'x'), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pieces = wordDiff(a.join(''), b.join(''));
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join('');
        expect([without('inserted'), without('removed')]).toEqual([a.join(''), b.join('')]);
      }),
    );
  });

  test('are the whole texts where these are very long', () => {
    const long = 'word '.repeat(2000);
    expect(wordDiff(long, 'short')).toEqual([
      { kind: 'removed', text: long },
      { kind: 'inserted', text: 'short' },
    ]);
  });
});

describe('an article with its passages marked', () => {
  const draft = draftOfStory(aStory());
  const fact = (id: string, passage: string) => ({ ...draft.facts[0]!, id, evidence: evidenceOf(passage) });

  test('has passages that overlap in pieces, each with all its items', async () => {
    const facts = [fact('one', 'opened the rebuilt harbour'), fact('two', 'harbour bridge on Tuesday')];
    const markup = String(await articleText(ARTICLE, { facts, quotes: [] }));
    expect(
      markup.match(/<mark[^>]*data-items="[^"]*">[^<]*/g)?.map((mark) => mark.replace(/^.*data-items=/, '')),
    ).toEqual(['"one">opened the rebuilt ', '"one two">harbour', '"two"> bridge on Tuesday']);
  });

  test('begins with the one line end that parsers drop, and signs that they change are stood in for', async () => {
    const markup = String(await articleText('\nA\u0000B\r<i>', { facts: [], quotes: [] }));
    expect(markup.replace(/<[^>]*>/g, '')).toBe('\n\nA\uFFFDB\uFFFD&lt;i&gt;');
  });
});
