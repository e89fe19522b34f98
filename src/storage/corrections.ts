import { sql } from 'kysely';
import type { CorrectionStore, NewCorrection, Progress, WholeMessage } from '../delivery/corrections/store.ts';
import { inGroups } from '../in-groups.ts';
import { parseJson } from '../parse-json.ts';
import { Reply } from '../reply.ts';
import { channelKey } from '../schedule/subscription.ts';
import { blank } from './ledger-plan.ts';
import type { Database } from './schema.ts';
import { readPlace } from './subscriptions.ts';

type Query = Parameters<CorrectionStore['toldBy']>[0];
type Recent = Awaited<ReturnType<CorrectionStore['recent']>>;

/** Rows of one statement stay far below the 32,766 parameters that SQLite takes (https://sqlite.org/limits.html). */
const ROWS = 500;
/** The sign after “/”: every item of a story is between the two. */
const AFTER_SLASH = '0';
const MARKS = { told: 'corrections-told', seen: 'corrections-seen' } as const;

const isDigest = sql<boolean>`state = 'sent' and kind in ('scheduled', 'asked')`;

/** A page of the messages that told one of some items. */
export async function messagesTelling(db: Database, query: Query): ReturnType<CorrectionStore['toldBy']> {
  const { from, story, items, before, after, most } = query;
  const [first, end] = [`${story}/`, `${story}${AFTER_SLASH}`];
  if (from === 'digests') {
    const telling = db
      .selectFrom('delivery_items')
      .select('delivery')
      .$if(items === undefined, (some) => some.where('ref', '>=', first).where('ref', '<', end))
      .$if(items !== undefined, (some) => some.where('ref', 'in', items ?? []));
    const rows = await db
      .selectFrom('deliveries')
      .select(['id', 'place', 'message'])
      .where('id', 'in', telling)
      .where(isDigest)
      .where('known_until', '<', before)
      .where('id', '>', after.replace(/^d:/, ''))
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(({ id, place, message }) => ({
      about: `d:${id}`,
      place: readPlace(place),
      message: message ?? '',
    }));
  }
  const telling = db
    .selectFrom('reply_items')
    .select('content')
    .$if(items === undefined, (some) => some.where('ref', '>=', first).where('ref', '<', end))
    .$if(items !== undefined, (some) => some.where('ref', 'in', items ?? []));
  const rows = await db
    .selectFrom('posted_replies')
    .select(['id', 'place', 'message'])
    .where('content', 'in', telling)
    .where('known_until', '<', before)
    .where('id', '>', after.replace(/^r:/, ''))
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id, place, message }) => ({ about: `r:${id}`, place: readPlace(place), message }));
}

/** What was sent or recorded since an instant and knew of nothing as new as another. */
export async function recentMessages(db: Database, since: string, before: string): Promise<Recent> {
  const digests = await db
    .selectFrom('deliveries')
    .innerJoin('delivery_items', 'delivery_items.delivery', 'deliveries.id')
    .select(['deliveries.id', 'place', 'message', 'known_until', 'ref'])
    .where('at', '>=', since)
    .where(isDigest)
    .where('known_until', '<', before)
    .execute();
  const replies = await db
    .selectFrom('posted_replies')
    .innerJoin('reply_items', 'reply_items.content', 'posted_replies.content')
    .select(['posted_replies.id', 'place', 'message', 'known_until', 'ref'])
    .where('at', '>=', since)
    .where('known_until', '<', before)
    .execute();
  return [...together(digests, 'd'), ...together(replies, 'r')];
}

type Row = { id: string; place: string; message: string | null; known_until: string | null; ref: string };

function together(rows: readonly Row[], sign: 'd' | 'r'): Recent {
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, same]) => {
    const [first] = same;
    if (!first) return [];
    const { place, message, known_until: knownUntil } = first;
    const items = same.map(({ ref }) => ref);
    return [
      { about: `${sign}:${id}`, place: readPlace(place), message: message ?? '', knownUntil: knownUntil ?? '', items },
    ];
  });
}

/** A message with what it said; undefined where that is no longer kept, or cannot be read. */
export async function findMessage(db: Database, about: string): Promise<WholeMessage | undefined> {
  const id = about.slice(2);
  const row = about.startsWith('d:')
    ? await db
        .selectFrom('deliveries')
        .select(['place', 'message', 'known_until', 'page', 'content'])
        .where('id', '=', id)
        .executeTakeFirst()
    : await db
        .selectFrom('posted_replies')
        .innerJoin('reply_contents', 'reply_contents.id', 'posted_replies.content')
        .select(['place', 'message', 'known_until', 'page', 'reply_contents.content'])
        .where('posted_replies.id', '=', id)
        .executeTakeFirst();
  const content = row?.content == null ? undefined : Reply.safeParse(parseJson(row.content)).data;
  if (!row || !content) return undefined;
  const { place, message, known_until: knownUntil, page } = row;
  const mark = about.startsWith('d:') ? id : undefined;
  return { about, place: readPlace(place), message: message ?? '', content, knownUntil: knownUntil ?? '', page, mark };
}

/** Adds what messages owe; what is in the ledger already stays as it is. */
export async function addCorrections(db: Database, list: readonly NewCorrection[], at: string): Promise<number> {
  let added = 0;
  for (const some of inGroups(list, ROWS)) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('deliveries')
      .values(
        some.map(({ id, kind, about, place, message, story, changedAt, expiresAt }) => ({
          ...blank,
          id,
          subscription: null,
          kind,
          occurrence: changedAt,
          digest: kind,
          platform: place.platform,
          channel_key: channelKey(place),
          place: JSON.stringify(place),
          state: 'due' as const,
          next_at: at,
          expires_at: expiresAt,
          at,
          corrects: about,
          story,
          in_reply_to: message,
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    added += Number(numInsertedOrUpdatedRows ?? 0);
  }
  return added;
}

export async function readProgress(db: Database): Promise<Progress> {
  const rows = await db.selectFrom('clock').selectAll().where('name', 'in', Object.values(MARKS)).execute();
  const at = (name: string) => rows.find((row) => row.name === name)?.at ?? '';
  return { told: at(MARKS.told), seen: at(MARKS.seen) };
}

export async function recordProgress(db: Database, progress: Partial<Progress>): Promise<void> {
  for (const [of, name] of [
    ['told', MARKS.told],
    ['seen', MARKS.seen],
  ] as const) {
    const at = progress[of];
    if (at === undefined) continue;
    await db
      .insertInto('clock')
      .values({ name, at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
      .execute();
  }
}
