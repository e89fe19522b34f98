/** A stretch of words that two texts share, or that only one of them has. */
export type Piece = { kind: 'same' | 'removed' | 'inserted'; text: string };

/** Beyond this many words on either side, the table would be large; the texts are shown whole. */
const MOST_WORDS = 1500;

/** Which words were removed and inserted between two texts; the pieces without the inserted ones are `before`, without the removed ones `after`. */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (Math.max(a.length, b.length) > MOST_WORDS)
    return joined([
      ['removed', before],
      ['inserted', after],
    ]);
  // shared[i][k] is how many words the rests from i and k have in common, in order.
  const shared = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let k = b.length - 1; k >= 0; k -= 1)
      shared[i]![k] = a[i] === b[k] ? shared[i + 1]![k + 1]! + 1 : Math.max(shared[i + 1]![k]!, shared[i]![k + 1]!);
  const pieces: [Piece['kind'], string][] = [];
  let [i, k] = [0, 0];
  while (i < a.length || k < b.length) {
    if (i < a.length && k < b.length && a[i] === b[k]) {
      pieces.push(['same', a[i]!]);
      i += 1;
      k += 1;
    } else if (k === b.length || (i < a.length && shared[i + 1]![k]! >= shared[i]![k + 1]!)) {
      pieces.push(['removed', a[i]!]);
      i += 1;
    } else {
      pieces.push(['inserted', b[k]!]);
      k += 1;
    }
  }
  return joined(pieces);
}

/** Words, the white space between them, and punctuation, each by itself. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}'’-]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
}

function joined(pieces: readonly [Piece['kind'], string][]): Piece[] {
  const all: Piece[] = [];
  for (const [kind, text] of pieces) {
    const last = all.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') all.push({ kind, text });
  }
  return all;
}
