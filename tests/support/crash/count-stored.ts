import { z } from 'zod';
import { deliveryId } from '../../../src/delivery/ledger.ts';
import { openStorage } from '../../../src/storage/open.ts';
import type { Subscription } from '../../../src/schedule/subscription.ts';
import type { FakeDiscord } from '../fake-discord.ts';
import type { FakeSlack } from '../fake-slack.ts';

/** What became of the deliveries of a platform: how many it never stored, how many messages it stored too many, and how many rows of the ledger say otherwise. */
export type Tally = { lost: number; doubled: number; untrue: number };

const Metadata = z.object({ event_payload: z.object({ delivery: z.string() }) });

/** The ids of messages by the deliveries that they are, as the platforms stored them. */
export function storedMessages({ discord, slack }: { discord: FakeDiscord; slack: FakeSlack }) {
  return {
    discord: Map.groupBy(discord.messages, ({ body }) => String(body.nonce)),
    slack: Map.groupBy(
      slack.state.messages.map(({ ts, body }) => ({ id: ts, body })),
      ({ body }) => Metadata.parse(body['metadata']).event_payload.delivery,
    ),
  };
}

/** Counts what was stored of each due subscription's one delivery, and compares it with the ledger. */
export async function countStored(
  stored: ReadonlyMap<string, readonly { id: string }[]>,
  subscriptions: readonly (Subscription & { dueAt: string })[],
  dataDir: string,
): Promise<Tally> {
  const storage = await openStorage({ dataDir });
  const rows = await storage.ledger.history({
    subscriptions: subscriptions.map(({ id }) => id),
    most: subscriptions.length * 2,
  });
  await storage.close();
  const sent = new Map(rows.map(({ id, message }) => [id, message]));
  const ids = subscriptions.map(({ id, dueAt }) => deliveryId(id, dueAt, 'scheduled'));
  const lists = ids.map((id) => ({ messages: stored.get(id) ?? [], recorded: sent.get(id) }));
  return {
    lost: lists.filter(({ messages }) => messages.length === 0).length,
    doubled: lists.reduce((sum, { messages }) => sum + Math.max(0, messages.length - 1), 0),
    untrue: lists.filter(({ messages, recorded }) => !messages.some(({ id }) => id === recorded)).length,
  };
}
