import type { Spending } from '../answers/compose.ts';
import type { Database } from './schema.ts';

/** Counts one more call of a person on a day (ISO), unless the day or the person has had all of theirs. */
export async function spendModelCall(
  db: Database,
  { day, person, perDay, perPerson }: { day: string; person: string; perDay: number; perPerson: number },
): Promise<Spending> {
  const ofDay = db.selectFrom('model_calls').where('day', '=', day);
  const all = await ofDay.select(({ fn }) => fn.sum<number | string>('calls').as('calls')).executeTakeFirst();
  if (Number(all?.calls ?? 0) >= perDay) return 'day_spent';
  const own = await ofDay.where('person', '=', person).select('calls').executeTakeFirst();
  const calls = (own?.calls ?? 0) + 1;
  if (calls > perPerson) return 'person_spent';
  await db
    .insertInto('model_calls')
    .values({ day, person, calls })
    .onConflict((conflict) => conflict.columns(['day', 'person']).doUpdateSet({ calls }))
    .execute();
  return 'granted';
}

/** Takes back one call of a person on a day (ISO), if there is one. */
export async function returnModelCall(db: Database, { day, person }: { day: string; person: string }): Promise<void> {
  await db
    .updateTable('model_calls')
    .set(({ eb: build }) => ({ calls: build('calls', '-', 1) }))
    .where('day', '=', day)
    .where('person', '=', person)
    .where('calls', '>', 0)
    .execute();
}

/** Deletes the counts of days before this one; gives how many. */
export async function deleteModelCalls(db: Database, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('model_calls').where('day', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
