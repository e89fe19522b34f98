import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { pressed, shared } from '../../button.ts';
import type { Engine } from '../../engine.ts';
import { dispatchWithInterim, type AtWork } from '../../interim.ts';
import { notice, type Reply } from '../../reply.ts';
import { answer } from './answer.ts';
import { askerOf, channelOf } from './asker.ts';
import { choicesFor } from './autocomplete.ts';
import { upstreamError } from './faults.ts';
import { originOf } from './origin.ts';
import { prepare, type Prepared, type Sending } from './outgoing.ts';
import type { Rights } from './rights.ts';

export type Answering = { engine: Engine; rights: Rights; sending: Sending };

const TOO_OLD =
  'This button is from an earlier version or too old. Please type the command again, or /help to see them all.';

/** Handles whatever a person does with the bot's commands and buttons. Never throws. */
export async function handleInteraction(interaction: Interaction, parts: Answering): Promise<void> {
  if (interaction.isChatInputCommand()) await runCommand(interaction, parts);
  else if (interaction.isAutocomplete()) await complete(interaction, parts);
  else if (interaction.isButton() || interaction.isStringSelectMenu()) await press(interaction, parts);
}

async function runCommand(interaction: ChatInputCommandInteraction, { engine, rights, sending }: Answering) {
  const options = Object.fromEntries(interaction.options.data.map(({ name, value }) => [name, value]));
  const work = dispatchWithInterim(engine, {
    channel: channelOf(interaction.channelId),
    asker: askerOf(interaction.user, rights.operators),
    origin: originOf(interaction, { ...rights, ...sending }),
    command: interaction.commandName,
    options,
  });
  await answerWithInterim(interaction, work, sending);
}

/** Nobody waits for a completion: whatever goes wrong, there is none. */
async function complete(interaction: AutocompleteInteraction, { engine, sending }: Answering): Promise<void> {
  try {
    const { name: option, value: typed } = interaction.options.getFocused(true);
    const { commands, digests } = engine;
    const choices = choicesFor(
      { command: interaction.commandName, option, typed },
      { commands, library: engine.library(), digests },
    );
    await interaction.respond(choices);
  } catch (error) {
    const { code, message } = upstreamError(error);
    sending.log.debug({ code }, `a completion did not get through: ${message}`);
    if (!interaction.responded) await interaction.respond([]).catch(() => {});
  }
}

async function press(interaction: ButtonInteraction | StringSelectMenuInteraction, parts: Answering): Promise<void> {
  const { engine, rights, sending } = parts;
  const id = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : interaction.customId;
  const press = await pressed(id, engine.storage, sending.log);
  switch (press.does) {
    case 'run': {
      const asker = askerOf(interaction.user, rights.operators);
      const origin = originOf(interaction, { ...rights, ...sending });
      const channel = channelOf(interaction.channelId);
      const work = dispatchWithInterim(engine, { channel, asker, origin, line: press.line });
      return answerWithInterim(interaction, work, sending);
    }
    case 'page': {
      const { reply, page, mark } = press;
      await answer(interaction, 'update', prepare(reply, { page, mark }, sending), sending);
      const { message, guildId, channelId } = interaction;
      const place = { platform: 'discord' as const, workspace: guildId ?? '', channel: channelId };
      if (!message.flags.has(MessageFlags.Ephemeral))
        sending.recorder.turned({ place, message: message.id, turnedTo: page });
      return;
    }
    case 'share': {
      const { name } = askerOf(interaction.user, rights.operators);
      const reply = shared(press, { channel: channelOf(interaction.channelId), name }, engine.storage);
      return answer(interaction, 'message', prepared(reply, sending), sending);
    }
    case 'unknown':
      return answer(interaction, 'message', prepare(notice(TOO_OLD), {}, sending), sending);
  }
}

function answerWithInterim(
  interaction: ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction,
  { reply, interim }: AtWork,
  sending: Sending,
): Promise<void> {
  const meanwhile = interim.then((it) => it && prepare(it, {}, sending));
  return answer(interaction, 'message', prepared(reply, sending), sending, meanwhile);
}

async function prepared(reply: Promise<Reply>, sending: Sending): Promise<Prepared> {
  return prepare(await reply, {}, sending);
}
