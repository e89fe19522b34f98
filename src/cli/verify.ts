import path from 'node:path';
import type { Engine } from '../engine.ts';
import { UserError } from '../errors.ts';
import { verifyStory } from '../facts/evidence.ts';
import { indexNames } from '../facts/nearest.ts';
import type { Story } from '../facts/story.ts';
import { readText } from './files.ts';
import { complain, print } from './output.ts';
import { withEngine, type GlobalOptions } from './session.ts';

export type VerifyOptions = GlobalOptions & { source?: string };

/** Proves every span of a published story against its source text; gives the exit code. */
export async function verify(slug: string, options: VerifyOptions): Promise<number> {
  return withEngine(options, async (engine) => {
    const story = await publishedStory(engine, slug);
    const text =
      options.source === undefined
        ? await engine.storage.sourceText(story.source.sha256)
        : await readText(options.source);
    if (text === undefined)
      throw new UserError(`No copy of the article is kept here; give its text: verify ${slug} --source FILE`, {
        code: 'no_source',
      });
    const { spans, faults } = verifyStory(story, text);
    const verified = spans - faults.filter(({ item }) => item !== slug).length;
    if (options.json) await print(JSON.stringify({ slug: story.slug, spans, verified, faults }));
    else {
      for (const { item, reason } of faults) await print(`${item}: ${reason}`);
      if (faults.length === 0)
        await print(
          `${spans} of ${spans} spans verified: every passage of ${story.slug} stands in the source, character for character.`,
        );
    }
    const unloaded = engine.problems().find(({ file }) => path.parse(file).name === slug);
    if (unloaded) complain(`This is the story as published; its file has faults: ${unloaded.message}`);
    if (faults.length > 0)
      complain(
        `${verified} of ${spans} spans of ${story.slug} verified; ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
      );
    return faults.length > 0 ? 1 : 0;
  });
}

/** The published story of that slug. Throws a UserError that names the nearest, or says why its file was not loaded. */
export async function publishedStory(
  { storage, problems }: Pick<Engine, 'storage' | 'problems'>,
  slug: string,
): Promise<Story> {
  const stories = (await storage.published()).map(({ story }) => story);
  const story = stories.find((known) => known.slug === slug);
  if (story) return story;
  const { found, nearest } = indexNames(
    stories.map((value) => ({ name: value.slug, value })),
    (known) => known.slug,
    1,
  )(slug);
  const guess = found?.slug ?? nearest[0];
  const problem = problems().find(({ file }) => file.includes(slug));
  const hint = guess === undefined ? 'Nothing is published.' : `Did you mean ${guess}?`;
  throw new UserError(
    `There is no published story “${slug}”. ${hint}${problem ? ` Not loaded: ${problem.message}` : ''}`,
    { code: 'unknown_story' },
  );
}
