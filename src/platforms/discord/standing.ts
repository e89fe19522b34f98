import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { upstreamError } from './faults.ts';

/** Where an application is set up. */
export const PORTAL = 'https://discord.com/developers/applications';

/** What to do about a token that Discord does not take. */
const BAD_TOKEN = `Discord does not accept DISCORD_TOKEN: it is mistyped, was reset, or is not a bot’s token. At ${PORTAL}, your application, Bot: Reset Token; put the new one into DISCORD_TOKEN and start Pullquote again`;

/** Why Discord will not have this connection, by the gateway's close code (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes); waiting mends none of these. */
const CLOSED: Record<number, string> = {
  [GatewayCloseCodes.AuthenticationFailed]: BAD_TOKEN,
  [GatewayCloseCodes.DisallowedIntents]: `Discord does not allow this application the events that Pullquote needs (Guilds, Guild Messages, Direct Messages). Look at ${PORTAL}, your application, Bot, and start Pullquote again`,
};

/** What a closed gateway connection says to the operator. */
export function closedFor(code: number): string {
  return CLOSED[code] ?? `Discord closed the connection for good (${GatewayCloseCodes[code] ?? 'code'} ${code})`;
}

/** What may stand in a header; a token copied with an ellipsis or a line break is not even sent. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** Why a login failed: for good, or until it is tried again, at the earliest after `retryAfterMs`. */
export function loginFault(
  error: unknown,
  token: string,
): { isFinal: boolean; says: string; retryAfterMs: number | undefined } {
  const isRefused = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const { code, message, retryAfterMs } = upstreamError(error);
  return isRefused || code === 'unauthorised' || !SENDABLE.test(token)
    ? { isFinal: true, says: BAD_TOKEN, retryAfterMs }
    : { isFinal: false, says: message, retryAfterMs };
}
