import type { Generated, Kysely } from 'kysely';
import type { DeskKey, DraftState } from '../curation/desk/store.ts';
import type { DeliveryKind, DeliveryState } from '../delivery/ledger.ts';
import type { DigestPlatform } from '../schedule/subscription.ts';
import type { Story } from '../facts/story.ts';

/** The tables as the queries see them; `migrations/` makes them. Times are ISO instants, `day` an ISO day (UTC); `story`, `place`, `options`, `paused`, `last_rest`, `content`, `detail` and a feed's `state` are JSON. */
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
  articles: { sha256: string; url: string | null; title: string; fingerprint: string; at: string };
  drafts: {
    id: string;
    slug: string;
    title: string;
    source: string;
    state: DraftState;
    version: number;
    base: number | null;
    content: string;
    by_id: string;
    by_name: string;
    created_at: string;
    at: string;
  };
  audit: {
    number: Generated<number>;
    at: string;
    editor_id: string;
    editor_name: string;
    action: string;
    subject: string;
    detail: string;
  };
  feeds: {
    id: string;
    url: string;
    title: string;
    state: string;
    next_at: string | null;
    says: string;
    by_id: string;
    by_name: string;
    created_at: string;
  };
  feed_entries: {
    feed: string;
    entry: string;
    url: string;
    attempts: number;
    done: number;
    says: string;
    at: string;
  };
  desk_keys: { hash: string; kind: DeskKey['kind']; editor_id: string; editor_name: string; expires_at: string };
  installations: { id: string; value: string; at: string };
};

export type Database = Kysely<Tables>;
