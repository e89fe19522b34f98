import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  ChannelType,
  Routes,
  type APIApplicationCommandBasicOption,
  type REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import { optionSpecs, type OptionSpec } from '../../command-line.ts';
import type { Command, OptionKind } from '../../command.ts';
import type { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { label } from './escape.ts';
import { upstreamError } from './faults.ts';
import { DESCRIPTION_LENGTH, MOST_CHOICES, MOST_OPTIONS, OPTION_LENGTH } from './limits.ts';

/** A server, a direct message to the bot, and every other conversation; added to a server or to one person's account. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/** Where the bot can post. */
const TAKE_POSTS = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildStageVoice,
] as const;
/** What nobody can list as it is typed. */
const PLAIN = new Set<OptionKind>(['text', 'time', 'days']);

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** What Discord is told of the commands. Where they may be used is for those registered for all servers only. */
export function commandBodies(commands: readonly Command[], { inOneServer = false } = {}): CommandBody[] {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: label(command.description, DESCRIPTION_LENGTH),
    options: optionSpecs(command)
      .toSorted((a, b) => Number(b.required) - Number(a.required)) // Discord wants the required ones first
      .slice(0, MOST_OPTIONS)
      .map(optionBody),
    ...(!inOneServer && EVERYWHERE),
  }));
}

function optionBody(spec: OptionSpec): APIApplicationCommandBasicOption {
  const { name, required, kind, choices, maxLength } = spec;
  const about = { name, description: label(spec.description || name, DESCRIPTION_LENGTH), required };
  if (kind === 'number') return { ...about, type: ApplicationCommandOptionType.Integer, min_value: 1 };
  if (kind === 'place') return { ...about, type: ApplicationCommandOptionType.Channel, channel_types: [...TAKE_POSTS] };
  const text = { ...about, type: ApplicationCommandOptionType.String } as const;
  if (choices.length > 0 && choices.length <= MOST_CHOICES)
    return { ...text, choices: choices.map((choice) => ({ name: choice, value: choice })) };
  const length = { max_length: Math.min(maxLength, OPTION_LENGTH) };
  return PLAIN.has(kind) && choices.length === 0 ? { ...text, ...length } : { ...text, ...length, autocomplete: true };
}

/** What is compared of a command that Discord holds; it adds ids, versions and empty fields of its own. */
const Registered = z.object({
  type: z.number().default(ApplicationCommandType.ChatInput),
  name: z.string(),
  description: z.string().default(''),
  options: z
    .array(
      z.object({
        type: z.number(),
        name: z.string(),
        description: z.string(),
        required: z.boolean().default(false),
        autocomplete: z.boolean().default(false),
        min_value: z.number().optional(),
        max_length: z.number().optional(),
        channel_types: z.array(z.number()).nullish().transform(sorted),
        choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
      }),
    )
    .nullish()
    .transform((options) => options ?? []),
  contexts: z.array(z.number()).nullish().transform(sorted),
  integration_types: z.array(z.number()).nullish().transform(sorted),
});
const InServer = z.array(z.object({ guild_id: z.string().nullish() }));

/** Whether what Discord answers, for all servers or for one, are exactly these commands. */
export function isRegistered(held: unknown, commands: readonly Command[]): boolean {
  const inOneServer = InServer.safeParse(held).data?.some(({ guild_id }) => guild_id) ?? false;
  const here = comparable(held, inOneServer);
  return here !== undefined && here === comparable(commandBodies(commands), inOneServer);
}

/** Where a command may be used is not said of those of one server. */
function comparable(commands: unknown, inOneServer: boolean): string | undefined {
  const { data } = z.array(Registered).safeParse(commands);
  const shown = data?.map((command) => (inOneServer ? { ...command, contexts: [], integration_types: [] } : command));
  return shown && JSON.stringify(shown.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

function sorted(list: number[] | null | undefined): number[] {
  return list?.toSorted((a, b) => a - b) ?? [];
}

/**
 * Makes Discord's list of commands the one given, by one bulk overwrite and only where they differ: Discord counts
 * creations. Says whether it was written. Throws an UpstreamError.
 */
export async function registerCommands({
  rest,
  applicationId,
  guildId,
  commands,
  log,
}: {
  rest: REST;
  applicationId: string;
  guildId: string | undefined;
  commands: readonly Command[];
  log: Log;
}): Promise<'written' | 'unchanged'> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  try {
    if (isRegistered(await rest.get(route), commands)) return 'unchanged';
  } catch (error) {
    const fault = upstreamError(error);
    if (isRefusal(fault)) throw fault;
    log.debug({ code: fault.code }, 'the registered commands could not be read; they are registered anew');
  }
  try {
    await rest.put(route, { body: commandBodies(commands, { inOneServer: guildId !== undefined }) });
    return 'written';
  } catch (error) {
    throw upstreamError(error);
  }
}

/** Asking again changes nothing about these. */
function isRefusal({ code }: UpstreamError): boolean {
  return code === 'unauthorised' || code === 'missing_access' || code === 'missing_permission';
}
