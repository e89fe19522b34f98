import type { Change } from './facts/changes.ts';
import type { startCitations } from './facts/cite.ts';
import type { StoryEntry } from './facts/library.ts';
import { formatWhen } from './facts/when.ts';
import { spans, strong, type Block, type Span } from './reply.ts';
import { tellCorrection } from './tell-correction.ts';

/** What was corrected and what was withdrawn, under a heading each; nothing where there is neither. Of corrections, those of the given stories, with the passages that hold now. */
export function tellChanges(
  changes: readonly Change[],
  stories: readonly StoryEntry[],
  cites: ReturnType<typeof startCitations>,
): Block[] {
  const corrected = changes.flatMap(({ slug, title, corrections }): Span[][] => {
    const story = stories.find((each) => each.slug === slug);
    if (!story) return [];
    return corrections.flatMap(({ date, was, now, items }) => {
      if (now === undefined) return [];
      const cited = [...story.facts, ...story.quotes].filter(({ id }) => items.includes(id));
      return [
        spans(
          strong(`${title}, corrected on ${formatWhen(date)}: `),
          `${now} (It had said: ${was}) `,
          ...cited.map((item) => cites.mark(item)),
        ),
      ];
    });
  });
  const withdrawn = changes.flatMap(({ kind, title, corrections }): Span[][] =>
    kind === 'retracted'
      ? [spans(strong(title), ' is withdrawn; please do not rely on what it said.')]
      : corrections.flatMap((correction) => {
          if (correction.now !== undefined) return [];
          const { date } = correction;
          return [spans(strong(`${title}, withdrawn on ${formatWhen(date)}: `), tellCorrection(correction).says)];
        }),
  );
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
