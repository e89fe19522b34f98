import { WebClient } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeSlack } from './fake-slack.ts';

/** The fake, its clock, and a client that reports what Slack refuses. */
async function startWithClock() {
  const time = { now: 1_900_000_000_000 };
  const slack = await startFakeSlack({ now: () => time.now });
  onTestFinished(() => slack.close());
  const client = new WebClient('xoxb-fake', {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window’s postMessage
  const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
  const seen = async (channel: string) =>
    (await client.conversations.history({ channel, oldest: '0', limit: 999 })).messages?.map(({ ts }) => ts) ?? [];
  return { slack, time, client, post, seen };
}

test('the limits of a channel and of all are windows that slide, and what came too soon is counted', async () => {
  const { slack, time, post } = await startWithClock();
  const { limits, messages } = slack.state;
  limits.posting = { perSecond: 3, perChannelMs: 1000 };
  const [a = '', b = '', c = '', d = ''] = slack.addChannels(4);
  await post(a);
  await expect(post(a)).rejects.toMatchObject({ retryAfter: 1 });
  time.now += 500;
  await post(b);
  await post(c);
  await expect(post(d)).rejects.toMatchObject({ retryAfter: 1 });
  time.now += 499;
  await expect(post(a)).rejects.toMatchObject({ retryAfter: 1 });
  time.now += 1;
  await post(a);
  await expect(post(d)).rejects.toMatchObject({ retryAfter: 1 });
  expect(limits.tooSoon).toEqual({ inChannel: 2, inAll: 2, updates: 0 });
  expect(messages).toHaveLength(4);
});

test('messages are dated by its clock, each differently', async () => {
  const { slack, time, post, seen } = await startWithClock();
  const [channel = ''] = slack.addChannels(1);
  await post(channel);
  await post(channel);
  time.now += 1500;
  await post(channel);
  expect(await seen(channel)).toEqual(['1900000001.500000', '1900000000.000001', '1900000000.000000']);
});

test('a history is read on where a page ended, whatever came meanwhile', async () => {
  const { slack, client, post } = await startWithClock();
  const [channel = ''] = slack.addChannels(1);
  for (let i = 0; i < 5; i += 1) await post(channel);
  const first = await client.conversations.history({ channel, limit: 2 });
  await post(channel);
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await client.conversations.history({ channel, limit: 3, cursor });
  const both = [...(first.messages ?? []), ...(second.messages ?? [])].map(({ ts }) => ts);
  expect(both).toEqual([4, 3, 2, 1, 0].map((nth) => slack.state.messages[nth]?.ts));
  expect(second.has_more).toBe(false);
});

test('what is taken out, or was never for all, is not in the history', async () => {
  const { slack, client, post, seen } = await startWithClock();
  const [channel = '', other = ''] = slack.addChannels(2);
  const { ts = '' } = await post(channel);
  await post(other);
  await client.chat.postEphemeral({ channel, user: 'U0READER', text: 'x' });
  expect(await seen(channel)).toEqual([ts]);
  await client.chat.delete({ channel, ts });
  await post(other);
  expect(await seen(channel)).toEqual([]);
  expect(await seen(other)).toHaveLength(2);
});

test('a fault may come to any call, and still be carried out', async () => {
  const { slack, post, seen } = await startWithClock();
  const [good = '', bad = ''] = slack.addChannels(2);
  slack.state.chaos = (method, { channel }) =>
    method === 'chat.postMessage' && channel === bad ? { does: 'http', status: 503, stored: true } : undefined;
  await post(good);
  await expect(post(bad)).rejects.toMatchObject({ statusCode: 503 });
  expect(await seen(bad)).toHaveLength(1);
});

test('what is posted need not be kept, but for what it is found by', async () => {
  const { slack, client } = await startWithClock();
  const [channel = ''] = slack.addChannels(1);
  slack.state.isKeeping = false;
  const metadata = { event_type: 'pullquote_delivery', event_payload: { delivery: 'd-1' } };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window’s postMessage
  await client.chat.postMessage({ channel, text: 'x'.repeat(100), metadata });
  expect(slack.state.calls).toEqual([]);
  expect(slack.state.messages.map(({ body }) => body)).toEqual([{ metadata }]);
});
