import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { STRAIGHT, type Course } from './courses.ts';

/** A request that counts: a message that is posted, or a look at what was posted. */
export type Kind = 'post' | 'look';

/** The way between the bot and a platform. */
export type Wire = {
  url: string;
  /** Settles once nothing is on its way any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** What is told of a request that counts, at each point of its way. */
export type Passing = { course: Course; onArriving?: () => void; onStored?: () => void; onAnswered?: () => void };

type Answer = { status: number; headers: Record<string, string>; text: string };

const RETRY_AFTER_S = 1;
/** Both platforms' ways of saying it: Slack's header, and Discord's body. */
const WAIT: Answer = {
  status: 429,
  headers: { 'content-type': 'application/json', 'retry-after': String(RETRY_AFTER_S) },
  text: JSON.stringify({ message: 'You are being rate limited.', retry_after: RETRY_AFTER_S, global: false }),
};
const BAD_GATEWAY: Answer = { status: 502, headers: { 'content-type': 'text/plain' }, text: 'bad gateway' };
const PASSED_ON = ['content-type', 'authorization'];

/** Starts it on a free port. A request that has set out arrives, or does not, whether or not its sender still lives. */
export async function startWire(
  target: string,
  { kindOf, pass }: { kindOf: (method: string, path: string) => Kind | undefined; pass: (kind: Kind) => Passing },
): Promise<Wire> {
  const underWay = new Set<Promise<void>>();
  const server = createServer((asked, response) => {
    const way = carry(asked, response).finally(() => underWay.delete(way));
    underWay.add(way);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function carry(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = asked;
    let body: Buffer;
    try {
      body = await buffer(asked);
    } catch {
      return; // its sender was killed while sending
    }
    const kind = kindOf(method, path);
    const passing = kind && pass(kind);
    const { arrives, delayMs, answer } = passing?.course ?? STRAIGHT;
    passing?.onArriving?.();
    if (answer === 'drop' && delayMs > 0) asked.socket.destroy();
    if (delayMs > 0) await pause(delayMs);
    const own = arrives ? await forward(`${target}${path}`, asked, body) : undefined;
    passing?.onStored?.();
    if (answer === 'hang') return;
    if (answer === 'drop') return void asked.socket.destroy();
    const { status, headers, text: words } = answer === 'wait' ? WAIT : (answer === 'own' && own) || BAD_GATEWAY;
    response.once('close', () => passing?.onAnswered?.()); // sent, or its reader is gone
    response.writeHead(status, headers).end(words === '' ? undefined : words);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Over a line of its own: one that is kept may be closed by the platform as the request sets out. */
async function forward(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const passed = Object.fromEntries(PASSED_ON.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
  const sent = request(url, { method, agent: false, headers: { ...passed, 'content-length': body.length } }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const { 'content-type': type, 'retry-after': wait } = answer.headers;
  return {
    status: answer.statusCode ?? 0,
    headers: {
      ...(type !== undefined && { 'content-type': type }),
      ...(wait !== undefined && { 'retry-after': wait }),
    },
    text: await text(answer),
  };
}
