import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';

/** The sink in a process of its own, and how to post to it over connections that are kept. */
export type Sink = { post: (body: string) => Promise<string>; close: () => Promise<void> };

const CONNECTIONS = 64;

export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [resolve('bench/delivery/sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const where = { host: '127.0.0.1', port: Number(port.toString()), method: 'POST', path: '/messages', agent };
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        request({ ...where, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (more: string) => (text += more));
          response.on('end', () => resolve(text));
        })
          .on('error', reject)
          .end(body);
      }),
    async close() {
      agent.destroy();
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
