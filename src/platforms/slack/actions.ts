import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { pressed, shared } from '../../button.ts';
import { notice, type Reply } from '../../reply.ts';
import { deliver, isShareable } from './deliver.ts';
import { asUpstream } from './explain.ts';
import { dispatchShowing, tookPlace } from './interim.ts';
import { postToSlack } from './post.ts';
import type { SlackMessage } from './render.ts';
import { respondTo, type How } from './respond.ts';
import { conversation, type Slack } from './slack.ts';

/** Of a block_actions payload, what is used (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
const Pressed = z.object({
  user: z.object({
    id: z.string(),
    username: z.string().optional(),
    name: z.string().optional(),
    team_id: z.string().optional(),
  }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ thread_ts: z.string().optional() }).default({}),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  response_url: z.string().optional(),
  actions: z
    .tuple([z.object({ value: z.string().optional(), selected_option: z.object({ value: z.string() }).nullish() })])
    .rest(z.unknown()),
});

/** Where a button was pressed; without a channel, on the Home tab. */
type Spot = {
  client: WebClient;
  team: string;
  user: string;
  channel: string | undefined;
  thread: string | undefined;
  url: string | undefined;
};

const TOO_OLD = notice('This button is from an earlier version of Pullquote, or too old. Type the command again.', {
  outcome: 'error',
});

/** Answers buttons and menus of messages and of the Home tab. */
export function listenForActions(app: App, slack: Slack): void {
  app.action(/^/, async ({ ack, action, body, client, context }) => {
    await ack(); // of a link, too, which Slack opens by itself
    if (!('action_id' in action) || !action.action_id.startsWith('press')) return;
    const { user, team, channel, container, message, response_url: url, actions } = Pressed.parse(body);
    const spot: Spot = {
      client,
      team: context.teamId ?? team?.id ?? user.team_id ?? '',
      user: user.id,
      channel: channel?.id,
      thread: container.thread_ts ?? message?.thread_ts,
      url,
    };
    const id = actions[0].selected_option?.value ?? actions[0].value ?? '';
    const name = user.username ?? user.name;
    await slack.run(`a button pressed by ${user.id} in ${channel?.id ?? 'the Home tab'}`, () =>
      press(slack, id, spot, name),
    );
  });
}

async function press(slack: Slack, id: string, spot: Spot, name: string | undefined): Promise<void> {
  const { engine } = slack;
  const { team, user, channel, thread } = spot;
  const press = await pressed(id, engine.storage, slack.log);
  switch (press.does) {
    case 'run': {
      const invocation = {
        ...conversation(team, channel ?? user, thread),
        asker: slack.asker(team, user, name),
        origin: await slack.origin(spot),
        line: press.line,
      };
      const place = { client: spot.client, team, channel: channel ?? user, threadTs: thread };
      const { reply, shown } = await dispatchShowing(slack, invocation, place);
      const toAsker = reply.visibility === 'asker' && !isDirect(channel);
      return (await tookPlace(slack, reply, { shown, toAsker })) ? undefined : answer(slack, spot, reply);
    }
    case 'page':
      return answer(slack, spot, press.reply, { page: press.page, how: { replace_original: true } });
    case 'share':
      return answer(
        slack,
        spot,
        await shared(press, { channel: `slack:${team}:${channel}`, name: name ?? user }, engine.storage),
      );
    case 'unknown':
      return answer(slack, spot, TOO_OLD);
  }
}

/** Whether a button is where nobody else looks: on the Home tab, or in a conversation of two. */
function isDirect(channel: string | undefined): boolean {
  return channel === undefined || channel.startsWith('D');
}

/** Sends a reply to where the button is: in place of its message, or as a new one. */
async function answer(
  slack: Slack,
  { client, team, user, channel, thread, url }: Spot,
  reply: Reply,
  { page = 0, how }: { page?: number; how?: How } = {},
): Promise<void> {
  const toAsker = reply.visibility === 'asker';
  const direct = isDirect(channel);
  await deliver(slack, reply, {
    client,
    team,
    page,
    share: !direct && isShareable(reply),
    async send(message) {
      if (channel === undefined) return postToSlack(client, { channel: user }, message);
      if (direct && !how && (await postedDirectly(client, channel, thread, message))) return undefined;
      const fallback = { channel, threadTs: thread, onlyTo: user };
      if (url === undefined) return postToSlack(client, fallback, message);
      const fresh: How = {
        response_type: toAsker ? 'ephemeral' : 'in_channel',
        replace_original: false,
        ...(thread !== undefined && { thread_ts: thread }),
      };
      try {
        return await respondTo(url, message.body, how ?? fresh, slack.timing.call);
      } catch (error) {
        // Its time is over, or the message that was to be replaced has been deleted: whoever pressed is answered all the same.
        if (!['expired_url', 'message_gone'].includes(asUpstream(error).code)) throw error;
        return postToSlack(client, fallback, message);
      }
    },
  });
}

/** In the person's conversation with the bot a reply stays; a conversation between two people, where a command was typed, is closed to the bot. */
async function postedDirectly(
  client: WebClient,
  channel: string,
  threadTs: string | undefined,
  message: SlackMessage,
): Promise<boolean> {
  try {
    await postToSlack(client, { channel, threadTs }, message);
    return true;
  } catch (error) {
    if (asUpstream(error).code !== 'channel_gone' && asUpstream(error).code !== 'forbidden') throw error;
    return false;
  }
}
