import { randomUUID } from 'node:crypto';
import { MessageFlags, type REST, type RawFile } from 'discord.js';
import type { UpstreamError } from '../../errors.ts';
import type { Recorder } from '../../delivery/corrections/record-replies.ts';
import type { Log } from '../../log.ts';
import { renderedOnce } from '../../remember-replies.ts';
import { notice, type Picture, type Reply } from '../../reply.ts';
import type { Kept, Storage } from '../../storage/storage.ts';
import type { After } from '../../after.ts';
import { isFinal, isPassing, upstreamError } from './faults.ts';
import { ALT_LENGTH } from './limits.ts';
import { renderDiscord, type DiscordMessage } from './render.ts';

/** What sending a reply takes. */
export type Sending = {
  rest: REST;
  storage: Pick<Storage, 'keep'>;
  /** What people see is noted there. */
  recorder: Recorder;
  draw: (picture: Picture) => Promise<{ png: Uint8Array }>;
  after: After;
  log: Log;
};

/** Which page, and what mark its controls carry. */
type How = { page?: number; mark?: string | undefined };

/** A message as Discord takes it: the body, and the files it refers to. */
export type Outgoing = {
  body: DiscordMessage['body'] & { attachments: { id: string; description: string }[] };
  files: RawFile[];
};

/** A reply ready to go: with its pictures and, where it has some, without them, should they not get through. */
export type Prepared = { whole: Outgoing; plain: Outgoing | undefined; forAsker: boolean; reply: Reply };

/** A reply that a command is asked for again is the same one. */
const renderOnce = renderedOnce(renderDiscord);

/** Renders a reply, keeps what its buttons stand for, draws its pictures. A picture that cannot be drawn is told in words; never throws: a reply that cannot be shown gives an apology. */
export async function prepare(reply: Reply, how: How, sending: Sending): Promise<Prepared> {
  try {
    return await compose(reply, how, sending);
  } catch (error) {
    const excuse = apology(error, sending.log);
    return { whole: bare(renderDiscord(excuse)), plain: undefined, forAsker: true, reply: excuse };
  }
}

/** What the asker is told of a reply that cannot be shown; why is in the log under the id that it names. */
export function apology(error: unknown, log: Log): Reply {
  const id = randomUUID().slice(0, 8);
  log.error({ err: error, id }, 'a reply could not be shown on Discord');
  return notice(
    `Something went wrong on our side. Nothing was changed. The operator finds it in the log under ${id}.`,
    { outcome: 'bug' },
  );
}

/** The same, and what stands in the way of showing the reply is thrown. */
export async function compose(
  reply: Reply,
  { page, mark }: How,
  { storage, draw, log }: Pick<Sending, 'storage' | 'draw' | 'log'>,
): Promise<Prepared> {
  const shown = { ...(page !== undefined && { page }), share: true, ...(mark !== undefined && { mark }) };
  // A mark stands in one message: thousands of channels that get one reply would each leave theirs in memory.
  const render = mark === undefined ? renderOnce : renderDiscord;
  const message = render(reply, shown);
  const forAsker = (message.body.flags & MessageFlags.Ephemeral) !== 0;
  if (message.pictures.length === 0) {
    await keep(message.keep, storage, log);
    return { whole: bare(message), plain: undefined, forAsker, reply };
  }
  const pictureless = render(reply, { ...shown, withoutPictures: true });
  await keep([...message.keep, ...pictureless.keep], storage, log);
  const plain = bare(pictureless);
  try {
    const drawn = await Promise.all(message.pictures.map(({ picture }) => draw(picture)));
    const files = drawn.map(({ png }, i): RawFile => ({
      name: message.pictures[i]?.name ?? '',
      data: Buffer.from(png.buffer, png.byteOffset, png.byteLength),
      contentType: 'image/png',
    }));
    const attachments = message.pictures.map(({ alt }, i) => ({
      id: String(i),
      description: alt.slice(0, ALT_LENGTH).toWellFormed(),
    }));
    return { whole: { body: { ...message.body, attachments }, files }, plain, forAsker, reply };
  } catch (error) {
    log.error({ err: error }, 'a picture could not be drawn; the reply goes out with its description');
    return { whole: plain, plain: undefined, forAsker, reply };
  }
}

function bare({ body }: DiscordMessage): Outgoing {
  return { body: { ...body, attachments: [] }, files: [] };
}

/** A disk at fault costs the buttons of this message, not the message. */
async function keep(kept: readonly Kept[], storage: Sending['storage'], log: Log): Promise<void> {
  if (kept.length === 0) return;
  try {
    await storage.keep(kept);
  } catch (error) {
    log.error({ err: error }, 'what the buttons of a reply stand for could not be kept; pressing them finds nothing');
  }
}

/** The same reply for everyone who sees the channel. */
export function forAll(reply: Reply): Reply {
  return { ...reply, visibility: 'channel' };
}

/** Sends a message; where its pictures may be why it is refused, once more without them, and where sending it twice is harmless, once more after a fault that passes. Gives what sending gave. Throws an UpstreamError. */
export async function sendOrWithoutPictures(
  { whole, plain }: Pick<Prepared, 'whole' | 'plain'>,
  send: (message: Outgoing) => Promise<unknown>,
  { repeatable, log }: { repeatable: boolean; log: Log },
): Promise<unknown> {
  try {
    return await send(whole);
  } catch (error) {
    const fault = upstreamError(error);
    const other = plain ?? (isPassing(fault) ? whole : undefined);
    if (!other || isFinal(fault) || (fault.mayHaveSucceeded && !repeatable)) throw fault;
    if (plain) tellPictureless(fault, log);
    else log.warn({ code: fault.code }, `a reply is sent again: ${fault.message}`);
    try {
      return await send(other);
    } catch (again) {
      throw upstreamError(again);
    }
  }
}

export function tellPictureless(fault: UpstreamError, log: Log): void {
  log.warn({ code: fault.code }, `a reply goes out without its pictures: ${fault.message}`);
}
