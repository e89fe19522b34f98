import { PermissionFlagsBits } from 'discord.js';
import type { DiscordConfig } from '../../config.ts';
import { isThread, isVoice, type Access } from './channel-access.ts';
import { PERMISSIONS } from './permissions.ts';

/** Who may have digests posted, besides whoever manages the channel, and who may work at the desk. */
export type Rights = Pick<DiscordConfig, 'operators' | 'digestRoles' | 'editors'>;

const { Administrator, Connect, ManageChannels, SendMessages, SendMessagesInThreads, ViewChannel } =
  PermissionFlagsBits;
const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Why a person may not have digests posted to a channel, or the bot cannot post there: one sentence with what mends it. */
export function whyNot(
  type: number,
  { asker, bot }: { asker: Access & { id: string }; bot: Pick<Access, 'held'> },
  { operators, digestRoles }: Rights,
): string | undefined {
  const manages = holds(asker.held, ManageChannels) || asker.roles.some((role) => digestRoles.includes(role));
  if (!operators.includes(asker.id) && !(manages && holds(asker.held, ViewChannel)))
    return `Somebody who may manage that channel has to do this: it needs the permission “Manage Channels” there${
      digestRoles.length === 0 ? '' : ', or a role that the operator set for it'
    }.`;
  const missing = needed(type).filter(({ bit }) => !holds(bot.held, bit));
  if (missing.length === 0) return undefined;
  const names = AND.format(missing.map(({ name }) => `“${name}”`));
  return `I lack ${names} there; somebody who manages the server can allow it for my role in the channel’s settings.`;
}

/** Whether somebody may work at the desk: they or one of their roles are named. */
export function isEditor({ id, roles }: { id: string; roles: readonly string[] }, { editors }: Rights): boolean {
  return [id, ...roles].some((each) => editors.includes(each));
}

/** In a thread the bot needs “Send Messages in Threads” in place of “Send Messages”; the chat of a voice channel is open to who may connect. */
function needed(type: number): { name: string; bit: bigint }[] {
  const other = isThread(type) ? SendMessages : SendMessagesInThreads;
  return [
    ...PERMISSIONS.filter(({ bit }) => bit !== other),
    ...(isVoice(type) ? [{ name: 'Connect', bit: Connect }] : []),
  ];
}

function holds(held: bigint, bit: bigint): boolean {
  return (held & (bit | Administrator)) !== 0n;
}
