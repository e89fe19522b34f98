import { randomInt } from 'node:crypto';

/** Without what looks like another sign. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

/** A new id of so many signs, to be typed by people; six of them are nearly a billion ids. */
export function shortId(length: number): string {
  return Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}
