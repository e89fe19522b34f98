import { randomUUID } from 'node:crypto';
import type { Outlet } from '../../delivery/outlet.ts';
import { UpstreamError } from '../../errors.ts';
import { deliverOnce } from './deliver.ts';
import { deliveryFault } from './delivery-fault.ts';
import { deliveryFinder } from './find-delivery.ts';
import { postToSlack } from './post.ts';
import type { SlackMessage } from './render.ts';
import type { Slack } from './slack.ts';
import type { Workspaces } from './workspaces.ts';

/**
 * “One message per second per channel”, and “several hundred messages per minute” to a workspace with “generous bursts”
 * (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting): no number a second, so this one is ours, and
 * Slack's Retry-After corrects it.
 */
const RATES = { perSecond: 50, channelGapMs: 1000 };

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

  return {
    platform: 'slack',
    rates: RATES,
    isReady,
    explain: (error) => deliveryFault(error, several),

    post: ({ id, place, reply }) =>
      slack.hold(async () => {
        const { workspace: team, channel, thread } = place;
        const { client } = await workspaces(team);
        const target = { channel: channel.replace(/^@/, ''), threadTs: thread, delivery: id };
        const send = (message: SlackMessage) => postToSlack(client, target, message);
        try {
          return { message: await deliverOnce(slack, reply, { client, team, send }) };
        } catch (error) {
          if (error instanceof UpstreamError) throw error;
          const ref = randomUUID().slice(0, 8);
          slack.log.error({ err: error, id: ref, delivery: id }, 'a digest could not be shown in Slack');
          throw new UpstreamError(`the message could not be made; the log has why under ${ref}`, {
            code: 'unshowable',
          });
        }
      }),

    find: ({ id, place }, since) =>
      slack.hold(async () => {
        const { workspace: team, channel, thread } = place;
        const presence = await workspaces(team);
        const opened = channel.startsWith('@')
          ? await slack.directs.of(presence.client, team, channel.slice(1))
          : channel;
        const message = await find({ id, channel: opened, thread }, since, presence);
        return message === undefined ? undefined : { message };
      }),
  };
}
