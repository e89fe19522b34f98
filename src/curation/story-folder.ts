import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { ConfigError } from '../errors.ts';
import { STORY_LIMIT } from '../facts/story-file.ts';
import { shownPath } from '../shown-path.ts';
import { isSystemError } from '../system-error.ts';

/** A story file as it lies in its folder; `shown` is its path in messages, `sha256` that of its bytes. */
export type FileRead = { name: string; shown: string; sha256: string; text: string };
export type FileRefused = { name: string; shown: string; reason: string };

/** Reads the story files of a folder, by name; what cannot be read comes with the reason. Throws a ConfigError without a folder. */
export async function readStoryFolder(dir: string): Promise<{ files: FileRead[]; refused: FileRefused[] }> {
  const files: FileRead[] = [];
  const refused: FileRefused[] = [];
  for (const name of await listNames(dir)) {
    const shown = shownFile(dir, name);
    const read = await readStory(join(dir, name));
    if (typeof read === 'string') refused.push({ name, shown, reason: read });
    else files.push({ name, shown, ...read });
  }
  return { files, refused };
}

/** A file of the folder as messages show it. */
export function shownFile(dir: string, name: string): string {
  return shownPath(join(dir, name));
}

async function listNames(dir: string): Promise<string[]> {
  try {
    const names = await readdir(dir);
    return names.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new ConfigError(
      `STORIES_DIR: ${shownPath(dir)} cannot be read: ${getSystemErrorMessage(cause.errno)}. It must be a folder of story files (*.yaml).`,
      { code: 'no_stories_dir', cause },
    );
  }
}

/** The file's text and hash, or why it cannot be read. */
async function readStory(path: string): Promise<{ text: string; sha256: string } | string> {
  try {
    const about = await stat(path);
    if (!about.isFile()) return 'is not a file'; // reading a pipe would never end
    if (about.size > STORY_LIMIT.bytes) return STORY_LIMIT.says; // told before gigabytes are read
    const bytes = await readFile(path);
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  } catch (error) {
    if (error instanceof TypeError) return 'is not UTF-8 text';
    if (isSystemError(error)) return `cannot be read: ${getSystemErrorMessage(error.errno)}`;
    throw error;
  }
}
