import type { Kysely } from 'kysely';
import type { DeliveryKind, DeliveryState } from '../delivery/ledger.ts';
import type { DigestPlatform } from '../schedule/subscription.ts';
import type { Story } from '../facts/story.ts';

/** The tables as the queries see them; `migrations/` makes them. Times are ISO instants, `day` an ISO day (UTC); `story`, `place`, `options`, `paused`, `last_rest` and `content` are JSON. */
export type Tables = {
  revisions: {
    slug: string;
    number: number;
    status: Story['status'];
    story: string;
    author: string;
    note: string;
    at: string;
  };
  story_files: { slug: string; number: number; path: string; sha256: string; at: string };
  picks: { channel: string; ref: string; sequence: number; at: string };
  source_texts: { sha256: string; text: string; at: string };
  kept: { id: string; value: string; at: string };
  seen: { key: string; at: string };
  subscriptions: {
    id: string;
    channel_key: string;
    place: string;
    digest: string;
    options: string;
    cron: string;
    zone: string;
    grace_minutes: number;
    by_id: string;
    by_name: string;
    created_at: string;
    due_at: string | null;
    paused: string | null;
    last_rest: string | null;
    removed_at: string | null;
  };
  deliveries: {
    id: string;
    subscription: string;
    kind: DeliveryKind;
    occurrence: string;
    digest: string;
    platform: DigestPlatform;
    channel_key: string;
    place: string;
    state: DeliveryState;
    says: string;
    attempts: number;
    late: number;
    next_at: string | null;
    expires_at: string;
    holder: string | null;
    doubtful_since: string | null;
    content: string | null;
    known_until: string | null;
    message: string | null;
    sent_at: string | null;
    at: string;
  };
  delivery_items: { delivery: string; ref: string };
  clock: { name: string; at: string };
  model_calls: { day: string; person: string; calls: number };
  embeddings: { model: string; text_hash: string; vector: string; at: string };
  installations: { id: string; value: string; at: string };
};

export type Database = Kysely<Tables>;
