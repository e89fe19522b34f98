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

export type Where = { place?: PlaceName; by?: APIUser };
type Option = { name: string; value: string | number; focused?: boolean };

/** What a person did, and the event that tells the bot. */
export function anInteraction(
  world: World,
  { place = 'channel', by = world.reader }: Where,
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
    app_permissions: EVERY_PERMISSION,
    attachment_size_limit: 10_485_760,
    ...(message && { message: message.api }),
    ...(inGuild
      ? {
          guild_id: channel.guild_id,
          guild: { id: channel.guild_id, locale: 'en-GB', features: [] },
          guild_locale: 'en-GB',
          member: { ...memberOf(by), permissions: EVERY_PERMISSION },
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

export function commandData(name: string, options: readonly Option[]) {
  return {
    id: nextId(),
    name,
    type: ApplicationCommandType.ChatInput,
    options: options.map((option) => ({
      ...option,
      type:
        typeof option.value === 'number' ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String,
    })),
  };
}

export function componentData(customId: string, values?: readonly string[]) {
  return values
    ? { component_type: ComponentType.StringSelect, custom_id: customId, values }
    : { component_type: ComponentType.Button, custom_id: customId };
}
