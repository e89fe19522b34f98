import { directWith, DIRECTORY, isPrivate } from './directory.ts';
import { history, replies } from './history.ts';
import { textOf, type Body, type Posted, type State, type Workspace } from './state.ts';

/** What Slack answers; an `error` makes it a refusal. */
type Answer = Body;
type Method = (body: Body, workspace: Workspace, state: State) => Answer;

/** The file ids that a message's image blocks show. */
function shownFiles(blocks: unknown): string[] {
  return [...JSON.stringify(blocks ?? []).matchAll(/"slack_file":\{"id":"([^"]+)"/g)].map(([, id = '']) => id);
}

/** Why Slack does not show what a message shows: a file that is not processed. */
export function blocksRefusal(blocks: unknown, state: State): Answer | undefined {
  return shownFiles(blocks).some((id) => state.files.get(id) !== 0)
    ? { error: 'invalid_blocks', errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] }
    : undefined;
}

/** Why Slack does not let the bot into a conversation. */
function refusalOf(body: Body, { bot }: Workspace, state: State): Answer | undefined {
  const channel = textOf(body, 'channel') ?? '';
  if (state.between.has(channel)) return { error: 'channel_not_found' };
  if (/^[DUW]/.test(channel)) return undefined;
  const members = state.channels.get(channel);
  if (!members) return { error: 'channel_not_found' };
  if (!members.includes(bot)) return { error: isPrivate(channel) ? 'channel_not_found' : 'not_in_channel' };
  return undefined;
}

function postRefusal(body: Body, workspace: Workspace, state: State): Answer | undefined {
  const refusal = blocksRefusal(body['blocks'], state) ?? refusalOf(body, workspace, state);
  return refusal ?? (state.archived.has(textOf(body, 'channel') ?? '') ? { error: 'is_archived' } : undefined);
}

function store(body: Body, user: string | undefined, { bot: by }: Workspace, state: State): Posted {
  const to = textOf(body, 'channel') ?? '';
  const channel = /^[UW]/.test(to) ? directWith(to) : to; // who is written to by their own id gets a direct message
  const message = { ts: state.ts(), channel, thread: textOf(body, 'thread_ts'), user, by, body };
  state.post(message);
  if (user === undefined) state.statuses.delete(`${channel} ${message.thread}`);
  return message;
}

/** The message that is to be changed: found by its conversation's own id only, never one that a single person sees, and the bot's own. */
function ownMessage(body: Body, { bot }: Workspace, state: State, notOwn: string): Posted | { error: string } {
  const channel = textOf(body, 'channel') ?? '';
  if (/^[UW]/.test(channel)) return { error: 'channel_not_found' };
  const message = state.messages.find(({ ts, ...it }) => ts === body['ts'] && it.channel === channel);
  if (!message || message.user !== undefined) return { error: 'message_not_found' };
  return message.by === undefined || message.by === bot ? message : { error: notOwn };
}

/** What Slack shows below a thread while it waits; the bot's next message there takes it away. */
function setStatus(body: Body, state: State): Answer {
  const [channel = '', thread = ''] = [textOf(body, 'channel_id'), textOf(body, 'thread_ts')];
  if (!/^[CDG]/.test(channel)) return { error: 'channel_not_found' };
  if (!/^\d+\.\d{6}$/.test(thread)) return { error: 'invalid_thread_ts' };
  state.statuses.set(`${channel} ${thread}`, textOf(body, 'status') ?? '');
  return {};
}

/** The Web API methods that the bot uses (https://docs.slack.dev/reference/methods). */
export const METHODS: Record<string, Method> = {
  'auth.test': (_, { team, name, bot, enterprise }) => ({
    url: 'https://fake.slack.example/',
    team: name,
    user: 'pullquote',
    team_id: team,
    user_id: bot,
    bot_id: `B${bot.slice(1)}`,
    is_enterprise_install: false,
    ...(enterprise !== undefined && { enterprise_id: enterprise }),
  }),
  'chat.postMessage': (body, workspace, state) => {
    const refusal = postRefusal(body, workspace, state);
    if (refusal) return refusal;
    const { channel, ts } = store(body, undefined, workspace, state);
    return { channel, ts, message: {} };
  },
  'chat.postEphemeral': (body, workspace, state) => {
    const refusal = postRefusal(body, workspace, state);
    return refusal ?? { message_ts: store(body, textOf(body, 'user') ?? '', workspace, state).ts };
  },
  'chat.update': (body, workspace, state) => {
    const message = ownMessage(body, workspace, state, 'cant_update_message');
    if ('error' in message) return message;
    if (!body['text'] && !body['blocks']) return { error: 'no_text' };
    const refusal = blocksRefusal(body['blocks'], state);
    if (refusal) return refusal;
    const { metadata } = message.body; // “If you don't include this field, the message's previous metadata will be retained.”
    message.body = { ...(metadata !== undefined && { metadata }), ...body };
    return { ts: message.ts, channel: message.channel };
  },
  'chat.delete': (body, workspace, state) => {
    const message = ownMessage(body, workspace, state, 'cant_delete_message');
    if ('error' in message) return message;
    state.remove(message);
    return {};
  },
  'views.publish': (body, _, state) => {
    state.homes.set(textOf(body, 'user_id') ?? '', body['view'] as Body);
    return { view: { id: 'V1' } };
  },
  'views.open': () => ({ view: { id: 'V2' } }),
  ...DIRECTORY,
  'conversations.history': (body, workspace, state) => refusalOf(body, workspace, state) ?? history(body, state),
  'conversations.replies': (body, workspace, state) => refusalOf(body, workspace, state) ?? replies(body, state),
  'files.getUploadURLExternal': (_, { team }, state) => {
    const id = `F${team.slice(1)}${String(state.files.size + 1).padStart(6, '0')}`;
    return { file_id: id, upload_url: `upload/${id}` };
  },
  'files.completeUploadExternal': (body) => ({
    files: (body['files'] as { id: string; title?: string }[]).map(({ id, title }) => ({ id, title })),
  }),
  'files.info': (body, _, state) => {
    const id = textOf(body, 'file') ?? '';
    const looks = state.files.get(id);
    if (looks === undefined) return { error: 'file_not_found' };
    state.files.set(id, Math.max(0, looks - 1));
    return { file: { id, mimetype: looks <= 1 ? 'image/png' : '' } };
  },
  'assistant.threads.setStatus': (body, _, state) => setStatus(body, state),
  'assistant.threads.setTitle': () => ({}),
  'assistant.threads.setSuggestedPrompts': () => ({}),
  'bots.info': (body) => ({ bot: { id: body['bot'], name: 'pullquote' } }),
};

/** `oauth.v2.access`: a code that was given out becomes a workspace's token. */
export function grantAccess(body: Body, state: State): Answer {
  const workspace = state.oauthCodes.get(textOf(body, 'code') ?? '');
  if (!workspace) return { error: 'invalid_code' };
  if (body['client_secret'] !== 'fake-client-secret') return { error: 'bad_client_secret' };
  state.oauthCodes.delete(textOf(body, 'code') ?? '');
  state.workspaces.set(workspace.token, workspace);
  const whole = workspace.enterprise !== undefined;
  return {
    access_token: workspace.token,
    token_type: 'bot',
    scope: 'commands,chat:write',
    bot_user_id: workspace.bot,
    app_id: 'A000001',
    team: whole ? null : { id: workspace.team, name: workspace.name },
    enterprise: whole ? { id: workspace.enterprise, name: workspace.name } : null,
    is_enterprise_install: whole,
    authed_user: { id: 'U0INSTALLER' },
  };
}
