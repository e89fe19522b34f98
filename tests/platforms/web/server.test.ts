import { Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { post } from '../../../src/reply.ts';
import type { WebEngine } from '../../../src/platforms/web/app.ts';
import { startWeb } from '../../../src/platforms/web/server.ts';
import { aWebEngine } from '../../support/web.ts';

const log = createLog('silent');

async function start(port = 0, engine: WebEngine = aWebEngine()) {
  const web = await startWeb({ engine, host: '127.0.0.1', port, log });
  onTestFinished(() => web.close());
  return web;
}

test('a taken port gives way to the next free one, and the address says which', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const web = await start(port);
  const taken = Number(new URL(web.url).port);
  expect(taken).not.toBe(port);
  expect((await fetch(web.url)).status).toBe(200);
});

test('two on the same port both serve', async () => {
  const first = await start();
  const second = await start(Number(new URL(first.url).port));
  expect(second.url).not.toBe(first.url);
  expect((await fetch(first.url)).status + (await fetch(second.url)).status).toBe(400);
});

test('an address that is not this machine’s stops the start with the variable’s name', async () => {
  await expect(startWeb({ engine: aWebEngine(), host: '203.0.113.9', port: 0, log })).rejects.toThrow(/HOST/);
});

test('closing lets a request in flight finish, ends kept connections, and takes no more', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const engine = aWebEngine();
  const web = await start(0, {
    ...engine,
    async dispatch() {
      asked.resolve();
      await answer.promise;
      return post({ blocks: [{ type: 'heading', text: 'at last' }] });
    },
  });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const idle = await new Promise<IncomingMessage>((resolve) => void httpGet(`${web.url}/stories`, { agent }, resolve));
  await text(idle);

  const slow = fetch(`${web.url}/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web.url },
    body: JSON.stringify({ line: '/help' }),
  });
  await asked.promise;
  const closed = web.close();
  answer.resolve();
  expect(await (await slow).text()).toContain('at last');
  await closed;
  await expect(fetch(web.url)).rejects.toThrow('fetch failed');
});

test('closing twice is closing once', async () => {
  const web = await start();
  await expect(Promise.all([web.close(), web.close()])).resolves.toHaveLength(2);
});
