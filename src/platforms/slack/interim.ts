import type { WebClient } from '@slack/web-api';
import type { UpstreamError } from '../../errors.ts';
import { dispatchWithInterim, tellLeftOut, tellNotReplaced, type Invocation } from '../../interim.ts';
import { post, type Reply } from '../../reply.ts';
import { deliver, deliverOnce, note } from './deliver.ts';
import { asUpstream, slackErrorName } from './explain.ts';
import { updateInSlack } from './post.ts';
import type { SlackMessage } from './render.ts';
import type { Slack } from './slack.ts';

/** Where a reply is shown to all: a channel, or a person for their conversation with the bot. `asked` is what was typed, where nobody but the asker would see it. */
type Place = {
  client: WebClient;
  team: string;
  channel: string;
  threadTs?: string | undefined;
  asked?: string | undefined;
};
/** A message that the reply takes the place of. */
type Shown = Pick<Place, 'client' | 'team' | 'channel' | 'threadTs' | 'asked'> & { ts: string };

const NOTHING = post({ blocks: [] });

/** Dispatches, and posts what there is in the interim, where the bot may post; `onShown` runs then. What the asker alone is to see in the interim goes to `toAsker`. Gives the reply and the message that it takes the place of. */
export async function dispatchShowing(
  slack: Slack,
  invocation: Invocation,
  place: Place,
  {
    onShown = () => undefined,
    toAsker,
  }: { onShown?: () => Promise<void> | undefined; toAsker?: (interim: Reply) => Promise<void> } = {},
): Promise<{ reply: Reply; shown: Shown | undefined }> {
  const work = dispatchWithInterim(slack.engine, invocation);
  const interim = await work.interim;
  if (interim?.visibility === 'asker') await toAsker?.(interim);
  const shown = interim?.visibility === 'channel' ? await show(slack, interim, place) : undefined;
  if (shown) await onShown();
  return { reply: await work.reply, shown };
}

/** Puts a reply in place of what is shown, or takes that back where the asker alone is to see the reply. Whether nothing is left to be sent: what is shown is an answer itself, and stands where the reply does not get through. */
export async function tookPlace(
  slack: Slack,
  reply: Reply,
  { shown, toAsker }: { shown: Shown | undefined; toAsker: boolean },
): Promise<boolean> {
  if (!shown) return false;
  if (toAsker) {
    await takeBack(slack, shown);
    return false;
  }
  const { client, team, asked } = shown;
  try {
    const said = under(asked, reply);
    await deliver(slack, said, { client, team, send: (message) => update(message, shown) });
    note(slack, placeOf(shown), { ts: shown.ts, reply: said, inPlace: true });
  } catch (error) {
    const fault = asUpstream(error);
    if (fault.code === 'unauthorised') throw fault;
    tellNotReplaced(fault, isDeleted(fault), slack.log);
  }
  return true;
}

/** Nothing depends on it. */
async function show(
  slack: Slack,
  interim: Reply,
  { client, team, channel, threadTs, asked }: Place,
): Promise<Shown | undefined> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const said = under(asked, interim);
  try {
    const shown = await deliverOnce(slack, said, {
      client,
      team,
      async send({ body }) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window’s postMessage
        const posted = await client.chat.postMessage({ ...body, ...thread, channel });
        // A message to a person is found again only under their conversation's own id.
        return { client, team, channel: posted.channel ?? channel, threadTs, asked, ts: posted.ts ?? '' };
      },
    });
    note(slack, placeOf(shown), { ts: shown.ts, reply: said });
    return shown;
  } catch (error) {
    tellLeftOut(asUpstream(error), slack.log);
    return undefined;
  }
}

/** A reply to a command is posted by the bot, without the command: a response_url alone shows that. */
function under(asked: string | undefined, reply: Reply): Reply {
  return asked === undefined ? reply : { ...reply, title: asked };
}

async function update(message: SlackMessage, { client, channel, ts }: Shown): Promise<void> {
  const run = () => updateInSlack(client, { channel, ts }, message);
  try {
    await run();
  } catch (error) {
    if (!asUpstream(error).mayHaveSucceeded) throw error;
    await run();
  }
}

function placeOf({ team, channel, threadTs }: Shown) {
  return { team, channel, thread: threadTs };
}

async function takeBack(slack: Slack, shown: Shown): Promise<void> {
  const { client, channel, ts } = shown;
  const { log } = slack;
  try {
    await client.chat.delete({ channel, ts });
    note(slack, placeOf(shown), { ts, reply: NOTHING, inPlace: true });
  } catch (error) {
    const fault = asUpstream(error);
    if (!isDeleted(fault)) log.warn(`an interim reply stands, for it could not be taken back: ${fault.message}`);
  }
}

function isDeleted(fault: UpstreamError): boolean {
  return slackErrorName(fault) === 'message_not_found';
}
