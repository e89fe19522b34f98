import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { Story } from '../facts/story.ts';
import { formatStoryFile } from '../facts/story-file.ts';
import { shownPath } from '../shown-path.ts';
import { readStories, type StoryFile } from './files.ts';
import { print } from './output.ts';
import { storiesFolder, withEngine, type GlobalOptions } from './session.ts';
import { publishedStory } from './verify.ts';

export type ExportOptions = GlobalOptions & { to?: string; force?: boolean };

/** Writes published stories back to story files; one whose file says the same already is left as the editor wrote it. */
export async function exportStories(slugs: readonly string[], options: ExportOptions): Promise<number> {
  return withEngine(options, async (engine) => {
    const all = (await engine.storage.published()).map(({ story }) => story);
    const stories =
      slugs.length === 0 ? all : await Promise.all([...new Set(slugs)].map((slug) => publishedStory(engine, slug)));
    const folder = options.to ?? (await storiesFolder(options));
    await mkdir(folder, { recursive: true });
    const present = await readStories(folder);
    const targets = stories.map((story) => ({ story, ...target(story, folder, present, options.force ?? false) }));
    for (const { story, file, write } of targets) {
      if (write) await writeWhole(file, formatStoryFile(story));
      if (!options.json)
        await print(write ? `${shownPath(file)}: written` : `${shownPath(file)}: unchanged, it says the same already`);
    }
    if (options.json)
      await print(
        JSON.stringify(
          targets.map(({ story: { slug }, file, write }) => ({ slug, file: shownPath(file), written: write })),
        ),
      );
    else if (targets.length === 0) await print('Nothing is published.');
    return 0;
  });
}

/** Where a story goes, and whether its file must change. A file that cannot be read may hold an editor's work: it stays. */
function target(
  story: Story,
  folder: string,
  present: readonly StoryFile[],
  force: boolean,
): { file: string; write: boolean } {
  const own = present.find((read) => read.story?.slug === story.slug);
  if (own) return { file: own.file, write: !isDeepStrictEqual(own.story, story) };
  const file = path.join(folder, `${story.slug}.yaml`);
  const other = present.find((read) => read.file === file);
  if (other && !force) {
    const reason = other.story
      ? `holds the story ${other.story.slug}`
      : `cannot be read as a story (${other.faults[0]?.reason ?? ''})`;
    throw new UserError(
      `${shownPath(file)} ${reason}; nothing was written. Mend or move it, or overwrite it with --force.`,
      { code: 'would_overwrite' },
    );
  }
  return { file, write: true };
}

/** Whole or not at all: a temporary file beside it, flushed, takes its place. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
