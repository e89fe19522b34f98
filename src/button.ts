import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Log } from './log.ts';
import { parseJson } from './parse-json.ts';
import { emphasis, notice, paragraph, Reply } from './reply.ts';
import type { Kept, Storage } from './storage/storage.ts';

/** What pressing a button does: run a command line, show another page (from 0) of a kept reply in its place, or share a kept reply with the channel. */
export type Press =
  | { does: 'run'; line: string }
  | { does: 'page'; of: string; page: number }
  | { does: 'share'; of: string };

/** A press with what it needs; `unknown` where that is no longer kept or was written by another version. Another page keeps the `mark` of the message. */
export type ResolvedPress =
  | { does: 'run'; line: string }
  | { does: 'page'; of: string; reply: Reply; page: number; mark?: string | undefined }
  | { does: 'share'; of: string; reply: Reply }
  | { does: 'unknown' };

/** 132 bits of SHA-256 in base64url. */
const ID_LENGTH = 22;
const Line = z.strictObject({ line: z.string() });
const KeptReply = z.strictObject({ reply: Reply });

/** What a press does, the mark where there is one, and the rest; a mark is a delivery's id, at most 25 characters. */
const WRITTEN = /^(run|line|page|share)(?:@([\w-]{1,25}))? (.*)$/s;

/** A press as the id of a button of at most `longest` characters; what must be kept before the button is sent. A `mark` tells the message later, and changes nothing about the press. */
export function writePress(press: Press, longest: number, mark?: string): { id: string; keep: Kept[] } {
  const written = (does: string, rest: string) => `${does}${mark === undefined ? '' : `@${mark}`} ${rest}`;
  switch (press.does) {
    case 'run': {
      const id = written('run', press.line);
      if (id.length <= longest) return { id, keep: [] };
      const kept = keep({ line: press.line });
      return { id: written('line', kept.id), keep: [kept] };
    }
    case 'page':
      return { id: written('page', `${press.of} ${press.page}`), keep: [] };
    case 'share':
      return { id: written('share', press.of), keep: [] };
  }
}

/** The mark that a button's id carries. */
export function markOf(id: string): string | undefined {
  return WRITTEN.exec(id)?.[2];
}

/** A reply under the id that its page and share buttons name. */
export function keptReply(reply: Reply): Kept {
  return keep({ reply: { ...reply, understood: undefined } }); // no page needs the asker's question
}

/** What a button's id means now. */
export async function resolvePress(id: string, storage: Pick<Storage, 'kept'>): Promise<ResolvedPress> {
  const [, does, mark, rest = ''] = WRITTEN.exec(id) ?? [];
  if (does === 'run') return { does, line: rest };
  const [of = '', page = '0'] = rest.split(' ');
  const value = does === undefined || of === '' ? undefined : await storage.kept(of);
  const data = value === undefined ? undefined : parseJson(value);
  if (does === 'line') {
    const { data: held } = Line.safeParse(data);
    return held ? { does: 'run', line: held.line } : { does: 'unknown' };
  }
  const { data: held } = KeptReply.safeParse(data);
  if (!held) return { does: 'unknown' };
  return does === 'page'
    ? { does, of, reply: held.reply, page: Math.max(0, Math.trunc(Number(page)) || 0), mark }
    : { does: 'share', of, reply: held.reply };
}

/** The same for whoever has pressed: where the data cannot be read, the operator is told, and the press is unknown. */
export async function pressed(
  id: string,
  storage: Pick<Storage, 'kept'>,
  log: Pick<Log, 'error'>,
): Promise<ResolvedPress> {
  try {
    return await resolvePress(id, storage);
  } catch (error) {
    log.error({ err: error }, 'what a button stands for could not be read');
    return { does: 'unknown' };
  }
}

/** What pressing “Share to channel” shows there: the reply under the name of who shares it, and to a second press that it was done. */
export async function shared(
  { of, reply }: Extract<ResolvedPress, { does: 'share' }>,
  { channel, name }: { channel: string; name: string },
  storage: Pick<Storage, 'firstTime'>,
): Promise<Reply> {
  // A fault of the disk costs this check, not the message.
  const isFirst = await storage.firstTime(`shared ${of} ${channel}`).catch(() => true);
  if (!isFirst) return notice('This was shared here already.');
  const blocks = [paragraph(emphasis(`Shared by ${name}`)), ...reply.blocks];
  return { ...reply, visibility: 'channel', blocks };
}

function keep(content: unknown): Kept {
  const value = JSON.stringify(content);
  return { id: createHash('sha256').update(value).digest('base64url').slice(0, ID_LENGTH), value };
}
