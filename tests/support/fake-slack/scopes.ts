import { BOT_SCOPES } from '../../../src/platforms/slack/scopes.ts';
import { textOf, type Body, type Workspace } from './state.ts';

const GRANTED = BOT_SCOPES.map(({ scope }): string => scope);

/** Of methods that need a scope, which; `*` is the kind of conversation (the “Scopes” of each page under https://docs.slack.dev/reference/methods). */
const NEEDED: Record<string, string> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.history': '*:history',
  'conversations.replies': '*:history',
  'conversations.info': '*:read',
  'conversations.members': '*:read',
  'conversations.open': 'im:write',
  'users.conversations': 'channels:read',
  'users.info': 'users:read',
  'usergroups.users.list': 'usergroups:read',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
  'assistant.threads.setStatus': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
};

const KINDS: Record<string, string> = { C: 'channels', G: 'groups', D: 'im' };

/** Slack's refusal of a method for which the token has no scope. */
export function missingScope(method: string, body: Body, { scopes = GRANTED }: Workspace): Body | undefined {
  const kind = KINDS[textOf(body, 'channel')?.[0] ?? ''] ?? 'channels';
  const needed = NEEDED[method]?.replace('*', kind);
  return needed === undefined || scopes.includes(needed)
    ? undefined
    : { error: 'missing_scope', needed, provided: scopes.join(',') };
}
