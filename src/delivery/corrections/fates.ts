import type { Item, Library } from '../../facts/library.ts';
import { formatWhen } from '../../facts/when.ts';
import { tellCorrection } from '../../tell-correction.ts';
import type { Takeback } from './affecting.ts';

/** What became of an item: the item as it is now and the words that hold, or nothing of it. `done` is what was done and when; `line` says all of it. */
export type Fate = { done: string; line: string; now: { item: Item | undefined; text: string } | undefined };

/** Of an ISO instant, the characters that are its day. */
const ISO_DAY = 10;

/** What a change makes of items that a message tells. */
export function fatesOf(change: Takeback, refs: readonly string[], library: Library): Map<string, Fate> {
  if (change.kind === 'retracted') {
    const fate = {
      done: `Withdrawn on ${retractedOn(change)}`,
      line: `“${change.title}” was withdrawn as a whole; please do not rely on what it said.`,
      now: undefined,
    };
    return new Map(refs.map((ref) => [ref, fate]));
  }
  const fates = new Map<string, Fate>();
  for (const correction of change.corrections) {
    const { done, says: line } = tellCorrection(correction);
    for (const ref of refs) {
      if (!correction.items.some((id) => ref === `${change.slug}/${id}`)) continue;
      const { found } = library.item(ref);
      const item = found?.ref === ref ? found : undefined;
      const { now } = correction;
      fates.set(ref, { done, line, now: now === undefined ? undefined : { item, text: item?.text ?? now } });
    }
  }
  return fates;
}

/** The day of a retraction, in words. */
export function retractedOn({ at }: Takeback): string {
  return formatWhen(at.slice(0, ISO_DAY));
}
