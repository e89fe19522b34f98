import { UserError } from '../errors.ts';
import { normaliseSource, sha256, verifyStory } from '../facts/evidence.ts';
import type { Story } from '../facts/story.ts';
import { shownPath } from '../shown-path.ts';
import { articlesAt, draftArticles, isArticleFile } from './draft.ts';
import { countLine } from './check.ts';
import { readStories, readText } from './files.ts';
import { complain, print } from './output.ts';
import { operator, withEngine, type GlobalOptions } from './session.ts';

export type ImportOptions = GlobalOptions & { source?: string };

/** Articles become drafts. Adds stories to storage as new revisions, none where one file has a fault; gives the exit code. A run cut short goes on where it stopped: what is there already is left alone. */
export async function importStories(places: readonly string[], options: ImportOptions): Promise<number> {
  if (options.stories !== undefined)
    throw new UserError('import writes to the data folder, which --stories leaves untouched; leave one of them away.', {
      code: 'bad_usage',
    });
  const articles = (await Promise.all(places.map(articlesAt))).flat().filter(isArticleFile);
  const storyPlaces = places.filter((place) => !isArticleFile(place));
  const files = (await Promise.all(storyPlaces.map(readStories))).flat();
  if (files.length === 0 && articles.length > 0) return draftArticles(articles, options);
  if (files.length === 0) throw new UserError(`${places.join(', ')}: no story files (*.yaml).`, { code: 'no_stories' });
  const faults = files.flatMap((file) => file.faults);
  if (faults.length > 0) {
    for (const { message } of faults) await print(message);
    complain(
      `Nothing was imported: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in ${files.length} story ${files.length === 1 ? 'file' : 'files'}.`,
    );
    return 1;
  }
  const stories = files.flatMap(({ file, story }) => (story ? [{ file, story }] : []));
  const source =
    options.source === undefined
      ? undefined
      : await fittingSource(
          options.source,
          stories.map(({ story }) => story),
        );
  return withEngine(options, async ({ storage }) => {
    if (source) await storage.putSourceText(source.sha256, source.text);
    for (const { file, story } of stories) {
      const { number, changed } = await storage.revise({
        story,
        author: operator().name,
        note: `imported from ${shownPath(file)}`,
      });
      await print(`${countLine(story)}; ${changed ? `now revision ${number}` : `unchanged, revision ${number}`}`);
    }
    return 0;
  }).then((code) => (articles.length === 0 ? code : draftArticles(articles, options)));
}

/** The normalised text, where it is the one that a story was curated from and bears out every span of it. Throws a UserError. */
async function fittingSource(file: string, stories: readonly Story[]): Promise<{ sha256: string; text: string }> {
  const text = normaliseSource(await readText(file));
  const hash = sha256(text);
  const fitting = stories.filter((story) => story.source.sha256 === hash);
  if (fitting.length === 0)
    throw new UserError(
      `${file} is not the text that ${stories.map(({ slug }) => slug).join(', ')} was curated from (its sha256 is ${hash}). Nothing was imported.`,
      { code: 'wrong_source' },
    );
  for (const story of fitting) {
    const [fault] = verifyStory(story, text).faults;
    if (fault)
      throw new UserError(`${story.slug}: ${fault.item}: ${fault.reason}. Nothing was imported.`, { code: 'unproven' });
  }
  return { sha256: hash, text };
}
