import { describe, expect, test } from 'vitest';
import type { Fault } from '../../support/fake-slack.ts';
import { CHANNEL, READER, startFakeSlack } from '../../support/fake-slack.ts';
import { startBot, startHttpBot, wordsOf } from './bot.ts';

/** The first pause never ends: what happens before it is what matters. */
const FOR_EVER = { pause: () => new Promise<void>(() => {}) };

describe('at the start', () => {
  test.for<[string, string, string, Fault | undefined, RegExp]>([
    [
      'a bot token that Slack does not know',
      'xoxb-wrong',
      'xapp-fake',
      undefined,
      /does not accept SLACK_BOT_TOKEN \(invalid_auth\)/,
    ],
    [
      'an app token that Slack does not know',
      'xoxb-fake',
      'xapp-wrong',
      undefined,
      /does not accept SLACK_APP_TOKEN \(invalid_auth\)/,
    ],
    ['a user token for the bot’s', 'xoxp-1', 'xapp-fake', undefined, /SLACK_BOT_TOKEN holds a user token/],
    [
      'the two tokens in each other’s place',
      'xapp-fake',
      'xoxb-fake',
      undefined,
      /SLACK_BOT_TOKEN holds an app-level token .* belongs in SLACK_APP_TOKEN/,
    ],
    [
      'a bot token for the app’s',
      'xoxb-fake',
      'xoxb-fake',
      undefined,
      /SLACK_APP_TOKEN holds a bot token .* belongs in SLACK_BOT_TOKEN/,
    ],
    [
      'a token that was withdrawn',
      'xoxb-fake',
      'xapp-fake',
      { does: 'error', error: 'token_revoked' },
      /withdrawn SLACK_BOT_TOKEN \(token_revoked\)/,
    ],
    [
      'a token whose workspace is closed',
      'xoxb-fake',
      'xapp-fake',
      { does: 'error', error: 'account_inactive' },
      /account_inactive\): install the app again/,
    ],
  ])('%s is told by its variable, once, and not tried again', async ([, botToken, appToken, fault, says]) => {
    const { platform, lines, slack, announced } = await startBot({
      config: { botToken, events: { by: 'socket', appToken } },
      before: (it) => fault && it.plan('auth.test', fault),
    });
    expect(platform.status().state).toBe('failed');
    expect(platform.status().says).toMatch(says);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([`error: Slack: ${platform.status().says}`]);
    expect(announced).toEqual([`Slack: not connected. ${platform.status().says}.`]);
    expect(slack.calls('auth.test').length).toBeLessThan(2);
  });

  test('a missing scope is told with what is needed and what there is', async () => {
    const missing: Fault = {
      does: 'error',
      error: 'missing_scope',
      details: { needed: 'connections:write', provided: 'none' },
    };
    const { platform } = await startBot({ before: (it) => it.plan('apps.connections.open', missing) });
    expect(platform.status().says).toMatch(/SLACK_APP_TOKEN lacks a permission: .*needs connections:write; has none/);
  });

  test('Socket Mode that is switched off is told, and used once it is on', async () => {
    const { platform, lines, slack } = await startBot({
      before: (it) => it.greetWith('link_disabled'),
      timing: { firstRetry: 1 },
    });
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringMatching(/Socket Mode is switched off/),
    ]);
    slack.greetWith('hello');
    await slack.state.until('a connection', () => platform.status().state === 'connected');
  });

  test('a network that is not there yet is waited for, longer each time', async () => {
    const drops = Array.from({ length: 8 }, (): Fault => ({ does: 'drop' }));
    const { platform, lines, pauses, slack } = await startBot({ before: (it) => it.plan('auth.test', ...drops) });
    await slack.state.until('a connection', () => platform.status().state === 'connected');
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  test('Slack’s wish to wait is granted before it is asked again', async () => {
    const { platform, pauses, slack } = await startBot({
      before: (it) => {
        it.plan('auth.test', { does: 'rate-limit', retryAfter: 40 });
        it.plan('apps.connections.open', { does: 'rate-limit', retryAfter: 30 });
      },
    });
    await slack.state.until('a connection', () => platform.status().state === 'connected');
    expect(pauses).toEqual([40_000, 30_000]);
  });

  test('a workspace that is being moved to an organisation is waited for', async () => {
    const { platform, slack } = await startBot({
      before: (it) => it.plan('auth.test', { does: 'error', error: 'org_login_required' }),
    });
    await slack.state.until('a connection', () => platform.status().state === 'connected');
  });

  test('a server that does not answer at all is no reason to stop', async () => {
    const gone = await startFakeSlack();
    const { apiUrl } = gone;
    await gone.close();
    const { platform, lines } = await startBot({ config: { apiUrl }, timing: FOR_EVER });
    expect(platform.status().says).toMatch(/cannot be reached \(ECONNREFUSED\); trying again/);
    expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  test('a socket on which Slack never says hello is given up', async () => {
    const { slack, platform } = await startBot({ before: (it) => it.greetWith('silence'), timing: { hello: 30 } });
    expect(platform.status().says).toMatch(/no answer in time/);
    slack.greetWith('hello');
    await slack.state.until('a connection', () => platform.status().state === 'connected');
  });
});

describe('once connected', () => {
  test('says where and how', async () => {
    expect((await startBot()).announced).toEqual(['Slack: connected as pullquote in Harbour News, by Socket Mode.']);
  });

  test.for(['warning', 'refresh_requested', 'too_many_websockets'])(
    'goes on after a disconnect for %s',
    async (reason) => {
      const { slack, announced } = await startBot();
      const [old] = slack.out.sockets;
      slack.out.disconnect(reason);
      await slack.state.until(
        'the new socket alone',
        () => slack.out.sockets.length === 1 && slack.out.sockets[0] !== old,
      );
      await slack.command('/stories');
      await slack.message();
      expect(announced).toHaveLength(1);
    },
  );

  test('opens the next connection before the old one is closed', async () => {
    const { slack } = await startBot();
    const [old] = slack.out.sockets;
    let both = false;
    old?.socket.pause(); // its closing is not answered
    slack.out.disconnect('refresh_requested');
    await slack.state.until('two sockets', () => (both ||= slack.out.sockets.length === 2));
    old?.socket.resume();
    expect(both).toBe(true);
  });

  test('comes back after the socket dropped', async () => {
    const { slack } = await startBot();
    slack.out.drop();
    await slack.call('apps.connections.open', 1);
    await slack.command('/stories');
    await slack.message();
  });

  test('says so when Socket Mode is switched off later', async () => {
    const { slack, platform, logged } = await startBot({ timing: FOR_EVER });
    slack.out.disconnect('link_disabled');
    await logged(/Socket Mode is switched off/);
    expect(platform.status().state).toBe('failed');
  });

  test('outlives messages that are no envelopes', async () => {
    const { slack } = await startBot();
    for (const text of [
      'null',
      '[]',
      '"x"',
      '{',
      '{"type":"events_api"}',
      '{"type":"events_api","envelope_id":"1","payload":{}}',
      '{"type":"interactive","envelope_id":"2","payload":{"type":"block_actions","actions":[]}}',
    ])
      slack.out.sockets[0]?.socket.send(text);
    await slack.command('/stories');
    await slack.message();
  });
});

describe('a reply', () => {
  test('waits as long as Slack asks, and goes out once', async () => {
    const { slack, pauses } = await startBot();
    slack.plan('chat.postMessage', { does: 'rate-limit', retryAfter: 3 });
    slack.plan('response_url', { does: 'rate-limit', retryAfter: 7 });
    await slack.direct('/stories');
    await slack.message();
    await slack.command('/stories');
    await slack.message(1);
    expect(pauses).toEqual([3000, 7000]);
    expect(slack.state.messages).toHaveLength(2);
  });

  test.for<[Fault, RegExp]>([
    [{ does: 'rate-limit', retryAfter: 31 }, /asks to wait 31 s, which is too long/],
    [{ does: 'rate-limit' }, /asks to wait/],
    [{ does: 'error', error: 'not_in_channel' }, /not_in_channel: invite the bot/],
    [{ does: 'error', error: 'channel_not_found' }, /channel_not_found: the channel is gone/],
    [{ does: 'error', error: 'is_archived' }, /is_archived/],
    [
      { does: 'error', error: 'missing_scope', details: { needed: 'chat:write', provided: 'commands' } },
      /needs chat:write; has commands/,
    ],
    [{ does: 'http', status: 500, stored: true }, /HTTP 500; it may have arrived, so it is not sent again/],
    [{ does: 'error', error: 'fatal_error' }, /fatal_error; it may have arrived/],
    [{ does: 'drop', stored: true }, /connection to Slack failed .*; it may have arrived/],
    [{ does: 'hang', stored: true }, /no answer in time\); it may have arrived/],
  ])('that fails by $does is told in one line, and never doubled', async ([fault, says]) => {
    const { slack, logged, lines } = await startBot({ timing: fault.does === 'hang' ? { call: 1000 } : {} });
    slack.plan('chat.postMessage', fault);
    await slack.direct('/stories');
    await logged(says);
    expect(lines.filter((line) => /^(?:warn|error)/.test(line))).toHaveLength(1);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    await slack.direct('/stories'); // the bot goes on
    await slack.state.until('the next reply', () => slack.calls('chat.postMessage').length === 2);
  });

  test.for<[Fault, RegExp]>([
    [{ does: 'http', status: 502, stored: true }, /HTTP 502; it may have arrived/],
    [{ does: 'hang', stored: true }, /no answer in time\); it may have arrived/],
    [{ does: 'drop', stored: true }, /it may have arrived/],
  ])('to a command that fails by $does is never doubled', async ([fault, says]) => {
    const { slack, logged } = await startBot({ timing: fault.does === 'hang' ? { call: 1000 } : {} });
    slack.plan('response_url', fault);
    await slack.command('/stories');
    await logged(says);
    expect(slack.state.messages).toHaveLength(1);
  });

  test('that comes too late for the command goes to the asker by itself, or is told', async () => {
    const { slack, logged } = await startBot();
    await slack.command('/stories', {}, { expired: true });
    expect(await slack.message()).toMatchObject({ user: READER, channel: CHANNEL });
    await slack.command('/stories', { channel: 'C0UNKNOWN' }, { expired: true });
    await logged(/a command of U0READER in C0UNKNOWN: Slack refused: channel_not_found/);
  });

  test('refused because the token was withdrawn makes the status say so, until one goes out again', async () => {
    const { slack, platform, logged } = await startBot();
    slack.plan('chat.postMessage', { does: 'error', error: 'token_revoked' });
    await slack.direct('/stories');
    await logged(/Slack has withdrawn SLACK_BOT_TOKEN/);
    expect(platform.status().state).toBe('failed');
    await slack.direct('/stories');
    await logged(/replies go out again/);
    expect(platform.status().state).toBe('connected');
  });

  test('does not hide that the token is gone when the connection is renewed', async () => {
    const { slack, platform, logged } = await startBot();
    slack.plan('chat.postMessage', { does: 'error', error: 'token_revoked' });
    slack.plan('auth.test', { does: 'error', error: 'token_revoked' });
    await slack.direct('/stories');
    await logged(/Slack has withdrawn/);
    slack.out.drop();
    await slack.call('auth.test', 1);
    await slack.state.until('the sockets to be gone', () => slack.out.sockets.length === 0);
    expect(platform.status().says).toMatch(/Slack has withdrawn SLACK_BOT_TOKEN/);
  });
});

