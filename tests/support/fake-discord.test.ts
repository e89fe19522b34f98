import { REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeDiscord, type Setting } from './fake-discord.ts';

const MINUTE = 60_000;

/** The fake with a clock that stands until it is moved, and requests as the bot sends them. */
async function aFake(setting: Setting = {}) {
  const clock = { time: Date.parse('2031-05-06T09:00:00Z') };
  const fake = await startFakeDiscord({ now: () => clock.time, ...setting });
  onTestFinished(() => fake.close());
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${fake.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const messages = `/channels/${fake.world.places.channel.id}/messages`;
  const post = async (nonce: string) =>
    (await (await ask('POST', messages, { content: nonce, nonce, enforce_nonce: true })).json()) as { id: string };
  return { fake, clock, ask, messages, post };
}

test('it takes fifty requests in any second, and tells who comes too often what Discord tells', async () => {
  const { fake, clock, ask } = await aFake({ limits: { perSecond: 50 } });
  const times = async (count: number) => {
    for (let i = 0; i < count; i += 1) expect((await ask('GET', '/users/@me')).status).toBe(200);
  };
  await times(10);
  clock.time += 600;
  await times(40);
  const refused = await ask('GET', '/users/@me');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.headers.get('x-ratelimit-global')).toBe('true');
  expect(await refused.json()).toEqual({ message: 'You are being rate limited.', retry_after: 0.4, global: true });
  clock.time += 400;
  await times(10);
  expect((await ask('GET', '/users/@me')).status).toBe(429);
  expect(fake.counts).toEqual({ requests: 62, rateLimited: 2 });
});

test('answers to interactions are not counted among them', async () => {
  const { fake, ask } = await aFake({ limits: { perSecond: 1 } });
  for (let i = 0; i < 3; i += 1) {
    const asked = fake.run('quote');
    const path = `/interactions/${asked.id}/${asked.token}/callback`;
    expect((await ask('POST', path, { type: 5 })).status).toBe(204);
  }
  expect(fake.counts.rateLimited).toBe(0);
});

test('a nonce is known for some minutes, and in its own channel', async () => {
  const { fake, clock, ask, post } = await aFake();
  const first = await post('n');
  clock.time += 2 * MINUTE;
  expect(await post('n')).toMatchObject({ id: first.id });
  const other = await ask('POST', `/channels/${fake.channels.add().id}/messages`, { nonce: 'n', enforce_nonce: true });
  expect(await other.json()).not.toMatchObject({ id: first.id });
  clock.time += 2 * MINUTE;
  const second = await post('n');
  expect(second.id).not.toBe(first.id);
  fake.channels.forgetNonces();
  expect((await post('n')).id).not.toBe(second.id);
});

test('a history is read in pages, newest first, and says no nonce', async () => {
  const { post, ask, messages } = await aFake();
  const ids: string[] = [];
  for (const nonce of ['a', 'b', 'c', 'd']) ids.push((await post(nonce)).id);
  const [a, b, c, d] = ids;
  const page = async (query: string) => {
    const list = (await (await ask('GET', `${messages}?${query}`)).json()) as { id: string; nonce?: string }[];
    expect(list.every(({ nonce }) => nonce === undefined)).toBe(true);
    return list.map(({ id }) => id);
  };
  expect(await page('limit=3')).toEqual([d, c, b]);
  expect(await page(`after=${a}&limit=2`)).toEqual([c, b]);
  expect(await page(`before=${c}`)).toEqual([b, a]);
  expect((await ask('GET', `${messages}?limit=101`)).status).toBe(400);
});

test('what it need not keep it does not keep, and still finds messages', async () => {
  const { fake, ask, messages } = await aFake({ keep: false });
  const button = { type: 2, style: 2, label: 'Stop', custom_id: 'run@d-1 /stop' };
  const text = { type: 10, content: 'x'.repeat(3000) };
  const components = [
    { type: 17, components: [text] },
    { type: 1, components: [button] },
  ];
  await ask('POST', messages, { flags: 1 << 15, components, nonce: 'd-1', enforce_nonce: true });
  expect(fake.requests).toEqual([]);
  expect(JSON.stringify(fake.messages).length).toBeLessThan(400);
  expect(await (await ask('GET', messages)).text()).toContain('run@d-1 /stop');
});

test('anything can befall any request, before or after it was carried out', async () => {
  let many = 0;
  const { fake, ask, messages, post } = await aFake({
    chaos: ({ method }) => {
      if (method !== 'POST') return undefined;
      many += 1;
      return many === 1 ? { fault: { status: 502 } } : { once: 'done', fault: { does: 'drop' } };
    },
  });
  expect((await ask('POST', messages, { content: 'a' })).status).toBe(502);
  expect(fake.messages).toEqual([]);
  await expect(post('b')).rejects.toThrow('fetch failed');
  expect(fake.messages).toHaveLength(1);
});

test('among ten thousand channels each message finds its own', async () => {
  const { fake } = await aFake({ keep: false });
  const rest = new REST({ api: fake.apiUrl, version: '10' }).setToken(fake.token);
  const channels = Array.from({ length: 10_000 }, () => fake.channels.add());
  const some = channels.filter((_, i) => i % 1000 === 0);
  for (const { id } of some) await rest.post(`/channels/${id}/messages`, { body: { content: id } });
  expect(fake.messages.map(({ channel }) => channel)).toEqual(some.map(({ id }) => id));
  expect(fake.channels.find(some[3]?.id ?? '')?.messages).toHaveLength(1);
});
