import type { Incoming } from '../../../curation/desk/desk.ts';
import { UserError } from '../../../errors.ts';

/** Bytes of an article that is pasted or uploaded; pages carry more than their words. */
export const MAX_UPLOAD = 8 * 1024 * 1024;

/** What comes in by the form: a file, a text, or an address alone. */
export async function readIncoming(form: Record<string, unknown>): Promise<Incoming> {
  const url = textOf(form['url']);
  const text = typeof form['text'] === 'string' ? form['text'] : '';
  const file = form['file'];
  if (file instanceof File && file.size > 0)
    return { text: await readFile(file), name: file.name, ...(url !== '' && { url }) };
  if (text.trim() !== '') return { text, ...(url !== '' && { url }) };
  if (url !== '') return { url };
  throw new UserError('Give an address, paste a text, or choose a file.', { code: 'nothing_to_read' });
}

function textOf(field: unknown): string {
  return typeof field === 'string' ? field.trim() : '';
}

async function readFile(file: File): Promise<string> {
  // What tells one charset from another is loaded for files only.
  const { decodeText } = await import('../../../curation/fetch/decode-text.ts');
  return decodeText(new Uint8Array(await file.arrayBuffer())).text;
}
