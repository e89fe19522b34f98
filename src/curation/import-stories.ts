import type { Problem } from '../command.ts';
import { ConfigError } from '../errors.ts';
import { parseStoryFile } from '../facts/story-file.ts';
import type { Story } from '../facts/story.ts';
import type { ImportedFile, Revision, Storage } from '../storage/storage.ts';
import { shownPath } from '../shown-path.ts';
import { readStoryFolder, shownFile, type FileRead } from './story-folder.ts';

/** Faults of one file that are listed before the rest are only counted. */
const MOST_FAULTS = 10;

/** A file without fault: unchanged since its last import, or with a story to import. */
type Candidate = FileRead & { slug: string; story?: Story };

/**
 * Brings every new or changed story file of a folder into storage, each as one revision or not at all; gives what
 * an editor must look at. A story whose file is broken or gone stays as it was. Throws a ConfigError without a folder.
 */
export async function importStories(storage: Storage, dir: string): Promise<Problem[]> {
  const { files, refused } = await readStoryFolder(dir);
  const known = await storage.importedFiles();
  const newest = new Map((await storage.newest()).map((revision) => [revision.slug, revision]));
  // What this program's schema refuses is imported anew although the file is unchanged.
  const stale = new Set((await storage.unreadable()).map(({ slug }) => slug));

  const problems: Problem[] = [];
  if (files.length + refused.length === 0)
    problems.push({ file: shownPath(dir), message: `${shownPath(dir)}: holds no story files (*.yaml)` });
  for (const { name, shown, reason } of refused)
    problems.push(...faultProblems(shown, [`${shown}: ${reason}`], standing(name, known, newest)));

  const candidates: Candidate[] = [];
  for (const file of files) {
    const same = known.find(
      ({ path, sha256, slug }) => path === file.name && sha256 === file.sha256 && !stale.has(slug),
    );
    if (same) {
      candidates.push({ ...file, slug: same.slug });
      continue;
    }
    const { story, faults } = parseStoryFile(file.shown, file.text);
    if (story) candidates.push({ ...file, slug: story.slug, story });
    else
      problems.push(
        ...faultProblems(
          file.shown,
          faults.map(({ message }) => message),
          standing(file.name, known, newest),
        ),
      );
  }

  const owners = oneFileEach(candidates, known, problems);
  for (const { name: path, shown, sha256, story } of owners.values()) {
    if (!story) continue;
    try {
      await storage.revise({ story, author: 'file', note: `imported from ${shown}`, file: { path, sha256 } });
    } catch (error) {
      // The other stories need not suffer from what one write ran into.
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...faultProblems(shown, [`${shown}: ${error.message}`], newest.get(story.slug)));
    }
  }
  const broken = new Set(problems.map(({ file }) => file));
  const gone = known.filter(({ path, slug }) => !owners.has(slug) && !broken.has(shownFile(dir, path)));
  return [
    ...problems,
    ...gone.flatMap(({ path, slug }) =>
      goneProblem(
        shownFile(dir, path),
        files.some(({ name }) => name === path),
        newest.get(slug),
      ),
    ),
  ];
}

function faultProblems(shown: string, faults: readonly string[], kept: Revision | undefined): Problem[] {
  const rest = faults.length - MOST_FAULTS;
  const lines = faults.slice(0, MOST_FAULTS);
  if (rest > 0) lines.push(`${shown}: and ${rest} more ${rest === 1 ? 'fault' : 'faults'}`);
  if (kept)
    lines.push(`${shown}: nothing of it was imported; revision ${kept.number} of “${kept.slug}” stays ${kept.status}`);
  return lines.map((message) => ({ file: shown, message }));
}

/** The revision that stands while the file is broken. */
function standing(
  name: string,
  known: readonly ImportedFile[],
  newest: ReadonlyMap<string, Revision>,
): Revision | undefined {
  return known
    .filter(({ path }) => path === name)
    .map(({ slug }) => newest.get(slug))
    .find((revision) => revision !== undefined);
}

/** A slug names one story: where files share one, the file that it stands in already keeps it, else the first by name. */
function oneFileEach(
  candidates: readonly Candidate[],
  known: readonly ImportedFile[],
  problems: Problem[],
): Map<string, Candidate> {
  const owners = new Map<string, Candidate>();
  for (const [slug, claims] of Map.groupBy(candidates, (candidate) => candidate.slug)) {
    const path = known.find((file) => file.slug === slug)?.path;
    const owner = claims.find(({ name }) => name === path) ?? claims[0];
    if (!owner) continue;
    owners.set(slug, owner);
    for (const { shown } of claims.filter((claim) => claim !== owner)) {
      problems.push({
        file: shown,
        message: `${shown}: slug: “${slug}” is taken by ${owner.shown}; give one of the two files another slug`,
      });
    }
  }
  return owners;
}

/** A published story that no file holds any more. A deleted file may be a slip, so it retracts nothing. */
function goneProblem(shown: string, present: boolean, revision: Revision | undefined): Problem[] {
  if (revision?.status !== 'published') return [];
  const { slug, number } = revision;
  const what = present ? `no longer holds “${slug}”` : `is gone, and with it “${slug}”`;
  return [
    {
      file: shown,
      message: `${shown}: ${what}, whose revision ${number} stays published; put it back, or give it \`status: retracted\``,
    },
  ];
}
