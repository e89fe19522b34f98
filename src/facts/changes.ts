import type { Correction, Story } from './story.ts';

/** Of one revision of a story, what readers may have to hear of; `at` is the ISO instant at which it was added. */
export type StoryRevision = {
  slug: string;
  at: string;
  story: Pick<Story, 'status' | 'title' | 'topics' | 'corrections'>;
};

/** What readers should hear of: a story that was published, corrected or retracted. `corrections` are those that came with it. */
export type Change = {
  kind: 'published' | 'corrected' | 'retracted';
  slug: string;
  title: string;
  topics: string[];
  at: string;
  corrections: Correction[];
};

/** The changes in a history, oldest first. A revision that corrects nothing (a better wording, another order) is none. */
export function changesIn(history: readonly StoryRevision[]): Change[] {
  const before = new Map<string, StoryRevision['story']>();
  return history.flatMap(({ slug, at, story }): Change[] => {
    const last = before.get(slug);
    before.set(slug, story);
    const change = { slug, title: story.title, topics: story.topics, at, corrections: [] };
    const was = last?.status === 'published';
    if (story.status === 'retracted') return was ? [{ ...change, kind: 'retracted' }] : [];
    if (story.status !== 'published') return [];
    if (!was) return [{ ...change, kind: 'published' }];
    const known = new Set(last.corrections.map((correction) => JSON.stringify(correction)));
    const corrections = story.corrections.filter((correction) => !known.has(JSON.stringify(correction)));
    return corrections.length > 0 ? [{ ...change, kind: 'corrected', corrections }] : [];
  });
}

/** What has become of each story since an instant: one entry a story, the newest first. What was published and corrected since is new; what was retracted is nothing else. */
export function changesSince(changes: readonly Change[], since: string): Change[] {
  const bySlug = Map.groupBy(
    changes.filter(({ at }) => at > since),
    ({ slug }) => slug,
  );
  return [...bySlug.values()]
    .flatMap((list) => {
      const last = list.at(-1);
      if (!last) return [];
      if (last.kind === 'retracted') return [last];
      const published = list.findLast(({ kind }) => kind === 'published');
      return [{ ...(published ?? last), at: last.at, corrections: list.flatMap(({ corrections }) => corrections) }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.slug < b.slug ? -1 : 1));
}
