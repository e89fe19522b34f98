import { WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { expect, onTestFinished, test } from 'vitest';
import { deliveryFinder } from '../../../src/platforms/slack/find-delivery.ts';
import { postToSlack } from '../../../src/platforms/slack/post.ts';
import { renderSlack } from '../../../src/platforms/slack/render.ts';
import { UpstreamError } from '../../../src/errors.ts';
import { run } from '../../support/run.ts';

const TOKEN = 'xoxb-emulated';

/** A Slack that nobody here wrote, with one channel. */
async function foreignSlack() {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Harbour News', domain: 'harbour' },
        users: [{ name: 'reader', real_name: 'Reader', email: 'reader@harbour.example' }],
        channels: [{ name: 'general' }],
        bots: [{ name: 'pullquote' }],
        tokens: [{ token: TOKEN, user: 'reader', scopes: ['chat:write', 'channels:read', 'channels:history'] }],
      },
    },
  });
  onTestFinished(() => emulator.close());
  const client = new WebClient(TOKEN, { slackApiUrl: `${emulator.url}/api/`, retryConfig: { retries: 0 } });
  const { channels } = await client.conversations.list();
  return { client, channel: channels?.[0]?.id ?? '' };
}

test('a foreign Slack takes what is posted, in the channel and in a thread', async () => {
  const { client, channel } = await foreignSlack();
  const message = renderSlack(await run('/summary harbour-bridge'));
  const ts = await postToSlack(client, { channel }, message);
  await postToSlack(client, { channel, threadTs: ts }, renderSlack(await run('/quote vale')));
  const { messages } = await client.conversations.history({ channel });
  const posted = messages?.find((each) => each.ts === ts);
  expect(posted?.text).toBe(message.body.text);
  expect(posted?.blocks).toEqual(JSON.parse(JSON.stringify(message.body.blocks)));
  const { messages: thread } = await client.conversations.replies({ channel, ts });
  expect(thread).toHaveLength(2);
});

test('a delivery is found in it by its id, in the channel and in a thread', async () => {
  const { client, channel } = await foreignSlack();
  const presence = { client, botId: undefined };
  const since = new Date();
  const message = renderSlack(await run('/stories'));
  const find = deliveryFinder();
  expect(await find({ id: 'd-1', channel }, since, presence)).toBeUndefined();
  const ts = await postToSlack(client, { channel, delivery: 'd-1' }, message);
  const reply = await postToSlack(client, { channel, threadTs: ts, delivery: 'd-2' }, message);
  expect(await find({ id: 'd-1', channel }, since, presence)).toBe(ts);
  expect(await find({ id: 'd-2', channel, thread: ts }, since, presence)).toBe(reply);
  expect(await find({ id: 'd-3', channel, thread: ts }, since, presence)).toBeUndefined();
});

test('its refusals are understood', async () => {
  const { client } = await foreignSlack();
  const message = renderSlack(await run('/stories'));
  const refused = postToSlack(client, { channel: 'C0NOWHERE' }, message);
  await expect(refused).rejects.toThrow(UpstreamError);
  await expect(refused).rejects.toMatchObject({ code: 'channel_gone', mayHaveSucceeded: false });
});
