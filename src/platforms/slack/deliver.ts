import type { WebClient } from '@slack/web-api';
import { renderedOnce } from '../../remember-replies.ts';
import { itemsOf, type Reply } from '../../reply.ts';
import { withSlackNames } from './command-names.ts';
import { asUpstream, slackErrorName } from './explain.ts';
import { patiently } from './post.ts';
import { renderSlack, type SlackMessage } from './render.ts';
import type { Slack } from './slack.ts';

type Delivery<Sent> = {
  client: WebClient;
  team: string;
  page?: number;
  /** Whether the asker alone sees it, and others could be shown it. */
  share?: boolean;
  send: (message: SlackMessage) => Promise<Sent>;
};

/** A reply that a command is asked for again is the same one. */
const names = new WeakMap<Reply, Reply>();
const render = renderedOnce((reply, how: { page: number; share: boolean }) => renderSlack(reply, how));

/** The same for whoever waits in a conversation: where Slack asks for a moment, it is given. */
export function deliver<Sent>(slack: Slack, answered: Reply, delivery: Delivery<Sent>): Promise<Sent> {
  return deliverOnce(slack, answered, {
    ...delivery,
    send: (message) => patiently(() => delivery.send(message), slack.timing),
  });
}

/** Renders a reply with its pictures, keeps what its buttons need, then sends it, and gives what sending gave; where Slack does not take the pictures, once more without them. Throws an UpstreamError. */
export async function deliverOnce<Sent>(
  { engine, log, pictures }: Slack,
  answered: Reply,
  { client, team, page = 0, share = false, send }: Delivery<Sent>,
): Promise<Sent> {
  const reply = names.get(answered) ?? withSlackNames(answered, engine.commands);
  names.set(answered, reply);
  const how = { page, share };
  const plain = render(reply, how);
  const files =
    plain.pictures.length > 0 ? await pictures.ready(client, team, plain.pictures) : new Map<string, string>();
  const message = files.size > 0 ? renderSlack(reply, { ...how, files }) : plain;
  try {
    await engine.storage.keep(message.keep);
  } catch (error) {
    // The words matter more than the buttons, which will say that they are too old.
    log.error({ err: error }, 'what the buttons of a reply in Slack need could not be kept');
  }
  try {
    return await send(message);
  } catch (error) {
    if (files.size === 0 || slackErrorName(asUpstream(error)) !== 'invalid_blocks') throw error;
    log.warn('Slack does not show an uploaded picture yet; the reply goes out without it');
    pictures.forget(team, files.keys());
    return send(plain);
  }
}

/** Whether a reply that the asker alone sees gets a button that shows it to the channel. */
export function isShareable({ visibility, outcome }: Reply): boolean {
  return visibility === 'asker' && outcome === 'answer';
}

/** Notes the message that people see now, so that a correction reaches it. Without its `ts` nobody could find it. */
export function note(
  { engine }: Pick<Slack, 'engine'>,
  { team, channel, thread }: { team: string; channel: string; thread?: string | undefined },
  { ts, reply, inPlace = false }: { ts: string | undefined; reply: Reply; inPlace?: boolean },
): void {
  if (ts === undefined) return;
  const place = { platform: 'slack' as const, workspace: team, channel, ...(thread !== undefined && { thread }) };
  engine.recorder.posted({ place, message: ts, reply }, { inPlace });
}

/** Whether a reply tells all who see it what may be corrected some day. */
export function isTracked(reply: Reply): boolean {
  return reply.visibility === 'channel' && itemsOf(reply).length > 0;
}
