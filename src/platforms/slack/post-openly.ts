import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { keepRecent } from '../../keep-recent.ts';
import { parseJson } from '../../parse-json.ts';
import { asUpstream } from './explain.ts';
import { postJson } from './post-json.ts';
import type { SlackMessage } from './render.ts';
import { faultOf } from './respond.ts';

type Target = { team: string; channel: string; threadTs?: string | undefined };

/** Posts where all see it by the bot itself, which learns the message's `ts`; undefined where it may not, or not now: then nothing was posted. */
export type PostOpenly = (client: WebClient, target: Target, message: SlackMessage) => Promise<string | undefined>;

/** A channel in which the bot may not post is asked again after so long: it may have been invited. */
const ASK_AGAIN_MS = 600_000;
const REMEMBERED_CHANNELS = 10_000;
/** A response_url works where the bot is not and without its token, and has no limit of a message a second. */
const NOT_HERE = new Set(['channel_gone', 'forbidden', 'missing_scope']);
const NOT_NOW = new Set(['rate_limited', 'unauthorised', 'wrong_token']);

export function createPostOpenly(timeout: number, clock: () => number = () => performance.now()): PostOpenly {
  const closed = new Map<string, number>();
  return async (client, { team, channel, threadTs }, message) => {
    const key = `${team} ${channel}`;
    if ((closed.get(key) ?? -Infinity) > clock()) return undefined;
    try {
      return await postQuickly(client, { channel, threadTs }, { message, timeout });
    } catch (error) {
      const { code } = asUpstream(error);
      if (NOT_NOW.has(code)) return undefined;
      if (!NOT_HERE.has(code)) throw error;
      keepRecent(closed, key, clock() + ASK_AGAIN_MS, REMEMBERED_CHANNELS);
      return undefined;
    }
  };
}

const Posted = z.object({ ts: z.string() });

/** As web-api posts, in the time that a response_url takes: people wait for it (https://docs.slack.dev/reference/methods/chat.postMessage). */
async function postQuickly(
  { slackApiUrl, token = '' }: WebClient,
  { channel, threadTs }: Pick<Target, 'channel' | 'threadTs'>,
  { message: { body }, timeout }: { message: SlackMessage; timeout: number },
): Promise<string> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const headers = { authorization: `Bearer ${token}` };
  const answer = await postJson(`${slackApiUrl}chat.postMessage`, { ...body, ...thread, channel }, timeout, headers);
  const fault = faultOf(answer);
  if (fault) throw fault;
  return Posted.safeParse(parseJson(answer.text)).data?.ts ?? '';
}
