import type { Server } from 'node:http';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { ISO_NOW, type World } from './world.ts';

const Sent = z.object({ op: z.enum(GatewayOpcodes), d: z.unknown() });
const Identify = z.object({ token: z.string(), intents: z.number(), presence: z.unknown().optional() });
const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

/** What was sent in one session, for a client that comes back. */
type Session = { id: string; events: string[]; socket: WebSocket | undefined };

export type Gateway = {
  /** Sends an event; a client that is away gets it when it resumes. */
  dispatch(type: string, data: unknown): void;
  /** How clients came: `identify` or `resume`, with what they asked for. */
  arrivals: { how: 'identify' | 'resume'; intents?: number }[];
  /** What the bot shows beside its name, latest last. */
  presences: unknown[];
  /** Answers clients with this HTTP status, or not at all, in place of a connection. */
  turnAway(how: number | 'silently' | undefined): void;
  /** Refuses the next clients that identify with this close code. */
  refuseWith(code: number | undefined): void;
  /** Forgets all sessions: a client that resumes is told to identify again. */
  forgetSessions(): void;
  /** Cuts the line (no code), or closes it with one. */
  close(code?: number): void;
  /** Tells the clients to come back elsewhere (op 7). */
  askToReconnect(): void;
  stop(): void;
};

const HEARTBEAT_MS = 41_250;

/** Discord's gateway on a server that is already there, at /gateway. */
export function createGateway(
  server: Server,
  { world, token, changed }: { world: World; token: string; changed: () => void },
): Gateway {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const sessions = new Map<string, Session>();
  const arrivals: Gateway['arrivals'] = [];
  const presences: unknown[] = [];
  let outage: number | 'silently' | undefined;
  let refusal: number | undefined;
  let made = 0;

  server.on('upgrade', (request, socket, head) => {
    if (outage === 'silently') return;
    if (outage !== undefined) return void socket.end(`HTTP/1.1 ${outage} Away\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, (client) => welcome(client, `ws://${request.headers.host}/gateway`));
  });

  function dispatchTo(session: Session, type: string, data: unknown): void {
    const event = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: type, s: session.events.length + 1, d: data });
    session.events.push(event);
    session.socket?.send(event);
  }

  function welcome(client: WebSocket, resumeUrl: string): void {
    const send = (op: GatewayOpcodes, d: unknown) => client.send(JSON.stringify({ op, d, s: null, t: null }));
    client.on('error', () => {});
    client.on('close', () => {
      for (const session of sessions.values()) if (session.socket === client) session.socket = undefined;
    });
    client.on('message', (raw: Buffer) => {
      const { op, d } = Sent.parse(JSON.parse(raw.toString()));
      if (op === GatewayOpcodes.Heartbeat) send(GatewayOpcodes.HeartbeatAck, null);
      if (op === GatewayOpcodes.Identify) identify(client, Identify.parse(d), resumeUrl);
      if (op === GatewayOpcodes.Resume) resume(client, Resume.parse(d));
      if (op === GatewayOpcodes.PresenceUpdate) presences.push(d);
      changed();
    });
    send(GatewayOpcodes.Hello, { heartbeat_interval: HEARTBEAT_MS });
  }

  function resume(client: WebSocket, { session_id: id, seq, token: given }: z.infer<typeof Resume>): void {
    if (refusal !== undefined || given !== token) return client.close(refusal ?? 4004);
    const session = sessions.get(id);
    if (!session) return client.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
    session.socket = client;
    for (const event of session.events.slice(seq)) client.send(event);
    arrivals.push({ how: 'resume' });
    dispatchTo(session, GatewayDispatchEvents.Resumed, {});
  }

  function identify(client: WebSocket, { token: given, intents }: z.infer<typeof Identify>, resumeUrl: string): void {
    arrivals.push({ how: 'identify', intents });
    if (refusal !== undefined || given !== token) {
      return client.close(refusal ?? 4004);
    }
    made += 1;
    const session: Session = { id: `session-${made}`, events: [], socket: client };
    sessions.set(session.id, session);
    dispatchTo(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: world.bot,
      guilds: [{ id: world.guild, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: resumeUrl,
      application: { id: world.bot.id, flags: 0 },
    });
    dispatchTo(session, GatewayDispatchEvents.GuildCreate, { ...world.guildCreate, joined_at: ISO_NOW });
  }

  return {
    arrivals,
    presences,
    dispatch(type, data) {
      for (const session of sessions.values()) dispatchTo(session, type, data);
    },
    turnAway: (how) => (outage = how),
    refuseWith: (code) => (refusal = code),
    forgetSessions: () => sessions.clear(),
    close(code) {
      for (const client of sockets.clients) {
        if (code === undefined) client.terminate();
        else client.close(code);
      }
    },
    askToReconnect() {
      for (const client of sockets.clients) client.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null }));
    },
    stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
