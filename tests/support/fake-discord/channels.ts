import { ChannelType, SnowflakeUtil, type APIChannel, type APIUser, type Snowflake } from 'discord.js';
import { slim, storedMessage, type MessageBody, type Stored, type Uploaded } from './messages.ts';
import { nextId, type World } from './world.ts';

/** Discord forgets a nonce in “the past few minutes”; here it is three. */
const NONCE_KEPT_MS = 180_000;

/** Answers that tell the bot to go, by Discord's number. */
const REFUSALS = {
  50_001: { status: 403, message: 'Missing Access' },
  50_007: { status: 403, message: 'Cannot send messages to this user' },
  50_013: { status: 403, message: 'Missing Permissions' },
  50_083: { status: 400, message: 'Thread is archived' },
  160_005: { status: 403, message: 'Thread is locked' },
} as const;
type Refusal = keyof typeof REFUSALS;

/** A channel with what was posted to it, oldest first. */
type Held = {
  channel: APIChannel;
  messages: Stored[];
  nonces: Map<string, { stored: Stored; at: number }>;
  closed: Refusal | undefined;
};

export type Channels = ReturnType<typeof createChannels>;

/** All channels, each found by its id, and each message by its channel and nonce. Without `keep`, of a message only its controls and its nonce are held. */
export function createChannels({ world, now, keep }: { world: World; now: () => number; keep: boolean }) {
  const byId = new Map<Snowflake, Held>();
  const conversations = new Map<Snowflake, Held>();
  const all: Stored[] = [];
  let last = 0n;

  const hold = (channel: APIChannel, closed?: Refusal): Held => {
    const held: Held = { channel, messages: [], nonces: new Map(), closed };
    byId.set(channel.id, held);
    return held;
  };
  /** Ids tell the time, and each is higher than the one before. */
  const messageId = (): Snowflake => {
    const inTime = SnowflakeUtil.generate({ timestamp: now(), increment: 0n, processId: 0n, workerId: 0n });
    last = inTime > last ? inTime : last + 1n;
    return String(last);
  };

  for (const [name, channel] of Object.entries(world.places)) {
    const held = hold(channel, name === 'elsewhere' || name === 'groupDm' ? 50_001 : undefined);
    if (name === 'dm') conversations.set(world.reader.id, held);
  }

  return {
    /** Every message, in order of arrival. */
    all,
    find: (id: Snowflake) => byId.get(id),
    /** What Discord says in place of an answer, if anything. */
    refusal(id: Snowflake): { status: number; code: number; message: string } | undefined {
      const held = byId.get(id);
      if (!held) return { status: 404, code: 10_003, message: 'Unknown Channel' };
      return held.closed && { code: held.closed, ...REFUSALS[held.closed] };
    },
    /** A new text channel of the server, or another kind. */
    add(
      parts: { id?: Snowflake; type?: ChannelType; name?: string; guild_id?: Snowflake; parent_id?: Snowflake } = {},
    ) {
      const channel = { id: nextId(), type: ChannelType.GuildText, name: 'more-news', guild_id: world.guild, ...parts };
      hold(channel as APIChannel);
      return channel;
    },
    remove: (id: Snowflake) => void byId.delete(id),
    close(id: Snowflake, closed: Refusal | undefined) {
      const held = byId.get(id);
      if (held) held.closed = closed;
    },
    /** The bot's conversation with a person, opened where it was not yet. */
    conversationWith(person: Snowflake): APIChannel {
      const recipient = { ...world.reader, id: person, username: `person-${person}` };
      const held =
        conversations.get(person) ??
        hold({ id: nextId(), type: ChannelType.DM, name: null, recipients: [recipient], last_message_id: null });
      conversations.set(person, held);
      return held.channel;
    },
    /** The message of this channel that has this nonce and came a few minutes ago at most. */
    withNonce(id: Snowflake, nonce: string): Stored | undefined {
      const known = byId.get(id)?.nonces.get(nonce);
      return known && now() - known.at < NONCE_KEPT_MS ? known.stored : undefined;
    },
    forgetNonces() {
      for (const { nonces } of byId.values()) nonces.clear();
    },
    store(id: Snowflake, body: MessageBody, files: Uploaded[]): Stored {
      const stored = storedMessage(messageId(), id, keep ? body : slim(body), keep ? files : []);
      const held = byId.get(id);
      all.push(stored);
      held?.messages.push(stored);
      if (body.nonce != null) held?.nonces.set(String(body.nonce), { stored, at: now() });
      return stored;
    },
    /** Others talk: so many messages of theirs. */
    chatter(id: Snowflake, count: number, by: APIUser = world.reader) {
      const held = byId.get(id);
      for (let i = 0; i < count; i += 1)
        held?.messages.push({ ...storedMessage(messageId(), id, { content: 'Good morning.' }, []), by });
    },
    /** A page of the history as everybody sees it, newest first. */
    page(id: Snowflake, { after, before, limit }: { after?: string; before?: string; limit: number }): Stored[] {
      const messages = (byId.get(id)?.messages ?? []).filter(
        (message) =>
          !message.ephemeral &&
          !message.deleted &&
          (after === undefined || BigInt(message.id) > BigInt(after)) &&
          (before === undefined || BigInt(message.id) < BigInt(before)),
      );
      return (after === undefined ? messages.slice(-limit) : messages.slice(0, limit)).toReversed();
    },
  };
}
