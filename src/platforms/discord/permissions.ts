import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/** The least that all of Pullquote needs in a Discord channel, and what for. Links in its messages need no “Embed Links”. */
export const PERMISSIONS = [
  { name: 'View Channels', bit: PermissionFlagsBits.ViewChannel, why: 'to receive the messages that mention it' },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages, why: 'to answer a mention' },
  {
    name: 'Send Messages in Threads',
    bit: PermissionFlagsBits.SendMessagesInThreads,
    why: 'to answer in threads and forum posts',
  },
  { name: 'Attach Files', bit: PermissionFlagsBits.AttachFiles, why: 'to show timelines and charts as pictures' },
  {
    name: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    why: 'to attach an answer to the message it answers',
  },
] as const;

/** The two things an installation grants: the commands, and a member of the server that can post. */
const SCOPES = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];

/** The page on which somebody adds the bot to a server, with the least permissions that work. */
export function inviteLink(applicationId: string): string {
  const permissions = PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${SCOPES.join('+')}&permissions=${permissions}`;
}
