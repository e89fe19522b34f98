import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readStoryFolder } from '../curation/story-folder.ts';
import { ContentError, UserError } from '../errors.ts';
import { parseStoryFile, STORY_LIMIT } from '../facts/story-file.ts';
import { shownPath } from '../shown-path.ts';

/** An article or a file of facts is far smaller, and it must fit into memory several times. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A story file as read: its story, or every fault in it. */
export type StoryFile = { file: string } & ReturnType<typeof parseStoryFile>;

/** Reads a UTF-8 file that was named on the command line. Throws a UserError, or the system's own error. */
export async function readText(file: string): Promise<string> {
  const about = await stat(file);
  if (!about.isFile()) throw new UserError(`${file} is not a file.`, { code: 'not_a_file' });
  if (about.size > MOST_BYTES)
    throw new UserError(`${file} is larger than ${MOST_BYTES / 1024 / 1024} MiB.`, { code: 'too_large' });
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${file} is not UTF-8 text.`, { code: 'not_text', cause });
  }
}

/** Reads and checks one story file, or all of a folder by name; one that cannot even be read is at fault like any other. */
export async function readStories(place: string): Promise<StoryFile[]> {
  const about = await stat(place);
  if (about.isFile() && about.size > STORY_LIMIT.bytes)
    return [{ file: place, faults: [new ContentError({ file: shownPath(place) }, STORY_LIMIT.says)] }];
  if (!about.isDirectory()) return [{ file: place, ...parseStoryFile(shownPath(place), await readText(place)) }];
  const { files, refused } = await readStoryFolder(place);
  const read = files.map(({ name, shown, text }): StoryFile => ({
    file: path.join(place, name),
    ...parseStoryFile(shown, text),
  }));
  const unread = refused.map(({ name, shown, reason }): StoryFile => ({
    file: path.join(place, name),
    faults: [new ContentError({ file: shown }, reason)],
  }));
  return [...read, ...unread].sort((a, b) => a.file.localeCompare(b.file));
}
