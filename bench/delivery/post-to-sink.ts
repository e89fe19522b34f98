import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** The sink in a process of its own, and how to post to it over connections that are kept. */
export type Sink = { post: (body: string) => Promise<string>; close: () => Promise<void> };

const CONNECTIONS = 64;

export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [resolve('bench/delivery/sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const where = { host: '127.0.0.1', port: Number(port.toString()), method: 'POST', path: '/messages', agent };
  return {
    async post(body) {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request({ ...where, headers }).end(body);
      const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
      return text(response);
    },
    async close() {
      agent.destroy();
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
