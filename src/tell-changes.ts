import type { Change } from './facts/changes.ts';
import type { startCitations } from './facts/cite.ts';
import type { StoryEntry } from './facts/library.ts';
import { formatWhen } from './facts/when.ts';
import { spans, strong, type Block } from './reply.ts';

/** What was corrected and what was withdrawn, under a heading each; nothing where there is neither. Of corrections, those of the given stories, with the passages that hold now. */
export function tellChanges(
  changes: readonly Change[],
  stories: readonly StoryEntry[],
  cites: ReturnType<typeof startCitations>,
): Block[] {
  const corrected = changes.flatMap(({ slug, title, corrections }) => {
    const story = stories.find((each) => each.slug === slug);
    if (!story) return [];
    return corrections.map(({ date, was, now, items }) => {
      const cited = [...story.facts, ...story.quotes].filter(({ id }) => items.includes(id));
      return spans(
        strong(`${title}, corrected on ${formatWhen(date)}: `),
        `${now} (It had said: ${was}) `,
        ...cited.map((item) => cites.mark(item)),
      );
    });
  });
  const withdrawn = changes
    .filter(({ kind }) => kind === 'retracted')
    .map(({ title }) => spans(strong(title), ' is withdrawn; please do not rely on what it said.'));
  return [...listed('Corrected', corrected), ...listed('Withdrawn', withdrawn)];
}

function listed(text: string, items: ReturnType<typeof spans>[]): Block[] {
  return items.length === 0
    ? []
    : [
        { type: 'heading', text },
        { type: 'list', ordered: false, items },
      ];
}
