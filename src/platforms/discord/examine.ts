import { ApplicationIntegrationType, DiscordAPIError, REST, RESTEvents, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../command.ts';
import type { DiscordConfig } from '../../config.ts';
import { count } from '../../count.ts';
import { clockFinding, fault, good, warning, type Finding } from '../../finding.ts';
import { accessTo, fetchChannel } from './channel-access.ts';
import { inviteLink, PERMISSIONS } from './permissions.ts';
import { isRegistered } from './register.ts';
import { PORTAL } from './standing.ts';

const TIMEOUT_MS = 10_000;

const User = z.object({ id: z.string(), username: z.string() });
const Application = z.object({
  id: z.string(),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
  approximate_guild_count: z.int().optional(),
});
const Gateway = z.object({ session_start_limit: z.object({ remaining: z.int(), reset_after: z.number() }).optional() });

type Asked = { config: DiscordConfig; channels: readonly string[]; commands: readonly Command[]; now: () => Date };

/** Looks at Discord as the bot will meet it: token, application, intents, commands, the given channels, clock. Changes nothing there. */
export async function* examineDiscord({ config, channels, commands, now }: Asked): AsyncGenerator<Finding> {
  const rest = new REST({
    version: '10',
    ...(config.apiUrl !== undefined && { api: config.apiUrl }),
    timeout: TIMEOUT_MS,
    retries: 0,
  }).setToken(config.token);
  let date: string | null = null;
  rest.on(RESTEvents.Response, (_, response) => {
    date = response.headers.get('date');
  });
  try {
    const me = User.parse(await rest.get(Routes.user()));
    yield good('Discord token', `belongs to ${me.username}.`);
    yield clockFinding('Discord', date, now());
    const application = Application.parse(await rest.get(Routes.currentApplication()));
    yield* examineApplication(application);
    yield examineGateway(Gateway.parse(await rest.get(Routes.gatewayBot())));
    yield await examineCommands(rest, application.id, config.guildId, commands);
    for (const id of channels) yield await examineChannel(rest, me.id, application.id, id);
  } catch (error) {
    yield unreachable(error);
  }
}

function* examineApplication(application: z.infer<typeof Application>): Generator<Finding> {
  const { id, interactions_endpoint_url: endpoint, integration_types_config: types } = application;
  if (endpoint)
    yield fault(
      'Discord application',
      'sends interactions to an endpoint address, so this bot never gets them.',
      `Clear “Interactions Endpoint URL” at ${PORTAL}/${id}/information.`,
    );
  if (application.approximate_guild_count === 0)
    yield warning('Discord application', 'is in no server yet.', `Invite it: ${inviteLink(id)}`);
  else if (!endpoint)
    yield good(
      'Discord application',
      application.approximate_guild_count === undefined
        ? 'is there.'
        : `is in ${count(application.approximate_guild_count, 'server', 'servers')}.`,
    );
  if (types && !Object.hasOwn(types, String(ApplicationIntegrationType.UserInstall)))
    yield warning(
      'Discord user install',
      'is off, so people cannot take the bot along to other servers and direct messages.',
      `Tick “User Install” at ${PORTAL}/${id}/installation.`,
    );
}

function examineGateway({ session_start_limit: limit }: z.infer<typeof Gateway>): Finding {
  if (limit?.remaining === 0)
    return fault(
      'Discord gateway',
      'takes no more connections of this bot today: it was started too often.',
      `Stop what restarts it, and wait ${Math.ceil(limit.reset_after / 60_000)} minutes.`,
    );
  return good(
    'Discord gateway',
    'can be reached. Intents: Guilds, Guild Messages and Direct Messages; none is privileged, so there is nothing to switch on.',
  );
}

async function examineCommands(
  rest: REST,
  application: string,
  guild: string | undefined,
  commands: readonly Command[],
): Promise<Finding> {
  const route =
    guild === undefined ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild);
  try {
    return isRegistered(await rest.get(route), commands)
      ? good(
          'Discord commands',
          `${commands.length} are registered${guild === undefined ? '' : ' in that one server'}.`,
        )
      : warning(
          'Discord commands',
          'are not registered as they are now.',
          'Start Pullquote (npm start): it registers them.',
        );
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    return fault(
      'Discord commands',
      `cannot be read: ${error.message}.`,
      `Invite the bot again with this link, which has the scope applications.commands: ${inviteLink(application)}`,
    );
  }
}

async function examineChannel(rest: REST, me: string, application: string, id: string): Promise<Finding> {
  const about = `Discord channel ${id}`;
  try {
    const channel = await fetchChannel(id, rest);
    const name = channel.name ? `#${channel.name}` : 'this channel';
    const { guild_id: guild } = channel;
    if (guild === undefined) return good(about, 'is a direct message; nothing is needed.');
    if (channel.thread_metadata?.locked)
      return fault(about, `${name} is a locked thread.`, 'Unlock it, or name another channel.');
    const { server, of } = await accessTo({ ...channel, guild }, [me], rest);
    const held = of[0]?.held ?? 0n;
    const missing = PERMISSIONS.filter(({ bit }) => (held & bit) === 0n).map((permission) => `“${permission.name}”`);
    if (missing.length === 0) return good(about, `${name} in ${server}: all permissions are there.`);
    return fault(
      about,
      `${name} in ${server}: ${missing.join(', ')} missing.`,
      'Channel settings, Permissions: allow them for the bot’s role.',
    );
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    return fault(
      about,
      error.status === 404 ? 'there is no such channel.' : `the bot cannot see it: ${error.message}.`,
      error.status === 404
        ? 'Copy the id again: Discord’s settings, Advanced, Developer Mode; then right-click the channel, Copy Channel ID.'
        : `Invite the bot to that server (${inviteLink(application)}) and allow “View Channel” for its role.`,
    );
  }
}

function unreachable(error: unknown): Finding {
  if (error instanceof DiscordAPIError && error.status === 401)
    return fault(
      'Discord token',
      'is not accepted: it is mistyped, was reset, or is not a bot’s token.',
      `At ${PORTAL}, your application, Bot: Reset Token, and put the new one into DISCORD_TOKEN.`,
    );
  const why =
    error instanceof z.ZodError ? 'its answer was not Discord’s' : error instanceof Error ? error.message : '';
  return fault(
    'Discord',
    `does not answer as it should (${why}).`,
    'Check this machine’s network, a proxy, and DISCORD_API_URL if you set it; https://discordstatus.com tells of outages.',
  );
}
