import { sql } from 'kysely';
import { leastRecent } from './least-recent.ts';
import type { Database } from './schema.ts';

/** A longer list is not sent: a statement takes a limited number of parameters. */
const MOST_PARAMETERS = 500;

/** The ref that the channel has not had for longest; it is recorded as had. */
export async function pickNext(
  db: Database,
  channel: string,
  refs: readonly string[],
  at: string,
): Promise<string | undefined> {
  const ofChannel = db.selectFrom('picks').where('channel', '=', channel);
  const wanted = refs.length <= MOST_PARAMETERS ? ofChannel.where('ref', 'in', refs) : ofChannel;
  const rows = await wanted.select(['ref', 'sequence']).execute();
  const ref = leastRecent(refs, new Map(rows.map((row) => [row.ref, row.sequence])));
  if (ref === undefined) return undefined;
  const last = await ofChannel.select(({ fn }) => fn.max('sequence').as('sequence')).executeTakeFirst();
  const sequence = (last?.sequence ?? 0) + 1;
  await db
    .insertInto('picks')
    .values({ channel, ref, sequence, at })
    .onConflict((conflict) => conflict.columns(['channel', 'ref']).doUpdateSet({ sequence, at }))
    .execute();
  return ref;
}

/** Deletes the picks of channels whose names begin so that were made before an instant; gives how many. */
export async function deletePicks(db: Database, prefix: string, before: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('picks')
    .where(sql<string>`substr(channel, 1, ${prefix.length})`, '=', prefix)
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** What a channel had and when it had each last. */
export async function hadByChannel(db: Database, channel: string): Promise<{ ref: string; at: string }[]> {
  return db.selectFrom('picks').select(['ref', 'at']).where('channel', '=', channel).orderBy('sequence').execute();
}
