import type { Change } from '../../facts/changes.ts';
import { affecting, takesBack, type Takeback } from './affecting.ts';
import {
  CORRECTION_EXPIRES_MS,
  correctionId,
  type CorrectionStore,
  type NewCorrection,
  type ToldMessage,
} from './store.ts';

type Parts = {
  store: Pick<CorrectionStore, 'toldBy' | 'recent' | 'add' | 'progress' | 'advance'>;
  changes: () => { list: readonly Change[] };
  now: () => Date;
};

/** Messages of one transaction: some tens of milliseconds. */
const AT_ONCE = 500;
/** What was recorded so long before the last look is looked at again: transactions and clocks are not in step. */
const OVERLAP_MS = 600_000;
const KINDS = ['correction', 'edit'] as const;

/**
 * Puts into the ledger what every message that told something owes its readers since it was taken back. It may end at any
 * moment and be run again: each debt has an id of its own, and how far it came is recorded after the debts.
 */
export async function tellEveryone({ store, changes, now }: Parts): Promise<void> {
  const takebacks = changes().list.filter(takesBack);
  const last = takebacks.at(-1);
  if (!last) return;
  const at = now().toISOString();
  const owe = (messages: readonly ToldMessage[], change: Takeback) => store.add(debts(messages, change, now()), at);
  const { told, seen } = await store.progress();
  // Before the first time: what was recorded until now is found below, with every change.
  if (seen === '') await store.advance({ seen: at });
  for (const change of takebacks) {
    if (change.at <= told) continue;
    await ofOne(change, store, (messages) => owe(messages, change));
    await store.advance({ told: change.at });
  }
  // What was on its way then has come since.
  const since = new Date(Date.parse(seen === '' ? at : seen) - OVERLAP_MS).toISOString();
  for (const message of await store.recent(since, last.at))
    for (const change of affecting(takebacks, message.items, message.knownUntil)) await owe([message], change);
  await store.advance({ seen: at });
}

async function ofOne(
  { kind, slug, at, corrections }: Takeback,
  store: Parts['store'],
  owe: (messages: readonly ToldMessage[]) => Promise<unknown>,
): Promise<void> {
  const items =
    kind === 'retracted'
      ? undefined
      : [...new Set(corrections.flatMap(({ items: ids }) => ids.map((id) => `${slug}/${id}`)))];
  for (const from of ['digests', 'replies'] as const) {
    for (let after = ''; ;) {
      const messages = await store.toldBy({ from, story: slug, items, before: at, after, most: AT_ONCE });
      if (messages.length > 0) await owe(messages);
      const last = messages.at(-1);
      if (!last || messages.length < AT_ONCE) break;
      after = last.about;
    }
  }
}

function debts(messages: readonly ToldMessage[], { slug, at }: Takeback, now: Date): NewCorrection[] {
  const expiresAt = new Date(now.getTime() + CORRECTION_EXPIRES_MS).toISOString();
  return messages.flatMap(({ about, place, message }) =>
    KINDS.map((kind) => {
      const id = correctionId(about, slug, at, kind);
      return { id, kind, about, place, message, story: slug, changedAt: at, expiresAt };
    }),
  );
}
