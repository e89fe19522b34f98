import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { pressed, shared } from '../../button.ts';
import { notice, type Reply } from '../../reply.ts';
import { deliver, isShareable, isTracked, note } from './deliver.ts';
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
  container: z
    .object({
      thread_ts: z.string().optional(),
      message_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .default({}),
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
  /** The message that the button is on, where all see it. */
  message: string | undefined;
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
      message: container.is_ephemeral === true ? undefined : container.message_ts,
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
      await answer(slack, spot, press.reply, { page: press.page, how: { replace_original: true } });
      return noteTurn(slack, spot, press.page);
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
  const ts = await deliver<string | undefined>(slack, reply, {
    client,
    team,
    page,
    share: !direct && isShareable(reply),
    async send(message) {
      if (channel === undefined) return postToSlack(client, { channel: user }, message);
      if (direct && !how) {
        const posted = await postedDirectly(client, channel, thread, message);
        if (posted !== undefined) return posted;
      } else if (!how && isTracked(reply)) {
        const posted = await slack.postOpenly(client, { team, channel, threadTs: thread }, message);
        if (posted !== undefined) return posted;
      }
      const fallback = { channel, threadTs: thread, onlyTo: user };
      if (url === undefined) return onlyThem(fallback, message);
      const fresh: How = {
        response_type: toAsker ? 'ephemeral' : 'in_channel',
        replace_original: false,
        ...(thread !== undefined && { thread_ts: thread }),
      };
      try {
        await respondTo(url, message.body, how ?? fresh, slack.timing.call);
        return undefined; // it does not tell which message it made
      } catch (error) {
        // Its time is over, or the message that was to be replaced has been deleted: whoever pressed is answered all the same.
        if (!['expired_url', 'message_gone'].includes(asUpstream(error).code)) throw error;
        return onlyThem(fallback, message);
      }
    },
  });
  note(slack, { team, channel: channel ?? `@${user}`, thread }, { ts, reply });

  /** What one person alone sees cannot be told of a correction. */
  async function onlyThem(target: Parameters<typeof postToSlack>[1], message: SlackMessage): Promise<undefined> {
    await postToSlack(client, target, message);
  }
}

function noteTurn({ engine }: Slack, { team, channel, thread, message }: Spot, turnedTo: number): void {
  if (channel === undefined || message === undefined) return;
  const place = { platform: 'slack' as const, workspace: team, channel, ...(thread !== undefined && { thread }) };
  engine.recorder.turned({ place, message, turnedTo });
}

/** In the person's conversation with the bot a reply stays; a conversation between two people, where a command was typed, is closed to the bot. */
async function postedDirectly(
  client: WebClient,
  channel: string,
  threadTs: string | undefined,
  message: SlackMessage,
): Promise<string | undefined> {
  try {
    return await postToSlack(client, { channel, threadTs }, message);
  } catch (error) {
    if (asUpstream(error).code !== 'channel_gone' && asUpstream(error).code !== 'forbidden') throw error;
    return undefined;
  }
}
