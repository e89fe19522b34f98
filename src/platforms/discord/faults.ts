import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { UpstreamError } from '../../errors.ts';
import { cleanLine } from '../../clean-line.ts';
import { reasonOf } from '../../system-error.ts';

/** Refusals that are told apart, by Discord's number (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
const REFUSALS: Record<number, { code: string; remedy?: string }> = {
  [RESTJSONErrorCodes.UnknownChannel]: { code: 'unknown_channel', remedy: 'the channel was deleted' },
  [RESTJSONErrorCodes.UnknownMessage]: { code: 'unknown_message', remedy: 'the message was deleted' },
  [RESTJSONErrorCodes.UnknownWebhook]: { code: 'expired', remedy: 'the answer came too late' },
  [RESTJSONErrorCodes.UnknownInteraction]: { code: 'expired', remedy: 'the answer came too late' },
  [RESTJSONErrorCodes.InvalidWebhookToken]: { code: 'expired', remedy: 'the answer came too late' },
  [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged]: { code: 'already_answered' },
  [RESTJSONErrorCodes.MissingAccess]: {
    code: 'missing_access',
    remedy:
      'the bot was not let into the server or the channel; invite it again with both scopes, bot and applications.commands',
  },
  [RESTJSONErrorCodes.MissingPermissions]: {
    code: 'missing_permission',
    remedy: 'give the bot’s role its permissions in this channel',
  },
  [RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory]: {
    code: 'missing_history',
    remedy: 'give the bot’s role “Read Message History” in this channel',
  },
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]: {
    code: 'closed_to_messages',
    remedy: 'this person takes no direct messages from the bot',
  },
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: {
    code: 'closed_to_messages',
    remedy: 'this person shares no server with the bot any more',
  },
  [RESTJSONErrorCodes.OpeningDirectMessagesTooFast]: { code: 'not_now' },
  [RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled]: { code: 'not_now' },
  [RESTJSONErrorCodes.FeatureTemporarilyDisabledServerSide]: { code: 'not_now' },
  [RESTJSONErrorCodes.APIResourceOverloaded]: { code: 'not_now' },
  [RESTJSONErrorCodes.UnknownGuild]: { code: 'unknown_server', remedy: 'the bot is no member of that server' },
  [RESTJSONErrorCodes.UnknownMember]: { code: 'unknown_member', remedy: 'they are no member of that server' },
  [RESTJSONErrorCodes.UnknownUser]: { code: 'unknown_member', remedy: 'there is no such person' },
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: {
    code: 'closed_thread',
    remedy: 'the thread is archived; open it again, or choose another channel',
  },
  [RESTJSONErrorCodes.ThreadLocked]: {
    code: 'closed_thread',
    remedy: 'the thread is locked; unlock it, or choose another channel',
  },
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: {
    code: 'takes_no_messages',
    remedy: 'this kind of channel takes no messages',
  },
  [RESTJSONErrorCodes.CannotSendAMessageInAForumChannel]: {
    code: 'takes_no_messages',
    remedy: 'a forum takes no messages, only its posts do',
  },
  [RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached]: {
    code: 'too_many_commands',
    remedy:
      'Discord takes 200 new commands a day in a server; it works again tomorrow, and the commands registered before stay',
  },
};
const UNAUTHORISED = {
  code: 'unauthorised',
  remedy: 'if it stays so, DISCORD_TOKEN was reset; put the new one there and start Pullquote again',
};
const FINAL = new Set([
  'expired',
  'already_answered',
  'unauthorised',
  'rate_limited',
  'rate_limited_everywhere',
  'unknown_channel',
  'unknown_message',
  'closed_to_messages',
]);
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * What went wrong between Discord and us, for the log: one line with the remedy where there is one. Discord's own
 * errors are not kept as the cause, for their address and body hold an interaction's token and people's words.
 */
export function upstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof RateLimitError)
    return new UpstreamError(`Discord asks to wait ${seconds(error.retryAfter)}`, {
      code: error.global ? 'rate_limited_everywhere' : 'rate_limited',
      retryAfterMs: error.retryAfter,
    });
  if (error instanceof DiscordAPIError && error.code === undefined && error.status === 403)
    // Without a number it is no answer of Discord's own, but of what guards it against floods.
    return new UpstreamError('Discord’s front door is shut (HTTP 403)', { code: 'not_now' });
  if (error instanceof DiscordAPIError) {
    const { code = `refused_${error.code}`, remedy } =
      REFUSALS[Number(error.code)] ?? (error.status === 401 ? UNAUTHORISED : {});
    const said = cleanLine(error.message.replace(/\s+/g, ' ')).slice(0, 300);
    return new UpstreamError(`Discord refused: ${said} (${error.code})${remedy ? `; ${remedy}` : ''}`, { code });
  }
  if (error instanceof HTTPError)
    return new UpstreamError(`Discord has a fault of its own (HTTP ${error.status})`, {
      code: 'server_error',
      mayHaveSucceeded: true,
    });
  if (error instanceof Error && error.name === 'AbortError')
    return new UpstreamError('Discord did not answer in time', { code: 'timeout', mayHaveSucceeded: true });
  const reason = reasonOf(error);
  return new UpstreamError(`Discord cannot be reached (${reason})`, {
    code: 'unreachable',
    mayHaveSucceeded: !NEVER_ARRIVED.has(reason),
  });
}

/** Sending it again, in whatever form, cannot help. */
export function isFinal({ code }: UpstreamError): boolean {
  return FINAL.has(code);
}

/** What Discord will not have of us for a reason that is not foreseen here; something else may be sent in its place. */
export function isRefused({ code }: UpstreamError): boolean {
  return code.startsWith('refused_');
}

/** What time may mend; whether the request was carried out is unknown. */
export function isPassing({ code }: UpstreamError): boolean {
  return code === 'server_error' || code === 'timeout' || code === 'unreachable';
}

/** Discord counts too many requests; none of them was carried out. */
export function isToWait({ code }: UpstreamError): boolean {
  return code === 'rate_limited' || code === 'rate_limited_everywhere';
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
