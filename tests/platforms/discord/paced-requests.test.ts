import { expect, test } from 'vitest';
import { REQUESTS_PER_SECOND } from '../../../src/platforms/discord/limits.ts';
import { pacedRequests } from '../../../src/platforms/discord/paced-requests.ts';
import { virtualTime } from '../../support/virtual-time.ts';

const API = 'https://discord.com/api/v10';

function recorded() {
  const time = virtualTime(new Date('2031-05-06T09:00:00Z'));
  const arrived: { at: number; path: string }[] = [];
  const request = pacedRequests<undefined, void>(async (url) => {
    arrived.push({ at: time.clock(), path: url.slice(API.length) });
  }, time);
  return { time, arrived, request: (path: string) => request(`${API}${path}`, undefined) };
}

test('whoever asks, no more requests arrive in any one second than Discord takes', async () => {
  const { time, arrived, request } = recorded();
  const paths = Array.from({ length: 240 }, (_, i) => (i % 3 === 0 ? '/users/@me' : `/channels/${i}/messages`));
  const all = paths.map((path) => request(path));
  await time.advance(6000);
  await Promise.all(all);
  expect(arrived.map(({ path }) => path)).toEqual(paths);
  const busiest = arrived.map(({ at }) => arrived.filter((other) => other.at >= at && other.at < at + 1000).length);
  expect(Math.max(...busiest)).toBeLessThanOrEqual(REQUESTS_PER_SECOND);
});

test('answers to interactions wait for nobody', async () => {
  const { time, arrived, request } = recorded();
  const others = Array.from({ length: 60 }, (_, i) => request(`/channels/${i}/messages`));
  await request('/interactions/1/token/callback');
  await request('/webhooks/1/token/messages/@original');
  expect(arrived.filter(({ path }) => /interactions|webhooks/.test(path))).toHaveLength(2);
  await time.advance(3000);
  await Promise.all(others);
});
