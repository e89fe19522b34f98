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
import { accessTo, fetchChannel } from './channel-access.ts';
import { upstreamError } from './faults.ts';
import { channelRefusal, namedChannel } from './named-channel.ts';
import { inviteLink } from './permissions.ts';
import { isEditor, whyNot, type Rights } from './rights.ts';

type Asking = ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction;
type Asked = Rights & { rest: REST; log: Log };

const IN_A_SERVER = 'A channel can be named only in its own server; use the command there.';
const BY_COMMAND =
  'In a message I cannot see who may manage a channel; use the slash command instead (type / and choose it).';

/** Where a command or a press came from. */
export function originOf(interaction: Asking, asked: Asked): Origin {
  const roles = interaction.inCachedGuild() ? [...interaction.member.roles.cache.keys()] : [];
  return {
    ...whereabouts(interaction, asked),
    isEditor: async () => isEditor({ id: interaction.user.id, roles }, asked),
  };
}

function whereabouts(interaction: Asking, asked: Asked): Omit<Origin, 'isEditor'> {
  const { guildId, channelId, context, user, applicationId } = interaction;
  if (guildId === null)
    return context === InteractionContextType.BotDM
      ? direct(channelId, user.id, interaction.client.user.id, asked)
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
      askerId: user.id,
      botId: interaction.client.user.id,
      // Read only where a command asks, which most never do.
      refusal: (rights) =>
        whyNot(
          channel?.type ?? ChannelType.GuildText,
          {
            asker: { id: user.id, roles: [...member.roles.cache.keys()], held: memberPermissions.bitfield },
            bot: { held: appPermissions.bitfield },
          },
          rights,
        ),
    },
    asked,
  );
}

/** Where a message came from: in a server, what its author may do there is not known. */
export function originOfMessage(message: Message, asked: Asked): Origin {
  const { id } = message.author;
  const editor = async () => isEditor({ id, roles: [...(message.member?.roles.cache.keys() ?? [])] }, asked);
  if (!message.inGuild()) return { ...direct(message.channelId, id, message.client.user.id, asked), isEditor: editor };
  return {
    isEditor: editor,
    place: { platform: 'discord', workspace: message.guildId, channel: message.channelId },
    isDirect: false,
    placeNamed: async () => ({ refusal: BY_COMMAND }),
    refusal: async () => BY_COMMAND,
    zone,
  };
}

/** Discord tells no time zones. */
async function zone(): Promise<undefined> {}

function nowhere(why: string): Omit<Origin, 'isEditor'> {
  return {
    place: undefined,
    why,
    isDirect: false,
    placeNamed: async () => ({ refusal: why }),
    refusal: async () => why,
    zone,
  };
}

/** In the conversation with the bot; what was subscribed in a server is looked at there, as when a notice about it is answered. */
function direct(channel: string, asker: string, bot: string, asked: Asked): Omit<Origin, 'isEditor'> {
  const isOwn = (place: Place) => [channel, `@${asker}`].includes(place.channel);
  return {
    place: { platform: 'discord', workspace: '', channel },
    isDirect: true,
    placeNamed: async () => ({ refusal: IN_A_SERVER }),
    async refusal(place) {
      if (isOwn(place)) return undefined;
      if (place.platform !== 'discord' || place.workspace === '') return IN_A_SERVER;
      return refusalIn(place, asker, bot, asked);
    },
    zone,
  };
}

/** Where it was asked, between whom, and why not there. */
type Here = { place: Place; askerId: string; botId: string; refusal: (rights: Rights) => string | undefined };

function server(
  { place: here, askerId, botId, refusal }: Here,
  { rest, log, ...rights }: Asked,
): Omit<Origin, 'isEditor'> {
  const guild = here.workspace;
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
      if (place.channel === here.channel) return refusal(rights);
      return refusalIn(place, askerId, botId, { rest, log, ...rights });
    },
    zone,
  };
}

/** Why not, in a channel other than the one in which it was asked: the rights of both are looked up. */
async function refusalIn(place: Place, asker: string, bot: string, { rest, log, ...rights }: Asked) {
  const { workspace: guild } = place;
  try {
    const channel = await fetchChannel(place.channel, rest);
    if (channel.guild_id !== guild) return IN_A_SERVER;
    const { of } = await accessTo({ ...channel, guild }, [asker, bot], rest);
    const [theirs, ours] = of;
    if (!theirs || !ours) return IN_A_SERVER;
    return whyNot(channel.type, { asker: { ...theirs, id: asker }, bot: ours }, rights);
  } catch (error) {
    const { refusal, fault } = channelRefusal(upstreamError(error));
    if (fault) tell(fault, log);
    return refusal;
  }
}

function tell({ code, message }: { code: string; message: string }, log: Log): void {
  log.warn({ code }, `a channel could not be looked at: ${message}`);
}
