import { fold } from '../facts/words.ts';

const LONGEST = 48;

/** An id in lower-case words out of what it names, unlike those taken. */
export function newId(named: string, taken: readonly string[], fallback: string): string {
  const words = fold(named)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let base = '';
  for (const word of words) {
    if (base.length + word.length + 1 > LONGEST) break;
    base = base === '' ? word : `${base}-${word}`;
  }
  if (base === '') base = fallback;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
