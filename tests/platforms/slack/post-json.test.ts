import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { postJson } from '../../../src/platforms/slack/post-json.ts';

const LONG = 10_000;

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/respond`;
}

test('sends the content and gives what came back', async () => {
  const url = await serve((request, response) => {
    void text(request).then((body) => response.writeHead(429, { 'retry-after': '7' }).end(`${request.method} ${body}`));
  });
  expect(await postJson(url, { text: 'Grüße' }, LONG)).toEqual({
    status: 429,
    retryAfter: '7',
    text: 'POST {"text":"Grüße"}',
  });
});

test('follows no redirect', async () => {
  const url = await serve((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end());
  expect((await postJson(url, {}, LONG)).status).toBe(307);
});

test('gives up on a server that never answers', async () => {
  const url = await serve(() => {});
  await expect(postJson(url, {}, 50)).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
});

test('gives up on an answer that never ends', async () => {
  const url = await serve((_, response) => response.writeHead(200).write('o'));
  await expect(postJson(url, {}, 50)).rejects.toBeInstanceOf(Error);
});

test('tells what the network says', async () => {
  const url = await serve((request) => request.socket.destroy());
  await expect(postJson(url, {}, LONG)).rejects.toThrow(expect.objectContaining({ code: 'ECONNRESET' }));
});
