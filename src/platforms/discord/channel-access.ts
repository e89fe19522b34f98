import { ChannelType, Routes, type REST } from 'discord.js';
import { z } from 'zod';
import { Guild, Member, Overwrite, permissionsIn } from './channel-permissions.ts';

/** What is read of a channel or thread. */
export const Channel = z.object({
  id: z.string(),
  type: z.int(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(Overwrite).default([]),
  thread_metadata: z.object({ archived: z.boolean(), locked: z.boolean().default(false) }).optional(),
});
export type Channel = z.infer<typeof Channel>;

const THREADS = new Set<number>([ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]);
const VOICE = new Set<number>([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

export function isThread(type: number): boolean {
  return THREADS.has(type);
}

/** A voice or stage channel, which has a text chat of its own. */
export function isVoice(type: number): boolean {
  return VOICE.has(type);
}

/** The channel as Discord has it now. Throws as discord.js does. */
export async function fetchChannel(id: string, rest: REST): Promise<Channel> {
  return Channel.parse(await rest.get(Routes.channel(id)));
}

/** A member with what they may do in a channel; in a thread it is what its parent lets them (https://docs.discord.com/developers/topics/threads#permissions). */
export type Access = { roles: readonly string[]; held: bigint };

/** What members of its server may do in a channel, in their order, and the server's name. Throws as discord.js does, also where one is no member. */
export async function accessTo(
  { id, guild, type, parent_id: parent, permission_overwrites: own }: Channel & { guild: string },
  members: readonly string[],
  rest: REST,
): Promise<{ server: string; of: Access[] }> {
  const [server, overwrites, ...list] = await Promise.all([
    rest.get(Routes.guild(guild)).then((data) => Guild.parse(data)),
    isThread(type) && parent && parent !== id
      ? fetchChannel(parent, rest).then((above) => above.permission_overwrites)
      : own,
    ...members.map(async (member) => Member.parse(await rest.get(Routes.guildMember(guild, member)))),
  ]);
  return {
    server: server.name,
    of: list.map((member) => ({ roles: member.roles, held: permissionsIn({ guild: server, member, overwrites }) })),
  };
}
