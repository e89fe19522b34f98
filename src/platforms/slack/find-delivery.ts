import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { keepRecent } from '../../keep-recent.ts';
import { asUpstream } from './explain.ts';
import { DELIVERY_EVENT } from './post.ts';
import type { Presence } from './workspaces.ts';

/** So much our clock may be ahead of Slack's, which dates the messages: at more, Slack's own requests count as forged (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
const CLOCKS_DIFFER_MS = 300_000;
/** “No more than 200 results at a time” (https://docs.slack.dev/apis/web-api/pagination); new commercial apps get 15 a minute. */
const PAGE = 200;
const MOST_PAGES = 15;
/** Searches that Slack broke off by a limit, and how far they came. */
const REMEMBERED_SEARCHES = 1000;

const Page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        bot_id: z.string().optional(),
        metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

type Sought = { id: string; channel: string; thread?: string | undefined };

/** Searches for deliveries in what was posted. */
export type Finder = (sought: Sought, since: Date, presence: Presence) => Promise<string | undefined>;

/**
 * The `ts` of the bot's message with this delivery's id, posted since an instant; `undefined` means that it is surely not
 * there. Throws an UpstreamError where it cannot be told. After a rate limit the next search goes on where this one
 * stopped, for an app with a page a minute would otherwise never come to the end: what is sought is older than the search.
 */
export function deliveryFinder(): Finder {
  const stopped = new Map<string, string>();
  return async (sought, since, { client, botId }) => {
    const oldest = String((since.getTime() - CLOCKS_DIFFER_MS) / 1000);
    let cursor = stopped.get(sought.id);
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { messages, next } = await read(cursor);
      const found = messages.find(
        ({ bot_id: by, metadata }) =>
          metadata?.event_type === DELIVERY_EVENT &&
          metadata.event_payload['delivery'] === sought.id &&
          (botId === undefined || by === botId),
      );
      if (found || !next) {
        stopped.delete(sought.id);
        return found?.ts;
      }
      cursor = next;
    }
    stopped.delete(sought.id);
    throw new UpstreamError(
      `whether the message is there cannot be told: more than ${PAGE * MOST_PAGES} have come since`,
      { code: 'unsure', mayHaveSucceeded: true },
    );

    async function read(from: string | undefined) {
      try {
        return await readPage(client, sought, { oldest, ...(from !== undefined && { cursor: from }) });
      } catch (error) {
        const fault = asUpstream(error);
        if (fault.code === 'rate_limited' && from !== undefined)
          keepRecent(stopped, sought.id, from, REMEMBERED_SEARCHES);
        else stopped.delete(sought.id);
        throw fault;
      }
    }
  };
}

/** A page of a channel, where replies are not, or of a thread. */
async function readPage(
  { conversations }: WebClient,
  { channel, thread }: Sought,
  range: { oldest: string; cursor?: string },
): Promise<{ messages: z.infer<typeof Page>['messages']; next: string | undefined }> {
  const how = { channel, ...range, limit: PAGE, include_all_metadata: true };
  const answer =
    thread === undefined ? await conversations.history(how) : await conversations.replies({ ...how, ts: thread });
  const { messages, response_metadata: more } = Page.parse(answer);
  return { messages, next: more?.next_cursor };
}
