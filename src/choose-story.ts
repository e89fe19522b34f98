import { z } from 'zod';
import { echo } from './echo.ts';
import type { Library, StoryEntry } from './facts/library.ts';
import { offerNames } from './offer-names.ts';
import { notice, type Reply } from './reply.ts';

/** The option that names a story. */
export function storyOption(description = 'Which story; needless while there is one') {
  return z.string().trim().min(1).max(100).optional().meta({ description, kind: 'story' });
}

type Choice = { story: StoryEntry; reply?: never } | { story?: never; reply: Reply };

/** The story that was named, or the only one; otherwise the reply that helps the asker to name one with `lineFor` it. */
export function chooseStory(library: Library, typed: string | undefined, lineFor: (slug: string) => string): Choice {
  const [only] = library.stories;
  if (!only) return { reply: nothingPublished() };
  if (typed !== undefined) {
    const { found, ...others } = library.story(typed);
    if (found) return { story: found };
    return { reply: offerNames(typed, others, { missing: `I know no story “${echo(typed)}”.`, lineFor }) };
  }
  if (library.stories.length === 1) return { story: only };
  const recent = library.stories.slice(0, 5);
  return {
    reply: notice(`Which story? There are ${library.stories.length}; these are the newest.`, {
      actions: recent.map(({ slug, title }) => ({ label: title, command: lineFor(slug) })),
    }),
  };
}

/** What every command says before the first story is published. */
export function nothingPublished(): Reply {
  return notice('No story is published yet. An editor adds one as a file under stories/; the README says how.');
}
