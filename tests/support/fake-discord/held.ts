import type { Snowflake } from 'discord.js';
import type { Channels } from './channels.ts';
import type { Asked } from './interactions.ts';
import type { MessageBody, Stored, Uploaded } from './messages.ts';
import type { World } from './world.ts';

/** A request as it arrived. */
export type Received = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  files: Uploaded[];
  authorised: boolean;
};
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** What the fake Discord holds. */
export type Held = {
  world: World;
  channels: Channels;
  applicationId: Snowflake;
  port: () => number;
  commands: unknown[];
  guildCommands: unknown[];
  asked: Map<string, Asked>;
  typing: Snowflake[];
  /** Says what is wrong with a body; kept for the test to see. */
  check: (kind: 'message' | 'interaction' | 'edit' | 'followup' | 'commands', body: unknown) => void;
};

/** Carries out one kind of request; `parts` are what its path names. */
type Handler = (held: Held, request: Received, ...parts: string[]) => Answer;
export type Route = { method: string; path: RegExp; open?: true; handle: Handler };

export const OK = 200;

export function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

export function edit(stored: Stored, body: MessageBody, files: Uploaded[]): void {
  stored.body = { ...stored.body, ...body };
  stored.files = files;
  stored.edits += 1;
}

/** Discord refuses a message that refers to a file it did not get, or describes one. */
export function unresolved(body: MessageBody, files: Uploaded[]): Answer | undefined {
  const named = JSON.stringify(body.components ?? []).matchAll(/"attachment:\/\/([^"]+)"/g);
  const missing = [...named].find(([, name]) => !files.some((file) => file.name === name));
  const surplus = (body.attachments ?? []).some(({ id }) => files[Number(id)] === undefined);
  return missing || surplus ? refusal(400, 50_035, 'Invalid Form Body') : undefined;
}
