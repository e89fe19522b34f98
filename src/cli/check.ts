import { ContentError, UserError } from '../errors.ts';
import { count } from '../count.ts';
import type { Story } from '../facts/story.ts';
import { shownPath } from '../shown-path.ts';
import { readStories, type StoryFile } from './files.ts';
import { complain, print } from './output.ts';
import { storiesFolder, type GlobalOptions } from './session.ts';

/** Checks every story file of the folder, without touching the data; gives the exit code. */
export async function check(options: GlobalOptions): Promise<number> {
  const folder = await storiesFolder(options);
  const files = withoutDoubles(await readStories(folder));
  if (files.length === 0)
    throw new UserError(`${shownPath(folder)} holds no story files (*.yaml).`, { code: 'no_stories' });
  if (options.json) await print(JSON.stringify(files.map(summarise)));
  else
    for (const { file, story, faults } of files)
      await print(story ? `${shownPath(file)}: ${countLine(story)}` : faults.map(({ message }) => message).join('\n'));
  const faults = files.flatMap((file) => file.faults);
  const faulty = files.filter(({ story }) => !story).length;
  if (faults.length > 0)
    complain(
      `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in ${faulty} of ${files.length} story files.`,
    );
  return faults.length > 0 ? 1 : 0;
}

/** A slug names one story: the second file that claims it is at fault. */
function withoutDoubles(files: readonly StoryFile[]): StoryFile[] {
  const first = new Map<string, string>();
  return files.map((read) => {
    if (!read.story) return read;
    const {
      file,
      story: { slug },
    } = read;
    const other = first.get(slug);
    if (other === undefined) first.set(slug, file);
    return other === undefined
      ? read
      : {
          file,
          faults: [
            new ContentError({ file: shownPath(file), path: 'slug' }, `“${slug}” is taken by ${shownPath(other)}`),
          ],
        };
  });
}

function counts({ facts, quotes, people }: Story) {
  const spans = [...facts, ...quotes].reduce((sum, { evidence }) => sum + evidence.length, 0);
  return { facts: facts.length, quotes: quotes.length, people: people.length, spans };
}

/** A story in figures: “65 facts, 18 quotations, 12 people, 110 spans”. */
export function countLine(story: Story): string {
  const { facts, quotes, people, spans } = counts(story);
  const parts = [
    count(facts, 'fact', 'facts'),
    count(quotes, 'quotation', 'quotations'),
    count(people, 'person', 'people'),
    count(spans, 'span', 'spans'),
  ];
  return `${story.slug}, ${story.status}: ${parts.join(', ')}`;
}

function summarise({ file, story, faults }: StoryFile) {
  return {
    file: shownPath(file),
    ...(story && { slug: story.slug, status: story.status, ...counts(story) }),
    faults: faults.map(({ line, path, reason }) => ({ line, path, reason })),
  };
}
