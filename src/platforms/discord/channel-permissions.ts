import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';

export const Overwrite = z.object({ id: z.string(), type: z.enum(OverwriteType), allow: z.string(), deny: z.string() });
export const Guild = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
});
export const Member = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) });

type Place = {
  guild: z.infer<typeof Guild>;
  member: z.infer<typeof Member>;
  overwrites: readonly z.infer<typeof Overwrite>[];
};

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);

/** What a member may do in a channel: https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsIn({ guild, member, overwrites }: Place): bigint {
  const own = new Set([guild.id, ...member.roles]); // the role of everyone has the server's own id
  const base = guild.roles.filter(({ id }) => own.has(id)).reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (guild.owner_id === member.user.id || (base & PermissionFlagsBits.Administrator) !== 0n) return ALL;
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roles = overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && own.has(id));
  const personal = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id);
  return [everyone, roles, personal].reduce((held, group) => {
    const deny = group.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = group.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (held & ~deny) | allow;
  }, base);
}
