const SIZE = 1_000_000;
const fill = (piece: string) => piece.repeat(Math.floor(SIZE / piece.length));
const many = (piece: (i: string) => string) =>
  Array.from({ length: SIZE / 14 }, (_, i) => piece(i.toString(36))).join('');

/** Texts of a megabyte that would be slow to read if anything looked further than it must. */
export function hostileTexts(): [name: string, text: string][] {
  return [
    ['straight marks', fill('"')],
    ['spaced marks', fill('" ')],
    ['opening marks', fill('“')],
    ['quoted letters', fill(' "a" ')],
    ['single-quoted letters', fill("'s' ")],
    ['a mark a line', fill('"\n')],
    ['paragraphs that open and never close', fill('“a b c\n')],
    ['empty lines', fill('\n')],
    ['cues', fill('he said "x" ')],
    ['names', many((i) => `Aa${i} Bb${i} said. `)],
    ['one surname', many((i) => `Aa${i} Smith said. `)],
    ['commas', fill(', ')],
    ['one word', fill('a')],
  ];
}
