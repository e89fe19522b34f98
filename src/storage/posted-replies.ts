import { createHash } from 'node:crypto';
import type { PostedReply, TurnedPage } from '../delivery/corrections/store.ts';
import { itemsOf } from '../reply.ts';
import { channelKey, type Place } from '../schedule/subscription.ts';
import type { Database } from './schema.ts';

/** 132 bits of SHA-256 in base64url. */
const ID_LENGTH = 22;

/** Records what people see now; the words of many messages that say the same are kept once. */
export async function recordReplies(
  db: Database,
  list: readonly (PostedReply | TurnedPage)[],
  at: string,
): Promise<void> {
  for (const posted of list) {
    if ('turnedTo' in posted) await turn(db, posted);
    else await record(db, posted, at);
  }
}

async function record(db: Database, { place, message, reply, page = 0 }: PostedReply, at: string): Promise<void> {
  const id = idOf(place, message);
  const items = itemsOf(reply);
  if (items.length === 0) {
    await db.deleteFrom('posted_replies').where('id', '=', id).execute();
    return;
  }
  const { knownUntil = '', understood: _, ...said } = reply;
  const text = JSON.stringify(said);
  const content = hash(text);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('reply_contents')
    .values({ id: content, content: text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (Number(numInsertedOrUpdatedRows ?? 0) > 0)
    await db
      .insertInto('reply_items')
      .values(items.map((ref) => ({ content, ref })))
      .execute();
  const now = { content, known_until: knownUntil, page, at };
  await db
    .insertInto('posted_replies')
    .values({ id, channel_key: channelKey(place), place: JSON.stringify(place), message, ...now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(now))
    .execute();
}

/** Of a digest as of a reply: an edit must not turn it back. */
async function turn(db: Database, { place, message, turnedTo }: TurnedPage): Promise<void> {
  await db.updateTable('posted_replies').set({ page: turnedTo }).where('id', '=', idOf(place, message)).execute();
  await db
    .updateTable('deliveries')
    .set({ page: turnedTo })
    .where('channel_key', '=', channelKey(place))
    .where('state', '=', 'sent')
    .where('message', '=', message)
    .execute();
}

/** Deletes replies of before an instant, and the words that no other says. */
export async function deleteReplies(db: Database, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('posted_replies').where('at', '<', before).executeTakeFirst();
  await db
    .deleteFrom('reply_contents')
    .where((row) =>
      row.not(
        row.exists(
          row.selectFrom('posted_replies').select('posted_replies.id').whereRef('content', '=', 'reply_contents.id'),
        ),
      ),
    )
    .execute();
  return Number(numDeletedRows);
}

function idOf(place: Place, message: string): string {
  return hash(JSON.stringify([channelKey(place), message]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, ID_LENGTH);
}
