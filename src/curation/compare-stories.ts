import { isDeepStrictEqual } from 'node:util';
import type { Correction, Story } from '../facts/story.ts';

/** One thing in which a story differs from an earlier revision of it; `field` and both values where something changed. */
export type Difference = {
  kind: 'added' | 'removed' | 'changed';
  what: 'story' | 'person' | 'fact' | 'quote';
  id: string;
  field?: string;
  before?: unknown;
  after?: unknown;
};

/** Fields of a story that are lists of their own. */
const LISTS = { people: 'person', facts: 'fact', quotes: 'quote' } as const;
/** Of a correction's lines; `Correction` refuses longer ones. */
const LONGEST = 500;

/** What changed from one revision of a story to another, in the order of the story. */
export function compareStories(before: Story, after: Story): Difference[] {
  const { people: _, facts: __, quotes: ___, ...head } = after;
  const own = fieldsChanged(before, head).map((change) => ({ ...change, what: 'story' as const, id: after.slug }));
  const items = (['people', 'facts', 'quotes'] as const).flatMap((list): Difference[] => {
    const what = LISTS[list];
    const old = new Map<string, object>(before[list].map((item) => [item.id, item]));
    const kept = new Set(after[list].map(({ id }) => id));
    return [
      ...after[list].flatMap((item): Difference[] => {
        const was = old.get(item.id);
        if (!was) return [{ kind: 'added', what, id: item.id, after: item }];
        return fieldsChanged(was, item).map((change) => ({ ...change, what, id: item.id }));
      }),
      ...before[list].flatMap((item): Difference[] =>
        kept.has(item.id) ? [] : [{ kind: 'removed', what, id: item.id, before: item }],
      ),
    ];
  });
  return [...own, ...items];
}

function fieldsChanged(
  before: object,
  after: object,
): Pick<Required<Difference>, 'kind' | 'field' | 'before' | 'after'>[] {
  const old: Record<string, unknown> = { ...before };
  const fields: Record<string, unknown> = { ...after };
  return [...new Set([...Object.keys(fields), ...Object.keys(old)])].flatMap((field) =>
    field in LISTS || isDeepStrictEqual(old[field], fields[field])
      ? []
      : [{ kind: 'changed' as const, field, before: old[field], after: fields[field] }],
  );
}

/** How an editor explains what a revision changes: `rewordings` are items that say the same in other words, `why` goes with each correction. */
export type Explanation = { rewordings?: readonly string[] | undefined; why?: string | undefined };

/** The corrections that readers are owed where a published story changes: each fact with another text, each quotation with other words or another speaker, and each item that is gone. `date` is the ISO day. */
export function correctionsOf(
  before: Story,
  after: Story,
  date: string,
  { rewordings = [], why }: Explanation,
): Correction[] {
  const entry = (id: string, was: string, now?: string): Correction => ({
    date,
    was: clip(was),
    ...(now !== undefined && { now: clip(now) }),
    ...(why && { why }),
    items: [id],
  });
  const told = tellAll(after);
  return [...tellAll(before)].flatMap(([id, was]) => {
    const now = told.get(id);
    if (now === was || rewordings.includes(id)) return [];
    return [entry(id, was, now)];
  });
}

/** Corrections of the items that are left; those that withdrew something stay whatever is left. */
export function correctionsLeft(corrections: readonly Correction[], isLeft: (id: string) => boolean): Correction[] {
  return corrections.flatMap((correction) => {
    if (correction.now === undefined) return [correction];
    const items = correction.items.filter(isLeft);
    return items.length > 0 ? [{ ...correction, items }] : [];
  });
}

/** What each item tells, on one line. */
function tellAll({ facts, quotes, people }: Story): Map<string, string> {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map([
    ...facts.map(({ id, text }): [string, string] => [id, text]),
    ...quotes.map(({ id, text, speaker }): [string, string] => [
      id,
      `${names.get(speaker) ?? speaker}: “${text.replace(/\s+/g, ' ')}”`,
    ]),
  ]);
}

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
}
