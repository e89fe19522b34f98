import { createHash } from 'node:crypto';
import type { Picture } from '../reply.ts';

/** SHA-256 of a picture's data in hex: the same picture is drawn, kept and uploaded once. */
export function pictureHash(picture: Picture): string {
  return createHash('sha256').update(JSON.stringify(picture)).digest('hex');
}
