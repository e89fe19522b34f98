import type { WebClient } from '@slack/web-api';
import { keepRecent } from '../../keep-recent.ts';
import { asUpstream } from './explain.ts';
import { postToSlack } from './post.ts';
import type { SlackMessage } from './render.ts';

type Target = { team: string; channel: string; threadTs?: string | undefined };

/** Posts where all see it by the bot itself, which learns the message's `ts`; undefined where it may not, or not now: then nothing was posted. */
export type PostOpenly = (client: WebClient, target: Target, message: SlackMessage) => Promise<string | undefined>;

/** A channel in which the bot may not post is asked again after so long: it may have been invited. */
const ASK_AGAIN_MS = 600_000;
const REMEMBERED_CHANNELS = 10_000;
/** A response_url works where the bot is not and without its token, and has no limit of a message a second. */
const NOT_HERE = new Set(['channel_gone', 'forbidden', 'missing_scope']);
const NOT_NOW = new Set(['rate_limited', 'unauthorised', 'wrong_token']);

export function createPostOpenly(clock: () => number = () => performance.now()): PostOpenly {
  const closed = new Map<string, number>();
  return async (client, { team, channel, threadTs }, message) => {
    const key = `${team} ${channel}`;
    if ((closed.get(key) ?? -Infinity) > clock()) return undefined;
    try {
      return await postToSlack(client, { channel, threadTs }, message);
    } catch (error) {
      const { code } = asUpstream(error);
      if (NOT_NOW.has(code)) return undefined;
      if (!NOT_HERE.has(code)) throw error;
      keepRecent(closed, key, clock() + ASK_AGAIN_MS, REMEMBERED_CHANNELS);
      return undefined;
    }
  };
}
