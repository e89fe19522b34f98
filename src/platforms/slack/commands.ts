import type { App } from '@slack/bolt';
import { lineOf } from './command-names.ts';
import { deliver, isShareable, isTracked, note } from './deliver.ts';
import { asUpstream } from './explain.ts';
import { tellLeftOut } from '../../interim.ts';
import { dispatchShowing, tookPlace } from './interim.ts';
import { emphasis, paragraph, type Reply } from '../../reply.ts';
import { plainText } from './plain-text.ts';
import { postToSlack } from './post.ts';
import { respondTo } from './respond.ts';
import { conversation, type Slack } from './slack.ts';

/** Answers slash commands: to the channel or to the asker alone, as the reply says. */
export function listenForCommands(app: App, slack: Slack): void {
  const { engine, timing } = slack;
  app.command(/^\//, async ({ ack, command, client }) => {
    await ack();
    const { team_id: team, channel_id: channel, user_id: user, response_url: url } = command;
    await slack.run(`a command of ${user} in ${channel}`, async () => {
      const invocation = {
        ...conversation(team, channel),
        asker: slack.asker(team, user, command.user_name),
        origin: await slack.origin({ client, team, user, channel, text: command.text }),
        line: lineOf(command.command, plainText(command.text), engine.commands),
      };
      const asked = `${command.command} ${plainText(command.text)}`.trim();
      const { reply, shown } = await dispatchShowing(
        slack,
        invocation,
        { client, team, channel, asked },
        {
          toAsker: (interim) =>
            deliver(slack, interim, {
              client,
              team,
              send: (message) => respondTo(url, message.body, { response_type: 'ephemeral' }, timing.call),
            }).catch((error: unknown) => tellLeftOut(asUpstream(error), slack.log)),
        },
      );
      if (await tookPlace(slack, reply, { shown, toAsker: reply.visibility === 'asker' })) return;
      if (isTracked(reply)) {
        // A response_url tells no one which message it made. Without one the command is not shown, so the reply shows it.
        const said = underCommand(asked, reply);
        const ts = await deliver(slack, said, {
          client,
          team,
          send: (message) => slack.postOpenly(client, { team, channel }, message),
        });
        if (ts !== undefined) return note(slack, { team, channel }, { ts, reply: said });
      }
      await deliver(slack, reply, {
        client,
        team,
        share: isShareable(reply),
        async send(message) {
          const response_type = reply.visibility === 'channel' ? 'in_channel' : 'ephemeral';
          try {
            await respondTo(url, message.body, { response_type }, timing.call);
          } catch (error) {
            if (asUpstream(error).code !== 'expired_url') throw error;
            await postToSlack(client, { channel, onlyTo: user }, message);
          }
        },
      });
    });
  });
}

/** A reply that the same command gave once is rendered once. */
const under = new WeakMap<Reply, { asked: string; said: Reply }>();

function underCommand(asked: string, reply: Reply): Reply {
  const known = under.get(reply);
  if (known?.asked === asked) return known.said;
  const said = { ...reply, blocks: [paragraph(emphasis(asked)), ...reply.blocks] };
  under.set(reply, { asked, said });
  return said;
}
