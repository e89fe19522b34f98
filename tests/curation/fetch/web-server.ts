import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { RequestOptions } from '../../../src/curation/fetch/fetch-page.ts';

/** A web server for one test, and the options with which it alone can be reached, under any name. */
export async function webServer(answer: RequestListener): Promise<{
  port: number;
  url: (path?: string, host?: string) => string;
  options: RequestOptions;
  asked: IncomingMessage[];
}> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    url: (path = '/', host = 'news.example') => `http://${host}:${port}${path}`,
    options: {
      contact: 'https://pullquote.example/about',
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      allow: (address, asks) => address === '127.0.0.1' && asks === port,
    },
  };
}
