import { leastRecent } from '../least-recent.ts';
import type { Database } from './schema.ts';

/** The ref that the channel has not had for longest; it is recorded as had. */
export async function pickNext(
  db: Database,
  channel: string,
  refs: readonly string[],
  at: string,
): Promise<string | undefined> {
  // All of the channel's rows rather than `ref in (…)`: a list of refs can outgrow the number of parameters a statement takes.
  const rows = await db.selectFrom('picks').select(['ref', 'sequence']).where('channel', '=', channel).execute();
  const ref = leastRecent(refs, new Map(rows.map((row) => [row.ref, row.sequence])));
  if (ref === undefined) return undefined;
  const sequence = rows.reduce((highest, row) => Math.max(highest, row.sequence), 0) + 1;
  await db
    .insertInto('picks')
    .values({ channel, ref, sequence, at })
    .onConflict((conflict) => conflict.columns(['channel', 'ref']).doUpdateSet({ sequence, at }))
    .execute();
  return ref;
}
