import type { WebClient } from '@slack/web-api';
import type { UpstreamError } from '../../errors.ts';
import { asUpstream, slackErrorName } from './explain.ts';

/** Who may have digests posted in a channel, besides workspace admins and owners. */
export type DigestRights = { operators: readonly string[]; digestGroups: readonly string[] };

/** Whether somebody may work at the desk: they or one of their user groups are named. Throws as web-api does. */
export async function isEditor(
  { client, team, user }: Omit<Asker, 'person'>,
  editors: readonly string[],
): Promise<boolean> {
  if (editors.includes(user)) return true;
  for (const group of editors.filter((id) => id.startsWith('S')))
    if (await isInGroup(client, { team, group, user })) return true;
  return false;
}

/** In `digestGroups`, every member of the channel. */
const EVERYONE = 'everyone';
/** “A max value of 999” at a time (conversations.members in @slack/web-api); more pages than these nobody waits for. */
const MEMBERS_OF_PAGE = 999;
const MOST_PAGES = 10;

export const MOST_MEMBERS = MEMBERS_OF_PAGE * MOST_PAGES;

/** What Slack says of a person (https://docs.slack.dev/reference/methods/users.info). */
export type Person = { tz?: string | undefined; isAdmin: boolean };

/** Throws as web-api does. */
export async function personOf(client: WebClient, user: string): Promise<Person> {
  const { user: person } = await client.users.info({ user });
  return {
    isAdmin: person?.is_admin === true || person?.is_owner === true,
    tz: person?.tz === '' ? undefined : person?.tz,
  };
}

/** Whether somebody is in a channel; `unsure` where it has more members than are looked through. Throws as web-api does. */
export async function isMember(client: WebClient, channel: string, user: string): Promise<boolean | 'unsure'> {
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { members = [], response_metadata: more } = await client.conversations.members({
      channel,
      limit: MEMBERS_OF_PAGE,
      ...(cursor !== '' && { cursor }),
    });
    if (members.includes(user)) return true;
    cursor = more?.next_cursor ?? '';
    if (cursor === '') return false;
  }
  return 'unsure';
}

type Asker = { client: WebClient; team: string; user: string; person: () => Promise<Person> };

/** Whether somebody may have digests posted in a channel they are in. Throws an UpstreamError where the answer hangs on what Slack did not tell. */
export async function mayManageDigests(
  { client, team, user, person }: Asker,
  { operators, digestGroups }: DigestRights,
): Promise<boolean> {
  if (operators.includes(user) || digestGroups.includes(EVERYONE)) return true;
  const ways = [
    async () => (await person()).isAdmin,
    ...digestGroups.map((group) => () => isInGroup(client, { team, group, user })),
  ];
  let unknown: UpstreamError | undefined;
  for (const isAllowed of ways) {
    try {
      if (await isAllowed()) return true;
    } catch (error) {
      unknown ??= asUpstream(error);
    }
  }
  if (unknown) throw unknown;
  return false;
}

/** A group that is not of this workspace has no members in it, as where the workspace has no groups at all. */
async function isInGroup(
  client: WebClient,
  { team, group, user }: { team: string; group: string; user: string },
): Promise<boolean> {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: group, team_id: team });
    return users.includes(user);
  } catch (error) {
    const name = slackErrorName(asUpstream(error));
    if (name === 'no_such_subteam' || name === 'plan_upgrade_required') return false;
    throw error;
  }
}
