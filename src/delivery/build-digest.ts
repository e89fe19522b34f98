import type { Command } from '../command.ts';
import type { Digest, News, Skipped } from '../digest.ts';
import { changesSince, type Change } from '../facts/changes.ts';
import type { Library, StoryEntry } from '../facts/library.ts';
import { itemsOf } from '../reply.ts';
import { formatTime } from '../schedule/say-when.ts';
import type { DigestOptions, Subscription } from '../schedule/subscription.ts';
import type { Prepared } from './ledger.ts';
import { leastRecent } from '../storage/least-recent.ts';
import type { Storage } from '../storage/storage.ts';

/** What digests are built of. */
export type DigestParts = {
  digests: readonly Digest[];
  commands: readonly Command[];
  library: () => Library;
  /** Every change known, oldest first, and the instant of the newest revision among them. */
  changes: () => { list: readonly Change[]; knownUntil: string };
  storage: { had: Storage['had']; ledger: Pick<Storage['ledger'], 'posted'> };
};

/** What a digest is built for; `channel` as picks know it (see channelKey). Without an `id` it belongs to no subscription. */
export type DigestRequest = Pick<Subscription, 'digest' | 'options' | 'zone' | 'createdAt'> & {
  id?: string;
  channel: string;
};

const DAY_MS = 86_400_000;
/** What was posted longer ago is as good as forgotten. */
const REMEMBERED_DAYS = 62;

/** Builds a digest as a channel would get it at an instant; changes nothing. */
export async function buildDigest(
  { digests, commands, library: current, changes, storage }: DigestParts,
  { id, digest: name, options, zone, createdAt, channel }: DigestRequest,
  now: Date,
): Promise<Prepared | Skipped> {
  const digest = digests.find((each) => each.name === name);
  if (!digest) return { skipped: `there is no digest “${name}” any more` };
  const library = current();
  const { list, knownUntil } = changes();
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  const posted = await storage.ledger.posted(channel, daysAgo(REMEMBERED_DAYS));
  // Another subscription to the same digest here may be about something else.
  const before = posted.find((each) =>
    id === undefined ? each.digest === name : each.subscription === id,
  )?.knownUntil;
  const since = before ?? (createdAt > daysAgo(REMEMBERED_DAYS) ? createdAt : daysAgo(REMEMBERED_DAYS));
  const postedSince = (days: number) => posted.filter(({ sentAt }) => sentAt >= daysAgo(days));
  const stories = library.stories.filter((story) => isAbout(story, options));
  const newsSince = (instant: string): News => {
    const known = changesSince(list, instant).filter((change) => isAbout(change, options));
    const published = known.flatMap(({ kind, slug }) =>
      kind === 'published' ? (stories.find((story) => story.slug === slug) ?? []) : [],
    );
    return { changes: known, published };
  };
  const built = await digest.build({
    options,
    library,
    stories,
    commands,
    now,
    time: (instant) => formatTime(instant, zone),
    news: newsSince(since),
    // Nothing falls between two posts, be the days between them longer, as when the clocks change.
    newsOf: (days) => newsSince(before !== undefined && before < daysAgo(days) ? before : daysAgo(days)),
    async pick(items) {
      const had = new Map<string, number>();
      const note = (ref: string, at: string) => had.set(ref, Math.max(had.get(ref) ?? 0, Date.parse(at)));
      for (const { ref, at } of await storage.had(channel)) note(ref, at);
      for (const { items: refs, sentAt } of posted) for (const ref of refs) note(ref, sentAt);
      const refs = items.map(({ ref }) => ref);
      return items[refs.indexOf(leastRecent(refs, had) ?? '')];
    },
    posted: {
      idsSince: async (days) => new Set(postedSince(days).flatMap(({ items }) => items)),
      async countsSince(days) {
        const counts = new Map<string, number>();
        for (const ref of postedSince(days).flatMap(({ items }) => items)) counts.set(ref, (counts.get(ref) ?? 0) + 1);
        return counts;
      },
    },
  });
  if ('skipped' in built) return built;
  return { content: built, items: itemsOf(built), knownUntil };
}

function isAbout({ slug, topics }: Pick<StoryEntry, 'slug' | 'topics'>, { story, topic }: DigestOptions): boolean {
  return (story === undefined || story === slug) && (topic === undefined || topics.includes(topic));
}
