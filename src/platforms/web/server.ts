import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Outlet } from '../../delivery/outlet.ts';
import { ConfigError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { createWebApp, type WebEngine } from './app.ts';
import { createConversations } from './conversations.ts';
import { createOutlet } from './outlet.ts';
import type { Previews } from './previews/message.ts';
import type { Watched } from './watch-routes.ts';

export type WebServer = {
  url: string;
  /** How digests are posted to the page's visitors. */
  outlet: Outlet;
  /** Takes no new requests, lets those in flight finish, and ends within about two seconds. */
  close(): Promise<void>;
};

/** How many ports after a taken one are tried before any free one is taken. */
const NEXT_PORTS = 20;
const GRACE_MS = 2000;
const LAST_PORT = 65_535;

/** Serves the pages. Where the port is taken the next free one is used, and `url` says which. */
export async function startWeb({
  engine,
  host,
  port,
  publicUrl,
  operator,
  previews,
  deliveries,
  log,
}: {
  engine: WebEngine;
  host: string;
  port: number;
  /** The address that people use, where it is another one, as behind a proxy. */
  publicUrl?: string | undefined;
  operator?: boolean | undefined;
  previews?: Previews | undefined;
  deliveries?: Watched['deliveries'];
  log: Log;
}): Promise<WebServer> {
  const conversations = createConversations();
  const app = createWebApp(engine, { host, publicUrl, operator, previews, conversations, deliveries, log });
  let closing: Promise<void> | undefined;
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    // A connection whose last request ends while closing would stay open for another.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    void listener(request, response);
  });
  const taken = await listen(server, host, port);
  if (port !== 0 && taken !== port) log.warn({ wanted: port, port: taken }, 'the port is in use; another one is taken');
  return {
    url: `http://${shownHost(host)}:${taken}`,
    outlet: createOutlet(conversations, engine.digests),
    close: () => (closing ??= close(server)),
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  const next =
    port === 0
      ? []
      : Array.from({ length: NEXT_PORTS + 1 }, (_, i) => port + i).filter((candidate) => candidate <= LAST_PORT);
  for (const candidate of [...next, 0]) {
    const listening = once(server, 'listening');
    server.listen(candidate, host.replace(/^\[|\]$/g, ''));
    try {
      await listening;
      const address = server.address();
      return typeof address === 'object' && address ? address.port : candidate;
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      if (code === 'EADDRINUSE') continue;
      throw new ConfigError(
        `HOST, PORT: the web page cannot listen on ${host}:${candidate} (${code || String(cause)})`,
        { code: 'cannot_listen', cause },
      );
    }
  }
  throw new ConfigError(`PORT: no port is free on ${host}`, { code: 'no_free_port' });
}

/** A server on every address is shown under the one that works on this machine. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
