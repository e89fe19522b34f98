import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/curation/read-article.ts';

const OPENING = 'Mira Vale, the mayor of Port Ansel, met engineer Ivo Renn on Tuesday.';
/** Who speaks in each quotation of what follows the opening. */
const speakers = (text: string, opening = OPENING) =>
  readArticle(`${opening}\n\n${text}`).quotations.map(({ speaker }) => speaker);

describe('who speaks', () => {
  test.for<[how: string, text: string, who: (string | undefined)[]]>([
    ['a surname before the verb', '“The bridge is yours,” Vale said.', ['Mira Vale']],
    ['the verb before the name', '“The bridge is yours,” said Vale, who smiled.', ['Mira Vale']],
    ['a new name with its apposition', '“It holds,” said Lena Orr, a diver from Tarn.', ['Lena Orr']],
    ['an apposition between name and verb', '“It holds,” Lena Orr, 42, a diver from Tarn, said.', ['Lena Orr']],
    ['a party in brackets', '“It holds,” Rep. Lena Orr (D-Tarn) said Friday.', ['Lena Orr']],
    ['a title', '“It holds,” Ms. Vale added.', ['Mira Vale']],
    ['a colon', 'Renn said: “It holds.”', ['Ivo Renn']],
    ['words within the sentence', 'Renn told the council that the bridge “will hold”.', ['Ivo Renn']],
    ['a participle', 'Renn praised the crew, saying it had “done its best”.', ['Ivo Renn']],
    ['a relative clause', 'It was Renn, who called the bridge “a wonder of iron”.', ['Ivo Renn']],
    ['according to', '“It holds for now,” according to Renn.', ['Ivo Renn']],
    ['as somebody put it', '“It holds for now,” as Renn put it.', ['Ivo Renn']],
    ['a passive', 'The bridge was described by Renn as “a wonder of iron”.', ['Ivo Renn']],
    ['was quoted as saying', 'Renn was quoted as saying “it holds for now”.', ['Ivo Renn']],
    ['whose claim', 'Renn’s claim that the bridge “will hold” was met with silence.', ['Ivo Renn']],
    ['a split quotation', '“The bridge,” she said, “is yours.”', ['Mira Vale', 'Mira Vale']],
    ['the next sentence', '“It holds,” Renn said. “Nobody doubts it.”', ['Ivo Renn', 'Ivo Renn']],
    ['the next paragraph', '“It holds,” Renn said.\n\n“Nobody doubts it.”', ['Ivo Renn', 'Ivo Renn']],
    ['paragraphs that run on', '“It holds.\n\n“Nobody doubts it,” Renn said.', ['Ivo Renn', 'Ivo Renn']],
    ['after indirect speech', 'Renn said the works went well. “Nobody doubts it.”', ['Ivo Renn']],
    [
      'pronouns',
      'Renn looked up. “It holds,” he said.\n\nVale smiled. “It is yours,” she said.',
      ['Ivo Renn', 'Mira Vale'],
    ],
    ['who is spoken of does not speak', 'Renn laughed when Vale thanked him. “Vale is right,” he said.', ['Ivo Renn']],
    [
      'who spoke, not who listened',
      '“It holds,” said Tobias Orr, as Tomas Tarn listened.\n\n“We tried,” he said.',
      ['Tobias Orr', 'Tobias Orr'],
    ],
    ['a verb of several words', 'Renn went on about “a wonder of iron” all night.', ['Ivo Renn']],
    [
      'a pronoun far from anybody it could mean',
      'It rained. The quay was wet. Gulls came in. “It holds,” she said. “So it seems.”',
      [undefined, undefined],
    ],
    ['a paper is no “they”', 'The statement came late. They said the bridge “will hold”.', [undefined]],
    ['a role', '“The bridge is yours,” the mayor said.', ['Mira Vale']],
    ['nobody by name', '“It holds,” officials at the harbour said.', ['officials at the harbour']],
    ['a paper', 'The report said the bridge “will hold”.', ['The report']],
    ['two at once', 'Vale and Renn said the bridge “will hold”.', ['Mira Vale and Ivo Renn']],
    ['a transcript', 'RENN: “It holds for now.”', ['Ivo Renn']],
    ['a dash and a name', '“It holds for now.” — Lena Orr', ['Lena Orr']],
    ['a slip in the surname', 'Lena Kessler dived first. “It holds,” Kesler said.', ['Lena Kessler']],
    ['a nickname', '“It holds,” said Ivan “Bobo” Tasker.', ['Ivan “Bobo” Tasker', undefined]],
    ['a title of a work', 'She sang on the radio show “Songs of the Harbour”.', [undefined]],
    ['nobody at all', '“It holds.”', [undefined]],
  ])('%s', ([how, text, who]) => {
    const opening = how === 'nobody at all' ? 'The day was long.' : OPENING;
    expect(speakers(text, opening)).toEqual(who);
  });

  test('a headline that repeats the body gives no quotation of its own', () => {
    const { quotations } = readArticle('Vale: ‘It Is Yours’ Now\n\n“It is yours,” Mira Vale said.');
    expect(quotations).toEqual([expect.objectContaining({ text: 'It is yours,', speaker: 'Mira Vale' })]);
  });

  test('the mention and the clause that tell it are given', () => {
    const text = `${OPENING}\n\n“The bridge is yours,” she told reporters.`;
    const [quotation] = readArticle(text).quotations;
    const words = (span?: { start: number; end: number }) => span && text.slice(span.start, span.end);
    expect([words(quotation?.mention), words(quotation?.cue)]).toEqual(['she', 'she told']);
  });
});

describe('the people of an article', () => {
  test('have the fullest name, a role, other names and every mention', () => {
    const text = `${OPENING} Vale smiled. “I like Vale,” said Ivo K. Renn of the Harbour Commission.`;
    const { people } = readArticle(text);
    expect(people).toEqual([
      expect.objectContaining({
        name: 'Mira Vale',
        kind: 'person',
        role: 'the mayor of Port Ansel',
        aliases: ['Vale'],
      }),
      expect.objectContaining({ name: 'Port Ansel' }),
      expect.objectContaining({ name: 'Ivo K. Renn', kind: 'person', role: 'engineer' }),
      expect.objectContaining({ name: 'the Harbour Commission', kind: 'organisation' }),
    ]);
    for (const { mentions, name, aliases } of people)
      for (const { start, end } of mentions)
        expect([name, ...aliases].some((each) => each.endsWith(text.slice(start, end)))).toBe(true);
  });
});

test('whatever the text, every offset gives the words it says', () => {
  const piece = fc.constantFrom(
    '“',
    '”',
    '"',
    "'",
    ' ',
    '\r\n',
    '\n',
    'Mira ',
    'Vale ',
    'said ',
    'she ',
    ', ',
    '. ',
    'the mayor ',
    'e\u0301',
    '𝒳',
    ': ',
    '— ',
    '(',
    ')',
    'and ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end, text: words } of readArticle(text).quotations)
        expect(text.slice(start, end)).toBe(words);
    }),
  );
});
