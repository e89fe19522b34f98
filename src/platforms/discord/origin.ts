import {
  ChannelType,
  InteractionContextType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Message,
  type REST,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Log } from '../../log.ts';
import type { Origin } from '../../origin.ts';
import type { Place } from '../../schedule/subscription.ts';
import { accessTo, fetchChannel, type Access } from './channel-access.ts';
import { upstreamError } from './faults.ts';
import { channelRefusal, namedChannel } from './named-channel.ts';
import { inviteLink } from './permissions.ts';
import { whyNot, type Rights } from './rights.ts';

export type { Rights } from './rights.ts';

type Asking = ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction;
type Asked = Rights & { rest: REST; log: Log };

const IN_A_SERVER = 'A channel can be named only in its own server; use the command there.';
const BY_COMMAND =
  'In a message I cannot see who may manage a channel; use the slash command instead (type / and choose it).';

/** Where a command or a press came from. */
export function originOf(interaction: Asking, asked: Asked): Origin {
  const { guildId, channelId, context, user, applicationId } = interaction;
  if (guildId === null)
    return context === InteractionContextType.BotDM
      ? direct(channelId, user.id)
      : nowhere(
          `I am not part of this conversation, so I can post nothing here later; use the command in a direct message with me, or in a server that has invited me: ${inviteLink(applicationId)}`,
        );
  if (!interaction.inCachedGuild())
    return nowhere(
      `I am no member of this server, so I can post nothing here later; somebody who manages it can invite me: ${inviteLink(applicationId)}`,
    );
  const { member, memberPermissions, appPermissions, channel } = interaction;
  return server(
    {
      place: { platform: 'discord', workspace: guildId, channel: channelId },
      type: channel?.type ?? ChannelType.GuildText,
      asker: { id: user.id, roles: [...member.roles.cache.keys()], held: memberPermissions.bitfield },
      bot: { id: interaction.client.user.id, held: appPermissions.bitfield },
    },
    asked,
  );
}

/** Where a message came from: in a server, what its author may do there is not known. */
export function originOfMessage(message: Message): Origin {
  if (!message.inGuild()) return direct(message.channelId, message.author.id);
  return {
    place: { platform: 'discord', workspace: message.guildId, channel: message.channelId },
    isDirect: false,
    placeNamed: async () => ({ refusal: BY_COMMAND }),
    refusal: async () => BY_COMMAND,
    zone,
  };
}

/** Discord tells no time zones. */
async function zone(): Promise<undefined> {}

function nowhere(why: string): Origin {
  return {
    place: undefined,
    why,
    isDirect: false,
    placeNamed: async () => ({ refusal: why }),
    refusal: async () => why,
    zone,
  };
}

function direct(channel: string, asker: string): Origin {
  const isOwn = (place: Place) => [channel, `@${asker}`].includes(place.channel);
  return {
    place: { platform: 'discord', workspace: '', channel },
    isDirect: true,
    placeNamed: async () => ({ refusal: IN_A_SERVER }),
    refusal: async (place) => (isOwn(place) ? undefined : IN_A_SERVER),
    zone,
  };
}

type Here = { place: Place; type: number; asker: Access & { id: string }; bot: { id: string; held: bigint } };

function server({ place: here, type, asker, bot }: Here, { rest, log, ...rights }: Asked): Origin {
  const guild = here.workspace;

  async function elsewhere(id: string): Promise<string | undefined> {
    const channel = await fetchChannel(id, rest);
    if (channel.guild_id !== guild) return IN_A_SERVER;
    const { of } = await accessTo({ ...channel, guild }, [asker.id, bot.id], rest);
    const [theirs, ours] = of;
    if (!theirs || !ours) return IN_A_SERVER;
    return whyNot(channel.type, { asker: { ...theirs, id: asker.id }, bot: ours }, rights);
  }

  return {
    place: here,
    isDirect: false,
    async placeNamed(typed) {
      const named = await namedChannel(typed, guild, rest);
      if ('fault' in named && named.fault) tell(named.fault, log);
      return 'refusal' in named ? { refusal: named.refusal } : named;
    },
    async refusal(place) {
      if (place.platform !== 'discord' || place.workspace !== guild) return IN_A_SERVER;
      if (place.channel === here.channel) return whyNot(type, { asker, bot }, rights);
      try {
        return await elsewhere(place.channel);
      } catch (error) {
        const { refusal, fault } = channelRefusal(upstreamError(error));
        if (fault) tell(fault, log);
        return refusal;
      }
    },
    zone,
  };
}

function tell({ code, message }: { code: string; message: string }, log: Log): void {
  log.warn({ code }, `a channel could not be looked at: ${message}`);
}
