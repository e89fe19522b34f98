import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { deliver, isShareable, note } from './deliver.ts';
import { lineOfMessage } from './command-names.ts';
import { dispatchShowing, tookPlace } from './interim.ts';
import { plainText } from './plain-text.ts';
import { postToSlack } from './post.ts';
import { conversation, type Slack } from './slack.ts';

/** Of a message that people write to the bot, what is used (https://docs.slack.dev/reference/events/message). */
const Message = z.object({
  user: z.string(),
  text: z.string().default(''),
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(), // every other one is no person's new message
  bot_id: z.undefined().optional(),
  edited: z.undefined().optional(),
  user_profile: z
    .object({ display_name: z.string().optional(), real_name: z.string().optional() })
    .optional()
    .catch(undefined),
});
type Message = z.infer<typeof Message>;

/** A message as a person wrote it to the bot; undefined for those of bots, edits, deletions and notes that Slack itself writes. */
export function writtenByPerson(event: unknown): Message | undefined {
  const { data } = Message.safeParse(event);
  return data?.user === 'USLACKBOT' ? undefined : data;
}

/** A message to be answered, and where. */
export type Exchange = {
  client: WebClient;
  team: string;
  message: Message;
  /** The bot's own user id, cut out of the text. */
  bot: string | undefined;
  /** The thread that the answer belongs to. */
  thread: string | undefined;
  /** In a conversation with the bot alone, everything stays; elsewhere what is for the asker is shown to the asker only. */
  direct: boolean;
  /** Shows what the bot does while somebody waits, where that can be shown; empty for nothing. */
  status?: (text: string) => Promise<void>;
};

const WORDING = 'is wording the answer…';

/** Answers one message: a command where it begins with a slash, else a question; without words, what the bot can do. */
export async function answerMessage(
  slack: Slack,
  { client, team, message, bot, thread, direct, status }: Exchange,
): Promise<void> {
  const { user, channel, text, user_profile: profile } = message;
  const invocation = {
    ...conversation(team, channel, thread),
    asker: slack.asker(team, user, profile?.display_name || profile?.real_name),
    // Every message to the bot alone begins a thread, and a mention outside of one is answered in a new one: neither was chosen.
    origin: await slack.origin({ client, team, user, channel, thread: message.thread_ts, direct, text }),
    line: lineOfMessage(plainText(text, bot), slack.engine.commands) || '/help',
  };
  const place = { client, team, channel, threadTs: thread };
  // A message takes the status away, an edit does not.
  const { reply, shown } = await dispatchShowing(slack, invocation, place, { onShown: () => status?.(WORDING) });
  const onlyTo = direct || reply.visibility === 'channel' ? undefined : user;
  // A note to the asker alone is shown in a thread only where others have made it one.
  const threadTs = onlyTo === undefined ? thread : message.thread_ts;
  const isDone = await tookPlace(slack, reply, { shown, toAsker: onlyTo !== undefined });
  if (shown) await status?.('');
  if (isDone) return;
  const ts = await deliver(slack, reply, {
    client,
    team,
    share: !direct && isShareable(reply),
    send: (it) => postToSlack(client, { channel, threadTs, onlyTo }, it),
  });
  if (onlyTo === undefined) note(slack, { team, channel, thread: threadTs }, { ts, reply });
}

/** Answers mentions in their thread. */
export function listenForQuestions(app: App, slack: Slack): void {
  app.event('app_mention', async ({ event, client, context, body }) => {
    const message = writtenByPerson(event);
    if (!message || message.channel.startsWith('D')) return; // a direct message comes as one, too
    const { user, channel, ts, thread_ts: thread = ts } = message;
    const exchange = {
      client,
      team: context.teamId ?? body.team_id,
      message,
      bot: context.botUserId,
      thread,
      direct: false,
    };
    await slack.run(`a mention by ${user} in ${channel}`, () => answerMessage(slack, exchange));
  });
}
