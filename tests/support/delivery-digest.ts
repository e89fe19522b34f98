import { buildDigest } from '../../src/delivery/build-digest.ts';
import type { Posted } from '../../src/delivery/ledger.ts';
import type { Digest, Skipped } from '../../src/digest.ts';
import { changesIn } from '../../src/facts/changes.ts';
import type { Story } from '../../src/facts/story.ts';
import type { Reply } from '../../src/reply.ts';
import type { DigestOptions } from '../../src/schedule/subscription.ts';
import { aLibrary, aStory } from './builders.ts';
import { COMMANDS, textOf } from './run.ts';

/** One revision after another, each at its instant; the newest of each slug is what holds. */
export type Revised = { at: string; story: Story };

export type DigestScene = {
  history?: readonly Revised[];
  posted?: readonly Partial<Posted>[];
  had?: { ref: string; at: string }[];
  options?: DigestOptions;
  /** When the channel subscribed. */
  since?: string;
};

/** The morning on which digests are built. */
export const MORNING = new Date('2031-05-12T07:00:00.000Z');
export const daysBefore = (days: number) => new Date(MORNING.getTime() - days * 86_400_000).toISOString();

/** A digest as a channel in Berlin would get it that morning. */
export async function build(digest: Digest, scene: DigestScene = {}): Promise<Reply | Skipped> {
  const { history = [], posted = [], had = [], options = {}, since = daysBefore(3) } = scene;
  const newest = new Map(history.map(({ story }) => [story.slug, story]));
  const published = [...newest.values()].filter(({ status }) => status === 'published');
  const library = aLibrary(...published);
  const changes = changesIn(history.map(({ at, story }) => ({ slug: story.slug, at, story })));
  const before = posted.map((parts): Posted => ({
    id: 'earlier',
    subscription: 'd-222222',
    digest: digest.name,
    sentAt: daysBefore(1),
    knownUntil: daysBefore(1),
    items: [],
    ...parts,
  }));
  const built = await buildDigest(
    {
      digests: [digest],
      commands: COMMANDS,
      // Without any story the builders' own would stand in.
      library: () => (published.length > 0 ? library : { ...library, stories: [], mentioning: () => [] }),
      changes: () => ({ list: changes, knownUntil: history.at(-1)?.at ?? '' }),
      storage: { had: async () => had, ledger: { posted: async () => before } },
    },
    {
      id: 'd-222222',
      digest: digest.name,
      options,
      zone: 'Europe/Berlin',
      createdAt: since,
      channel: 'slack:T1:C1',
    },
    MORNING,
  );
  return 'skipped' in built ? built : built.content;
}

/** What a reader of a digest would hear, or why there is none. */
export async function tellDigest(digest: Digest, scene: DigestScene = {}): Promise<string> {
  const built = await build(digest, scene);
  return 'skipped' in built ? `nothing: ${built.skipped}` : textOf(built);
}

/** The invented bridge as it was first told, two days before, and another story of long ago. */
export const BRIDGE: Revised = { at: daysBefore(2), story: aStory() };
export const FERRY: Revised = {
  at: daysBefore(40),
  story: aStory({ slug: 'ferry', title: 'The ferry sails again', topics: ['sea'] }),
};

/** The bridge, corrected since. */
export function corrected(at: string): Revised {
  const corrections = [
    { date: '2031-05-11', was: 'It cost 24 million crowns.', now: 'It cost 42 million crowns.', items: ['cost'] },
  ];
  return { at, story: aStory({ corrections }) };
}

export function withdrawn(at: string): Revised {
  return { at, story: aStory({ status: 'retracted' }) };
}
