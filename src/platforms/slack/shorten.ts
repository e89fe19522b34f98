const GRAPHEMES = new Intl.Segmenter('en');
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The text in at most `longest` code units: cut after a word where there is one, else between characters, with an ellipsis. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const room = text.slice(0, longest - 1);
  const word = room.search(/\s+\S*$/);
  // A cut far from the end would lose more than a broken word does.
  return `${word > longest / 2 ? room.slice(0, word) : whole(text, room.length)}…`;
}

/** The same, cut after a sentence where one ends in the second half of what there is room for. */
export function shortenAtSentence(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let end = 0;
  for (const { index } of SENTENCES.segment(text.slice(0, longest - 1))) end = index;
  return end > longest / 2 ? `${text.slice(0, end).trimEnd()} …` : shorten(text, longest);
}

/** The characters that lie wholly within the first `room` code units. */
function whole(text: string, room: number): string {
  let end = 0;
  for (const { index, segment } of GRAPHEMES.segment(text.slice(0, room + 1))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  // What is one character to the last code unit is cut between code points.
  return end > 0 ? text.slice(0, end) : text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
}
