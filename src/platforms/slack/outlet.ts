import { randomUUID } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Outlet } from '../../delivery/outlet.ts';
import { UpstreamError } from '../../errors.ts';
import type { Place } from '../../schedule/subscription.ts';
import { deliverOnce } from './deliver.ts';
import { deliveryFault } from './delivery-fault.ts';
import { deliveryFinder } from './find-delivery.ts';
import { postToSlack, updateInSlack } from './post.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './render.ts';
import type { Slack } from './slack.ts';
import type { Workspaces } from './workspaces.ts';

/**
 * “One message per second per channel”, and “several hundred messages per minute” to a workspace with “generous bursts”
 * (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting): no number a second, so this one is ours, and
 * Slack's Retry-After corrects it.
 */
const RATES = { perSecond: 50, channelGapMs: 1000, editsPerMinute: LIMITS.updatesPerMinute };

type Parts = {
  slack: Slack;
  workspaces: Workspaces;
  /** Whether workspaces install the app, each with a token of its own. */
  several: boolean;
  isReady: () => boolean;
};

/** Slack as delivery uses it. A person is written to under their own id, and what they got is looked for in the conversation that this opened. */
export function slackOutlet({ slack, workspaces, several, isReady }: Parts): Outlet {
  const find = deliveryFinder();

  /** The conversation's own id. */
  async function openedOf({ workspace, channel }: Place, client: WebClient): Promise<string> {
    return channel.startsWith('@') ? slack.directs.of(client, workspace, channel.slice(1)) : channel;
  }

  /** A reply that cannot be shown is a bug of ours, and not tried again. */
  async function shown<Value>(delivery: string, send: () => Promise<Value>): Promise<Value> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof UpstreamError) throw error;
      const ref = randomUUID().slice(0, 8);
      slack.log.error({ err: error, id: ref, delivery }, 'a message could not be shown in Slack');
      throw new UpstreamError(`the message could not be made; the log has why under ${ref}`, { code: 'unshowable' });
    }
  }

  return {
    platform: 'slack',
    rates: RATES,
    isReady,
    explain: (error) => deliveryFault(error, several),

    post: ({ id, place, reply, inReplyTo }) =>
      slack.hold(async () => {
        const { workspace: team, channel, thread } = place;
        const { client } = await workspaces(team);
        // A thread is found in the conversation's own id only.
        const to = inReplyTo === undefined ? channel.replace(/^@/, '') : await openedOf(place, client);
        const target = { channel: to, threadTs: thread ?? inReplyTo, delivery: id };
        const send = (message: SlackMessage) => postToSlack(client, target, message);
        return { message: await shown(id, () => deliverOnce(slack, reply, { client, team, send })) };
      }),

    edit: ({ place, message, reply, page, mark }) =>
      slack.hold(async () => {
        const { workspace: team } = place;
        const { client } = await workspaces(team);
        const channel = await openedOf(place, client);
        await shown(message, () =>
          deliverOnce(slack, reply, {
            client,
            team,
            page,
            send: (it) => updateInSlack(client, { channel, ts: message, delivery: mark }, it),
          }),
        );
      }),

    find: ({ id, place, inReplyTo }, since) =>
      slack.hold(async () => {
        const { workspace: team, thread } = place;
        const presence = await workspaces(team);
        const opened = await openedOf(place, presence.client);
        const message = await find({ id, channel: opened, thread: thread ?? inReplyTo }, since, presence);
        return message === undefined ? undefined : { message };
      }),
  };
}
