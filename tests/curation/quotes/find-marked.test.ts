import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMarked } from '../../../src/curation/quotes/find-marked.ts';

/** The words between marks; those within other marks in brackets. */
const read = (text: string) =>
  findMarked(text).map(({ start, end, isNested }) =>
    isNested ? `[${text.slice(start, end)}]` : text.slice(start, end),
  );

describe('the words between quotation marks', () => {
  test.for<[kind: string, text: string, found: string[]]>([
    ['curly', '“We open on Monday,” she said. “All of it.”', ['We open on Monday,', 'All of it.']],
    ['straight', 'He called it "a long winter" and left.', ['a long winter']],
    ['guillemets', '« Nous rentrons », dit-elle.', [' Nous rentrons ']],
    ['low marks', 'Er sagte: „Wir gehen heim.“ Dann ging er.', ['Wir gehen heim.']],
    ['British', "'We don't know the ferrymen's names,' said Orr.", ["We don't know the ferrymen's names,"]],
    ['British, curly', '‘The workers’ hall is shut,’ said Orr.', ['The workers’ hall is shut,']],
    [
      'nested',
      '“Then he asked, ‘Who pays?’ and left,” she said.',
      ['Then he asked, ‘Who pays?’ and left,', '[Who pays?]'],
    ],
    ['nested in British', '‘He told me “never” twice,’ said Orr.', ['He told me “never” twice,', '[never]']],
    ['apostrophes', "The '90s weren't the boys' best, 'til Orr's ferry came. It's so.", []],
    ['typographic apostrophes', 'The boys’ club of the ’90s wasn’t Orr’s.', []],
    ['measures', 'The pole is 6\'2" tall, the plank 7.5" wide.', []],
    ['measures within', '"The pole is 6 feet tall," he said of a 5\'10" man.', ['The pole is 6 feet tall,']],
    ['markup', '<a title="x y">“Yes,” he said.', ['Yes,']],
    ['a wrong last mark', '“We have 51 percent.“\n\nNo more.', ['We have 51 percent.']],
    ['each paragraph opens anew', '“One.\n\n“Two.\n\n“Three,” said Orr.', ['One.', 'Two.', 'Three,']],
    ['a mark lost at the end', '“We go home.\n\nThe ferry left “empty”.', ['We go home.', 'empty']],
    ['a stray mark', 'A “stray mark, then “two words” here.', ['two words']],
    ['ornament', '"""""""\nNo one spoke.', []],
  ])('%s', ([, text, found]) => {
    expect(read(text)).toEqual(found);
  });

  test('whatever the text, spans lie within it, in order, and overlap only when nested', () => {
    const piece = fc.constantFrom(
      '“',
      '”',
      '"',
      "'",
      '‘',
      '’',
      '«',
      '»',
      '„',
      ' ',
      '\n',
      '\n\n',
      'a',
      'Vale',
      '.',
      ',',
      '5',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let reach = 0;
        let last = 0;
        for (const { start, end, outer, isNested } of findMarked(text)) {
          expect(outer.start).toBeLessThan(start);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeGreaterThanOrEqual(last);
          if (!isNested) expect(outer.start).toBeGreaterThanOrEqual(reach);
          reach = Math.max(reach, end);
          last = start;
        }
      }),
    );
  });
});
