import { InteractionResponseType, MessageFlags, Routes, type BaseInteraction } from 'discord.js';
import { z } from 'zod';
import type { UpstreamError } from '../../errors.ts';
import { itemsOf } from '../../reply.ts';
import { settlesWithin } from '../../after.ts';
import { tellLeftOut, tellNotReplaced } from '../../interim.ts';
import { isPassing, isRefused, upstreamError } from './faults.ts';
import { ACKNOWLEDGE_AFTER_MS } from './limits.ts';
import { apology, prepare, sendOrWithoutPictures, type Outgoing, type Prepared, type Sending } from './outgoing.ts';

/** A message, and the answer to a callback that made one (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object). */
const Sent = z.object({ id: z.string() });
const CallbackAnswer = z.object({ resource: z.object({ message: Sent }) });

type Answered = Pick<BaseInteraction, 'id' | 'token' | 'applicationId' | 'guildId' | 'channelId'>;

/** Whether the answer is a message of its own or takes the place of the message whose button was pressed. */
type Form = 'message' | 'update';

const FIRST = {
  message: InteractionResponseType.ChannelMessageWithSource,
  update: InteractionResponseType.UpdateMessage,
} as const;
const ACKNOWLEDGEMENT = {
  message: InteractionResponseType.DeferredChannelMessageWithSource,
  update: InteractionResponseType.DeferredMessageUpdate,
} as const;

/** Answers an interaction at once, or acknowledges it after a second and answers when the work is done, with what there is in the interim shown before. Never throws: what goes wrong on the way is logged. */
export async function answer(
  interaction: Answered,
  form: Form,
  work: Promise<Prepared>,
  sending: Sending,
  interim?: Promise<Prepared | undefined>,
): Promise<void> {
  const { after, log } = sending;
  const routes = routesOf(interaction, sending);
  let apologise = (message: Outgoing) => routes.first(FIRST.message, message);
  let isShown = false;
  try {
    if (await settlesWithin(ACKNOWLEDGE_AFTER_MS, work, after)) {
      // A callback is carried out once, whatever is sent: trying again cannot double it.
      const prepared = await work;
      const isNoted = form === 'message' && tells(prepared);
      const sent = await sendOrWithoutPictures(prepared, (message) => routes.first(FIRST[form], message, isNoted), {
        repeatable: true,
        log,
      });
      if (isNoted) noteMessage(prepared, CallbackAnswer.safeParse(sent).data?.resource.message, interaction, sending);
      return;
    }
    await acknowledge(ACKNOWLEDGEMENT[form], routes, sending);
    apologise = form === 'message' ? routes.edit : routes.followUp;
    const meanwhile = await interim;
    const shown = await showInterim(meanwhile, routes, sending);
    isShown = shown !== undefined;
    if (meanwhile && shown) noteMessage(meanwhile, shown, interaction, sending);
    const prepared = await work;
    if (form === 'message' && prepared.forAsker) {
      await takeBack(routes);
      isShown = false;
      apologise = routes.followUp;
      await sendOrWithoutPictures(prepared, routes.followUp, { repeatable: false, log });
    } else {
      const sent = await sendOrWithoutPictures(prepared, routes.edit, { repeatable: true, log });
      if (form === 'message') noteMessage(prepared, Sent.safeParse(sent).data, interaction, sending, isShown);
    }
  } catch (error) {
    const fault = upstreamError(error);
    // What was shown in the interim is an answer, which an apology would only take away.
    if (isShown) return tellNotReplaced(fault, fault.code === 'unknown_message', log);
    if (!isRefused(fault)) return tell(fault, sending);
    const { whole } = await prepare(apology(fault, log), {}, sending);
    await apologise(whole).catch((again: unknown) => tell(upstreamError(again), sending));
  }
}

/** Whether others see it, and it tells what may be corrected some day. */
function tells({ forAsker, reply }: Prepared): boolean {
  return !forAsker && itemsOf(reply).length > 0;
}

/** Notes the message that people see now. */
function noteMessage(
  prepared: Prepared,
  message: z.infer<typeof Sent> | undefined,
  { guildId, channelId }: Answered,
  { recorder }: Sending,
  inPlace = false,
): void {
  if (!message || channelId === null || prepared.forAsker) return;
  const place = { platform: 'discord' as const, workspace: guildId ?? '', channel: channelId };
  recorder.posted({ place, message: message.id, reply: prepared.reply }, { inPlace });
}

/** The four requests that answer an interaction; none of them is authorised by the bot's token. */
function routesOf({ id, token, applicationId }: Answered, { rest }: Sending) {
  const original = Routes.webhookMessage(applicationId, token);
  const unauthorised = { auth: false };
  return {
    /** `withMessage` has Discord tell which message it made. */
    first: (type: InteractionResponseType, message?: Outgoing, withMessage = false) =>
      rest.post(Routes.interactionCallback(id, token), {
        ...unauthorised,
        ...(withMessage && { query: new URLSearchParams({ with_response: 'true' }) }),
        body: message ? { type, data: message.body } : { type },
        ...(message && { files: message.files }),
      }),
    edit: ({ body, files }: Outgoing) =>
      rest.patch(original, { ...unauthorised, body: { ...body, flags: body.flags & ~MessageFlags.Ephemeral }, files }),
    followUp: ({ body, files }: Outgoing) =>
      rest.post(Routes.webhook(applicationId, token), { ...unauthorised, body, files }),
    remove: () => rest.delete(original, unauthorised),
  };
}

/** An acknowledgement that may have arrived is taken as one that did; the answer shows which. */
async function acknowledge(
  type: InteractionResponseType,
  routes: ReturnType<typeof routesOf>,
  { log }: Sending,
): Promise<void> {
  try {
    await routes.first(type);
  } catch (error) {
    const fault = upstreamError(error);
    if (!isPassing(fault)) throw fault;
    log.warn({ code: fault.code }, `an acknowledgement may not have arrived: ${fault.message}`);
  }
}

/** Puts in place of the acknowledgement what the answer will take the place of; the message, where it is there. Nothing depends on it. */
async function showInterim(
  interim: Prepared | undefined,
  { edit, followUp }: ReturnType<typeof routesOf>,
  { log }: Pick<Sending, 'log'>,
): Promise<z.infer<typeof Sent> | undefined> {
  if (!interim) return undefined;
  try {
    // The acknowledgement may be for all to see: what the asker alone is told stands beside it.
    const sent = await (interim.forAsker ? followUp : edit)(interim.whole);
    return interim.forAsker ? undefined : (Sent.safeParse(sent).data ?? { id: '' });
  } catch (error) {
    tellLeftOut(upstreamError(error), log);
    return undefined;
  }
}

/** Removes the acknowledgement, or what took its place, that all see; that it is gone already is as good. */
async function takeBack({ remove }: ReturnType<typeof routesOf>): Promise<void> {
  const removeUnlessGone = () =>
    remove().catch((error: unknown) => {
      if (upstreamError(error).code !== 'unknown_message') throw error;
    });
  try {
    await removeUnlessGone();
  } catch (error) {
    const fault = upstreamError(error);
    if (!isPassing(fault)) throw fault;
    await removeUnlessGone();
  }
}

/** An answer that is there already, as after a request whose answer was lost, is what was wanted. */
function tell(fault: UpstreamError, { log }: Pick<Sending, 'log'>): void {
  if (fault.code === 'already_answered') log.debug({ code: fault.code }, 'an interaction was answered already');
  else log.warn({ code: fault.code }, `a reply did not get through: ${fault.message}`);
}
