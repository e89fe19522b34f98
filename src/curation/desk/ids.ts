import { randomInt } from 'node:crypto';

/** Without what looks like another sign. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 8;

/** A new draft's or feed's id: short enough to type, too many to guess. */
export function newDraftId(): string {
  return Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}
