import type { Kysely } from 'kysely';
import type { Story } from '../facts/story.ts';

/** The tables as the queries see them; `migrations/` makes them. Times are ISO instants, `story` is JSON. */
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
  installations: { id: string; value: string; at: string };
};

export type Database = Kysely<Tables>;
