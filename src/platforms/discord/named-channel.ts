import { ChannelType, type REST } from 'discord.js';
import type { UpstreamError } from '../../errors.ts';
import type { Place } from '../../schedule/subscription.ts';
import { fetchChannel, isThread, isVoice, type Channel } from './channel-access.ts';
import { upstreamError } from './faults.ts';

/** An id, a mention of a channel, or a link to one or to a message in it. */
const NAMED =
  /^<?(?:#|https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?<server>\d{15,21})\/)?(?<channel>\d{15,21})(?:\/\d*)*>?$/;
const NOT_NAMED =
  'I do not know which channel that is: pick it from the list, or give its link (right-click the channel, Copy Link).';
const OF_ANOTHER = 'That channel is not in this server; use the command in the server where it is.';

const TAKES_POSTS = new Set<number>([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
const TAKES_NONE: Record<number, string> = {
  [ChannelType.GuildCategory]: 'That is a category; name one of its channels.',
  [ChannelType.GuildForum]: 'That is a forum; name one of its posts.',
  [ChannelType.GuildMedia]: 'That is a media channel; name one of its posts.',
};

/** The place that a channel of this server is which somebody named: its id, `<#id>` or a link. A refusal is one sentence. */
export async function namedChannel(
  typed: string,
  server: string,
  rest: REST,
): Promise<Place | { refusal: string; fault?: UpstreamError }> {
  const named = NAMED.exec(typed.trim())?.groups;
  const id = named?.['channel'];
  if (id === undefined) return { refusal: NOT_NAMED };
  if (named?.['server'] !== undefined && named['server'] !== server) return { refusal: OF_ANOTHER };
  try {
    const channel = await fetchChannel(id, rest);
    const refusal = whyNotThere(channel, server);
    return refusal === undefined ? { platform: 'discord', workspace: server, channel: id } : { refusal };
  } catch (error) {
    return channelRefusal(upstreamError(error));
  }
}

function whyNotThere({ type, guild_id: of, thread_metadata: thread }: Channel, server: string): string | undefined {
  if (of !== server) return OF_ANOTHER;
  if (thread?.locked) return 'That thread is locked; unlock it, or name another channel.';
  if (TAKES_POSTS.has(type) || isThread(type) || isVoice(type)) return undefined;
  return TAKES_NONE[type] ?? 'That kind of channel takes no messages; name a text channel.';
}

/** What the asker is told where Discord tells nothing of a channel. */
export function channelRefusal(fault: UpstreamError): { refusal: string; fault?: UpstreamError } {
  switch (fault.code) {
    case 'unknown_channel':
      return { refusal: 'There is no such channel; it may have been deleted.' };
    case 'missing_access':
    case 'missing_permission':
      return {
        refusal: 'I cannot see that channel; somebody who manages the server can allow my role “View Channels” there.',
      };
    default:
      return { refusal: 'Discord does not tell me about that channel just now; please try again in a minute.', fault };
  }
}
