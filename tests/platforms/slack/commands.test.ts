import { describe, expect, test } from 'vitest';
import { CHANNEL, READER, TEAM } from '../../support/fake-slack.ts';
import { COMMANDS } from '../../support/run.ts';
import { slackName } from '../../../src/platforms/slack/command-names.ts';
import { startBot, startHttpBot, wordsOf } from './bot.ts';

/** A line for each command that finds something in the story of the bridge. */
const LINES: Record<string, string> = {
  ask: 'What did the work cost?',
  facts: 'transport',
  quote: 'vale',
  source: 'harbour-bridge/opening',
  summary: 'harbour-bridge short',
  who: 'vale',
};

describe.for([
  ['Socket Mode', startBot],
  ['HTTP', startHttpBot],
] as const)('a slash command over %s', ([, start]) => {
  test('is answered, whichever it is', async () => {
    const { slack } = await start();
    for (const [i, command] of COMMANDS.entries()) {
      const { status } = await slack.command(`${slackName(command)} ${LINES[command.name] ?? ''}`.trim());
      expect(status).toBe(200);
      const { body } = await slack.message(i);
      expect(`${command.name}: ${wordsOf(body)}`).not.toMatch(/Something went wrong|There is no command/);
    }
    expect(slack.state.responseUrls.size).toBe(COMMANDS.length);
    // What tells items is posted by the bot itself, which learns which message that made.
    expect(slack.calls('response_url').length + slack.calls('chat.postMessage').length).toBe(COMMANDS.length);
  });

  test('that was sent twice is answered once', async () => {
    const { slack, platform } = await start();
    await slack.command('/stories', {}, { trigger: 'one' });
    await slack.command('/stories', {}, { trigger: 'one', retry: 1 });
    await slack.command('/stories', {}, { trigger: 'two' });
    await platform.close(); // after which nothing more is answered
    expect(slack.state.messages).toHaveLength(2);
  });
});

describe('a slash command', () => {
  test('is answered to the channel, or to the asker alone where nothing is found', async () => {
    const { slack } = await startBot();
    await slack.command('/quote vale');
    expect(await slack.message()).toMatchObject({ channel: CHANNEL, user: undefined });
    await slack.command('/quote nobody-of-that-name');
    expect(await slack.message(1)).toMatchObject({ channel: CHANNEL, user: READER });
  });

  test('takes options by position and by name', async () => {
    const { slack } = await startBot();
    await slack.command('/summary length:long harbour-bridge');
    expect(wordsOf((await slack.message()).body)).toContain('too weak for trams');
  });

  test('that is malformed is answered with its usage, to the asker alone', async () => {
    const { slack } = await startBot();
    await slack.command('/summary harbour-bridge harbour-bridge short long');
    const { user, body } = await slack.message();
    expect(user).toBe(READER);
    expect(wordsOf(body)).toContain('/summary');
  });

  test('means what was typed, not how Slack escapes it', async () => {
    const { slack } = await startBot();
    await slack.command('/quote arches &amp; &lt;replaced&gt;');
    expect(wordsOf((await slack.message()).body)).not.toMatch(/&amp;amp;|&amp;lt;/);
  });

  test('of Slack’s own name goes by /pullquote-NAME, and all go by /pullquote', async () => {
    const { slack } = await startBot();
    await slack.command('/pullquote-who vale');
    await slack.message();
    await slack.command('/pullquote who vale');
    await slack.message(1);
    await slack.command('/pullquote who is Mira Vale?');
    await slack.message(2);
    await slack.command('/pullquote');
    await slack.message(3);
    const [first, second, third, fourth] = slack.state.messages.map(({ body }) => wordsOf(body));
    expect(second).toEqual(first?.replaceAll('/pullquote-who vale', '/pullquote who vale'));
    expect(third).toContain('Vale');
    expect(fourth).toContain('What I can do');
  });

  test('is known to the engine by its workspace, channel and asker', async () => {
    const { slack, engine } = await startBot({ config: { operators: [READER] } });
    const seen: unknown[] = [];
    const { dispatch } = engine;
    engine.dispatch = async (invocation) => {
      seen.push(invocation);
      return dispatch(invocation);
    };
    await slack.command('/stories');
    await slack.message();
    expect(seen).toEqual([
      {
        origin: expect.objectContaining({ isDirect: false }),
        channel: `slack:${TEAM}:${CHANNEL}`,
        asker: { id: `slack:${TEAM}:${READER}`, name: 'reader', isOperator: true },
        line: '/stories',
        interim: expect.any(Function),
      },
    ]);
  });
});
