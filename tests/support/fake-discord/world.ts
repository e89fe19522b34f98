import {
  ChannelType,
  type GuildMemberFlags,
  type APIChannel,
  type APIGuildMember,
  type APIUser,
  type Snowflake,
} from 'discord.js';

/** The places and people of the fake: one server with a text channel, a thread and a forum post, a direct message, and a server the bot is not in. */
export type World = ReturnType<typeof createWorld>;
export type PlaceName = 'channel' | 'thread' | 'post' | 'dm' | 'groupDm' | 'elsewhere';

let last = 1_300_000_000_000_000_000n;

/** An id as Discord makes them: 19 digits, each higher than the one before. */
export function nextId(): Snowflake {
  last += 1n;
  return String(last);
}

/** The time of everything in this world. */
export const ISO_NOW = '2031-05-06T09:00:00.000000+00:00';
export const EVERY_PERMISSION = String((1n << 50n) - 1n);

export function createWorld() {
  const guild = nextId();
  const elsewhere = nextId();
  const bot = user('pullquote', true);
  const reader = user('mira');
  const operator = user('quillon');
  const channel = { id: nextId(), type: ChannelType.GuildText, name: 'news', guild_id: guild, position: 0 };
  const forum = {
    id: nextId(),
    type: ChannelType.GuildForum,
    name: 'stories',
    guild_id: guild,
    position: 1,
    available_tags: [],
  };
  const thread = aThread('bridge', channel.id, guild, bot.id);
  const forumPost = aThread('harbour', forum.id, guild, bot.id);
  const places = {
    channel,
    thread,
    post: forumPost,
    dm: { id: nextId(), type: ChannelType.DM, recipients: [reader], last_message_id: null },
    groupDm: {
      id: nextId(),
      type: ChannelType.GroupDM,
      name: null,
      recipients: [reader, operator],
      last_message_id: null,
    },
    elsewhere: { id: nextId(), type: ChannelType.GuildText, name: 'lobby', guild_id: elsewhere, position: 0 },
  };
  return {
    guild,
    elsewhere,
    bot,
    reader,
    operator,
    /** Roles of members, by their ids. */
    roles: new Map<Snowflake, Snowflake[]>(),
    places: places as unknown as Record<PlaceName, APIChannel>,
    /** The body of GUILD_CREATE. */
    guildCreate: {
      id: guild,
      name: 'Port Ansel',
      owner_id: operator.id,
      roles: [aRole(guild, EVERY_PERMISSION, '@everyone')],
      emojis: [],
      stickers: [],
      features: [],
      channels: [channel, forum],
      threads: [thread, forumPost],
      members: [memberOf(bot)],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      member_count: 3,
      joined_at: ISO_NOW,
      large: false,
      unavailable: false,
      preferred_locale: 'en-GB',
      system_channel_flags: 0,
    },
  };
}

export function aRole(id: Snowflake, permissions: string, name = 'editors') {
  const looks = { position: 0, color: 0, hoist: false, managed: false, mentionable: false, flags: 0 };
  return { id, name, permissions, ...looks };
}

function aThread(name: string, parent: Snowflake, guild: Snowflake, owner: Snowflake) {
  return {
    id: nextId(),
    type: ChannelType.PublicThread,
    name,
    guild_id: guild,
    parent_id: parent,
    owner_id: owner,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    last_message_id: null,
    thread_metadata: { archived: false, auto_archive_duration: 1440, archive_timestamp: ISO_NOW, locked: false },
  };
}

function user(username: string, bot = false): APIUser {
  return { id: nextId(), username, discriminator: '0', global_name: bot ? null : username, avatar: null, bot };
}

export function memberOf(member: APIUser): APIGuildMember {
  return {
    user: member,
    roles: [],
    joined_at: ISO_NOW,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
  };
}
