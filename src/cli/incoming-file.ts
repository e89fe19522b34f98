import { readFile, stat } from 'node:fs/promises';
import { getSystemErrorMessage } from 'node:util';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { Id, readJsonLine } from './json-lines.ts';
import { complain, inputLines, print } from './output.ts';

/** As much as is taken from the web, see curation/fetch/request.ts. */
const MOST_BYTES = 12_000_000;

const Line = z.object({ id: Id, path: z.string().min(1), url: z.string().optional() });

/** A file that came in, as text, in whatever charset it is. Throws a UserError, or the system's own error. */
export async function readIncoming(file: string): Promise<string> {
  const about = await stat(file);
  if (!about.isFile()) throw new UserError(`${file} is not a file.`, { code: 'not_a_file' });
  if (about.size > MOST_BYTES)
    throw new UserError(`${file} is larger than ${MOST_BYTES / 1_000_000} MB.`, { code: 'too_large' });
  const { decodeText } = await import('../curation/fetch/decode-text.ts');
  return decodeText(await readFile(file)).text;
}

/** Answers `{"id","path","url"}` lines of stdin, one line each, in order; what cannot be read gets an `error`. Gives the exit code. */
export async function answerFiles(
  read: (text: string, about: { path: string; url?: string | undefined }) => object,
): Promise<number> {
  let failed = 0;
  for await (const line of inputLines()) {
    if (line.trim() === '') continue;
    const { data, ...fault } = readJsonLine(Line, line);
    const answer = data ? await answerFile(data, read) : fault;
    if ('error' in answer) failed += 1;
    await print(JSON.stringify(answer));
  }
  if (failed > 0) complain(`${failed} ${failed === 1 ? 'line' : 'lines'} could not be answered; each says why.`);
  return failed > 0 ? 1 : 0;
}

async function answerFile(
  { id, path, url }: z.infer<typeof Line>,
  read: (text: string, about: { path: string; url?: string | undefined }) => object,
): Promise<object> {
  try {
    return { id, ...read(await readIncoming(path), { path, url }) };
  } catch (error) {
    const says =
      error instanceof UserError
        ? error.message
        : isSystemError(error) && error.path !== undefined
          ? `${error.path}: ${getSystemErrorMessage(error.errno)}`
          : undefined;
    if (says === undefined) throw error;
    return { id, error: says };
  }
}