describe('over HTTP', () => {
  test.for([
    ['a wrong signature', { secret: 'another' }],
    ['an old timestamp', { at: 1_700_000_000 }],
  ] as const)('%s is refused and told without what it held', async ([, signing]) => {
    const { slack, logged } = await startHttpBot();
    expect(await slack.command('/stories hush-hush', {}, signing)).toEqual({ status: 401 });
    expect(await logged(/signature is missing, wrong or too old/)).not.toContain('hush');
    expect(slack.state.messages).toEqual([]);
  });

  test('says where it listens', async () => {
    const { announced } = await startHttpBot();
    expect(announced).toEqual([
      expect.stringMatching(/^Slack: connected as pullquote in Harbour News, by HTTP on 127\.0\.0\.1:\d+\.$/),
    ]);
  });

  test('a port in use is told by its variable, and taken once it is free', async () => {
    const first = await startHttpBot();
    const taken = Number(new URL(first.url).port);
    const { platform, slack } = await startBot({
      config: { events: { by: 'http', signingSecret: 's', port: taken }, installPort: taken },
    });
    expect(platform.status().says).toBe(`port ${taken} (SLACK_PORT) is in use; trying again`);
    await first.platform.close();
    await slack.state.until('the port', () => platform.status().state === 'connected');
  });

  test('an address that is not this machine’s is told as what it is', async () => {
    const { platform } = await startBot({
      config: { events: { by: 'http', signingSecret: 's', port: 4000 }, host: '203.0.113.1', installPort: 4000 },
      timing: FOR_EVER,
    });
    expect(platform.status().says).toBe('port 4000 (SLACK_PORT) cannot be listened on (EADDRNOTAVAIL); trying again');
  });

  test('nothing else is served, and a nonsensical address is no error of ours', async () => {
    const { url, lines } = await startHttpBot();
    for (const path of ['/', '/slack/install', '/slack/events', '//'])
      expect([path, (await fetch(url + path)).status]).toEqual([path, path === '//' ? 500 : 404]);
    expect(lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  });
});

test('closing lets a reply under way go out, and is harmless twice', async () => {
  const { slack, engine, platform } = await startBot();
  const { dispatch } = engine;
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  engine.dispatch = async (invocation) => {
    asked.resolve();
    await go.promise;
    return dispatch(invocation);
  };
  await slack.command('/stories');
  await asked.promise;
  const closed = Promise.all([platform.close(), platform.close()]);
  go.resolve();
  await closed;
  expect(wordsOf((await slack.message()).body)).toContain('Port Ansel');
  await slack.state.until('no socket', () => slack.out.sockets.length === 0);
});

test('a fault of ours is told the operator under an id, and the bot goes on', async () => {
  const { slack, engine, logged } = await startBot();
  const { dispatch } = engine;
  engine.dispatch = async () => {
    throw new TypeError('a bug');
  };
  await slack.command('/stories');
  await logged(/failed on our side.*a bug/);
  engine.dispatch = dispatch;
  await slack.command('/stories');
  await slack.message();
});
