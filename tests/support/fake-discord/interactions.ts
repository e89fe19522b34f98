import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ComponentType,
  InteractionContextType,
  type InteractionType,
  type APIMessage,
  type APIUser,
  type Snowflake,
} from 'discord.js';
import { z } from 'zod';
import type { Channels } from './channels.ts';
import type { Stored } from './messages.ts';
import { EVERY_PERMISSION, memberOf, nextId, type PlaceName, type World } from './world.ts';

/** One thing a person did, and what the bot made of it. */
export type Asked = {
  id: Snowflake;
  token: string;
  channel: Snowflake;
  /** The callback's type once there was one. */
  acknowledged: number | undefined;
  expired: boolean;
  /** What `@original` is: the answer itself, or the message whose button was pressed. */
  original: Stored | undefined;
  followUps: Stored[];
  choices: { name: string; value: unknown }[] | undefined;
};

/** In which place and by whom; what that person and the bot may do there, all where it is not said. */
export type Where = {
  place?: PlaceName;
  by?: APIUser;
  permissions?: bigint;
  botPermissions?: bigint;
};
type Option = { name: string; value: string | number; focused?: boolean };

/** What a person did, and the event that tells the bot. */
export function anInteraction(
  world: World,
  { place = 'channel', by = world.reader, permissions, botPermissions }: Where,
  type: InteractionType,
  data: unknown,
  message?: { stored: Stored; api: APIMessage },
): { asked: Asked; event: unknown } {
  const id = nextId();
  const token = `${id}-token-${'x'.repeat(60)}`;
  const channel = world.places[place];
  const asked: Asked = {
    id,
    token,
    channel: channel.id,
    acknowledged: undefined,
    expired: false,
    original: message?.stored,
    followUps: [],
    choices: undefined,
  };
  const inGuild = 'guild_id' in channel && channel.guild_id !== undefined;
  const event = {
    id,
    application_id: world.bot.id,
    type,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...channel, permissions: EVERY_PERMISSION },
    locale: 'en-GB',
    entitlements: [],
    app_permissions: botPermissions?.toString() ?? EVERY_PERMISSION,
    attachment_size_limit: 10_485_760,
    ...(message && { message: message.api }),
    ...(inGuild
      ? {
          guild_id: channel.guild_id,
          guild: { id: channel.guild_id, locale: 'en-GB', features: [] },
          guild_locale: 'en-GB',
          member: {
            ...memberOf(by),
            roles: world.roles.get(by.id) ?? [],
            permissions: permissions?.toString() ?? EVERY_PERMISSION,
          },
          context: InteractionContextType.Guild,
          authorizing_integration_owners:
            place === 'elsewhere'
              ? { [ApplicationIntegrationType.UserInstall]: by.id }
              : { [ApplicationIntegrationType.GuildInstall]: channel.guild_id },
        }
      : {
          user: by,
          context: place === 'dm' ? InteractionContextType.BotDM : InteractionContextType.PrivateChannel,
          authorizing_integration_owners:
            place === 'dm'
              ? { [ApplicationIntegrationType.GuildInstall]: '0' }
              : { [ApplicationIntegrationType.UserInstall]: by.id },
        }),
  };
  return { asked, event };
}

const Registered = z.array(
  z.object({
    name: z.string(),
    options: z.array(z.object({ name: z.string(), type: z.enum(ApplicationCommandOptionType) })).nullish(),
  }),
);

/** A command with its options, of the kinds that are registered. */
export function commandData(name: string, options: readonly Option[], registered: unknown[], channels: Channels) {
  const known = Registered.safeParse(registered).data?.find((command) => command.name === name)?.options ?? [];
  const typed = options.map((option) => ({
    ...option,
    type:
      known.find((one) => one.name === option.name)?.type ??
      (typeof option.value === 'number' ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String),
  }));
  const named = typed.flatMap(({ type, value }) => {
    const channel = type === ApplicationCommandOptionType.Channel && channels.find(String(value))?.channel;
    return channel ? [[String(value), { ...channel, permissions: EVERY_PERMISSION }] as const] : [];
  });
  return {
    id: nextId(),
    name,
    type: ApplicationCommandType.ChatInput,
    options: typed,
    ...(named.length > 0 && { resolved: { channels: Object.fromEntries(named) } }),
  };
}

export function componentData(customId: string, values?: readonly string[]) {
  return values
    ? { component_type: ComponentType.StringSelect, custom_id: customId, values }
    : { component_type: ComponentType.Button, custom_id: customId };
}
