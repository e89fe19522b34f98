import type { WebClient } from '@slack/web-api';
import { UpstreamError } from '../../errors.ts';
import { keepRecent } from '../../keep-recent.ts';
import { asUpstream } from './explain.ts';

/** People’s own conversations with the bot, by their ids (D…), which never change. */
export type Directs = {
  /** Asks Slack, once for each person. Throws an UpstreamError. */
  of(client: WebClient, team: string, user: string): Promise<string>;
  /** What an event told. */
  learn(team: string, user: string, channel: string): void;
};

const REMEMBERED = 10_000;

export function rememberDirects(): Directs {
  const known = new Map<string, string>();
  const learn = (team: string, user: string, channel: string) =>
    keepRecent(known, `${team} ${user}`, channel, REMEMBERED);
  return {
    learn,
    async of(client, team, user) {
      const channel = known.get(`${team} ${user}`) ?? (await open(client, user));
      learn(team, user, channel);
      return channel;
    },
  };
}

/** https://docs.slack.dev/reference/methods/conversations.open: “opens or resumes a direct message”. */
async function open(client: WebClient, user: string): Promise<string> {
  try {
    const { channel } = await client.conversations.open({ users: user });
    if (channel?.id === undefined) throw new UpstreamError('Slack opened a conversation without an id');
    return channel.id;
  } catch (error) {
    throw asUpstream(error);
  }
}
