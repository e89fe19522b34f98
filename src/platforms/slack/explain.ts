import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { cleanLine } from '../../clean-line.ts';
import { UpstreamError } from '../../errors.ts';

/** Slack's errors by what they mean to us (https://docs.slack.dev/reference/methods/chat.postMessage#errors and auth.test). */
const CODES: Record<string, readonly string[]> = {
  unauthorised: [
    'invalid_auth',
    'not_authed',
    'invalid_token',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'user_removed_from_team',
    'team_disabled',
  ],
  wrong_token: ['not_allowed_token_type'],
  missing_scope: ['missing_scope'],
  channel_gone: [
    'channel_not_found',
    'is_archived',
    'user_not_found',
    'user_disabled',
    'user_not_visible',
    'cannot_dm_bot',
  ],
  forbidden: [
    'not_in_channel',
    'user_not_in_channel',
    'no_permission', // “Make sure your app is a member of the conversation”
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'access_denied',
    'ekm_access_denied',
    'team_access_not_granted',
    'messages_tab_disabled',
  ],
  message_gone: ['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed'],
  expired_url: ['expired_url', 'used_url', 'expired_trigger_id'],
  bad_message: ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'invalid_arguments'],
  rate_limited: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  moving: ['org_login_required', 'team_added_to_org'], // to an organisation; “intermittently unavailable” until then
};

/** With these the request may have been carried out; Slack says so of fatal_error. */
const DOUBTFUL = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Network errors before a single byte was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whatever a call to Slack threw, as an UpstreamError whose one-line message holds no secret; its code is one of `CODES`, or unreachable, refused, upstream. */
export function asUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof WebAPIPlatformError) return refusal(error.data.error, { ...error.data }, error);
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter, error);
  if (error instanceof WebAPIHTTPError) return httpFailure(error.statusCode, error);
  const original = error instanceof WebAPIRequestError ? error.original : error;
  const text = original instanceof Error ? original.message : String(original);
  // How web-api says it when Slack sends 429 without a readable Retry-After.
  if (text.startsWith('Retry header did not contain')) return rateLimited(undefined, error);
  const code = networkCode(original);
  if (code !== undefined && NOT_SENT.has(code))
    return new UpstreamError(`Slack cannot be reached (${code})`, { code: 'unreachable', cause: error });
  const why = original instanceof Error && original.name === 'TimeoutError' ? 'no answer in time' : (code ?? text);
  return new UpstreamError(`the connection to Slack failed (${cleanLine(why).slice(0, 200)})`, {
    cause: error,
    mayHaveSucceeded: true,
  });
}

/** An error that Slack names; `needed` and `provided` are its scopes where one is missing. */
export function refusal(name: string, details: Record<string, unknown> = {}, cause?: unknown): UpstreamError {
  const [code = 'refused'] = Object.entries(CODES).find(([, names]) => names.includes(name)) ?? [];
  const { needed, provided } = details;
  const scopes =
    typeof needed === 'string' ? ` (needs ${needed}; has ${typeof provided === 'string' ? provided : '?'})` : '';
  return new UpstreamError(`Slack refused: ${cleanLine(`${name}${scopes}`).slice(0, 300)}`, {
    code: DOUBTFUL.has(name) ? 'upstream' : code,
    cause,
    mayHaveSucceeded: DOUBTFUL.has(name),
  });
}

export function rateLimited(seconds: number | undefined, cause?: unknown): UpstreamError {
  return new UpstreamError(`Slack asks to wait${seconds === undefined ? '' : ` ${seconds} s`}`, {
    code: 'rate_limited',
    cause,
    retryAfterMs: seconds === undefined ? undefined : seconds * 1000,
  });
}

/** A 5xx may come after the message was stored. */
export function httpFailure(status: number, cause?: unknown): UpstreamError {
  return new UpstreamError(`Slack answered with HTTP ${status}`, {
    code: status >= 500 ? 'upstream' : 'refused',
    cause,
    mayHaveSucceeded: status >= 500,
  });
}

function networkCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return undefined;
}

/** The name that Slack gave to a refusal, such as `invalid_blocks`. */
export function slackErrorName({ cause, message }: UpstreamError): string | undefined {
  if (cause instanceof WebAPIPlatformError) return cause.data.error;
  return /^Slack refused: (\S+)/.exec(message)?.[1];
}

/** The setting that holds a token. */
export type Variable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

const KINDS = [
  ['xoxb-', 'SLACK_BOT_TOKEN', 'a bot token'],
  ['xapp-', 'SLACK_APP_TOKEN', 'an app-level token'],
  ['xoxp-', undefined, 'a user token'],
  ['xoxe-', undefined, 'a refresh token'],
] as const;

/** What is wrong with a token by its looks alone, if anything: one for another variable, or of a kind that is of no use here. */
export function wrongKindOfToken(variable: Variable, token: string): string | undefined {
  const [prefix, belongs, kind] = KINDS.find(([start]) => token.startsWith(start)) ?? [];
  if (prefix === undefined || belongs === variable) return undefined;
  const expected = variable === 'SLACK_BOT_TOKEN' ? 'the bot token (xoxb-…)' : 'the app-level token (xapp-…)';
  return `${variable} holds ${kind} (${prefix}…)${belongs ? `, which belongs in ${belongs}` : ''}; it must be ${expected}`;
}

/** Why the connection does not stand, for the operator, and whether waiting can mend it. */
export function startFault(error: UpstreamError, variable: Variable): { says: string; waits: boolean } {
  const name = slackErrorName(error) ?? error.code;
  switch (error.code) {
    case 'unauthorised':
      return {
        says:
          name === 'account_inactive' || name === 'token_revoked'
            ? `Slack has withdrawn ${variable} (${name}): install the app again and set the new token`
            : `Slack does not accept ${variable} (${name}): copy the token from the app’s settings again`,
        waits: false,
      };
    case 'wrong_token':
      return {
        says: `${variable} is a token of another kind (${name}): it must begin with ${variable === 'SLACK_BOT_TOKEN' ? 'xoxb-' : 'xapp-'}`,
        waits: false,
      };
    case 'missing_scope':
      return {
        says: `${variable} lacks a permission: ${error.message.replace('Slack refused: ', '')}; ${variable === 'SLACK_APP_TOKEN' ? 'create an app-level token with connections:write' : 'update the app from its manifest and install it again'}`,
        waits: false,
      };
    default:
      return { says: `${error.message}; trying again`, waits: true };
  }
}

/** A clear line for the operator about a reply that did not go out. */
export function postFault(error: UpstreamError, where: string): string {
  const doubt = error.mayHaveSucceeded ? '; it may have arrived, so it is not sent again' : '';
  const mends: Record<string, string> = {
    unauthorised: ': install the app again and set the new token',
    missing_scope: ': update the app from its manifest (npm run -s cli -- manifest slack) and install it again',
    forbidden: ': invite the bot to the channel',
    channel_gone: ': the channel is gone, archived, or not open to the bot',
    message_gone: ': the message is gone',
    expired_url: ': the reply came too late for this message',
    rate_limited: ', which is too long for a conversation',
  };
  return `a reply did not reach ${where}: ${error.message}${mends[error.code] ?? ''}${doubt}`;
}
