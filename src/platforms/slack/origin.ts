import type { WebClient } from '@slack/web-api';
import type { UpstreamError } from '../../errors.ts';
import type { Origin } from '../../origin.ts';
import type { Place } from '../../schedule/subscription.ts';
import {
  isEditor,
  isMember,
  mayManageDigests,
  MOST_MEMBERS,
  personOf,
  type DigestRights,
  type Person,
} from './digest-rights.ts';
import type { Directs } from './direct.ts';
import { asUpstream, slackErrorName } from './explain.ts';
import { placeNamed } from './place-named.ts';
import { mentionedChannels } from './plain-text.ts';

/** Where a command came from, and from whom. */
export type Spot = {
  client: WebClient;
  team: string;
  user: string;
  /** Absent on the Home tab. */
  channel?: string | undefined;
  /** A thread that the command was given in. */
  thread?: string | undefined;
  /** Whether the channel is the asker's own conversation with the bot, where that is known. */
  direct?: boolean;
  /** The command as Slack sent it. */
  text?: string;
};

const INVITE = '/invite @pullquote';
const BETWEEN =
  'I am not in this conversation, so nothing can be posted here later: use a channel that I am in, or write to me under Messages.';

/** Where digests asked for here go, and whether they may. Slack is asked only when a command wants to know, but for whose a direct message is. */
export async function slackOrigin(
  spot: Spot,
  { directs, editors, ...rights }: DigestRights & { directs: Directs; editors: readonly string[] },
): Promise<Origin> {
  const { client, team, user, text = '' } = spot;
  const here = await whereabouts(spot, directs);
  const mentioned = mentionedChannels(text);
  let asked: Promise<Person> | undefined;
  const person = () => (asked ??= personOf(client, user));

  async function refusal({ workspace, channel }: Place): Promise<string | undefined> {
    if (/^[@D]/.test(channel)) return isOwn(channel) ? undefined : 'Only the person themselves can have digests there.';
    if (workspace !== team) return 'That channel is in another workspace: type the command there.';
    const about = await channelAbout(client, channel);
    const isHere = channel === spot.channel;
    const hidden = isHere
      ? `I am not in this channel: type ${INVITE} here, then the command again.`
      : `I cannot see that channel, or you are not in it: type ${INVITE} there, then the command again.`;
    if (!about) return hidden;
    const isIn = isHere || (await isMember(client, channel, user));
    if (isIn === 'unsure')
      return `That channel has more than ${MOST_MEMBERS.toLocaleString('en')} members, too many to look for you: type the command there.`;
    const { name, isPrivate, isArchived, hasBot } = about;
    // Who is not in a private channel does not learn its name.
    if (!isIn) return isPrivate ? hidden : `You are not in ${name}: join it, then type the command again.`;
    if (isArchived) return `${name} is archived, so nothing can be posted there: choose another channel.`;
    if (!hasBot) return `I am not in ${name}: type ${INVITE} there, then the command again.`;
    if (await mayManageDigests({ client, team, user, person }, rights)) return undefined;
    const others = rights.digestGroups.length > 0 ? ' and the user groups that the operator has chosen' : '';
    return `Digests in ${name} are up to the workspace’s admins and owners${others}: ask one of them, or have digests for yourself by writing to me under Messages.`;
  }

  function isOwn(channel: string): boolean {
    return channel === `@${user}` || (here.isDirect && channel === here.place?.channel);
  }

  return {
    ...here,
    placeNamed: async (typed) => placeNamed(typed, { team, mentioned }),
    async refusal(place) {
      try {
        return await refusal(place);
      } catch (error) {
        return unanswered(asUpstream(error));
      }
    },
    async isEditor() {
      try {
        return await isEditor({ client, team, user }, editors);
      } catch (error) {
        throw asUpstream(error);
      }
    },
    async zone() {
      try {
        return (await person()).tz;
      } catch {
        return undefined; // it is asked for instead
      }
    },
  };
}

/** A conversation D… may be the asker's with the bot or with somebody else: only Slack knows. */
async function whereabouts(
  { client, team, user, channel, thread, direct }: Spot,
  directs: Directs,
): Promise<Pick<Origin, 'place' | 'why' | 'isDirect'>> {
  const at = { platform: 'slack', workspace: team } as const;
  if (channel === undefined) return { place: { ...at, channel: `@${user}` }, isDirect: true };
  if (!channel.startsWith('D'))
    return { place: { ...at, channel, ...(thread !== undefined && { thread }) }, isDirect: false };
  try {
    if (direct) directs.learn(team, user, channel);
    const own = await directs.of(client, team, user);
    return own === channel
      ? { place: { ...at, channel }, isDirect: true }
      : { place: undefined, why: BETWEEN, isDirect: false };
  } catch (error) {
    return { place: undefined, why: unanswered(asUpstream(error)), isDirect: false };
  }
}

type About = { name: string; isPrivate: boolean; isArchived: boolean; hasBot: boolean };

/** What Slack says of a channel; undefined where it shows the bot none. Throws as web-api does. */
async function channelAbout(client: WebClient, id: string): Promise<About | undefined> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    const {
      name,
      is_private: isPrivate = false,
      is_archived: isArchived = false,
      is_member: hasBot = false,
    } = channel ?? {};
    return { name: name ? `#${name}` : 'that channel', isPrivate, isArchived, hasBot };
  } catch (error) {
    if (slackErrorName(asUpstream(error)) === 'channel_not_found') return undefined;
    throw error;
  }
}

/** Why a question to Slack has no answer, for the asker. */
function unanswered({ code, message }: UpstreamError): string {
  if (code !== 'missing_scope')
    return `Slack did not tell whether that may be (${message}): please try again in a moment.`;
  const [, needed = 'a permission'] = /needs ([^;)]+)/.exec(message) ?? [];
  return needed.startsWith('mpim')
    ? 'Digests cannot be posted to a group conversation: make it a channel, or use another.'
    : `I lack ${needed} in this workspace: whoever runs me must update the app from its manifest and install it again.`;
}
