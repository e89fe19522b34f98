import { stringify } from 'yaml';
import { UserError } from '../errors.ts';
import { locatePassage, normaliseSource, sha256 } from '../facts/evidence.ts';
import { readText } from './files.ts';
import { print } from './output.ts';
import type { GlobalOptions } from './session.ts';

/** Positions listed where the words stand more than once. */
const LISTED = 5;

/** Prints the `evidence` entries of passages, ready for a story file; without passages, what the story's `source` needs. */
export async function evidence(file: string, passages: readonly string[], options: GlobalOptions): Promise<number> {
  const source = normaliseSource(await readText(file));
  const entries = passages.map((passage) => locate(source, normaliseSource(passage), file));
  const about = { sha256: sha256(source), length: source.length };
  if (options.json) await print(JSON.stringify({ source: about, evidence: entries }));
  else if (entries.length === 0) await print(stringify(about, { lineWidth: 0 }).trimEnd());
  else
    await print(
      entries
        .map(
          (entry) =>
            `- ${stringify(entry, { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 }).trimEnd()}`,
        )
        .join('\n'),
    );
  return 0;
}

/** Throws a UserError unless the words stand in the source exactly once. */
function locate(source: string, passage: string, file: string) {
  if (passage.trim() === '')
    throw new UserError('A passage is empty; give its exact words.', { code: 'empty_passage' });
  const starts = positions(source, passage);
  const [start, ...others] = starts;
  if (start === undefined)
    throw new UserError(`Not in ${file}: “${passage}”. ${nearMiss(source, passage)}`, { code: 'no_passage' });
  if (others.length > 0) {
    const listed = `${starts.slice(0, LISTED).join(', ')}${starts.length > LISTED ? ', …' : ''}`;
    throw new UserError(
      `${starts.length} times in ${file}, at characters ${listed}: “${passage}”. Give more of its words.`,
      { code: 'ambiguous_passage' },
    );
  }
  return locatePassage(source, start, start + passage.length);
}

function positions(source: string, passage: string): number[] {
  const found: number[] = [];
  for (let at = source.indexOf(passage); at >= 0; at = source.indexOf(passage, at + 1)) found.push(at);
  return found;
}

/** How far the words go along with the source: most misses are a line break or a quotation mark. */
function nearMiss(source: string, passage: string): string {
  let held = passage.length;
  while (held > 0 && !source.includes(passage.slice(0, held))) held -= 1;
  const kept = passage.slice(0, held).trimEnd();
  if (!/\s/.test(kept)) return 'Not even its first words stand there.';
  const next = source.slice(source.indexOf(kept) + kept.length).slice(0, 20);
  return `It departs after “${kept.slice(-30)}”: the source goes on ${JSON.stringify(next)}.`;
}
