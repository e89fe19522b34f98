import { textOf, type Body, type State, type Workspace } from './state.ts';

const MEMBERS = 100;

/** Who and what there is: people, user groups, channels and their members. */
export const DIRECTORY: Record<string, (body: Body, workspace: Workspace, state: State) => Body> = {
  'users.info': (body, { team }, { people }) => {
    const id = textOf(body, 'user') ?? '';
    const person = people.get(id);
    if (!person) return { error: 'user_not_found' };
    return { user: { id, team_id: team, name: 'reader', is_admin: false, is_owner: false, ...person } };
  },
  'usergroups.users.list': (body, _, { userGroups }) => {
    const users = userGroups.get(textOf(body, 'usergroup') ?? '');
    return users ? { users } : { error: 'no_such_subteam' };
  },
  'users.conversations': (body, { bot }, { channels }) => {
    const who = textOf(body, 'user') ?? bot;
    return {
      channels: [...channels]
        .filter(([, members]) => members.includes(who))
        .map(([id]) => ({ id, name: id.toLowerCase() })),
      response_metadata: { next_cursor: '' },
    };
  },
  'conversations.open': (body) => ({ channel: { id: directWith(textOf(body, 'users') ?? '') } }),
  'conversations.info': (body, { bot }, state) => {
    const id = textOf(body, 'channel') ?? '';
    const members = state.channels.get(id);
    if (!members || (isPrivate(id) && !members.includes(bot))) return { error: 'channel_not_found' };
    const name = id.slice(2).toLowerCase();
    const about = { is_private: isPrivate(id), is_archived: state.archived.has(id), is_member: members.includes(bot) };
    return { channel: { id, name, ...about } };
  },
  'conversations.members': (body, { bot }, { channels }) => {
    const id = textOf(body, 'channel') ?? '';
    const members = channels.get(id);
    if (!members || (isPrivate(id) && !members.includes(bot))) return { error: 'channel_not_found' };
    const start = Number(body['cursor'] || 0);
    const end = start + Number(body['limit'] ?? MEMBERS);
    return {
      members: members.slice(start, end),
      response_metadata: { next_cursor: end < members.length ? String(end) : '' },
    };
  },
};

/** The conversation of a person with the bot. */
export function directWith(user: string): string {
  return `D${user.slice(1)}`;
}

/** Here as in Slack’s early days, private channels are those whose ids begin with G. */
export function isPrivate(channel: string): boolean {
  return channel.startsWith('G');
}
