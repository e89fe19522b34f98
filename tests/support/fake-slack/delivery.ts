import { createHmac, randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Body, State } from './state.ts';

/** Where to send over HTTP, and with which secret to sign; `secret`, `at` and `retry` make a bad or repeated request. */
export type Reach = { url: string; signingSecret: string };
export type Signing = { secret?: string; at?: number; retry?: number };

type Socket = { socket: WebSocket; acks: Map<string, (payload: Body) => void> };

/** What Slack sends to an app: envelopes over Socket Mode or signed requests. */
export function delivery(state: State) {
  const sockets: Socket[] = [];
  let reach: Reach | undefined;

  return {
    sockets,
    reachAt(it: Reach): void {
      reach = it;
    },

    connect(socket: WebSocket): void {
      const connection: Socket = { socket, acks: new Map() };
      sockets.push(connection);
      socket.on('message', (data: Buffer) => {
        const { envelope_id, payload } = JSON.parse(data.toString());
        connection.acks.get(envelope_id)?.(payload ?? {});
        connection.acks.delete(envelope_id);
        state.changed();
      });
      socket.on('close', () => {
        sockets.splice(sockets.indexOf(connection), 1);
        state.changed();
      });
      socket.send(
        JSON.stringify({ type: 'hello', num_connections: sockets.length, connection_info: { app_id: 'A000001' } }),
      );
      state.changed();
    },

    /** One payload to the app, as it is reached; resolves with what it acknowledged. */
    async deliver(type: string, payload: Body, signing: Signing = {}): Promise<{ status: number }> {
      if (reach) return post(reach, type, payload, signing);
      const { socket, acks } = await state.until('a socket', () => sockets.at(-1));
      const envelope_id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<{ status: number }>();
      acks.set(envelope_id, () => resolve({ status: 200 }));
      const { retry } = signing;
      socket.send(
        JSON.stringify({
          type,
          envelope_id,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...(retry !== undefined && { retry_attempt: retry, retry_reason: 'timeout' }),
        }),
      );
      return promise;
    },

    /** Ends each connection as Slack announces it, with a reason, or without a word. */
    disconnect(reason: string): void {
      for (const { socket } of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
    },
    drop(): void {
      for (const { socket } of sockets) socket.terminate();
    },
  };
}

/** As Slack signs requests (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
async function post(
  { url, signingSecret }: Reach,
  type: string,
  payload: Body,
  signing: Signing,
): Promise<{ status: number }> {
  const isEvent = type === 'events_api';
  const form = type === 'slash_commands' ? payload : { payload: JSON.stringify(payload) };
  const body = isEvent ? JSON.stringify(payload) : new URLSearchParams(form as Record<string, string>).toString();
  const at = String(signing.at ?? Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signing.secret ?? signingSecret)
    .update(`v0:${at}:${body}`)
    .digest('hex');
  const { status } = await fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
      ...(signing.retry !== undefined && {
        'x-slack-retry-num': String(signing.retry),
        'x-slack-retry-reason': 'http_timeout',
      }),
    },
    body,
  });
  return { status };
}
