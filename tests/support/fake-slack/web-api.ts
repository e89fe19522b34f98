import { textOf, type Body, type State, type Workspace } from './state.ts';

/** What Slack answers; an `error` makes it a refusal. */
type Answer = Body;
type Method = (body: Body, workspace: Workspace, state: State) => Answer;

/** The file ids that a message's image blocks show. */
function shownFiles(blocks: unknown): string[] {
  return [...JSON.stringify(blocks ?? []).matchAll(/"slack_file":\{"id":"([^"]+)"/g)].map(([, id = '']) => id);
}

/** The refusal of what Slack does not post: an unknown channel, a file that is not processed. */
export function refusalOf(body: Body, state: State): Answer | undefined {
  if (shownFiles(body['blocks']).some((id) => state.files.get(id) !== 0))
    return { error: 'invalid_blocks', errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] };
  const channel = textOf(body, 'channel');
  const known = channel === undefined || state.channels.has(channel) || /^[DUW]/.test(channel);
  return known ? undefined : { error: 'channel_not_found' };
}

function store(body: Body, user: string | undefined, state: State): string {
  const ts = state.ts();
  state.messages.push({ ts, channel: textOf(body, 'channel') ?? '', thread: textOf(body, 'thread_ts'), user, body });
  return ts;
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
  'chat.postMessage': (body, _, state) => {
    const refusal = refusalOf(body, state);
    return refusal ?? { channel: body['channel'], ts: store(body, undefined, state), message: {} };
  },
  'chat.postEphemeral': (body, _, state) => {
    const refusal = refusalOf(body, state);
    return refusal ?? { message_ts: store(body, textOf(body, 'user') ?? '', state) };
  },
  'chat.update': (body, _, state) => {
    const message = state.messages.find(({ ts, channel }) => ts === body['ts'] && channel === body['channel']);
    if (!message) return { error: 'message_not_found' };
    message.body = body;
    return { ts: message.ts, channel: message.channel };
  },
  'chat.delete': (body, _, state) => {
    const at = state.messages.findIndex(({ ts }) => ts === body['ts']);
    if (at < 0) return { error: 'message_not_found' };
    state.messages.splice(at, 1);
    return {};
  },
  'views.publish': (body, _, state) => {
    state.homes.set(textOf(body, 'user_id') ?? '', body['view'] as Body);
    return { view: { id: 'V1' } };
  },
  'views.open': () => ({ view: { id: 'V2' } }),
  'users.conversations': (body, { bot }, state) => {
    const who = textOf(body, 'user') ?? bot;
    const channels = [...state.channels]
      .filter(([, members]) => members.includes(who))
      .map(([id]) => ({ id, name: id.toLowerCase() }));
    return { channels, response_metadata: { next_cursor: '' } };
  },
  'conversations.open': (body) => ({ channel: { id: `D${(textOf(body, 'users') ?? '').slice(1)}` } }),
  'conversations.info': (body, { bot }, state) => {
    const members = state.channels.get(textOf(body, 'channel') ?? '');
    return members
      ? { channel: { id: body['channel'], is_member: members.includes(bot) } }
      : { error: 'channel_not_found' };
  },
  'conversations.history': (body, _, state) => ({
    messages: state.messages
      .filter(({ channel, user }) => channel === body['channel'] && user === undefined)
      .map(({ ts, body: { text } }) => ({ ts, text })),
    has_more: false,
  }),
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
  'assistant.threads.setStatus': () => ({}),
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
